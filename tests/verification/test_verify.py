"""The command, withdrawals, robots.txt, sites of other software, and what may open a connection."""

import ast
import csv
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.types import StartResponse, WSGIEnvironment

import oai_repo
import pytest
from click.testing import CliRunner
from lxml import etree
from tests.conftest import PROJECT, Catalogue
from tests.verification.conftest import living, serving
from tests.verification.tampering import Answered, Tampered
from tests.verification.test_faults import still_here

from resource_ld.cli import commands
from resource_ld.errors import DoorError
from resource_ld.verification import Client, Extent, Manners, Report, find_site, verify
from resource_ld.verification.ledger import Ledger
from resource_ld.verification.told import Door, Told
from resource_ld.web import create_app

pytestmark = pytest.mark.slow


def run(catalogue: Catalogue, *arguments: str) -> Any:
    config = str(catalogue.folder / "resource-ld.toml")
    return CliRunner().invoke(commands, ["--config", config, "verify", "--delay", "0", *arguments])


def test_the_command_says_what_agrees_and_exits_with_0(site: Tampered, eventful: Catalogue) -> None:
    said = run(eventful, site.url)
    assert said.exit_code == 0, said.output
    assert re.search(r"release 4 of http://127.0.0.1:8000/: \d\d doors agree \(\d+ requests\)", said.output)
    assert "✓ the release here" in said.output


def test_the_command_says_what_differs_and_exits_with_1(site: Tampered, eventful: Catalogue) -> None:
    record = living(eventful)[0]

    def tamper(said: Answered) -> None:
        if said.address == "/sitemap.xml":
            said.drop_line(record)

    with site.by(tamper):
        said, as_json = run(eventful, site.url), run(eventful, site.url, "--json")
    assert (said.exit_code, as_json.exit_code) == (1, 1)
    assert f"{record} does not list it" in said.output
    assert "✗ sitemap" in said.output
    (fault,) = json.loads(as_json.output)["faults"]
    assert (fault["door"], fault["record"]) == ("sitemap", record)


def test_what_cannot_be_verified_is_2(tmp_path: Path, eventful: Catalogue) -> None:
    command = [sys.executable, "-m", "resource_ld.cli", "verify", "--delay", "0"]
    for arguments in (["http://127.0.0.1:9/"], ["file:///etc/hostname"], ["http://127.0.0.1:9/", "--gone", "A/B"]):
        done = subprocess.run([*command, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1


def test_a_site_with_another_release_than_here_is_said(site: Tampered, eventful: Catalogue, tmp_path: Path) -> None:
    shutil.copytree(eventful.folder, tmp_path / "copy")
    other = Catalogue.__new__(Catalogue)
    other.__dict__.update(eventful.__dict__, folder=tmp_path / "copy", data_dir=tmp_path / "copy" / ".resource-ld")
    other.edit("The manual walks through", "The manual runs through")
    other.publish()
    said = run(other, site.url)
    assert said.exit_code == 1
    assert "the site serves release 4" in said.output


def test_a_withdrawal_is_proved_at_every_door(site: Tampered, eventful: Catalogue, withdrawn: str) -> None:
    said = run(eventful, site.url, "--gone", withdrawn)
    assert said.exit_code == 0, said.output
    assert f"{withdrawn} is withdrawn at all of" in said.output
    for door in ("addresses", "sitemap", "OAI-PMH GetRecord marc21", "dump catalogue.csv", "SPARQL", "event stream"):
        assert f"✓ {door}" in said.output


def test_a_record_that_is_still_there_is_named_at_every_door(site: Tampered, eventful: Catalogue) -> None:
    said = json.loads(run(eventful, site.url, "--gone", living(eventful)[0], "--json").output)
    doors = {each["door"] for each in said["checked"]}
    # It never had what these formats require.
    doors -= {
        f"OAI-PMH {verb} {prefix}"
        for verb in ("ListIdentifiers", "ListRecords")
        for prefix in ("oai_openaire", "oai_datacite", "edm")
    }
    doors -= {f"OAI-PMH GetRecord {prefix}" for prefix in ("oai_openaire", "oai_datacite", "edm")}
    assert {each["door"] for each in said["faults"]} == doors


def test_a_withdrawn_record_that_answers_is_found(site: Tampered, eventful: Catalogue, withdrawn: str) -> None:
    with site.by(lambda said: still_here(said, "") if said.address.endswith(".ttl") else None):
        said = run(eventful, site.url, "--gone", withdrawn)
    assert said.exit_code == 1
    assert f"{withdrawn}.ttl answers 200" in said.output


def tampered_report(site: Tampered, tamper: Callable[[Answered], None]) -> Report:
    with site.by(tamper):
        return verify(find_site(Client(Manners()), site.url), Extent(), lambda *_: None)


def answering(status: str, *addresses: str) -> Callable[[Answered], None]:
    def tamper(said: Answered) -> None:
        if not addresses or said.address in addresses:
            said.status, said.body = status, b"no"

    return tamper


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (answering("404 NOT FOUND", "/dumps/latest.json"), "health says that the site serves release 4"),
        (answering("500 INTERNAL SERVER ERROR", "/dumps/latest.json"), "the answer is 500"),
        (answering("404 NOT FOUND"), "nothing at this address can be verified"),
    ],
)
def test_a_site_that_cannot_be_verified_is_none_whose_doors_agree(
    site: Tampered, tamper: Callable[[Answered], None], words: str
) -> None:
    # What is raised so far ends the command with 2.
    with site.by(tamper), pytest.raises(DoorError, match=words):
        CliRunner().invoke(commands, ["verify", "--delay", "0", site.url], catch_exceptions=False)


