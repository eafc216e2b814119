"""The page of the query service: editor, examples, the answer as a table, the query for other programs. Works without scripts."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from resource_ld.errors import QueryError
from resource_ld.formats import RDF_FORMATS, RESULT_FORMATS, Format
from resource_ld.query import Query
from resource_ld.query.examples import examples
from resource_ld.query.hints import hint
from resource_ld.query.snippets import snippets
from resource_ld.terms import PREFIXES
from resource_ld.web.answers import CSP_WITH_SCRIPT, page
from resource_ld.web.chart import chart
from resource_ld.web.site import render, site

EDITOR = Path(__file__).parent / "static" / "editor.js"
"""Built into wheels from `editor/`; without it the page is a plain text area."""

SHOWN = 1_000
"""Rows a page shows; the downloads have all."""

_PLAIN = {"", *(f"{PREFIXES['xsd']}{each}" for each in ("integer", "decimal", "double", "gYear", "date", "boolean"))}
"""Datatypes a reader sees without being told."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a result: its text, what it links to, its language or datatype in short."""

    text: str
    href: str = ""
    note: str = ""
    language: str = ""


def editor_page() -> Response:
    """Return the page before a query."""
    return _page(examples(_base())[0].text)


def error_page(query: Query, error: QueryError) -> Response:
    """Return the page with what is wrong, in its place."""
    response = _page(query.text, status=error.status, error=error)
    response.headers["Cache-Control"] = "no-store"
    return response


def result_page(query: Query, wanted: Format, body: bytes) -> Response:
    """Return the page with an answer; `body` is JSON for SELECT and ASK, Turtle for a graph."""
    if wanted not in RESULT_FORMATS:
        return _page(query.text, graph=body.decode(), downloads=_downloads(query, RDF_FORMATS))
    found = json.loads(body)
    said = hint(query.text, wanted, body)
    downloads = _downloads(query, RESULT_FORMATS)
    if "boolean" in found:
        return _page(query.text, verdict=found["boolean"], downloads=downloads)
    columns, bindings = found["head"]["vars"], found["results"]["bindings"]
    rows = [[_cell(row.get(each)) for each in columns] for row in bindings[:SHOWN]]
    drawn = chart(columns, [[cell.text for cell in row] for row in rows])
    return _page(
        query.text, columns=columns, rows=rows, total=len(bindings), hint=said, chart=drawn, downloads=downloads
    )


def _base() -> str:
    return str(site().release.manifest.site["base_iri"])


def _page(text: str, *, status: int = 200, **found: Any) -> Response:
    base, release = _base(), site().release
    shared = f"{base}sparql?{urlencode({'query': text, '_release': release.number})}"
    said = request.args.get("_release", "")
    asked_of = int(said) if said.isdecimal() and len(said) < 12 and int(said) != release.number else 0
    response = page(
        render(
            "sparql.html", "", query=text, examples=examples(base), shared=shared, asked_of=asked_of,
            snippets=snippets(f"{base}sparql", text, graph="graph" in found), scripted=EDITOR.exists(),
            encode=lambda query: urlencode({"query": query}), **found,
        ),
        release.manifest if status == 200 else None, status=status,
    )  # fmt: skip
    response.headers["Content-Security-Policy"] = CSP_WITH_SCRIPT
    return response


def _downloads(query: Query, formats: tuple[Format, ...]) -> list[tuple[str, str]]:
    graphs = [("default-graph-uri", each) for each in query.default_graphs]
    graphs += [("named-graph-uri", each) for each in query.named_graphs]
    return [
        (each.label, urlencode([("query", query.text), *graphs, ("_mediatype", each.media_type)])) for each in formats
    ]


def _cell(value: dict[str, str] | None) -> Cell:
    if value is None:
        return Cell("")
    text = value["value"]
    if value["type"] == "uri":
        base = _base()
        # What this site describes is linked relatively: the page may stand behind a prefix or on another port.
        inside = text.startswith(base) and "#" not in text
        return Cell(_short(text, base), text.removeprefix(base) if inside else _web(text), "")
    datatype = value.get("datatype", "")
    note = "" if datatype in _PLAIN else _short(datatype, _base())
    return Cell(text, "", note, value.get("xml:lang", ""))


def _web(text: str) -> str:
    return text if text.startswith(("http://", "https://")) else ""


def _short(text: str, base: str) -> str:
    """Return an IRI with a known prefix shortened, one of the site relative."""
    for prefix, space in PREFIXES.items():
        if text.startswith(space) and "/" not in text[len(space) :]:
            return f"{prefix}:{text[len(space) :]}"
    return text.removeprefix(base) or text
