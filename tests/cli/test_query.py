"""`resource-ld query` as a person types it: a table on a terminal, every format elsewhere, one line for what is wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import Catalogue

pytestmark = pytest.mark.slow
TITLES = "SELECT ?r ?title { ?r a dcterms:BibliographicResource ; dcterms:title ?title } ORDER BY ?title LIMIT 2"


def query(catalogue: Catalogue, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    config = str(catalogue.folder / "resource-ld.toml")
    command = [sys.executable, "-m", "resource_ld.cli", "--config", config, "query", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=60, check=False)


def one_line(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return what went wrong: one line, no traceback."""
    said = done.stderr.decode()
    assert done.returncode == 2
    assert said.count("\n") == 1, said
    return said


def test_a_query_comes_as_an_argument_a_file_or_standard_input(published: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "query.rq"
    path.write_bytes(b"\xef\xbb\xbf" + TITLES.encode())
    found = {query(published, *each, stdin=stdin).stdout for each, stdin in (
        ((TITLES,), b""), (("--file", str(path)), b""), ((), TITLES.encode()), (("-",), TITLES.encode()),
    )}  # fmt: skip
    assert len(found) == 1
    assert found.pop().count(b"\r\n") == 3


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv", "table"])
def test_a_select_comes_in_every_format(published: Catalogue, name: str) -> None:
    done = query(published, TITLES, "--format", name)
    assert done.returncode == 0
    assert done.stdout.count(b"/resource/") == 2


@pytest.mark.parametrize("name", ["turtle", "ntriples", "jsonld", "rdfxml"])
def test_a_graph_comes_in_every_format(published: Catalogue, name: str) -> None:
    done = query(published, "CONSTRUCT { ?r dcterms:title ?t } { ?r dcterms:title ?t }", "--format", name)
    assert done.returncode == 0
    assert b"http://purl.org/dc/terms/" in done.stdout


def test_a_table_says_yes_or_no_and_never_cuts_an_address(published: Catalogue) -> None:
    assert query(published, "ASK {}", "--format", "table").stdout.split() == [b"true"]
    shown = "".join(query(published, TITLES, "--format", "table").stdout.decode().replace("│", " ").split())
    assert "…" not in shown
    assert "2rows" in shown
    assert "\x1b" not in query(published, 'SELECT ("\\u001b]0;x" AS ?x) {}', "--format", "table").stdout.decode()
    assert (
        query(published, "SELECT ?x { VALUES ?x { 1 } }", "--format", "table").stdout.decode().strip().endswith("1 row")
    )


def test_a_hint_stands_beside_an_empty_answer(published: Catalogue) -> None:
    done = query(published, "SELECT * { ?s <http://schema.org/name> ?o }")
    assert (done.returncode, b"https://schema.org/" in done.stderr) == (0, True)


def test_what_is_wrong_is_one_line(published: Catalogue, tmp_path: Path) -> None:
    latin = tmp_path / "latin.rq"
    latin.write_bytes("ASK { ?s ?p 'é' }".encode("latin-1"))
    assert "UTF-8" in one_line(query(published, "--file", str(latin)))
    assert "UTF-8" in one_line(query(published, stdin=latin.read_bytes()))
    assert "no word of SPARQL" in one_line(query(published, "SELEC ?s {}"))
    assert "one of them" in one_line(query(published, "ASK {}", "--file", str(latin)))
    assert "Choose one of" in one_line(query(published, "ASK {}", "--format", "turtle"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_and_a_reader_that_leaves_are_no_traceback(published: Catalogue) -> None:
    command = f"{sys.executable} -m resource_ld.cli --config {published.folder}/resource-ld.toml query 'SELECT * {{ ?s ?p ?o }}'"
    full = subprocess.run(f"{command} > /dev/full", shell=True, capture_output=True, timeout=60, check=False)
    assert "cannot be written" in one_line(full)
    left = subprocess.run(f"{command} | head -n 1", shell=True, capture_output=True, timeout=60, check=False)
    assert left.stderr == b""


def test_json_is_what_the_service_gives(published: Catalogue) -> None:
    found = json.loads(query(published, TITLES, "--format", "json").stdout)
    assert found["head"]["vars"] == ["r", "title"]