def test_what_is_wrong_with_the_repository_is_said_once(site: Tampered) -> None:
    def tamper(said: Answered) -> None:
        said.body = re.sub(b"<earliestDatestamp>20", b"<earliestDatestamp>21", said.body)

    (fault,) = tampered_report(site, tamper).faults
    assert fault.says.startswith("its earliestDatestamp is 21")


def test_a_set_that_records_name_is_listed(site: Tampered) -> None:
    def tamper(said: Answered) -> None:
        if "ListSets" in said.address:
            said.body = said.body.replace(b"<setSpec>type:book<", b"<setSpec>type:other<")

    faults = tampered_report(site, tamper).faults
    assert {each.says for each in faults} == {"has records in the set type:book"}


def test_a_page_that_the_sitemap_lists_may_be_found(site: Tampered) -> None:
    def tamper(said: Answered) -> None:
        if said.address.endswith("rich.html"):
            said.headers["X-Robots-Tag"] = "noindex"

    (fault,) = tampered_report(site, tamper).faults
    assert (fault.door, fault.record) == ("page", "rich")


def test_records_without_a_description_are_no_fault(tmp_path: Path) -> None:
    """DCAT requires a description, so these are rightly not in its pages."""
    catalogue = Catalogue(tmp_path)
    text = catalogue.csv.read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    for each in rows[:3]:
        each["Description"] = ""
    with catalogue.csv.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    catalogue.publish()
    app = create_app(catalogue.data_dir, sparql=False)
    with serving(app) as wrapped:
        report = verify(find_site(Client(Manners()), wrapped.url), Extent(), lambda *_: None)
    assert report.faults == ()
    assert {each.door: each.records for each in report.checked}["DCAT pages"] == 6


def test_robots_txt_is_obeyed_and_what_it_leaves_out_is_said(site: Tampered) -> None:
    def tamper(said: Answered) -> None:
        if said.address == "/robots.txt":
            said.body = (
                b"User-agent: *\nDisallow: /oai\nDisallow: /changes/\nDisallow: /resource/*.rdf\nDisallow: /sparql\n"
            )

    with site.by(tamper):
        report = verify(find_site(Client(Manners()), site.url), Extent(), lambda *_: None)
    forbidden = ("/oai", "/changes/", "/sparql")
    assert [each for each in site.asked if each.startswith(forbidden) or re.match("/resource/.*rdf", each)] == []
    left_out = {each.door for each in report.checked if each.left_out}
    assert {"OAI-PMH Identify", "Atom feed", "changes as JSON lines", "SPARQL", "SPARQL CONSTRUCT"} <= left_out
    assert report.faults == ()


def test_a_site_that_publishes_meanwhile_is_not_judged(site: Tampered, eventful: Catalogue) -> None:
    def tamper(said: Answered) -> None:
        if said.address == "/dumps/latest.json" and "/sitemap.xml" in site.asked:
            said.body = said.body.replace(b'"release": 4', b'"release": 5')

    with site.by(tamper):
        said = run(eventful, site.url)
    assert said.exit_code != 0
    assert "published a release while it was verified" in str(said.exception)


SPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"


class Memory(oai_repo.DataInterface):  # type: ignore[misc]
    """Five records of a repository of other software, three a part."""

    limit = 3

    def __init__(self) -> None:
        self.base_url = ""
        self.dates = {f"oai:peer.test:{number}": f"2026-01-0{number}" for number in range(1, 6)}

    def is_valid_identifier(self, identifier: str) -> bool:
        return identifier in self.dates

    def get_identify(self) -> Any:
        return oai_repo.Identify("Peer", self.base_url, ["a@b.test"], "2026-01-01", "no", "YYYY-MM-DD")

    def get_metadata_formats(self, identifier: str | None = None) -> list[Any]:
        return [oai_repo.MetadataFormat("oai_dc", f"{SPACE[:-1]}.xsd", SPACE)]

    def get_record_header(self, identifier: str) -> Any:
        return oai_repo.RecordHeader(identifier, self.dates[identifier], [])

    def get_record_metadata(self, identifier: str, _prefix: str) -> Any:
        return etree.fromstring(f'<d:dc xmlns:d="{SPACE}"><t xmlns="http://purl.org/dc/elements/1.1/">T</t></d:dc>')

    def get_record_abouts(self, _identifier: str) -> list[Any]:
        return []

    def list_set_specs(self, identifier: str | None = None, cursor: int = 0) -> tuple[list[str], int, None]:
        return [], 0, None

    def list_identifiers(self, _prefix: str, *filters: object) -> tuple[list[str], int, None]:
        cursor = int(str(filters[-1]))
        return list(self.dates)[cursor : cursor + self.limit], len(self.dates), None


