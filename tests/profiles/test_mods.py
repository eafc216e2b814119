"""MODS says all a record has, in the places where aggregators look."""

from tests.profiles.said import Said, titled
from tests.profiles.test_profiles import EVERYTHING

from resource_ld.model import Agent, Concept, Date, Period
from resource_ld.profiles.mods import TYPES

MODS = Said("mods", EVERYTHING)


def test_titles_keep_their_languages_and_the_first_is_the_primary_one() -> None:
    assert MODS("mods:titleInfo[@usage='primary'][@xml:lang='en']/mods:title") == ["Tax & <trade>"]
    assert MODS("mods:titleInfo[@xml:lang='fr']/mods:title") == ["Impôts"]
    assert MODS("mods:titleInfo[@type='alternative']/mods:title") == ["T&T"]


def test_agents_have_their_kind_when_somebody_said_it_their_role_and_their_orcid() -> None:
    assert MODS("mods:name/mods:namePart") == ["Kay, Alan", "A working group", "Meyer, Eva", "A fund"]
    assert MODS("mods:name[@type='personal']/mods:namePart") == ["Kay, Alan", "Meyer, Eva"]
    assert MODS("mods:name/mods:role/mods:roleTerm[@type='code']") == ["cre", "cre", "ctb", "fnd"]
    assert MODS("mods:name/mods:nameIdentifier[@type='orcid']") == ["https://orcid.org/0000-0002-1825-0097"]
    assert Said("mods", titled(creator=Agent("ILO", "", "organization")))("mods:name/@type") == ["corporate"]


def test_origin_has_publisher_dates_and_editions() -> None:
    assert MODS("mods:originInfo/mods:publisher") == ["A press"]
    assert MODS("mods:originInfo/mods:publisher/@valueURI") == ["https://ror.org/05dxps055"]
    assert MODS("mods:originInfo/mods:dateIssued[@encoding='w3cdtf'][@keyDate='yes']") == ["2009-05"]
    assert MODS("mods:originInfo/mods:dateCreated") == ["2008"]
    assert MODS("mods:originInfo/mods:edition") == ["2nd", "1.1"]


def test_a_date_in_words_stands_as_written_beside_the_years_it_names() -> None:
    said = Said("mods", titled(issued=Date("c. 1875–1880", "", 1875, 1880)))
    assert said("//mods:dateIssued[not(@encoding)]") == ["c. 1875–1880"]
    assert said("//mods:dateIssued[@qualifier='questionable'][@point='start']") == ["1875"]
    assert said("//mods:dateIssued[@point='end']") == ["1880"]
    assert Said("mods", titled(issued=Date("date not known")))("//mods:dateIssued") == ["date not known"]


def test_languages_carry_both_codes_and_their_name() -> None:
    assert MODS("mods:language/mods:languageTerm[@authority='iso639-2b']") == ["fre", "eng"]
    assert MODS("mods:language/mods:languageTerm[@authority='rfc5646']") == ["fr", "en"]
    own = Said("mods", titled(language=Concept("language", "klingon", "Klingon", "en")))
    assert own("mods:language/mods:languageTerm") == ["Klingon"]


def test_subjects_are_topics_places_with_their_codes_and_periods() -> None:
    assert MODS("mods:subject/mods:topic") == ["Research", "migration", "data"]
    assert MODS("mods:subject/mods:geographic") == ["France", "Poland", "Europe", "Old town"]
    assert MODS("mods:subject/mods:geographicCode[@authority='iso3166']") == ["fr", "pl"]
    assert MODS("mods:subject/mods:temporal[@encoding='w3cdtf']") == ["2020", "2024"]
    assert Said("mods", titled(temporal=Period("long ago")))("//mods:temporal[not(@encoding)]") == ["long ago"]


def test_type_genre_extent_texts_and_audience_are_said() -> None:
    assert MODS("mods:typeOfResource") == ["text"]
    assert MODS("mods:genre[@valueURI='http://purl.org/coar/resource_type/c_93fc']") == ["Report"]
    assert MODS("mods:physicalDescription/mods:extent") == ["120 pages"]
    assert MODS("mods:abstract[@xml:lang='en']") == ["Short.", "A line\r\nand a \ufffd bell"]
    assert MODS("mods:targetAudience") == ["Researchers"]


def test_identifiers_begin_with_the_doi_and_the_page_and_a_wrong_one_is_said_to_be_invalid() -> None:
    assert MODS("mods:identifier")[:3] == [
        "10.1000/182",
        "https://library.example.net/17?a=1&b=2",
        "https://data.example.net/resource/r1",
    ]
    assert MODS("mods:identifier[@type='isbn']") == ["9789290685128"]
    assert MODS("mods:relatedItem/mods:identifier[@type='issn']") == ["2049-3630"]
    assert MODS("mods:identifier[@type='local']") == ["local:17", "A-17"]
    wrong = Said("mods", titled(isbn="978-1", issn="2049-3631", doi="in press"))
    assert wrong("//mods:identifier[@invalid='yes']") == ["2049-3631", "in press", "978-1"]
    assert not wrong("mods:location")


def test_links_say_what_they_lead_to() -> None:
    assert MODS("mods:location/mods:url[@usage='primary']") == ["https://library.example.net/17?a=1&b=2"]
    assert MODS("mods:location/mods:url[@access='raw object']") == ["https://library.example.net/17.pdf"]
    assert MODS("mods:location/mods:url[@access='preview']") == ["https://library.example.net/17.png"]
    assert MODS("mods:relatedItem[@type='host']/mods:identifier[@type='uri']") == ["https://library.example.net/series"]
    assert MODS("mods:relatedItem[@type='preceding']/mods:identifier") == ["https://library.example.net/16"]
    assert MODS("mods:relatedItem[not(@type)]/mods:identifier") == ["https://library.example.net/18"]
    assert Said("mods", titled(doi="10.1000/182"))("mods:location/mods:url") == ["https://doi.org/10.1000/182"]


def test_rights_have_the_address_of_the_licence() -> None:
    uses = "mods:accessCondition[@type='use and reproduction']"
    assert MODS(f"{uses}/@xlink:href") == [
        "https://creativecommons.org/licenses/by/4.0/",
        "http://rightsstatements.org/vocab/InC/1.0/",
    ]
    assert MODS(f"{uses}[not(@xlink:href)]") == ["© A press"]
    assert MODS("mods:accessCondition[@type='restriction on access']") == ["open access"]


def test_the_record_says_whose_it_is_and_when_it_changed() -> None:
    assert MODS("mods:recordInfo/mods:recordContentSource") == ["A library"]
    assert MODS("mods:recordInfo/mods:recordIdentifier[@source='data.example.net']") == ["r1"]
    assert MODS("mods:recordInfo/mods:recordChangeDate") == ["2026-02-05T10:00:00Z"]
    assert MODS("mods:recordInfo/mods:recordInfoNote[@type='source']") == ["https://library.example.net/records/17"]


def test_a_record_of_a_title_says_nothing_else_of_the_work() -> None:
    assert Said("mods", titled())("*[not(self::mods:recordInfo)]//text()[normalize-space()]") == [
        "A title",
        "https://data.example.net/resource/r1",
    ]


def test_every_type_of_the_list_but_artwork_is_known(types: set[str]) -> None:
    assert types == {*TYPES, "artwork"}
