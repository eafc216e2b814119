"""How every answer leaves: headers for caches, browsers and programs; conditional requests (RFC 9110 section 13)."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import IO

from flask import Response, request

from resource_ld.formats import HTML, Format
from resource_ld.release.manifest import Manifest, parse_instant

SHORT = "public, max-age=60, must-revalidate"
IMMUTABLE = "public, max-age=31536000, immutable"
CSP = "default-src 'none'; style-src 'self'; img-src 'self' https: data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
LINK_LIMIT = 4096

_EVERYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, ETag, Retry-After, Last-Modified, Content-Location",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": CSP,
    "Referrer-Policy": "no-referrer",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS, POST",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Accept-Profile, Content-Type, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def finish(response: Response) -> Response:
    """Add what every route sends; an `after_request` hook."""
    for name, value in _EVERYWHERE.items():
        response.headers[name] = value
    if request.method == "OPTIONS":
        response.headers.extend(_PREFLIGHT)
    response.headers.setdefault("Cache-Control", SHORT)
    return response


def answer(
    body: bytes,
    media_type: str,
    manifest: Manifest | None = None,
    *,
    status: int = 200,
    vary: str = "",
    links: Sequence[str] = (),
) -> Response:
    """Return bytes with a strong ETag of them, `Last-Modified` of the release, and 304 where the client has them."""
    # JSON and XML say their encoding themselves (RFC 8259 section 8.1, RFC 7303 section 3).
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    response = Response(body, status, content_type=f"{media_type}{charset}")
    response.headers["Cache-Control"] = SHORT
    if vary:
        response.headers["Vary"] = vary
    if links:
        response.headers["Link"] = ", ".join(links)
    if status == 200:
        response.set_etag(hashlib.sha256(body).hexdigest()[:32])
        if manifest is not None:
            # A datestamp may lie two seconds ahead; Last-Modified must not (RFC 9110 section 8.8.2.1).
            response.last_modified = min(parse_instant(manifest.committed_at), datetime.now(UTC))
        response.make_conditional(request)
    return response


def page(text: str, manifest: Manifest | None = None, *, status: int = 200, links: Sequence[str] = ()) -> Response:
    """Return an HTML page."""
    return answer(text.encode(), HTML.media_type, manifest, status=status, links=links)


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


def link(target: str, relation: str, *, media_type: str = "", profile: str = "") -> str:
    """Return one link of a `Link` header (RFC 8288 section 3).

    >>> link("https://a.test/r.ttl", "alternate", media_type="text/turtle")
    '<https://a.test/r.ttl>; rel="alternate"; type="text/turtle"'
    """
    parts = [f"<{ascii_iri(target)}>", f'rel="{relation}"']
    parts += [f'type="{media_type}"'] if media_type else []
    parts += [f'profile="{profile}"'] if profile else []
    return "; ".join(parts)


def ascii_iri(text: str) -> str:
    """Return an IRI as a URI: header values are ASCII (RFC 3987 section 3.1)."""
    return "".join(each if "!" <= each <= "~" else "".join(f"%{byte:02X}" for byte in each.encode()) for each in text)


def within_limit(links: Sequence[str]) -> list[str]:
    """Return links up to 4 KB; the first ones matter most."""
    kept: list[str] = []
    for each in links:
        if sum(len(one) + 2 for one in kept) + len(each) > LINK_LIMIT:
            break
        kept.append(each)
    return kept


def prefers_html(formats: Sequence[Format]) -> bool:
    """Return whether the client asked for a page rather than for data."""
    accept = request.headers.get("Accept", "")
    return "text/html" in accept or (accept in ("", "*/*") and HTML in formats)
