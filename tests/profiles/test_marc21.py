"""MARC 21, read back with pymarc: positions, indicators and subfields are those a library system expects."""

import io
import re
from collections.abc import Callable

import pytest
from pymarc import Record as MarcRecord
from pymarc import parse_xml_to_array
from tests.profiles.odd import generated
from tests.profiles.said import Said, lacks, titled, without
from tests.profiles.test_profiles import EVERYTHING

from resource_ld.model import Agent, Concept, Date, LangText, Link, Resource
from resource_ld.profiles.marc21 import TYPES


def read(resource: Resource) -> MarcRecord:
    parse: Callable[..., list[MarcRecord]] = parse_xml_to_array
    [record] = parse(io.BytesIO(Said("marc21", resource).bytes), strict=True)
    return record


def subfields(record: MarcRecord, tag: str, code: str) -> list[str]:
    return [each for field in record.get_fields(tag) for each in field.get_subfields(code)]


MARC = read(EVERYTHING)


def test_leader_and_control_fields_have_their_lengths_and_dates() -> None:
    assert str(MARC.leader) == "00000cam a22000003  4500"
    assert MARC["001"].data == "r1"
    assert MARC["005"].data == "20260205100000.0"
    assert MARC["008"].data == "260105e200905  xx |||||||||||||||||fre d"
    assert len(MARC["008"].data or "") == 40


@pytest.mark.parametrize(
    ("date", "coded"),
    [
        (Date("2009", "2009", 2009, 2009), "s2009    "),
        (Date("17/05/2009", "2009-05-17", 2009, 2009), "e20090517"),
        (Date("c. 1875–1880", "", 1875, 1880), "q18751880"),
        (Date("1914, later cast", "", 1914, 1914), "s1914    "),
        (Date("before 1900", "", None, 1900), "quuuu1900"),
        (Date("date not known"), "nuuuuuuuu"),
    ],
)
def test_the_type_of_date_says_how_exact_it_is(date: Date, coded: str) -> None:
    assert (read(titled(issued=date))["008"].data or "")[6:15] == coded


def test_a_date_nobody_gave_is_not_coded_a_date_of_making_is_and_a_periodical_goes_on() -> None:
    assert (read(titled())["008"].data or "")[6:15] == "|||||||||"
    made = Date("1799", "1799", 1799, 1799)
    assert (read(titled(created=made))["008"].data or "")[6:15] == "s1799    "
    journal = read(titled(issued=made, type=Concept("type", "periodical")))
    assert (str(journal.leader)[6:8], (journal["008"].data or "")[6:15]) == ("as", "u1799uuuu")


def test_every_odd_record_keeps_the_shape_of_marc() -> None:
    for resource in generated(EVERYTHING):
        record = read(resource)
        assert len(record["008"].data or "") == 40
        assert re.fullmatch(r"[0-9|]{6}[senqu|].{8}xx \|{17}([a-z]{3}|\|{3}) d", record["008"].data or "")
        assert len(record.get_fields("245")) == 1
        assert len(record.get_fields("100", "110")) < 2
        assert all(field.get_subfields("u") for field in record.get_fields("856"))
        assert not any(
            "\n" in each.value for field in record.fields if not field.control_field for each in field.subfields
        )
        assert [field.tag for field in record.fields] == sorted(field.tag for field in record.fields)


def test_the_title_follows_the_main_entry_and_skips_nothing_in_filing() -> None:
    assert MARC["245"].indicators == ("1", "0")
    assert MARC.title == "Tax & <trade>"
    assert subfields(MARC, "246", "a") == ["Impôts", "T&T"]
    assert read(titled())["245"].indicators == ("0", "0")


def test_a_person_is_a_main_entry_and_who_nobody_named_a_person_an_uncontrolled_name() -> None:
    assert MARC["100"].indicators == ("1", " ")
    assert MARC["100"]["a"] == "Kay, Alan"
    assert MARC["100"]["1"] == "https://orcid.org/0000-0002-1825-0097"
    assert subfields(MARC, "700", "a") == ["Meyer, Eva"]
    assert subfields(MARC, "710", "1") == ["https://ror.org/05dxps055"]
    assert [(each["a"], each["4"]) for each in MARC.get_fields("720")] == [
        ("A working group", "cre"),
        ("A fund", "fnd"),
    ]
    direct = read(titled(creator=(Agent("Plato", "", "person"), Agent("ILO", "", "organization"))))
    assert direct["100"].indicators == ("0", " ")
    assert direct["710"].indicators == ("2", " ")
    assert read(titled(creator=Agent("ILO", "", "organization")))["110"]["a"] == "ILO"


