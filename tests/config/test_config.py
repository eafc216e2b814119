"""A configuration is right, or one line says what, where and how to mend."""

from pathlib import Path

import pytest

from resource_ld.config import Column, load, parse
from resource_ld.errors import ConfigurationError

GOOD = """
[site]
base_iri = "https://data.library.test/"
title = "Capacity Building"
publisher = { name = "A library", url = "https://library.test/" }
languages = ["en", "fr"]

[oai]
repository_id = "data.library.test"

[[catalogue]]
path = "data/capacity-building.csv"
separator = "\\n"

[catalogue.columns]
Title = "title@en"
Year = "issued"

[catalogue.defaults]
type = "report"
"""


def test_the_example_of_the_documentation_is_read() -> None:
    settings = parse(GOOD, root=Path())
    assert settings.site.language == "en"
    assert settings.catalogues[0].columns == (Column("Title", "title", "en"), Column("Year", "issued"))
    assert settings.catalogues[0].name == "capacity-building"
    assert settings.catalogues[0].defaults == (("type", "report"),)


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "resource-ld.toml").write_text("\ufeff" + GOOD, encoding="utf-8")
    assert load(tmp_path / "resource-ld.toml").root == tmp_path


MISTAKES = [
    ('title = "Capacity', 'titel = "Capacity', "Did you mean 'title'?"),
    ('"title@en"', '"titel@en"', "Did you mean 'title'?"),
    ('Year = "issued"', 'Year = "issued@en"', 'Write "issued"'),
    ('"https://data.library.test/"', '"https://data.library.test"', "does not end with /"),
    ('"https://data.library.test/"', '"data.library.test/"', "Begin it with https://"),
    ('"data/capacity-building.csv"', '"data\\capacity-building.csv"', "backslash"),
    ('"data/capacity-building.csv"', "“data/capacity-building.csv”", "curly quotes"),
    ("[[catalogue]]", "[catalogue]", "Write [[catalogue]]"),
    ("separator", "seperator", "Did you mean 'separator'?"),
    ('type = "report"', 'typ = "report"', "Did you mean 'type'?"),
    ('type = "report"', 'type = ["report"]', 'Write type = "…"'),
    ('type = "report"', 'type = " "', 'Write type = "…"'),
    ('type = "report"', 'id = "a1"', "a row without an id gets one"),
    ('["en", "fr"]', '["English (UK)"]', "list of codes"),
    ('"data.library.test"', '"library"', "is no domain name"),
    ('"data.library.test"', '"127.0.0.1"', "begins with a letter"),
    *(
        ("[[catalogue]]", f"{table}\n\n[[catalogue]]", mend)
        for table, mend in (
            ('[oai.sets.country]\nname = "Ours"', "taken are: country"),
            ('[oai.sets."a:b"]\nname = "Ours"', "no name for a set"),
            ('[oai.sets."é"]\nname = "Ours"', "Use letters A-Z"),
            ("[oai.sets.ours]", "name must be a text"),
            ('[oai.sets.ours]\nname = "Ours"\nwhere = { titel = "a" }', "Did you mean 'title'?"),
            ("[oai]\nsets = 1", "unknown key" if False else "TOML"),
            ('[oai.sets.ours]\nname = "Ours"\nwhere = { type = 1 }', "where must hold texts"),
            ('[oai.sets.ours]\nname = "Ours"\nwhere = { type = [] }', "where must hold texts"),
            ('[oai.sets.ours]\nname = "Ours"\nfilter = { type = "book" }', "unknown key 'filter'"),
            ("[oai.set.ours]", "Did you mean 'sets'?"),
        )
    ),
]


@pytest.mark.parametrize(("right", "wrong", "mend"), MISTAKES)
def test_a_mistake_is_one_line_that_mends(right: str, wrong: str, mend: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse(GOOD.replace(right, wrong, 1), root=Path())
    assert mend in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_field_of_ones_own_has_a_property() -> None:
    settings = parse(GOOD + '[fields.medium]\ndublin_core = "dcterms:medium"\nlabel = "Medium"\n', root=Path())
    assert settings.fields["medium"].dublin_core == "dcterms:medium"
    with pytest.raises(ConfigurationError, match="no property"):
        parse(GOOD + "[fields.medium]\n", root=Path())


def test_a_set_of_the_configuration_has_a_name_and_a_filter() -> None:
    table = (
        '[oai.sets.open_access]\nname = "Open access"\nwhere = { license = ["cc-by-4.0", "cc0"], type = "report" }\n'
    )
    (found,) = parse(GOOD + table, root=Path()).sets
    assert (found.spec, found.name, found.description) == ("open_access", "Open access", "")
    assert found.where == (("license", ("cc-by-4.0", "cc0")), ("type", ("report",)))


def test_the_sets_in_the_documentation_are_read() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "harvesting.md").read_text(encoding="utf-8")
    block = text.partition("```toml\n")[2].partition("```")[0]
    table = GOOD.replace("[oai]\n", "").replace('repository_id = "data.library.test"\n', "")
    settings = parse(
        table.replace("\n[[catalogue]]", block.replace("[site]\n", "") + "\n[[catalogue]]", 1), root=Path()
    )
    assert (settings.site.contact, settings.site.repository_id) == ("library@example.org", "data.example.org")
    assert [each.spec for each in settings.sets] == ["open_access"]
