"""Publishing and checking again look only at what has changed, and find what they would find anyway."""

import ast
from pathlib import Path

import pytest
from tests.conftest import Catalogue

from resource_ld import validation
from resource_ld.release.check import check_catalogue
from resource_ld.release.conforming import NAME, engine_digest, engine_sources, read_conforming
from resource_ld.release.current import Releases
from resource_ld.validation import Conforming, Validator, load
from resource_ld.validation.conforming import SIZE, digest_of

SHAPES = Path(__file__).resolve().parents[2] / "shapes"
PACKAGE = Path(validation.__path__[0]).parent
RULE = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix own: <https://library.test/rules#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
own:Short a sh:PropertyShape ; sh:targetClass dcterms:BibliographicResource ; sh:path dcterms:title ;
  sh:maxLength 30 ; sh:severity sh:Warning ; sh:message "The title is long."@en .
"""
UNTITLED = (("<https://a.test/1>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://purl.org/dc/terms/BibliographicResource>"),)  # fmt: skip


def remembered(catalogue: Catalogue) -> bytes:
    return (Releases(catalogue.data_dir).current().path / NAME).read_bytes()


def test_a_release_remembers_what_conformed_and_no_text(published: Catalogue) -> None:
    stored = remembered(published)
    assert len(stored) == 10 * SIZE
    assert stored[:SIZE] == engine_digest()
    digests = [stored[start : start + SIZE] for start in range(SIZE, len(stored), SIZE)]
    assert digests == sorted(set(digests))


def test_the_engine_is_all_that_compiled_shapes_call() -> None:
    sources = {each.relative_to(PACKAGE).as_posix() for each in engine_sources()}
    called = {"validation/compiler.py", "validation/targets.py", "validation/conforming.py"}
    waiting = list(called)
    while waiting:
        tree = ast.parse((PACKAGE / waiting.pop()).read_text(encoding="utf-8"))
        names = [str(each.module) for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)]
        found = [
            f"{each.removeprefix('resource_ld.').replace('.', '/')}.py" for each in names if "resource_ld." in each
        ]
        new = {each.replace("components.py", "components/__init__.py") for each in found} - called
        called |= new
        waiting += [each for each in new if each.startswith("validation/")]
    assert called <= sources
    assert {"terms.py", "validation/components/logical.py"} <= called


def test_what_is_known_is_not_looked_at_again() -> None:
    """A digest that should not be there would hide a finding: nothing but the rules' results may put it there."""
    validator = Validator(load([SHAPES]))
    fresh, told = Conforming(), Conforming(frozenset([digest_of(UNTITLED)]))
    ((_, found),) = validator.validate([("1", UNTITLED)], conforming=fresh)
    assert found
    assert not fresh.now
    ((_, skipped),) = validator.validate([("1", UNTITLED)], conforming=told)
    assert not skipped


def test_a_row_that_changed_is_checked_and_a_row_moved_is_not_forgotten(catalogue: Catalogue) -> None:
    catalogue.publish()
    before = remembered(catalogue)
    catalogue.edit(",2009,", ",3009,")
    found = catalogue.publish()
    assert [each.rule for each in found.findings if each.place is not None and each.value == "3009"]
    catalogue.edit(",3009,", ",2009,")
    catalogue.publish()
    assert remembered(catalogue) == before


@pytest.mark.parametrize("how", ["check", "publish"])
def test_other_shapes_are_asked_of_every_record(catalogue: Catalogue, how: str) -> None:
    catalogue.publish()
    folder = catalogue.folder / "shapes"
    folder.mkdir()
    (folder / "own.ttl").write_text(RULE, encoding="utf-8")
    found = (
        catalogue.publish().findings
        if how == "publish"
        else check_catalogue(catalogue.settings, catalogue.data_dir).findings
    )
    assert sum(each.rule == "Short" for each in found) >= 8


def test_another_engine_and_a_lost_file_forget_everything(catalogue: Catalogue) -> None:
    catalogue.publish()
    release = Releases(catalogue.data_dir).current()
    path = release.path / NAME
    stored = path.read_bytes()
    path.write_bytes(b"x" * SIZE + stored[SIZE:])
    assert read_conforming(release, release.manifest.digests) == frozenset()
    path.unlink()
    assert read_conforming(release, release.manifest.digests) == frozenset()


def test_other_settings_shapes_vocabularies_or_software_forget_everything(published: Catalogue) -> None:
    release = Releases(published.data_dir).current()
    digests = dict(release.manifest.digests)
    assert len(read_conforming(release, digests)) == 9
    for name in ("settings", "shapes", "software", "vocabulary"):
        assert read_conforming(release, digests | {name: "other"}) == frozenset()
    assert read_conforming(None, digests) == frozenset()