def test_numbers_languages_and_places_are_codes() -> None:
    assert (subfields(MARC, "020", "a"), subfields(MARC, "773", "x")) == (["9789290685128"], ["2049-3630"])
    assert [(each["a"], each["2"]) for each in MARC.get_fields("024") if each.get("2")] == [
        ("10.1000/182", "doi"),
        ("https://data.example.net/resource/r1", "uri"),
    ]
    assert subfields(MARC, "041", "a") == ["fre", "eng"]
    assert subfields(MARC, "043", "c") == ["fr", "pl"]
    wrong = read(titled(isbn="978-1", issn="2049-3631", doi="in press"))
    assert (wrong["020"]["z"], wrong["022"]["y"], wrong["024"]["z"]) == ("978-1", "2049-3631", "in press")


def test_publication_extent_carrier_and_notes_are_said() -> None:
    assert MARC["264"].indicators == (" ", "1")
    assert (MARC["264"]["b"], MARC["264"]["c"]) == ("A press", "2009-05")
    assert subfields(MARC, "250", "a") == ["2nd", "1.1"]
    assert subfields(MARC, "300", "a") == ["120 pages"]
    assert (MARC["336"]["b"], MARC["338"]["b"]) == ("txt", "cr")
    assert [(each.indicator1, each["a"]) for each in MARC.get_fields("520")] == [
        ("3", "Short."),
        (" ", "A line and a bell"),
    ]
    assert (MARC["506"]["a"], MARC["521"]["a"]) == ("open access", "Researchers")
    assert MARC["588"]["a"] == "https://library.example.net/records/17"
    assert [(each.get("a"), each.get("u")) for each in MARC.get_fields("540")] == [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        (None, "http://rightsstatements.org/vocab/InC/1.0/"),
        ("© A press", None),
    ]


def test_subjects_and_genre_are_said() -> None:
    assert subfields(MARC, "648", "a") == ["2020-2024"]
    assert subfields(MARC, "650", "a") == ["Research"]
    assert subfields(MARC, "651", "a") == ["France", "Poland", "Europe", "Old town"]
    assert subfields(MARC, "653", "a") == ["migration", "data"]
    assert [(each["a"], each["0"]) for each in MARC.get_fields("655")] == [
        ("Report", "http://purl.org/coar/resource_type/c_93fc")
    ]


def test_links_are_in_856_with_what_they_lead_to() -> None:
    assert [(each.indicators, each["u"]) for each in MARC.get_fields("856")] == [
        (("4", "0"), "https://library.example.net/17.pdf"),
        (("4", " "), "https://library.example.net/17?a=1&b=2"),
        (("4", "2"), "https://library.example.net/17.png"),
    ]
    assert read(titled(doi="10.1000/182"))["856"]["u"] == "https://doi.org/10.1000/182"
    assert (MARC["773"]["o"], MARC["780"]["o"], MARC["787"]["o"]) == (
        "https://library.example.net/series",
        "https://library.example.net/16",
        "https://library.example.net/18",
    )
    assert read(titled(is_part_of=Link("https://a.example/", "A series")))["490"]["a"] == "A series"


def test_a_record_without_a_title_is_not_offered() -> None:
    assert lacks("marc21", without(EVERYTHING, "title")) == ("no title",)
    assert not lacks("marc21", titled(title=LangText("A title")))


def test_every_type_of_the_list_has_its_leader(types: set[str]) -> None:
    assert types == {*TYPES}


def test_a_newsletter_is_a_serial() -> None:
    said = read(titled(type=Concept("type", "newsletter"), issn="2049-3630"))
    assert str(said.leader)[6:8] == "as"
    assert subfields(said, "022", "a") == ["2049-3630"]


def test_a_name_is_inverted_with_or_without_a_space_after_its_comma() -> None:
    (name,) = read(titled(creator=Agent("de la Cruz,Ana", "", "person"))).get_fields("100")
    assert name.indicator1 == "1"
