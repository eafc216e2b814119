"""What crawlers and feed readers follow: the sitemap, robots.txt, the feed of changes."""

from collections.abc import Iterator
from urllib.parse import quote

from flask import Response, request

from resource_ld.harvest.feed import Feed, Told, feed
from resource_ld.harvest.sitemap import LARGEST, PART, sitemap, sitemap_index
from resource_ld.release.current import Release
from resource_ld.release.index import Entry
from resource_ld.release.manifest import Manifest
from resource_ld.web.answers import answer, streamed
from resource_ld.web.keys import key_of, written
from resource_ld.web.problems import problem
from resource_ld.web.site import site

ENTRIES = 200
"""Changes a page of the feed tells."""


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
    """`/robots.txt`: crawlers are to leave the query route alone; `resource-ld verify` compares it with the other doors."""
    base = quote(site().release.manifest.site["base_iri"], safe=":/")
    groups = "User-agent: *\nDisallow: /sparql\n\nUser-agent: resource-ld-verify\nDisallow:\n\n"
    return answer(f"{groups}Sitemap: {base}sitemap.xml\n".encode(), "text/plain")


def atom() -> Response:
    """`/changes/feed.atom`: the newest changes, then all older ones a page at a time (`?before=<release>.<id>`)."""
    release = site().release
    manifest = release.manifest
    query = request.args.get("before", "")
    before = key_of(query) if query else (manifest.release + 1, "")
    if before is None:
        return problem(400, "before is not a key of this feed", "Follow its links.")
    found = release.index.changed_before(*before, limit=ENTRIES + 1)
    told, more = found[:ENTRIES], found[ENTRIES:]
    said = Feed(
        manifest.site["base_iri"], manifest.site["title"], manifest.site["publisher"]["name"], manifest.committed_at,
        f"?before={quote(query)}" if query else "",
        f"?before={written(told[-1].changed_in, told[-1].id)}" if more else "",
    )  # fmt: skip
    text = feed(said, (_told(manifest, each) for each in told))
    return answer(text.encode(), "application/atom+xml", manifest)


def _told(manifest: Manifest, entry: Entry) -> Told:
    titles = entry.page_facts().get("titles") or [[entry.id, ""]]
    return Told(
        entry.path, titles[0][0], manifest.committed(entry.changed_in), entry.state == "published", entry.reason,
        f"resource/{entry.target}" if entry.target else "",
    )  # fmt: skip
