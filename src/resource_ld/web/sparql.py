"""`/sparql`: the protocol at the door; the work is done by workers (invariant 11)."""

from functools import partial

from flask import Response, request

from resource_ld.errors import NotAcceptable, QueryError
from resource_ld.formats import HTML, RDF_FORMATS, RESULT_FORMATS, Format
from resource_ld.query import parse_request
from resource_ld.query.protocol import LONGEST
from resource_ld.query.service_description import describe_service
from resource_ld.serialize import serialize
from resource_ld.web.answers import answer, page
from resource_ld.web.negotiation import choose
from resource_ld.web.site import render, site


def sparql() -> Response:
    """Answer a query; without one, the service description, or a page for a browser."""
    if request.method == "GET" and not request.query_string:
        return _description()
    length = request.content_length
    if request.method == "POST" and (length is None or length > LONGEST):
        raise QueryError(
            "the query is too long or its length is unknown", status=413, mend=f"At most {LONGEST:,} bytes."
        )
    query = parse_request(request.method, request.query_string, request.content_type or "", request.get_data())
    release = site().release
    base = release.manifest.site["base_iri"]
    accept = partial(_format, request.headers.get("Accept"))
    found = site().pool.ask(release.store, query, accept=accept, base_iri=f"{base}sparql")
    response = Response(found.body, content_type=_content_type(found.format.media_type))
    response.call_on_close(found.body.close)
    response.headers["Vary"] = "Accept"
    return response


def _content_type(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _format(header: str | None, form: str) -> Format:
    """Choose a format once the form is known; a browser gets the first one."""
    offered = {"graph": RDF_FORMATS, "select": RESULT_FORMATS, "ask": RESULT_FORMATS[:2]}[form]
    try:
        return choose(header, offered)
    except NotAcceptable as error:
        raise QueryError(error.what, status=406, mend=error.mend) from None


def _description() -> Response:
    release = site().release
    base = release.manifest.site["base_iri"]
    try:
        format_ = choose(request.headers.get("Accept"), (*RDF_FORMATS, HTML))
    except NotAcceptable as error:
        raise QueryError(error.what, status=406, mend=error.mend) from None
    if format_ is HTML:
        response = page(render("sparql.html", ""), release.manifest)
    else:
        response = answer(serialize(format_.name, describe_service(base)), format_.media_type, release.manifest)
    response.headers["Vary"] = "Accept"
    return response
