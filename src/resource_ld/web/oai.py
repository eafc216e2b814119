"""`/oai`: OAI-PMH 2.0 over HTTP (sections 3.1.1 to 3.1.3); for a browser that asks nothing, how to register this source."""

import hashlib
from datetime import UTC, datetime

from flask import Response, request
from isal import isal_zlib

from resource_ld import __version__
from resource_ld.errors import BadVerb
from resource_ld.harvest.arguments import LONGEST
from resource_ld.harvest.oai_pmh import Request, read_request, respond
from resource_ld.harvest.repository import Repository
from resource_ld.release.manifest import format_instant
from resource_ld.web.answers import SHORT, is_unchanged, page
from resource_ld.web.languages import TEXTS
from resource_ld.web.problems import problem
from resource_ld.web.site import render, site

FORM = "application/x-www-form-urlencoded"
RETRY_AFTER = "10"
"""Seconds after which a harvester that found the repository busy may come back."""


def oai() -> Response:
    """Answer a harvester; errors of the protocol are 200 too (section 3.6)."""
    if request.method != "POST" and not request.query_string and "text/html" in request.headers.get("Accept", ""):
        return _registering()
    asked = _asked()
    raw, understood = asked if isinstance(asked, tuple) else (b"", asked)
    release = site().release
    repository = Repository(release, site().harvesting.page_size, _set_names(release.site.language))
    zipped = _accepts_gzip(request.headers.get("Accept-Encoding", ""))
    headers = _headers(raw, repository, zipped=zipped)
    if "ETag" in headers and is_unchanged(headers["ETag"]):
        return Response(status=304, headers=headers)
    if not understood.is_list:
        return _sent(respond(understood, repository, _now()), headers, zipped=zipped)
    room = site().harvesting.room
    if not room.acquire(blocking=False):
        return _busy()
    try:
        return _sent(respond(understood, repository, _now()), headers, zipped=zipped)
    finally:
        room.release()


def _asked() -> tuple[bytes, Request] | Request:
    """Return the raw arguments and the request, or a request that failed before it had arguments."""
    raw = request.query_string
    if request.method == "POST":
        if request.mimetype != FORM:
            return Request({}, BadVerb("a POST without a form", mend=f"Send the arguments as {FORM}."))
        # What is too long need not be read; what is in the address of a POST counts too.
        body = request.get_data(cache=False) if (request.content_length or 0) <= LONGEST else b"=" * (LONGEST + 1)
        raw = b"&".join(each for each in (raw, body) if each)
    return raw, read_request(raw)


def _now() -> str:
    return format_instant(datetime.now(UTC))


def _headers(raw: bytes, repository: Repository, *, zipped: bool) -> dict[str, str]:
    """Return the headers; the ETag is weak, for the date of the answer is in its bytes (RFC 9110 section 8.8.1)."""
    # Only the bare address is a page for browsers.
    vary = "Accept-Encoding" if raw else "Accept, Accept-Encoding"
    headers = {"Vary": vary, "Cache-Control": "no-store" if request.method == "POST" else SHORT}
    if zipped:
        headers["Content-Encoding"] = "gzip"
    if request.method != "POST":
        manifest = repository.release.manifest
        said = (
            f"{__version__} {manifest.release} {manifest.committed_at} {repository.page_size} {zipped} ".encode() + raw
        )
        headers["ETag"] = f'W/"{hashlib.sha256(said).hexdigest()[:32]}"'
    return headers


def _accepts_gzip(header: str) -> bool:
    """Return whether a client takes gzip (RFC 9110 section 12.5.3)."""
    accepted: dict[str, bool] = {}
    for each in header.lower().split(","):
        coding, _, weight = each.replace(" ", "").partition(";q=")
        accepted[coding] = not weight or weight.strip("0.") != ""
    return accepted.get("gzip", accepted.get("*", False))


def _sent(body: bytes, headers: dict[str, str], *, zipped: bool) -> Response:
    if zipped:
        body = isal_zlib.compress(body, level=1, wbits=31)
    return Response(body, headers=headers, content_type="text/xml; charset=utf-8")


def _busy() -> Response:
    """503 with the time to wait (section 3.1.2.2)."""
    response = problem(503, "Many harvesters are being answered just now.", f"Come back in {RETRY_AFTER} seconds.")
    response.headers["Retry-After"] = RETRY_AFTER
    response.headers["Cache-Control"] = "no-store"
    return response


def _set_names(language: str) -> dict[str, str]:
    texts = TEXTS.get(language, TEXTS["en"])
    return {each: texts[each] for each in ("country", "region", "category", "type", "year")}


def _registering() -> Response:
    release = site().release
    repository = Repository(release, set_names=_set_names(release.site.language))
    sets = [(each.spec, repository.set_names.get(each.spec, each.name)) for each in repository.index.sets(limit=1_000)]
    formats = [(prefix, profile.title, form) for prefix, (profile, form) in repository.formats.items()]
    text = render(
        "oai.html", "", repository=repository, formats=formats, sets=sets, total=repository.index.count_sets()
    )
    response = page(text, release.manifest)
    response.headers["Vary"] = "Accept, Accept-Encoding"
    return response
