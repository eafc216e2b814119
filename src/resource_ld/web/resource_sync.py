"""ResourceSync: source description, capability list, resource list and change list, each a route."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from flask import Response, request

from resource_ld.harvest import resource_sync as documents
from resource_ld.harvest.resource_sync import CHANGE_LIST, RESOURCE_LIST, Listed
from resource_ld.harvest.sitemap import LARGEST, PART, part_of
from resource_ld.release.change_list import Change, Stretch
from resource_ld.release.current import Release
from resource_ld.release.manifest import Manifest, format_instant, parse_instant
from resource_ld.web.answers import streamed
from resource_ld.web.keys import key_of, written
from resource_ld.web.problems import problem
from resource_ld.web.site import site

XML = "application/xml"


def source_description() -> Response:
    """`/.well-known/resourcesync`."""
    manifest = site().release.manifest
    return streamed(documents.source_description(manifest.site["base_iri"]), XML, manifest)


def capability_list() -> Response:
    """`/resourcesync/capabilitylist.xml`."""
    manifest = site().release.manifest
    return streamed(documents.capability_list(manifest.site["base_iri"]), XML, manifest)


def resource_list() -> Response:
    """`/resourcesync/resourcelist.xml`: an index past 50,000 resources, then its parts by `?from=<id>&to=<id>`."""
    release = site().release
    manifest, changes = release.manifest, release.index.change_list
    base, at = manifest.site["base_iri"], manifest.committed_at
    part = "from" in request.args
    if not part and manifest.counts["resources"] > LARGEST:
        said = {"capability": "resourcelist", "at": at, "completed": at}
        parts = (
            (part_of(base + RESOURCE_LIST, **{"from": each.first, "to": each.last}), manifest.committed(each.changed_in), said)
            for each in changes.parts(PART)
        )  # fmt: skip
        return streamed(documents.list_index(base, parts, **said), XML, manifest)
    found = changes.published(request.args.get("from", ""), request.args.get("to", ""))
    return streamed(documents.resource_list(base, _listed(manifest, found), at=at, part=part), XML, manifest)


def change_list() -> Response:
    """`/resourcesync/changelist.xml`: an index past 50,000 changes; `?from=<release>` is one list of all since."""
    release = site().release
    manifest, changes = release.manifest, release.index.change_list
    base, first = manifest.site["base_iri"], min(int(each) for each in manifest.commits)
    if "from" not in request.args:
        if changes.count() > LARGEST:
            return streamed(_change_list_index(release, first), XML, manifest)
        found = _listed(manifest, changes.changes(Stretch(first, "")))
        return streamed(documents.change_list(base, found, since=manifest.committed(first)), XML, manifest)
    start, end = key_of(request.args["from"]), key_of(request.args.get("to", "0"))
    if start is None or end is None or not first <= start[0] <= manifest.release:
        return problem(400, "from is not a release of this site", f"Write from= and a number from {first} on.")
    found = _listed(manifest, changes.changes(Stretch(*start, *end)))
    since, until = manifest.committed(start[0]), _until(manifest, end[0])
    return streamed(documents.change_list(base, found, since=since, until=until, part=True), XML, manifest)


def _change_list_index(release: Release, first: int) -> Iterator[str]:
    manifest = release.manifest
    base = manifest.site["base_iri"]
    parts = []
    for each in release.index.change_list.stretches(PART):
        start = each.release or first
        bounds = {"from": written(start, each.id)} | ({"to": written(each.end, each.end_id)} if each.end else {})
        said = {"capability": "changelist", "from": manifest.committed(start), "until": _until(manifest, each.end)}
        # Any release may take a change out of a part, because the resource changed again.
        parts.append((part_of(base + CHANGE_LIST, **bounds), manifest.committed_at, said))
    return documents.list_index(base, parts, capability="changelist", **{"from": manifest.committed(first)})


def _until(manifest: Manifest, release: int) -> str:
    """Return the instant before which all changes of a part lie; nothing for an open one.

    A part may end amid the changes of a release, which share one datestamp: the second after it, so that a client that
    leaves parts out by their intervals leaves out no change.
    """
    if str(release) not in manifest.commits:
        return ""
    return format_instant(parse_instant(manifest.committed(release)) + timedelta(seconds=1))


def _listed(manifest: Manifest, changes: Iterable[Change]) -> Iterator[Listed]:
    return (Listed(each, manifest.committed(each.changed_in)) for each in changes)
