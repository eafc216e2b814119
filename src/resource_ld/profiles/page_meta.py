"""The meta elements of a page: Highwire's `citation_…`, which Google Scholar reads, and Dublin Core's, which Zotero reads too.

Names by Google Scholar's inclusion guidelines and by DC-HTML (DCMI Recommendation of 2008).
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from resource_ld.model import Date, Link
from resource_ld.profiles.citation import agents, container_of, kind_of, languages_of, one_line, publisher_of
from resource_ld.profiles.codes import valid
from resource_ld.profiles.dcterms import statements
from resource_ld.profiles.record import Record

Meta = tuple[str, str, str]
"""(name, content, language of the content)."""

_CONTAINERS = {"article-journal": "citation_journal_title", "chapter": "citation_inbook_title"}
_INSTITUTIONS = {"report": "citation_technical_report_institution", "thesis": "citation_dissertation_institution"}


def page_meta(record: Record) -> tuple[Meta, ...]:
    """Return the meta elements of a resource's page, each once."""
    highwire = [(name, one_line(content), language) for name, content, language in _highwire(record) if content]
    return tuple(dict.fromkeys([*highwire, *_dublin_core(record)]))


def _highwire(record: Record) -> Iterator[Meta]:
    kind = kind_of(record).csl
    yield from (("citation_title", *each) for each in list(record.texts("title"))[:1])
    yield from (("citation_author", each.name, "") for each in agents(record, "creator"))
    # A work that was made and never published has no date of publication.
    dates = (each.value for each in record.values("issued") if isinstance(each, Date) and each.value)
    yield from (("citation_publication_date", each.replace("-", "/"), "") for each in list(dates)[:1])
    yield "citation_publisher", publisher_of(record), ""
    if kind in _INSTITUTIONS:
        yield _INSTITUTIONS[kind], publisher_of(record), ""
    if kind in _CONTAINERS:
        yield _CONTAINERS[kind], container_of(record), ""
    for field in ("doi", "isbn", "issn"):
        yield from ((f"citation_{field}", each, "") for each in valid(record, field))
    yield from (("citation_language", each, "") for each in languages_of(record))
    yield from (("citation_keywords", *each) for each in record.texts("keyword", "category"))
    for each in record.values("file"):
        if isinstance(each, Link) and urlsplit(each.iri).path.lower().endswith(".pdf"):
            yield "citation_pdf_url", each.iri, ""
    yield "citation_abstract_html_url", record.page, ""


def _dublin_core(record: Record) -> Iterator[Meta]:
    for each in statements(record):
        prefix, _, name = each.name.partition(":")
        yield f"{prefix.upper()}.{name}", each.text, each.language
