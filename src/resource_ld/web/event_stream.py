"""`/ldes`: the event stream, its first node and its pages."""

from flask import Response, request

from resource_ld.errors import NotAcceptable
from resource_ld.formats import DATASET_FORMATS, Format
from resource_ld.harvest.event_stream import PATH, page, root
from resource_ld.release.current import Release
from resource_ld.serialize import QUADS
from resource_ld.web.answers import answer
from resource_ld.web.keys import key_of, written
from resource_ld.web.negotiation import choose
from resource_ld.web.problems import not_found, problem
from resource_ld.web.site import site

VERSIONS = 100
"""Versions of a page."""

CLOSED = "public, max-age=86400, immutable"
"""A page gains nothing, so clients need not ask again; it loses what is superseded or withdrawn, so caches must, each day."""


def event_stream() -> Response:
    """`/ldes`, and a page of it by `?from=<release>` or, further on, `?from=<release>.<id>`."""
    release = site().release
    try:
        form = choose(request.headers.get("Accept"), DATASET_FORMATS)
    except NotAcceptable as error:
        return problem(406, "The stream has named graphs.", error.mend, instance=PATH)
    if "from" not in request.args:
        return answer(_root(release, form), form.media_type, release.manifest, vary="Accept")
    key = key_of(request.args["from"])
    if key is None or str(key[0]) not in release.manifest.commits:
        return not_found()
    response = answer(_page(release, *key, form), form.media_type, release.manifest, vary="Accept")
    response.headers["Cache-Control"] = CLOSED
    return response


def _root(release: Release, form: Format) -> bytes:
    manifest = release.manifest
    said = manifest.site
    pages = [
        (_address(said["base_iri"], number), manifest.committed(number))
        for number in release.index.change_list.releases()
    ]
    triples = root(said["base_iri"], said["title"], said["metadata_license"], pages)
    return QUADS[form.name](triples, ()).encode()


def _page(release: Release, number: int, after: str, form: Format) -> bytes:
    manifest = release.manifest
    base = manifest.site["base_iri"]
    found = release.index.changed_since(number, after, limit=VERSIONS + 1)
    found = tuple(each for each in found if each.changed_in == number)
    members = found[:VERSIONS]
    further = _address(base, number, members[-1].id) if len(found) > VERSIONS else ""
    at = manifest.committed(number)
    return page(base, _address(base, number, after), members, at=at, further=further, form=form.name)


def _address(base: str, number: int, after: str = "") -> str:
    return f"{base}{PATH}?from={written(number, after)}"
