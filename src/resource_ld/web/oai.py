"""`/oai`: OAI-PMH 2.0 over HTTP (sections 3.1.1 to 3.1.3); for a browser that asks nothing, how to register this source."""

import hashlib
import struct
from datetime import UTC, datetime
from functools import partial

from flask import Response, request
from isal import isal_zlib

from resource_ld import __version__
from resource_ld.errors import BadVerb
from resource_ld.harvest.arguments import LONGEST
from resource_ld.harvest.oai_pmh import Request, read_request, respond
from resource_ld.harvest.oai_xml import head
from resource_ld.harvest.read_ahead import LARGEST, Ask, Part
from resource_ld.harvest.repository import Repository
from resource_ld.release.manifest import format_instant
from resource_ld.web.answers import SHORT, is_unchanged, page
from resource_ld.web.field_texts import field_text
from resource_ld.web.problems import problem
from resource_ld.web.site import render, site

FORM = "application/x-www-form-urlencoded"
_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x04\xff"
"""Deflate, no name, no time, the quickest way, no system (RFC 1952 section 2.3)."""
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
        return _sent(_made(understood, repository, zipped=zipped), understood, repository, headers)
    room = site().harvesting.room
    if not room.acquire(blocking=False):
        return _busy()
    try:
        return _list(understood, repository, headers, zipped=zipped)
    finally:
        room.release()


def _list(asked: Request, repository: Repository, headers: dict[str, str], *, zipped: bool) -> Response:
    """Answer with a part of a list, and have the next one made."""
    ahead, manifest = site().harvesting.ahead, repository.release.manifest
    token = asked.arguments.get("resumptionToken", "")
    ask = Ask(manifest.release, manifest.committed_at, asked.arguments["verb"], token, zipped)
    part = (ahead.take(ask) if token else None) or _made(asked, repository, zipped=zipped)
    response = _sent(part, asked, repository, headers)
    # The next part is likely to be as large; one that is not is dropped when it is made.
    if part.token and len(part.content) <= LARGEST:
        following = Request({"verb": ask.verb, "resumptionToken": part.token})
        make = partial(_made, following, repository, zipped=zipped)
        # Only once this answer has left, which it would otherwise hinder.
        response.call_on_close(partial(ahead.begin, ask._replace(token=part.token), make))
    return response


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


def _made(asked: Request, repository: Repository, *, zipped: bool) -> Part:
    """Return what answers a request after its head, compressed where the client takes that."""
    said, token = respond(asked, repository)
    return Part(said, isal_zlib.compress(said, level=1, wbits=-15) if zipped else b"", token)


def _sent(part: Part, asked: Request, repository: Repository, headers: dict[str, str]) -> Response:
    first = head(format_instant(datetime.now(UTC)), repository.base_url, asked.arguments)
    body = _gzip(first, part) if "Content-Encoding" in headers else first + part.content
    return Response(body, headers=headers, content_type="text/xml; charset=utf-8")


def _gzip(first: bytes, part: Part) -> bytes:
    """Return head and content as one gzip member (RFC 1952): the head stored, so that the content need not be compressed anew."""
    # A block holds 65,535 bytes (RFC 1951 section 3.2.4); arguments of 16 KB, escaped, may be more.
    blocks = [first[start : start + 0xFFFF] for start in range(0, len(first), 0xFFFF)]
    stored = [piece for each in blocks for piece in (struct.pack("<BHH", 0, len(each), 0xFFFF - len(each)), each)]
    checksum = isal_zlib.crc32(part.content, isal_zlib.crc32(first))
    size = struct.pack("<II", checksum, len(first) + len(part.content))
    return b"".join((_GZIP_HEADER, *stored, part.deflated, size))


def _busy() -> Response:
    """503 with the time to wait (section 3.1.2.2)."""
    response = problem(503, "Many harvesters are being answered just now.", f"Come back in {RETRY_AFTER} seconds.")
    response.headers["Retry-After"] = RETRY_AFTER
    response.headers["Cache-Control"] = "no-store"
    return response


def _set_names(language: str) -> dict[str, str]:
    return {each: field_text(language, each) for each in ("country", "region", "category", "type", "year")}


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
