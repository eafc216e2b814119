"""Where crawlers begin: the sitemap and robots.txt."""

from collections.abc import Iterator
from urllib.parse import quote

from flask import Response, request

from resource_ld.harvest.sitemap import LARGEST, PART, sitemap, sitemap_index
from resource_ld.release.current import Release
from resource_ld.web.answers import answer, streamed
from resource_ld.web.site import site


def sitemap_xml() -> Response:
    """`/sitemap.xml`: an index past 50,000 addresses, then its parts by `?from=<id>&to=<id>`."""
    release = site().release
    manifest, changes = release.manifest, release.index.change_list
    base = manifest.site["base_iri"]
    if "from" not in request.args and manifest.counts["resources"] >= LARGEST:
        parts = [(each.first, each.last, manifest.committed(each.changed_in)) for each in changes.parts(PART)]
        return streamed(sitemap_index(f"{base}sitemap.xml", parts), "application/xml", manifest)
    first, last = request.args.get("from", ""), request.args.get("to", "")
    return streamed(sitemap(base, _pages(release, first, last)), "application/xml", manifest)


def _pages(release: Release, first: str, last: str) -> Iterator[tuple[str, str]]:
    """Yield the home page, which shows the newest, then the pages of resources in a range of ids."""
    manifest, changes = release.manifest, release.index.change_list
    if not first:
        yield "", manifest.committed(max(changes.releases(), default=manifest.release))
    for each in changes.published(first, last):
        yield f"resource/{each.id}.html", manifest.committed(each.changed_in)


def robots() -> Response:
    """`/robots.txt`."""
    base = site().release.manifest.site["base_iri"]
    return answer(
        f"User-agent: *\nDisallow: /sparql\nSitemap: {quote(base, safe=':/')}sitemap.xml\n".encode(), "text/plain"
    )
