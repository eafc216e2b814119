"""Every sentence exists in every language and has the same gaps there."""

import re
from string import Formatter

import pytest

from resource_ld.model import Finding, Severity
from resource_ld.sentences import LANGUAGES, Words, phrase, say


def gaps(form: str | tuple[str, str]) -> set[str]:
    # The one of a pair may leave its number out.
    return {name for _, name, _, _ in Formatter().parse(form if isinstance(form, str) else form[1]) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_sentence_with_the_same_gaps(language: str) -> None:
    english, table = LANGUAGES["en"], LANGUAGES[language]
    assert set(table) == set(english)
    assert {key: gaps(form) for key, form in table.items()} == {key: gaps(form) for key, form in english.items()}


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_no_sentence_is_left_in_english(language: str) -> None:
    table = LANGUAGES[language]
    same = {
        key
        for key, form in LANGUAGES["en"].items()
        if form == table[key] and re.search("[a-z]{4}", re.sub(r"\{\w+\}", "", str(form)))
    }
    assert same <= {"count.causes", "list.licence", "list.type"}


def test_one_and_many_are_counted_as_the_language_counts() -> None:
    said = [say(phrase("too-many", count=n), language) for language in ("en", "fr") for n in (1, 2)]
    assert said[0] == "One value is allowed, and there are more."
    assert said[1].startswith("2 values")
    assert said[2].startswith("Une seule")
    assert say(phrase("view.read", count=0, ready=0, held=0), "fr").startswith("0 ligne lue")
    assert say(phrase("view.read", count=0, ready=0, held=0), "en").startswith("0 rows")


ONE_OF_FOUR = [
    ("en", "1 of 4 records has no licence of the document: row 6."),
    ("fr", "1 notice sur 4 n’a pas de licence du document : ligne 6."),
    ("es", "1 de 4 registros no tiene licencia del documento: fila 6."),
]


@pytest.mark.parametrize(("language", "sentence"), ONE_OF_FOUR)
def test_one_row_is_not_said_as_many(language: str, sentence: str) -> None:
    rows = phrase("view.rows", count=1, rows="6")
    said = say(phrase("gap.license", count=1, total=4, rows=rows, advice=""), language)
    assert re.sub(r"\s", " ", said.strip()) == sentence


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "2 new, 1 solved"), ("fr", "2 nouveaux, 1 résolu"), ("es", "2 nuevos, 1 resuelto")],
)
def test_each_of_two_counts_has_its_own_number(language: str, sentence: str) -> None:
    counts = {"new": phrase("count.new", count=2), "solved": phrase("count.solved", count=1)}
    assert say(phrase("view.since", release=1, **counts), language).endswith(sentence)


def test_a_text_in_other_languages_is_said_in_the_nearest() -> None:
    title = Words((("fr", "Titre"), ("en", "Title")))
    assert [title.of(each) for each in ("fr", "fr-ca", "es")] == ["Titre", "Titre", "Title"]
    assert Words((("", "Titel"),)).of("fr") == "Titel"


def test_a_value_with_braces_is_said_as_it_is() -> None:
    finding = Finding(Severity.WARNING, "doi", phrase("doi", value="{0} {value}"))
    assert finding.message.startswith("“{0} {value}” is no DOI.")
