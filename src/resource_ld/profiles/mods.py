"""MODS 3.8 of the Library of Congress: what library aggregators read when Dublin Core is too coarse."""

from collections.abc import Callable, Iterator

from resource_ld.formats import MODS as MODS_XML
from resource_ld.formats import Format
from resource_ld.identifiers.numbers import doi, doi_iri, isbn_digits, issn
from resource_ld.model import Agent, Concept, Date, Link, Period, Value, as_text
from resource_ld.profiles.codes import bcp47, is_periodical, iso639_2b, iso3166, name_scheme, valid
from resource_ld.profiles.profile import MetadataFormat, Profile
from resource_ld.profiles.record import Record
from resource_ld.profiles.xml import XSI, document, element, opened, wrapped

NAMESPACE = "http://www.loc.gov/mods/v3"
SCHEMA = "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd"
_ROOT = opened(
    "mods", xmlns=NAMESPACE, xmlns__xlink="http://www.w3.org/1999/xlink", xmlns__xsi=XSI,
    xsi__schemaLocation=f"{NAMESPACE} {SCHEMA}", version="3.8",
)  # fmt: skip

TYPES = dict.fromkeys(
    (
        "annual-report", "article", "book", "book-chapter", "conference-report", "fact-sheet", "guidance", "handbook",
        "legislation", "manuscript", "newsletter", "periodical", "policy-brief", "report", "strategy", "text", "thesis",
        "training-material", "website", "working-paper",
    ),
    "text",
) | {
    "collection": "mixed material", "dataset": "software, multimedia", "drawing": "still image", "image": "still image",
    "map": "cartographic", "moving-image": "moving image", "notated-music": "notated music", "painting": "still image",
    "print": "still image", "sculpture": "three dimensional object", "sound": "sound recording", "still-image": "still image",
    "three-dimensional-object": "three dimensional object",
}  # fmt: skip
"""Our type → `typeOfResource`; an artwork may be flat or not, so it only has its genre."""

_KINDS = {"person": "personal", "organization": "corporate"}
_RELATORS = "http://id.loc.gov/vocabulary/relators"
_ROLES = (("creator", "cre", "creator"), ("contributor", "ctb", "contributor"), ("funding", "fnd", "funder"))
_USE, _ACCESS = "use and reproduction", "restriction on access"


def _titles(record: Record) -> Iterator[str]:
    usage = "primary"
    for content, language in record.texts("title"):
        yield wrapped("titleInfo", element("title", content), xml__lang=language, usage=usage)
        usage = ""
    for content, language in record.texts("alternative"):
        yield wrapped("titleInfo", element("title", content), type="alternative", xml__lang=language)


def _name(agent: Agent, code: str, role: str, usage: str) -> str:
    scheme = name_scheme(agent).lower()
    terms = (
        element("roleTerm", code, type="code", authority="marcrelator", authorityURI=_RELATORS, valueURI=f"{_RELATORS}/{code}"),
        element("roleTerm", role, type="text", authority="marcrelator"),
    )  # fmt: skip
    return wrapped(
        "name",
        element("namePart", agent.name),
        wrapped("role", *terms),
        element("nameIdentifier", agent.iri, type=scheme or "uri") if agent.iri else "",
        type=_KINDS.get(agent.kind, ""), usage=usage,
    )  # fmt: skip


def _names(record: Record) -> Iterator[str]:
    usage = "primary"
    for field, code, role in _ROLES:
        for agent in record.agents_in(field):
            yield _name(agent, code, role, usage if field == "creator" else "")
            usage = ""


def _types(record: Record) -> Iterator[str]:
    ids = [each.id for each in record.concepts_in("type")]
    if (kind := record.type_by(TYPES)) is not None:
        collection, manuscript = ("yes" if each in ids else "" for each in ("collection", "manuscript"))
        yield element("typeOfResource", kind, collection=collection, manuscript=manuscript)
    for concept in record.concepts_in("type"):
        label, language = record.name(concept)
        yield element("genre", label, xml__lang=language, valueURI=next(iter(record.matches(concept)), ""))


def _date(name: str, value: Value, key: str = "") -> Iterator[str]:
    """Yield a date: exact as W3CDTF; else as written, beside the years that could be read from it."""
    if not isinstance(value, Date):
        return
    if value.value:
        yield element(name, value.value, encoding="w3cdtf", keyDate=key)
        return
    yield element(name, value.text)
    years = {point: year for point, year in (("start", value.year_from), ("end", value.year_until)) if year}
    if value.year_from == value.year_until and years:
        years = {"": years["start"]}
    for point, year in years.items():
        yield element(name, f"{year:04}", encoding="w3cdtf", point=point, qualifier="questionable")


def _origin(record: Record) -> str:
    publishers = [element("publisher", each.name, valueURI=each.iri) for each in record.agents_in("publisher")]
    dates = [said for each in record.values("issued") for said in _date("dateIssued", each, "yes")]
    dates += [said for each in record.values("created") for said in _date("dateCreated", each)]
    dates += [
        element("dateOther", each, type="available", encoding="w3cdtf")
        for each in record.own_dates("dcterms:available")
    ]
    editions = [element("edition", content) for content, _ in record.texts("edition", "version")]
    return wrapped("originInfo", *publishers, *dates, *editions)


def _languages(record: Record) -> Iterator[str]:
    for concept in record.concepts_in("language"):
        label, language = record.name(concept)
        code, tag = iso639_2b(record, concept), bcp47(record, concept)
        yield wrapped(
            "language",
            element("languageTerm", code, type="code", authority="iso639-2b") if code else "",
            element("languageTerm", tag, type="code", authority="rfc5646") if tag else "",
            element("languageTerm", label, type="text", xml__lang=language),
        )


