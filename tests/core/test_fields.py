"""The fields, formats and prefixes are tables; a typing mistake in one is a wrong triple in every record."""

from rdflib import DCTERMS, FOAF

from resource_ld.fields import FIELDS
from resource_ld.formats import DOCUMENT_FORMATS, by_suffix
from resource_ld.terms import PREFIXES, curie


def test_every_field_is_said_in_dublin_core_and_schema_org() -> None:
    silent = {each.name for each in FIELDS if not (each.dublin_core and each.schema_org)}
    assert silent == {"text_language"}


def test_every_dublin_core_property_exists() -> None:
    known = {str(DCTERMS[each]) for each in DCTERMS.__annotations__} | {str(FOAF.page), str(FOAF.depiction)}
    assert {curie(each.dublin_core)[1:-1] for each in FIELDS if each.dublin_core} <= known


def test_prefixes_are_alphabetical() -> None:
    assert list(PREFIXES) == sorted(PREFIXES)


def test_a_suffix_names_one_format() -> None:
    assert [by_suffix(each.suffix) for each in DOCUMENT_FORMATS] == list(DOCUMENT_FORMATS)
