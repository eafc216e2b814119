"""The sitemap (sitemaps.org protocol 0.9): the 200 documents with their datestamps, in parts past 50,000."""

from collections.abc import Iterable
from itertools import islice
from xml.sax.saxutils import escape

PART = 50_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(base_iri: str, entries: Iterable[tuple[str, str]], *, total: int, part: int = 0) -> str:
    """Return the sitemap of (path, datestamp), or the index of its parts; parts count from 1."""
    if not part and total > PART:
        parts = range(1, -(-total // PART) + 1)
        addresses = "".join(
            f"<sitemap><loc>{escape(base_iri)}sitemap.xml?part={each}</loc></sitemap>\n" for each in parts
        )
        return f"{_HEAD}<sitemapindex {_SPACE}>\n{addresses}</sitemapindex>\n"
    start = max(0, part - 1) * PART
    listed = islice(entries, start, start + PART)
    urls = "".join(f"<url><loc>{escape(base_iri + path)}</loc><lastmod>{at}</lastmod></url>\n" for path, at in listed)
    return f"{_HEAD}<urlset {_SPACE}>\n{urls}</urlset>\n"
