"""What the editor of the query page offers: terms of the catalogue, concepts by their labels in every language."""

from typing import Any

from flask.testing import FlaskClient

from resource_ld.query.completions import MOST, completions
from resource_ld.terms import PREFIXES, curie, literal

POLAND = ("vocab/place/PL", {"de": "Polen", "en": "Poland", "es": "Polonia", "fr": "Pologne", "it": "Polonia"}, 2)


def terms(*concepts: tuple[str, dict[str, str], int], language: str = "en") -> list[dict[str, Any]]:
    catalogue = [("<https://a.b/catalog>", curie("dcterms:title"), literal("Titre", language=language))]
    found = completions(catalogue, concepts, "https://a.b/")["terms"]
    assert isinstance(found, list)
    return found


def test_a_concept_is_offered_once_by_each_of_its_labels() -> None:
    found = terms(POLAND)
    assert [each["label"] for each in found] == ["Poland", "Polen", "Polonia", "Pologne"]
    assert {(each["apply"], each["detail"]) for each in found} == {
        ("<https://a.b/vocab/place/PL>", "vocab/place/PL (2)")
    }


def test_labels_in_the_first_language_of_the_site_stand_first() -> None:
    found = terms(POLAND, ("vocab/place/FR", {"en": "France", "fr": "France", "de": "Frankreich"}, 1), language="fr")
    assert [each["label"] for each in found][:2] == ["Pologne", "France"]
    assert [each["label"] for each in found if each.get("boost")] == ["Pologne", "France"]


def test_a_concept_without_a_label_in_the_first_language_is_not_put_last() -> None:
    found = terms(POLAND, ("vocab/place/XX", {"de": "Nirgendwo"}, 1), language="ru")
    assert [each["label"] for each in found if each.get("boost")] == ["Poland", "Nirgendwo"]


def test_other_languages_give_way_in_a_large_catalogue() -> None:
    many = [(f"vocab/place/{each}", {"de": f"Ort {each}", "en": f"Place {each}"}, 1) for each in range(MOST - 10)]
    found = terms(*many)
    assert len(found) == MOST
    assert sum(each["label"].startswith("Place") for each in found) == MOST - 10


def test_the_site_lists_its_terms(client: FlaskClient) -> None:
    found = client.get("/sparql/terms.json").get_json()
    assert found["prefixes"] == PREFIXES
    labels = {each["label"]: each for each in found["terms"]}
    assert labels["dcterms:title"]["type"] == "property"
    assert labels["Pologne"]["apply"] == labels["Poland"]["apply"] == "<http://127.0.0.1:8000/vocab/place/PL>"
    assert labels["Poland"]["boost"] == 1
    assert "boost" not in labels["Pologne"]
