"""DataCite's kernel 4.6. OAI-PMH has it in the wrapper that DataCite, Zenodo and InvenioRDM send under this prefix."""

from collections.abc import Iterator

from resource_ld.formats import DATACITE, XML, Format
from resource_ld.model import Concept, Date, Link, Period, Value, as_text
from resource_ld.profiles import coar, kernel4, lacking
from resource_ld.profiles.codes import bcp47, name_scheme
from resource_ld.profiles.profile import MetadataFormat, Profile
from resource_ld.profiles.record import Record
from resource_ld.profiles.xml import XSI, document, element, opened, wrapped

NAMESPACE = kernel4.NAMESPACE
SCHEMA = "http://schema.datacite.org/meta/kernel-4.6/metadata.xsd"
WRAPPER = "http://schema.datacite.org/oai/oai-1.1/"
WRAPPER_SCHEMA = f"{WRAPPER}oai.xsd"
_ROOT = opened("resource", xmlns=NAMESPACE, xmlns__xsi=XSI, xsi__schemaLocation=f"{NAMESPACE} {SCHEMA}")
_WRAPPER = opened("oai_datacite", xmlns=WRAPPER, xmlns__xsi=XSI, xsi__schemaLocation=f"{WRAPPER} {WRAPPER_SCHEMA}")

TYPES = dict.fromkeys(
    (
        "fact-sheet", "guidance", "handbook", "legislation", "manuscript", "newsletter", "policy-brief", "strategy", "text",
        "training-material", "working-paper",
    ),
    "Text",
) | {
    "annual-report": "Report", "article": "JournalArticle", "artwork": "Other", "book": "Book", "book-chapter": "BookChapter",
    "collection": "Collection", "conference-report": "Report", "dataset": "Dataset", "drawing": "Image", "image": "Image", "map": "Image",
    "moving-image": "Audiovisual", "notated-music": "Other", "painting": "Image", "periodical": "Journal", "print": "Image",
    "report": "Report", "sculpture": "PhysicalObject", "sound": "Sound", "still-image": "Image", "thesis": "Dissertation",
    "three-dimensional-object": "PhysicalObject", "website": "Other",
}  # fmt: skip
"""Our type → `resourceTypeGeneral`."""

_PLACES = ("country", "region", "place")


def _identifier(record: Record) -> str:
    kind, identifier = kernel4.identifiers(record)[0]
    return element("identifier", identifier, identifierType=kind)


def _publisher(record: Record) -> str:
    """Return the first publisher; the kernel has room for one."""
    agent = next(record.agents_in("publisher"))
    if name_scheme(agent) != "ROR":
        return element("publisher", agent.name)
    return element(
        "publisher", agent.name, publisherIdentifier=agent.iri, publisherIdentifierScheme="ROR", schemeURI="https://ror.org/"
    )  # fmt: skip


def _resource_type(record: Record) -> str:
    label = record.text("type")
    return element("resourceType", label, resourceTypeGeneral=record.type_by(TYPES) or "Other")


def _dates(record: Record) -> str:
    said = [_date(each, "Issued") for each in kernel4.dates_in(record, "issued")]
    said += [_date(each, "Created") for each in kernel4.dates_in(record, "created")]
    for field, kind in kernel4.OWN_DATES:
        said += [element("date", each, dateType=kind) for each in record.own_dates(field)]
    said += [
        element("date", _range(each), dateType="Coverage", dateInformation=each.text)
        for each in record.values("temporal")
        if isinstance(each, Period) and (each.start or each.end)
    ]
    return wrapped("dates", *said)


def _range(period: Period) -> str:
    """Return a period as RKMS-ISO8601 has it; an open end stays empty."""
    return period.start if period.start == period.end else f"{period.start}/{period.end}"


def _date(date: Date, kind: str) -> str:
    return element("date", kernel4.exact(date), dateType=kind, dateInformation="" if date.value else date.text)


def _language(record: Record) -> str:
    codes = [each for each in (bcp47(record, each) for each in record.concepts_in("language")) if each]
    return element("language", codes[0]) if codes else ""


def _descriptions(record: Record) -> str:
    """Return descriptions; DataCite's `Abstract` is any brief account of the resource."""
    said = (
        element("description", content, descriptionType="Abstract", xml__lang=language)
        for content, language in record.texts("abstract", "description")
    )
    return wrapped("descriptions", *said)


def _places(record: Record) -> str:
    names = dict.fromkeys(content for content, _ in record.texts(*_PLACES))
    return wrapped("geoLocations", *(wrapped("geoLocation", element("geoLocationPlace", each)) for each in names))


def _right(record: Record, value: Value) -> str:
    if isinstance(value, Concept):
        label, language = record.name(value)
        return element("rights", label, rightsURI=next(iter(record.matches(value)), ""), xml__lang=language)
    address = value.iri if isinstance(value, Link) else ""
    return element("rights", as_text(value), rightsURI=address, xml__lang=getattr(value, "language", ""))


def _rights(record: Record) -> Iterator[str]:
    yield from (_right(record, each) for each in record.values("license", "rights_statement", "rights"))
    if code := coar.access_right(record):
        yield element("rights", coar.RIGHTS[code], rightsURI=f"{coar.ACCESS}{code}", xml__lang="en")
    else:
        yield from (_right(record, each) for each in record.values("access_rights"))


def _resource(record: Record) -> str:
    issued = next(kernel4.dates_in(record, "issued"))
    version = record.text("version")
    parts = (
        _identifier(record), kernel4.creators(record, ""), kernel4.titles(record, ""), _publisher(record),
        element("publicationYear", kernel4.exact(issued)[:4]), _resource_type(record), kernel4.subjects(record, ""),
        kernel4.contributors(record, ""), _dates(record), _language(record), kernel4.alternates(record, ""),
        kernel4.related(record, ""), kernel4.sizes(record, ""), element("version", version) if version else "",
        wrapped("rightsList", *dict.fromkeys(_rights(record))), _descriptions(record), _places(record), kernel4.funders(record, ""),
    )  # fmt: skip
    return "\n".join((_ROOT, *(each for each in parts if each), "</resource>"))


def _write(record: Record, form: Format) -> bytes:
    if form is DATACITE:
        return document(_resource(record))
    symbol = element("datacentreSymbol", record.site.repository_id)
    parts = (_WRAPPER, element("schemaVersion", "4.6"), symbol, "<payload>", _resource(record), "</payload>")
    return document("\n".join((*parts, "</oai_datacite>")))


def _lacks(record: Record) -> tuple[str, ...]:
    """Return which mandatory properties a record has not; for want of a DOI its page or its own IRI identifies it."""
    wanted = (
        (record.text("title"), lacking.NO_TITLE),
        (any(record.agents_in("creator")), lacking.NO_AUTHOR),
        (any(record.agents_in("publisher")), lacking.NO_PUBLISHER),
        (any(kernel4.dates_in(record, "issued")), lacking.NO_YEAR),
        (any(record.concepts_in("type")), lacking.NO_TYPE),
    )
    return tuple(words for held, words in wanted if not held)


OAI_DATACITE = Profile(
    NAMESPACE, "oai_datacite", "DataCite 4.6", (DATACITE,), _write, _lacks,
    metadata_format=MetadataFormat(WRAPPER, WRAPPER_SCHEMA, XML),
)  # fmt: skip
