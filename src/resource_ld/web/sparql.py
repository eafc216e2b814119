"""`/sparql`: the protocol at the door; the work is done by workers (invariant 11)."""

import json
import os
from dataclasses import dataclass
from functools import lru_cache
from typing import IO

from flask import Response, request
from werkzeug.wsgi import wrap_file

from resource_ld.errors import NotAcceptable, QueryError
from resource_ld.formats import HTML, NTRIPLES, RDF_FORMATS, RESULT_FORMATS, Format
from resource_ld.query import Query, Screened, parse_request, screen
from resource_ld.query.completions import completions
from resource_ld.query.hints import hint
from resource_ld.query.protocol import LONGEST_ENCODED, too_long
from resource_ld.query.remembered import LARGEST, Asked
from resource_ld.query.service_description import describe_service
from resource_ld.serialize import serialize
from resource_ld.terms import parse_ntriples
from resource_ld.web.answers import SAFE, SHORT, answer, is_unchanged, page
from resource_ld.web.negotiation import LONGEST as LONGEST_HEADER
from resource_ld.web.negotiation import choose, parse_accept
from resource_ld.web.problems import problem, refused
from resource_ld.web.query_texts import QUERY_TEXTS
from resource_ld.web.site import render, site
from resource_ld.web.sparql_page import editor_page, error_page, result_page

GRAPH_FORMS = ("construct", "describe")
PARAMETERS = (b"query=", b"update=", b"graph-uri=")
"""What makes a request one of the protocol; others such as a campaign's mark do not."""

LONGEST_ON_PAGE = 16 << 20
"""Bytes of an answer of which a page shows the first rows."""

ANYTHING = (*RESULT_FORMATS, *RDF_FORMATS, HTML)


@dataclass(frozen=True, slots=True)
class Request:
    """A query that was understood at the door, the format its answer is to have, and what that answer depends on."""

    query: Query
    screened: Screened
    wanted: Format
    asked: Asked

    @property
    def etag(self) -> str:
        """The ETag: weak, for it is known before the answer is (RFC 9110 section 8.8.1); empty for what varies."""
        return f'W/"{self.asked.digest()}"' if self.screened.lasting else ""


def _request(query: Query, screened: Screened, wanted: Format) -> Request:
    release = site().release
    return Request(query, screened, wanted, Asked(release.number, release.manifest.committed_at, query, wanted.name))


def sparql(lang: str = "") -> Response:
    """Answer a query; without one, the service description, or the editor for a browser (in the language `lang`)."""
    if site().pool is None:
        return _not_here(lang)
    if request.method != "POST" and not any(each in request.query_string for each in PARAMETERS):
        return _description()
    try:
        query = _asked()
    except QueryError as error:
        return error_page(Query(request.args.get("query", "")), error) if _wants_page() else refused(error)
    accept = query.media_type or request.headers.get("Accept", "")[:LONGEST_HEADER]
    if query.media_type and not parse_accept(query.media_type):
        raise QueryError(f"no media type {query.media_type[:80]!r}", status=406, mend="Write one such as text/csv.")
    if _negotiate(accept, ANYTHING) is not HTML:
        return _data(_request(query, *_understand(query, accept)))
    try:
        return _page(query)
    except QueryError as error:
        return error_page(query, error)


def _asked() -> Query:
    if request.method != "POST":
        return _read(request.method, request.query_string, "", b"")
    length = request.content_length
    if length is None or length > LONGEST_ENCODED:
        raise too_long()
    return _read("POST", request.query_string, request.content_type or "", request.get_data())


def _wants_page() -> bool:
    return "text/html" in request.headers.get("Accept", "")


def _not_here(lang: str) -> Response:
    if _wants_page():
        return page(render("no_sparql.html", lang, texts=QUERY_TEXTS), status=404)
    return problem(404, "This site answers no SPARQL.", "Everything it holds is in the dumps at dumps/.")


def terms() -> Response:
    """`/sparql/terms.json`: what the editor completes: prefixes, and the classes, properties and concepts used here."""
    release = site().release
    catalogue = release.entry("catalog")
    said = parse_ntriples(catalogue.description) if catalogue else ()
    found = completions(said, release.index.used_concepts(), release.manifest.site["base_iri"])
    return answer(json.dumps(found, ensure_ascii=False).encode(), "application/json", release.manifest)


def _data(understood: Request) -> Response:
    etag, wanted = understood.etag, understood.wanted
    if etag and request.method in SAFE and is_unchanged(etag):
        return Response(status=304, headers=_headers(etag))
    body = evaluate(understood)
    charset = "; charset=utf-8" if wanted.media_type.startswith("text/") else ""
    headers = [*_headers(etag), ("Content-Type", f"{wanted.media_type}{charset}")]
    if not isinstance(body, bytes):
        return _file(body, headers)
    if said := hint(understood.query.text, wanted, body):
        headers.append(("Query-Hint", said))
    return Response(body, headers=headers)


def _headers(etag: str) -> list[tuple[str, str]]:
    if not etag or request.method == "POST":
        return [("Vary", "Accept"), ("Cache-Control", "no-store")]
    return [("Vary", "Accept"), ("Cache-Control", SHORT), ("ETag", etag)]


# Both are pure, and the same query is sent again and again: understanding it costs four times what answering it from
# memory does.
_read = lru_cache(maxsize=256)(parse_request)


@lru_cache(maxsize=256)
def _understand(query: Query, accept: str) -> tuple[Screened, Format]:
    screened = screen(query.text)
    return screened, _negotiate(accept, RDF_FORMATS if screened.form in GRAPH_FORMS else RESULT_FORMATS)


def evaluate(understood: Request) -> IO[bytes] | bytes:
    """Return the complete answer: bytes when it is small, else a file at its start."""
    here = site()
    assert here.pool is not None
    known = here.remembered.get(understood.asked) if understood.screened.lasting else None
    if known is not None:
        return known
    body = here.pool.ask(
        here.release.store, understood.query, form=understood.screened.form, wanted=understood.wanted,
        base_iri=f"{here.release.manifest.site['base_iri']}sparql",
        abandoned=request.environ.get("waitress.client_disconnected", lambda: False),
    )  # fmt: skip
    if body.seek(0, os.SEEK_END) > LARGEST:
        body.seek(0)
        return body
    with body:
        body.seek(0)
        small = body.read()
    if understood.screened.lasting:
        here.remembered.put(understood.asked, small)
    return small


def _file(body: IO[bytes], headers: list[tuple[str, str]]) -> Response:
    """Return a long answer so that the server sends it from its file: a client that reads slowly holds no thread."""
    size = body.seek(0, os.SEEK_END)
    body.seek(0)
    response = Response(wrap_file(request.environ, body), headers=headers, direct_passthrough=True)
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
    wanted = NTRIPLES if screened.form in GRAPH_FORMS else RESULT_FORMATS[0]
    body = evaluate(_request(query, screened, wanted))
    if not isinstance(body, bytes):
        with body:
            whole = body.read(LONGEST_ON_PAGE + 1)
        if len(whole) > LONGEST_ON_PAGE:
            raise QueryError("the answer is too long for a page", status=413, mend="Add a LIMIT, or download it below.")
        body = whole
    return result_page(query, wanted, body, lasting=screened.lasting and request.method in SAFE)


def _description() -> Response:
    release = site().release
    accept = request.args.get("_mediatype") or request.headers.get("Accept", "")[:LONGEST_HEADER]
    wanted = _negotiate(accept, (*RDF_FORMATS, HTML))
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
