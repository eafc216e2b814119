"""ResourceSync documents (ANSI/NISO Z39.99-2017): what there is, what changed, what is gone; streamed.

One representation of a resource is listed, its N-Triples document: its bytes are kept in the index, they change when and
only when the datestamp does, and what a mirror gathers is the dump, line for line.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from resource_ld.formats import NTRIPLES
from resource_ld.harvest.sitemap import HEAD, NAMESPACE, located
from resource_ld.release.change_list import Change

RS = 'xmlns:rs="http://www.openarchives.org/rs/terms/"'
WELL_KNOWN = ".well-known/resourcesync"
CAPABILITIES = "resourcesync/capabilitylist.xml"
RESOURCE_LIST = "resourcesync/resourcelist.xml"
CHANGE_LIST = "resourcesync/changelist.xml"


@dataclass(frozen=True, slots=True)
class Listed:
    """A change with the datestamp it is told under."""

    change: Change
    at: str


def source_description(base_iri: str) -> Iterator[str]:
    """Yield where a client begins (section 8): one set of resources, and the catalogue that describes it."""
    described = _ln("describedby", f"{base_iri}catalog")
    yield from _document(
        described + _md(capability="description"), [_capability(base_iri, CAPABILITIES, "capabilitylist")]
    )


def capability_list(base_iri: str) -> Iterator[str]:
    """Yield which lists there are (section 9)."""
    head = _ln("up", base_iri + WELL_KNOWN) + _md(capability="capabilitylist")
    lists = ((RESOURCE_LIST, "resourcelist"), (CHANGE_LIST, "changelist"))
    yield from _document(head, [_capability(base_iri, path, name) for path, name in lists])


def resource_list(base_iri: str, listed: Iterable[Listed], *, at: str, part: bool = False) -> Iterator[str]:
    """Yield every published resource with length and digest of its document (section 10.1)."""
    index = _ln("index", base_iri + RESOURCE_LIST) if part else ""
    head = _up(base_iri) + index + _md(capability="resourcelist", at=at, completed=at)
    yield from _document(head, (_url(base_iri, each, _measures(each.change)) for each in listed))


def change_list(
    base_iri: str, listed: Iterable[Listed], *, since: str, until: str = "", part: bool = False
) -> Iterator[str]:
    """Yield changes since an instant, the oldest first (section 12.1); deletions stay for ever.

    `datetime` is version 1.1's own, `lastmod` what clients of version 1.0 read.
    """
    index = _ln("index", base_iri + CHANGE_LIST) if part else ""
    head = _up(base_iri) + index + _md(capability="changelist", **{"from": since, "until": until})
    urls = (
        _url(base_iri, each, {"change": each.change.kind, "datetime": each.at, **_measures(each.change)})
        for each in listed
    )
    yield from _document(head, urls)


def list_index(base_iri: str, parts: Iterable[tuple[str, str, dict[str, str]]], **said: str) -> Iterator[str]:
    """Yield the index of a list (sections 10.2 and 12.2): address, datestamp and `rs:md` of each part."""
    yield f"{HEAD}<sitemapindex {NAMESPACE} {RS}>\n{_up(base_iri)}{_md(**said)}\n"
    for address, at, metadata in parts:
        yield f"<sitemap>{located(address, at)}{_md(**metadata)}</sitemap>\n"
    yield "</sitemapindex>\n"


def _document(head: str, urls: Iterable[str]) -> Iterator[str]:
    yield f"{HEAD}<urlset {NAMESPACE} {RS}>\n{head}\n"
    yield from urls
    yield "</urlset>\n"


def _url(base_iri: str, listed: Listed, metadata: dict[str, str]) -> str:
    address = f"{base_iri}resource/{listed.change.id}.{NTRIPLES.suffix}"
    return f"<url>{located(address, listed.at)}{_md(**metadata)}</url>\n"


def _measures(change: Change) -> dict[str, str]:
    if not change.length:
        return {}
    return {"hash": f"sha-256:{change.sha256.hex()}", "length": str(change.length), "type": NTRIPLES.media_type}


def _capability(base_iri: str, path: str, name: str) -> str:
    return f"<url><loc>{escape(base_iri + path)}</loc>{_md(capability=name)}</url>\n"


def _up(base_iri: str) -> str:
    return _ln("up", base_iri + CAPABILITIES)


def _ln(relation: str, address: str) -> str:
    return f"<rs:ln rel={quoteattr(relation)} href={quoteattr(address)}/>"


def _md(**attributes: str) -> str:
    said = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items() if value)
    return f"<rs:md{said}/>" if said else ""
