"""How every answer leaves: headers for caches, browsers and programs; conditional requests (RFC 9110 section 13)."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import IO, Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Response, request
from werkzeug.http import http_date, parse_date

from resource_ld import __version__
from resource_ld.formats import HTML, Format
from resource_ld.release.manifest import Manifest, parse_instant

SHORT = "public, max-age=60, must-revalidate"
IMMUTABLE = "public, max-age=31536000, immutable"
CSP = "default-src 'none'; style-src 'self'; img-src 'self' https: data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
CSP_WITH_SCRIPT = f"{CSP}; script-src 'self'; connect-src 'self'; style-src-attr 'unsafe-inline'"
"""For the one page with a script of ours, the query editor, which sets the width of tabs as an attribute."""

LINK_LIMIT = 4096
_URI = re.compile(r"[!#-;=?-\[\]_a-z~]*")
"""ASCII that does not end a target in a `Link` header, and that a URI may hold."""

PIECE = 65_536

SAFE = ("GET", "HEAD")
"""The methods whose answers may be kept and validated; a POST's never."""

CROSS_ORIGIN = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "Link, ETag, Retry-After, Last-Modified, Content-Location, Query-Hint"),
)
EVERYWHERE = (
    *CROSS_ORIGIN,
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)
_UNLESS_SAID = (("Cache-Control", SHORT), ("Content-Security-Policy", CSP))
_MAY_BE_KEPT = ("404", "406", "410")
"""Errors that stay what they are for as long as the release does."""
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS, POST",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Accept-Profile, Content-Type, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class Everywhere:
    """Adds what every answer sends, as WSGI middleware: through Flask's header objects it costs 40 µs a request."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            # What a cache holds with the 200 need not be said again (RFC 9110 section 15.4.5).
            headers.extend(CROSS_ORIGIN if status.startswith("304") else EVERYWHERE)
            if environ["REQUEST_METHOD"] == "OPTIONS":
                headers.extend(_PREFLIGHT.items())
            said = {name.lower() for name, _ in headers}
            if "cache-control" not in said and status[0] in "45" and status[:3] not in _MAY_BE_KEPT:
                headers.append(("Cache-Control", "no-store"))
                said.add("cache-control")
            headers.extend(each for each in _UNLESS_SAID if each[0].lower() not in said)
            return start_response(status, headers, exc_info)

        return self._app(environ, start)


def answer(
    body: bytes,
    media_type: str,
    manifest: Manifest | None = None,
    *,
    status: int = 200,
    vary: str = "",
    links: Sequence[str] = (),
    etag: str = "",
) -> Response:
    """Return bytes with a strong ETag of them, `Last-Modified` of the release, and 304 where the client has them."""
    # JSON and XML say their encoding themselves (RFC 8259 section 8.1, RFC 7303 section 3).
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    headers = [("Vary", vary)] if vary else []
    if status == 200:
        validators, known = _validators(etag or etag_of(body), manifest)
        headers += validators
        if known:
            return Response(status=304, headers=headers)
    headers += [("Link", ", ".join(links))] if links else []
    return Response(body, status, headers, content_type=f"{media_type}{charset}")


def streamed(text: Iterable[str], media_type: str, manifest: Manifest, *, vary: str = "") -> Response:
    """Return a long document in pieces; its ETag is of what decides its bytes: the release, the address, this software.

    `text` must hold what it needs: it is read after the view has returned.
    """
    said = f"{__version__}\n{manifest.release}\n{manifest.committed_at}\n{request.full_path}\n{media_type}"
    headers, known = _validators(etag_of(said.encode()), manifest)
    headers += [("Vary", vary)] if vary else []
    if known:
        return Response(status=304, headers=headers)
    return Response(_pieces(text), 200, headers, content_type=media_type)


def _pieces(text: Iterable[str]) -> Iterator[bytes]:
    """Yield a text in pieces of some 64 KB: one a line would cost a write each."""
    waiting: list[str] = []
    size = 0
    for each in text:
        waiting.append(each)
        size += len(each)
        if size > PIECE:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()


def _validators(etag: str, manifest: Manifest | None) -> tuple[list[tuple[str, str]], bool]:
    """Return the headers by which a cache asks again, and whether it has these bytes already."""
    headers = [("ETag", etag)]
    if manifest is None:
        return headers, request.method in SAFE and is_unchanged(etag)
    # A datestamp may lie two seconds ahead; Last-Modified must not (RFC 9110 section 8.8.2.1).
    instant = min(parse_instant(manifest.committed_at), datetime.now(UTC).replace(microsecond=0))
    headers.append(("Last-Modified", _http_date(instant)))
    return headers, request.method in SAFE and is_unchanged(etag, instant)


def is_unchanged(etag: str, instant: datetime | None = None) -> bool:
    """Return whether the client has these bytes: by `If-None-Match`, only without it by date (RFC 9110 section 13.2.2)."""
    known = request.environ.get("HTTP_IF_NONE_MATCH")
    if known is not None:
        # Our ETags hold no comma, so cutting is enough; comparison is weak (section 13.1.2).
        opaque = etag.removeprefix("W/")
        return known.strip() == "*" or opaque in [each.strip().removeprefix("W/") for each in known.split(",")]
    since = parse_date(request.environ.get("HTTP_IF_MODIFIED_SINCE"))
    return since is not None and instant is not None and instant <= since


def etag_of(body: bytes) -> str:
    """Return the strong ETag of an answer's bytes (RFC 9110 section 8.8.3)."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


