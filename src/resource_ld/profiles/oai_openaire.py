"""OpenAIRE guidelines for literature repositories, version 4: DataCite, Dublin Core and OpenAIRE's own elements."""

from collections.abc import Iterator

from resource_ld.formats import XML, Format
from resource_ld.model import Concept, Link, Value, as_text
from resource_ld.profiles import coar, kernel4, lacking
from resource_ld.profiles.codes import iso639_3
from resource_ld.profiles.profile import MetadataFormat, Profile
from resource_ld.profiles.record import Record
from resource_ld.profiles.xml import XSI, document, element, opened, wrapped

NAMESPACE = "http://namespace.openaire.eu/schema/oaire/"
SCHEMA = "https://www.openaire.eu/schema/repo-lit/4.0/openaire.xsd"
_ROOT = opened(
    "oaire:resource", xmlns__oaire=NAMESPACE, xmlns__datacite=kernel4.NAMESPACE, xmlns__dc="http://purl.org/dc/elements/1.1/",
    xmlns__dcterms="http://purl.org/dc/terms/", xmlns__xsi=XSI, xsi__schemaLocation=f"{NAMESPACE} {SCHEMA}",
)  # fmt: skip

TYPES = dict.fromkeys(
    (
        "fact-sheet", "guidance", "handbook", "legislation", "manuscript", "newsletter", "policy-brief", "strategy",
        "training-material",
    ),
    "c_18cf",
) | {
    "annual-report": "c_93fc", "artwork": "c_1843", "book-chapter": "c_3248", "collection": "c_1843", "conference-report": "c_93fc",
    "drawing": "c_ecc8", "painting": "c_ecc8", "print": "c_ecc8", "sculpture": "c_1843", "three-dimensional-object": "c_1843",
}  # fmt: skip
"""Our type → COAR's, where ours matches none of those the guidelines allow; a text is said to be a text, no more."""

_OBJECTS = {"literature": "fulltext", "dataset": "dataset", "software": "software"}
_PLACES = ("country", "region", "place")
_EMBARGOED = "c_f1cf"
_DAY = len("2030-01-31")


def _ends_of_embargo(record: Record) -> list[str]:
    """Return the days an own field of the catalogue says a work becomes available; no field of ours holds one."""
    return [each for each in record.own_dates("dcterms:available") if len(each) == _DAY]


def _starts_of_embargo(record: Record) -> list[str]:
    """Return the days an embargo began: what an own field says, else, where there is an embargo, the day of publication."""
    said = record.own_dates("dcterms:dateAccepted")
    if not said and coar.access_right(record) == _EMBARGOED:
        said = [kernel4.exact(each) for each in kernel4.dates_in(record, "issued")]
    return [each for each in said if len(each) == _DAY]


def _dates(record: Record) -> str:
    """Return the date of publication; where there is none, any other will do (guidelines, Publication Date)."""
    said = [(each, "Issued") for each in kernel4.dates_in(record, "issued")]
    said += [(each, "Created") for each in kernel4.dates_in(record, "created")]
    return wrapped(
        "datacite:dates",
        *(element("datacite:date", kernel4.exact(each), dateType=kind) for each, kind in said),
        *(element("datacite:date", each, dateType="Accepted") for each in _starts_of_embargo(record)),
        *(element("datacite:date", each, dateType="Available") for each in _ends_of_embargo(record)),
    )


def _identifier(record: Record) -> str:
    kind, identifier = kernel4.identifiers(record)[0]
    return element("datacite:identifier", identifier, identifierType=kind.upper())


def _resource_type(record: Record) -> str:
    code = coar.resource_type(record, TYPES)
    address, general = f"{coar.TYPE}{code}", coar.GENERAL[code]
    return element("oaire:resourceType", coar.LABELS[code], resourceTypeGeneral=general, uri=address)


def _rights(record: Record) -> Iterator[str]:
    code = coar.access_right(record)
    yield element("datacite:rights", coar.RIGHTS[code], rightsURI=f"{coar.ACCESS}{code}")
    for value in record.values("license"):
        content, address = _licence(record, value)
        yield element("oaire:licenseCondition", content, uri=address)
    general = coar.GENERAL[coar.resource_type(record, TYPES)]
    for each in record.links_in("file"):
        yield element(
            "oaire:file", each.iri, accessRightsURI=f"{coar.ACCESS}{code}", objectType=_OBJECTS.get(general, "other")
        )


def _licence(record: Record, value: Value) -> tuple[str, str]:
    if isinstance(value, Concept):
        return record.name(value)[0], next(iter(record.matches(value)), "")
    return as_text(value), value.iri if isinstance(value, Link) else ""


def _elements(record: Record) -> Iterator[str]:
    for concept in record.concepts_in("language"):
        if code := iso639_3(record, concept):
            yield element("dc:language", code)
    yield from (element("dc:publisher", each.name) for each in record.agents_in("publisher"))
    for content, language in record.texts("description", "abstract"):
        yield element("dc:description", content, xml__lang=language)
    for content, language in record.texts(*_PLACES, "temporal"):
        yield element("dc:coverage", content, xml__lang=language)
    for content, language in record.texts("audience"):
        yield element("dcterms:audience", content, xml__lang=language)
    for name, field in (("citationEdition", "edition"), ("version", "version")):
        if content := record.text(field):
            yield element(f"oaire:{name}", content)


def _write(record: Record, _form: Format) -> bytes:
    parts = (
        kernel4.titles(record, "datacite:"), kernel4.creators(record, "datacite:"), kernel4.contributors(record, "datacite:"),
        kernel4.funders(record, "oaire:"), kernel4.alternates(record, "datacite:"), kernel4.related(record, "datacite:"),
        _dates(record), *_elements(record), _resource_type(record), _identifier(record), *_rights(record),
        kernel4.subjects(record, "datacite:"), kernel4.sizes(record, "datacite:"),
    )  # fmt: skip
    return document("\n".join((_ROOT, *dict.fromkeys(each for each in parts if each), "</oaire:resource>")))


def _lacks(record: Record) -> tuple[str, ...]:
    """Return what the guidelines call mandatory and a record has not; an identifier it always has, its own."""
    dated = any(kernel4.dates_in(record, "issued")) or any(kernel4.dates_in(record, "created"))
    free = coar.access_right(record) != _EMBARGOED
    wanted = (
        (record.text("title"), lacking.NO_TITLE),
        (any(record.agents_in("creator")), lacking.NO_AUTHOR),
        (dated, lacking.NO_YEAR),
        (any(record.concepts_in("type")), lacking.NO_TYPE),
        (coar.access_right(record), lacking.NO_ACCESS),
        (free or _starts_of_embargo(record), lacking.NO_START),
        (free or _ends_of_embargo(record), lacking.NO_END),
    )
    return tuple(words for held, words in wanted if not held)


OAI_OPENAIRE = Profile(
    NAMESPACE, "oai_openaire", "OpenAIRE, literature repositories 4", (XML,), _write, _lacks,
    metadata_format=MetadataFormat(NAMESPACE, SCHEMA, XML),
)  # fmt: skip
