"""The sitemap (sitemaps.org protocol 0.9): the 200 documents with their datestamps, in parts past 50,000, streamed."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode
from xml.sax.saxutils import escape

LARGEST = 50_000
"""Addresses a sitemap may hold."""

PART = 45_000
"""Addresses a part holds when it is first named: a publication may add to its range before a client reads it."""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(base_iri: str, pages: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the sitemap of (path, datestamp)."""
    yield f"{HEAD}<urlset {NAMESPACE}>\n"
    for path, at in pages:
        yield f"<url>{located(base_iri + path, at)}</url>\n"
    yield "</urlset>\n"


def sitemap_index(address: str, parts: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Yield the index of the parts of the sitemap at an address: (first id, id after the last, datestamp)."""
    yield f"{HEAD}<sitemapindex {NAMESPACE}>\n"
    for first, last, at in parts:
        yield f"<sitemap>{located(part_of(address, **{'from': first, 'to': last}), at)}</sitemap>\n"
    yield "</sitemapindex>\n"


def part_of(address: str, **bounds: str) -> str:
    """Return the address of a part of a list.

    Keys bound it, not a number: what is read before and after a publication leaves nothing out.
    """
    return f"{address}?{urlencode(bounds)}"


def located(address: str, at: str) -> str:
    """Return where something is and when it last changed."""
    return f"<loc>{escape(address)}</loc><lastmod>{at}</lastmod>"