def _texts(record: Record) -> Iterator[str]:
    yield wrapped("physicalDescription", *(element("extent", content) for content, _ in record.texts("extent")))
    for content, language in record.texts("abstract", "description"):
        yield element("abstract", content, xml__lang=language)
    for content, language in record.texts("audience"):
        yield element("targetAudience", content, xml__lang=language)


def _place(record: Record, place: Concept) -> str:
    label, language = record.name(place)
    code, address = iso3166(record, place), next(iter(record.matches(place)), "")
    return wrapped(
        "subject",
        element("geographic", label, xml__lang=language, valueURI=address),
        element("geographicCode", code.lower(), authority="iso3166") if code else "",
    )


def _temporal(period: Period) -> str:
    ends = [(point, end) for point, end in (("start", period.start), ("end", period.end)) if end]
    if period.start and period.start == period.end:
        ends = [("", period.start)]
    said = [element("temporal", end, encoding="w3cdtf", point=point) for point, end in ends]
    return wrapped("subject", *(said or [element("temporal", period.text)]))


def _subjects(record: Record) -> Iterator[str]:
    for concept in record.concepts_in("category"):
        label, language = record.name(concept)
        address = next(iter(record.matches(concept)), "")
        yield wrapped("subject", element("topic", label, valueURI=address), xml__lang=language)
    for content, language in record.texts("keyword"):
        yield wrapped("subject", element("topic", content), xml__lang=language)
    yield from (_place(record, each) for each in record.concepts_in("country", "region", "place"))
    yield from (_temporal(each) for each in record.values("temporal") if isinstance(each, Period))


def _identifiers(record: Record) -> Iterator[str]:
    yield from _checked(record, "doi", doi)
    yield from (element("identifier", each.iri, type="uri") for each in record.links_in("url"))
    yield element("identifier", record.iri, type="uri")
    yield from _checked(record, "isbn", isbn_digits)
    if is_periodical(record):
        yield from _checked(record, "issn", issn)
    yield from (element("identifier", each, type="local") for each, _ in record.texts("identifier", "source_id"))


def _checked(record: Record, field: str, check: Callable[[str], str]) -> Iterator[str]:
    """Yield identifiers of a kind that can be wrong; a wrong one is said to be so."""
    for content, _ in record.texts(field):
        checked = check(content)
        yield element("identifier", checked or content, type=field, invalid="" if checked else "yes")


def _location(record: Record) -> str:
    pages = [(each.iri, each.title) for each in record.links_in("url")]
    pages = pages or [(doi_iri(each), "") for each in valid(record, "doi")]
    urls = [
        element("url", address, displayLabel=title, usage="" if number else "primary", access="object in context")
        for number, (address, title) in enumerate(pages)
    ]
    urls += [element("url", each.iri, displayLabel=each.title, access="raw object") for each in record.links_in("file")]
    urls += [element("url", each.iri, access="preview") for each in record.links_in("thumbnail")]
    return wrapped("location", *urls)


def _condition(record: Record, kind: str, value: Value) -> str:
    if isinstance(value, Concept):
        label, language = record.name(value)
        address = next(iter(record.matches(value)), "")
        return element("accessCondition", label, type=kind, xml__lang=language, xlink__href=address)
    if isinstance(value, Link):
        return element("accessCondition", value.title or value.iri, type=kind, xlink__href=value.iri)
    return element("accessCondition", as_text(value), type=kind, xml__lang=getattr(value, "language", ""))


def _conditions(record: Record) -> Iterator[str]:
    yield from (_condition(record, _USE, each) for each in record.values("license", "rights_statement", "rights"))
    yield from (_condition(record, _ACCESS, each) for each in record.values("access_rights"))


def _related(record: Record) -> Iterator[str]:
    for field, kind in (("is_part_of", "host"), ("replaces", "preceding"), ("relation", "")):
        for each in record.links_in(field):
            title = wrapped("titleInfo", element("title", each.title)) if each.title else ""
            yield wrapped("relatedItem", title, element("identifier", each.iri, type="uri"), type=kind)
    if not is_periodical(record):
        yield wrapped("relatedItem", *_checked(record, "issn", issn), type="host")


def _record_info(record: Record) -> str:
    dates = (("recordCreationDate", record.issued), ("recordChangeDate", record.modified))
    site = record.site
    return wrapped(
        "recordInfo",
        element("recordContentSource", site.publisher.name),
        *(element(name, instant, encoding="w3cdtf") for name, instant in dates if instant),
        element("recordIdentifier", record.resource.id, source=site.repository_id or site.base_iri),
        *(element("recordInfoNote", each.iri, type="source") for each in record.links_in("source_url")),
    )


def _write(record: Record, _form: Format) -> bytes:
    parts = (
        *_titles(record), *_names(record), *_types(record), _origin(record), *_languages(record), *_texts(record),
        *_subjects(record), *_related(record), *_identifiers(record), _location(record), *_conditions(record),
        _record_info(record),
    )  # fmt: skip
    return document("\n".join((_ROOT, *dict.fromkeys(each for each in parts if each), "</mods>")))


MODS = Profile(
    NAMESPACE, "mods", "MODS 3.8", (MODS_XML,), _write, metadata_format=MetadataFormat(NAMESPACE, SCHEMA, MODS_XML)
)