class Peer:
    """That repository at `/oai/request`, and nothing else on the host."""

    def __init__(self) -> None:
        self.memory = Memory()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/oai/request":
            start_response("404 Not Found", [])
            return [b""]
        body = bytes(oai_repo.OAIRepository(self.memory).process(dict(parse_qsl(environ["QUERY_STRING"]))))
        start_response("200 OK", [("Content-Type", "text/xml")])
        return [body]


def test_a_repository_of_other_software_is_checked_as_far_as_it_goes(eventful: Catalogue) -> None:
    app = Peer()
    with serving(app) as peer:
        address = app.memory.base_url = f"{peer.url}oai/request"
        right = json.loads(run(eventful, address, "--json").output)
        with peer.by(lambda said: peer_loses(said)):
            wrong = json.loads(run(eventful, address, "--json").output)
    assert right["faults"] == []
    checked = {each["door"]: each["records"] for each in right["checked"] if not each["left_out"]}
    assert checked["OAI-PMH ListIdentifiers oai_dc"] == checked["OAI-PMH ListRecords oai_dc"] == 5
    assert checked["OAI-PMH GetRecord"] == 5
    assert {each["door"] for each in right["checked"] if each["left_out"]} == {"ResourceSync", "sitemap"}
    assert ("OAI-PMH ListRecords oai_dc", "oai:peer.test:4", "does not list it") in [
        (each["door"], each["record"], each["says"]) for each in wrong["faults"]
    ]


def peer_loses(said: Answered) -> None:
    if "ListRecords" in said.address:
        said.body = re.sub(
            rb"<record>\s*<header>\s*<identifier>oai:peer.test:4<.*?</record>", b"", said.body, flags=re.DOTALL
        )


def test_a_hundred_thousand_records_of_thirty_doors_take_a_few_bytes_each() -> None:
    import tracemalloc

    ids = [f"r{number:010}" for number in range(5_000)]
    tracemalloc.start()
    ledger = Ledger()
    for number in range(30):
        door = Door(f"door {number}", lambda *_: iter(()))
        told = (Told(each, "2026-01-05T10:00:00Z", triples=1, document=2) for each in ids)
        assert not [each for each in ledger.add(door, told) if not isinstance(each, int)]
    assert list(ledger.differences()) == []
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size / len(ids) / 30 < 40


CONNECTS = {"socket", "http.client", "urllib.request", "requests", "ftplib", "smtplib", "asyncio", "ssl"}


def test_no_module_but_the_client_of_verify_can_open_a_connection() -> None:
    package = PROJECT / "src" / "resource_ld"
    found = set()
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [f"{node.module}.{each.name}" for each in node.names] if isinstance(node, ast.ImportFrom) else []
            if CONNECTS & {*names}:
                found.add(path.relative_to(package).as_posix())
    assert found == {"verification/client.py"}


WATCHED = """
import sys
def hook(event, arguments):
    # A listener looks its own address up and a pair of sockets has no address; only what leads elsewhere counts.
    if event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        print("CONNECTS", arguments, file=sys.stderr, flush=True)
sys.addaudithook(hook)
from resource_ld.cli import main
main()
"""


def test_the_watch_sees_a_connection(site: Tampered, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WATCHED, "verify", f"{site.url}nothing-here"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "CONNECTS" in done.stderr


@pytest.mark.parametrize("arguments", [["check"], ["publish", "--preview"], ["query", "ASK {}"]])
def test_check_and_publish_open_no_connection(arguments: list[str], catalogue: Catalogue) -> None:
    catalogue.publish()
    catalogue.edit("The manual goes through", "The manual walks through")
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *arguments], cwd=catalogue.folder, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    assert "CONNECTS" not in done.stderr


def test_serve_opens_no_connection(eventful: Catalogue) -> None:
    command = [sys.executable, "-c", WATCHED, "serve", "--port", "0"]
    process = subprocess.Popen(command, cwd=eventful.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        url = process.stdout.readline().split()[2]
        report = verify(find_site(Client(Manners()), url), Extent(1, 20), lambda *_: None)
    finally:
        process.terminate()
        _, said = process.communicate(timeout=20)
    assert report.faults == ()
    assert "CONNECTS" not in said


def test_a_site_without_sparql_and_without_a_name_for_harvesters_is_whole(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    catalogue.configure('repository_id = "data.example.org"', "")
    catalogue.publish()
    app = create_app(catalogue.data_dir, sparql=False)
    with serving(app) as served:
        report = verify(find_site(Client(Manners()), served.url), Extent(2), lambda *_: None)
    assert report.faults == ()
    assert {"SPARQL", "OAI-PMH"} == {each.door for each in report.checked if each.left_out}