@lru_cache(maxsize=64)
def _http_date(instant: datetime) -> str:
    return http_date(instant)


def page(
    text: str, manifest: Manifest | None = None, *, status: int = 200, links: Sequence[str] = (), listed: bool = True
) -> Response:
    """Return an HTML page; one that is not to be `listed` asks search engines to follow its links only."""
    response = answer(text.encode(), HTML.media_type, manifest, status=status, links=links)
    if not listed:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def redirect(location: str, status: int, *, vary: str = "", links: Sequence[str] = ()) -> Response:
    """Return a redirect with a relative `Location`, so that a proxy's path prefix stays right (RFC 9110 section 10.2.2)."""
    response = Response(status=status)
    response.autocorrect_location_header = False
    response.headers["Location"] = location
    if vary:
        response.headers["Vary"] = vary
    if links:
        response.headers["Link"] = ", ".join(links)
    return response


def file_answer(file: IO[bytes], media_type: str, etag: str, *, cache: str) -> Response:
    """Return a file streamed, with the ETag its checksum gives."""
    response = Response(file, content_type=media_type)
    response.headers["Cache-Control"] = cache
    response.set_etag(etag)
    response.make_conditional(request)
    return response


def link(target: str, relation: str, *, media_type: str = "", profile: str = "", anchor: str = "") -> str:
    """Return one link of a `Link` header (RFC 8288 section 3), or of a linkset, with what it comes from.

    >>> link("https://a.test/r.ttl", "alternate", media_type="text/turtle")
    '<https://a.test/r.ttl>; rel="alternate"; type="text/turtle"'
    """
    parts = [f"<{ascii_iri(target)}>", f'rel="{relation}"']
    parts += [f'anchor="{ascii_iri(anchor)}"'] if anchor else []
    parts += [f'type="{media_type}"'] if media_type else []
    parts += [f'profile="{profile}"'] if profile else []
    return "; ".join(parts)


def ascii_iri(text: str) -> str:
    """Return an IRI as a URI: header values are ASCII (RFC 3987 section 3.1)."""
    if _URI.fullmatch(text):
        return text
    return "".join(each if _URI.fullmatch(each) else "".join(f"%{byte:02X}" for byte in each.encode()) for each in text)


def prefers_html(formats: Sequence[Format]) -> bool:
    """Return whether the client asked for a page rather than for data."""
    accept = request.headers.get("Accept", "")
    return "text/html" in accept or (accept in ("", "*/*") and HTML in formats)
