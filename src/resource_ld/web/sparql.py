"""`/sparql`: the protocol at the door; the work is done by workers (invariant 11)."""

import hashlib
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from typing import IO

from flask import Response, request
from werkzeug.wsgi import wrap_file

from resource_ld.errors import NotAcceptable, QueryError
from resource_ld.formats import HTML, RDF_FORMATS, RESULT_FORMATS, Format
from resource_ld.query import Query, Screened, parse_request, screen
from resource_ld.query.completions import completions
from resource_ld.query.hints import hint
from resource_ld.query.protocol import LONGEST
from resource_ld.query.remembered import LARGEST, Asked
from resource_ld.query.service_description import describe_service
from resource_ld.serialize import serialize
from resource_ld.terms import parse_ntriples
from resource_ld.web.answers import SHORT, answer
from resource_ld.web.negotiation import choose
from resource_ld.web.problems import problem
from resource_ld.web.site import site
from resource_ld.web.sparql_page import editor_page, error_page, result_page

GRAPH_FORMS = ("construct", "describe")
ANYTHING = (*RESULT_FORMATS, *RDF_FORMATS, HTML)


@dataclass(frozen=True, slots=True)
class Request:
    """A query that was understood at the door, and the format its answer is to have."""

    query: Query
    screened: Screened
    wanted: Format

    @property
    def asked(self) -> Asked:
        """What the answer depends on."""
        release = site().release
        return Asked(release.number, release.manifest.committed_at, self.query, self.wanted.name)

    @property
    def etag(self) -> str:
        """The ETag: weak, for it is known before the answer is (RFC 9110 section 8.8.1); empty for what varies."""
        return f'W/"{hashlib.sha256(repr(self.asked).encode()).hexdigest()[:32]}"' if self.screened.lasting else ""


def sparql() -> Response:
    """Answer a query; without one, the service description, or the editor for a browser."""
    if site().pool is None:
        return problem(404, "This site answers no SPARQL.", "Everything it holds is in the dumps at dumps/.")
    if request.method != "POST" and not request.query_string:
        return _description()
    length = request.content_length
    if request.method == "POST" and (length is None or length > LONGEST):
        raise QueryError(
            "the query is too long or its length is unknown", status=413, mend=f"At most {LONGEST:,} bytes."
        )
    query = _read(request.method, request.query_string, request.content_type or "", request.get_data())
    accept = query.media_type or request.headers.get("Accept", "")
    if _negotiate(accept, ANYTHING) is not HTML:
        return _data(_understand(query, accept))
    try:
        return _page(query)
    except QueryError as error:
        return error_page(query, error)


def terms() -> Response:
    """`/sparql/terms.json`: what the editor completes: prefixes, and the classes, properties and concepts used here."""
    release = site().release
    catalogue = release.entry("catalog")
    said = parse_ntriples(catalogue.description) if catalogue else ()
    found = completions(said, release.index.used_concepts(), release.manifest.site["base_iri"])
    return answer(json.dumps(found, ensure_ascii=False).encode(), "application/json", release.manifest)


def _data(asked: Request) -> Response:
    etag = asked.etag
    if etag and request.method != "POST" and etag in request.headers.get("If-None-Match", ""):
        return Response(status=304, headers=_headers(etag))
    body = evaluate(asked)
    response = _file(body) if not isinstance(body, bytes) else Response(body)
    charset = "; charset=utf-8" if asked.wanted.media_type.startswith("text/") else ""
    response.headers.extend(_headers(etag))
    response.headers["Content-Type"] = f"{asked.wanted.media_type}{charset}"
    if isinstance(body, bytes) and (said := hint(asked.query.text, asked.wanted, body)):
        response.headers["Query-Hint"] = said
    return response


def _headers(etag: str) -> dict[str, str]:
    headers = {"Vary": "Accept", "Cache-Control": SHORT if etag and request.method != "POST" else "no-store"}
    return headers | ({"ETag": etag} if etag and request.method != "POST" else {})


# Both are pure, and the same query is sent again and again: understanding it costs four times what answering it from
# memory does.
_read = lru_cache(maxsize=256)(parse_request)


@lru_cache(maxsize=256)
def _understand(query: Query, accept: str) -> Request:
    screened = screen(query.text)
    return Request(query, screened, _negotiate(accept, RDF_FORMATS if screened.form in GRAPH_FORMS else RESULT_FORMATS))


def evaluate(asked: Request) -> IO[bytes] | bytes:
    """Return the complete answer: bytes when it is small, else a file at its start."""
    here = site()
    assert here.pool is not None
    known = here.remembered.get(asked.asked) if asked.screened.lasting else None
    if known is not None:
        return known
    body = here.pool.ask(
        here.release.store, asked.query, form=asked.screened.form, wanted=asked.wanted,
        base_iri=f"{here.release.manifest.site['base_iri']}sparql",
        abandoned=request.environ.get("waitress.client_disconnected", lambda: False),
    )  # fmt: skip
    if body.seek(0, os.SEEK_END) > LARGEST:
        body.seek(0)
        return body
    with body:
        body.seek(0)
        small = body.read()
    if asked.screened.lasting:
        here.remembered.put(asked.asked, small)
    return small


def _file(body: IO[bytes]) -> Response:
    """Return a long answer so that the server sends it from its file: a client that reads slowly holds no thread."""
    size = body.seek(0, os.SEEK_END)
    body.seek(0)
    response = Response(wrap_file(request.environ, body), direct_passthrough=True)
    response.content_length = size
    response.call_on_close(body.close)
    return response


def _negotiate(accept: str, offered: tuple[Format, ...]) -> Format:
    try:
        return choose(accept or None, offered)
    except NotAcceptable as error:
        raise QueryError(error.what, status=406, mend=error.mend) from None


def _page(query: Query) -> Response:
    """Return the editor with the answer in it: it needs no script."""
    screened = screen(query.text)
    wanted = RDF_FORMATS[0] if screened.form in GRAPH_FORMS else RESULT_FORMATS[0]
    body = evaluate(Request(query, screened, wanted))
    if not isinstance(body, bytes):
        body.close()
        raise QueryError("the answer is too long for a page", status=413, mend="Add a LIMIT, or download it below.")
    return result_page(query, wanted, body)


def _description() -> Response:
    release = site().release
    wanted = _negotiate(request.headers.get("Accept", ""), (*RDF_FORMATS, HTML))
    if wanted is HTML:
        response = editor_page()
    else:
        pool = site().pool
        assert pool is not None
        catalogue = release.entry("catalog")
        statistics = parse_ntriples(catalogue.description) if catalogue else ()
        described = describe_service(release.manifest.site["base_iri"], pool.limits, statistics)
        response = answer(serialize(wanted.name, described), wanted.media_type, release.manifest)
    response.headers["Vary"] = "Accept"
    return response
