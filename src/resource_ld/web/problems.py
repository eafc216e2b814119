"""Errors as answers: a page for people, RFC 9457 problem details for programs."""

import json

from flask import Response, request
from werkzeug.exceptions import HTTPException

from resource_ld.errors import NotAcceptable, QueryError, ReleaseError, ResourceLDError
from resource_ld.formats import DOCUMENT_FORMATS
from resource_ld.web.answers import answer, page
from resource_ld.web.site import render


def problem(status: int, title: str, detail: str = "", *, instance: str = "", **more: int) -> Response:
    """Return problem details (RFC 9457 section 3), with `more` members of our own."""
    said = {"title": title, "status": status, "detail": detail, "instance": instance, **more}
    body = json.dumps({name: value for name, value in said.items() if value}, ensure_ascii=False) + "\n"
    return answer(body.encode(), "application/problem+json", status=status)


def said(status: int, key: str, detail: str = "") -> Response:
    """Return an error as a page where a page is wanted, else as problem details; `key` is a text of the pages."""
    if "text/html" in request.headers.get("Accept", ""):
        lang = (
            request.path.split("/")[1] if request.path.count("/") > 1 and len(request.path.split("/")[1]) == 2 else ""
        )
        return page(
            render("error.html", lang, key=key, status=status, detail=detail, formats=DOCUMENT_FORMATS), status=status
        )
    titles = {"not_found": "There is no such page.", "not_acceptable": "This cannot be given in the format asked for."}
    return problem(status, titles[key], detail, instance=request.path)


def not_found(_error: object = None) -> Response:
    """404."""
    return said(404, "not_found")


def refused_by_http(error: HTTPException) -> Response:
    """What no view answers: a method it does not know, a body too large, and what should never happen."""
    response = problem(error.code or 500, error.name, "" if (error.code or 500) >= 500 else error.description or "")
    response.headers.extend(each for each in error.get_headers() if each[0] == "Allow")
    return response


def not_acceptable(error: NotAcceptable, name: str) -> Response:
    """406, listing what can be had (RFC 9110 section 15.5.7)."""
    listed = ", ".join(f"{name}.{each.suffix} ({each.media_type})" for each in DOCUMENT_FORMATS)
    response = said(406, "not_acceptable", f"{error.mend} Here: {listed}.")
    response.headers["Vary"] = "Accept, Accept-Profile"
    return response


def refused(error: ResourceLDError) -> Response:
    """Any error of our own that reaches the edge."""
    if isinstance(error, QueryError):
        place = {"line": error.place[0], "column": error.place[1]} if error.place else {}
        where = f"{error.where}: " if error.where else ""
        response = problem(error.status, f"{where}{error.what}", error.mend, instance=request.path, **place)
        if error.status == 503:
            response.headers["Retry-After"] = "5"
        response.headers["Cache-Control"] = "no-store"
        return response
    status = 503 if isinstance(error, ReleaseError) else 400
    response = problem(status, error.what, error.mend)
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = "60"
    return response
