"""A violation holds its row, not the release (invariant 7)."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from tests.conftest import Catalogue

from resource_ld.errors import ShapesError

CODE = "Code 8.7 Conference Report"
OWN = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix rl: <https://w3id.org/resource-ld/ns#> .
<https://library.test/shapes#work> a sh:NodeShape ; sh:targetClass dcterms:BibliographicResource ; sh:property <https://library.test/shapes#secret> .
<https://library.test/shapes#secret> a sh:PropertyShape ; sh:path dcterms:title ; sh:pattern "^((?!SECRET).)*$" ; sh:severity sh:Violation ;
  sh:name "No secrets" ; sh:message "The title holds a secret." %s .
"""


def test_a_held_row_shows_its_last_good_description_and_is_said(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    catalogue.publish()
    before = catalogue.ids()
    (catalogue.folder / "shapes").mkdir()
    (catalogue.folder / "shapes" / "own.ttl").write_text(OWN % "", encoding="utf-8")
    catalogue.edit(CODE, "Code 8.7 SECRET Conference Report")
    outcome = catalogue.publish(confirm_removals=True)
    assert outcome.old == (before[CODE],)
    assert catalogue.ids() == before
    assert [each.rule for each in outcome.findings if each.rule == "secret"] == ["secret"]
    assert "capacity-building.csv, A6" in str(next(each for each in outcome.findings if each.rule == "secret").place)
    report = make_client(catalogue).get("/report/").text
    assert "SECRET" not in report
    assert "1 rows held back" in report


def test_a_private_finding_leaves_no_old_text_up(catalogue: Catalogue) -> None:
    catalogue.publish()
    gone = catalogue.ids()[CODE]
    (catalogue.folder / "shapes").mkdir()
    (catalogue.folder / "shapes" / "own.ttl").write_text(OWN % "; rl:private true", encoding="utf-8")
    catalogue.edit(CODE, "Code 8.7 SECRET Conference Report")
    outcome = catalogue.publish(confirm_removals=True)
    assert CODE not in catalogue.ids()
    entry = catalogue.releases.current().index.get(f"resource/{gone}")
    assert entry is not None
    assert (entry.state, entry.description) == ("gone", "")
    assert not any("SECRET" in each.value for each in outcome.findings if each.rule == "secret")


def test_a_new_row_that_is_held_is_nowhere(catalogue: Catalogue) -> None:
    catalogue.edit(f"{CODE},", ",")
    outcome = catalogue.publish()
    assert outcome.counts["held"] == 1
    assert len(catalogue.ids()) == 8


def test_a_concept_that_violates_a_shape_refuses_the_release(catalogue: Catalogue) -> None:
    catalogue.publish()
    (catalogue.folder / "vocab").mkdir()
    own = '<vocab/place/x> a <http://www.w3.org/2004/02/skos/core#Concept> ; <http://www.w3.org/2004/02/skos/core#prefLabel> "X"@en .'
    (catalogue.folder / "vocab" / "own.ttl").write_text(own, encoding="utf-8")
    with pytest.raises(ShapesError, match="A term belongs to a list"):
        catalogue.publish()
    assert catalogue.releases.current().number == 1
