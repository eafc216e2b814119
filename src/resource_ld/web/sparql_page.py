"""The page of the query service: editor, examples, the answer as a table, the query for other programs. Works without scripts."""

import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from resource_ld.errors import QueryError
from resource_ld.formats import RDF_FORMATS, RESULT_FORMATS, Format
from resource_ld.query import Query
from resource_ld.query.examples import Example, Typical, examples
from resource_ld.query.hints import hint
from resource_ld.query.snippets import snippets
from resource_ld.release.current import Release
from resource_ld.serialize import serialize
from resource_ld.terms import PREFIXES, parse_ntriples
from resource_ld.web.answers import CSP_WITH_SCRIPT, page
from resource_ld.web.chart import chart, is_amount
from resource_ld.web.query_texts import EXAMPLE_NAMES, QUERY_TEXTS
from resource_ld.web.site import render, site

EDITOR = Path(__file__).parent / "static" / "editor.js"
"""Built into wheels from `editor/`; without it the page is a plain text area."""

SHOWN = 1_000
"""Rows a page shows; the downloads have all."""

_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
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
    return _page(Query(_examples()[0].text))


def error_page(query: Query, error: QueryError) -> Response:
    """Return the page with what is wrong, in its place; what is too long for a page can be downloaded."""
    form = _FORM.search(query.text)
    formats = RDF_FORMATS if form and form[1].upper() in ("CONSTRUCT", "DESCRIBE") else RESULT_FORMATS
    downloads = _downloads(query, formats) if error.status == 413 and query.text else None
    found: dict[str, Any] = {"downloads": downloads} if downloads else {}
    response = _page(query, status=error.status, error=error, **found)
    response.headers["Cache-Control"] = "no-store"
    return response


def result_page(query: Query, wanted: Format, body: bytes, *, lasting: bool) -> Response:
    """Return the page with an answer; `body` is JSON for SELECT and ASK, N-Triples for a graph.

    `lasting` says that the same request gets the same page for as long as the release stands.
    """
    response = _page(query, dated=lasting, **_found(query, wanted, body))
    if not lasting:
        response.headers["Cache-Control"] = "no-store"
    return response


def _found(query: Query, wanted: Format, body: bytes) -> dict[str, Any]:
    if wanted not in RESULT_FORMATS:
        return {"downloads": _downloads(query, RDF_FORMATS), **_graph(body)}
    found = json.loads(body)
    said = hint(query.text, wanted, body)
    downloads = _downloads(query, RESULT_FORMATS)
    if "boolean" in found:
        return {"verdict": found["boolean"], "downloads": downloads}
    columns, bindings = found["head"]["vars"], found["results"]["bindings"]
    shown = bindings[:SHOWN]
    rows = [[_cell(row.get(each)) for each in columns] for row in shown]
    amounts = [number for number, each in enumerate(columns) if all(_is_amount(row.get(each)) for row in shown)]
    drawn = chart(columns, [[cell.text for cell in row] for row in rows], amounts)
    return {
        "columns": columns, "rows": rows, "total": len(bindings), "hint": said, "chart": drawn, "downloads": downloads,
    }  # fmt: skip


def _is_amount(value: dict[str, Any] | None) -> bool:
    return value is not None and value["type"] == "literal" and is_amount(value["value"], value.get("datatype", ""))


def _graph(body: bytes) -> dict[str, Any]:
    """Return a graph as Turtle with the prefixes people know; blank nodes, which our own data has not, as the engine says."""
    lines = body.decode().splitlines(keepends=True)
    some = "".join(lines[:SHOWN])
    blank = any(line.startswith("_:") or " _:" in line.rsplit('"', 1)[-1] for line in lines[:SHOWN])
    turtle = some if blank else serialize("turtle", tuple(sorted(parse_ntriples(some)))).decode()
    return {"graph": turtle, "triples": len(lines)}


def _base() -> str:
    return str(site().release.manifest.site["base_iri"])


def _examples() -> tuple[Example, ...]:
    return examples(_base(), _typical(site().release))


@lru_cache(maxsize=4)
def _typical(release: Release) -> Typical:
    """Return what the examples should ask about in this catalogue: its commonest country, its newest years, a word of a title."""
    default, languages = Typical(), release.manifest.site["languages"]
    places = [(path, labels) for path, labels, _ in release.index.used_concepts() if path.startswith("vocab/place/")]
    newest = release.index.browse({}, limit=1).items
    words = re.findall(r"[^\W\d_]{5,}", newest[0]["title"].lower()) if newest else []
    years = newest[0]["year"] if newest else None
    if not places:
        return replace(default, word=next(iter(words), default.word))
    place, labels = next((each for each in places if each[0].rpartition("/")[2].isupper()), places[0])
    entry = release.entry(place)
    around = [path.rpartition("/")[2] for path, _ in entry.page_facts()["broader"]] if entry else []
    return Typical(
        place.rpartition("/")[2], next(iter(around[-2:]), place.rpartition("/")[2]), (years[0] or 2005) - 20 if years else 1900,
        next(iter(words), default.word), languages[0] if languages and languages[0] in labels else "en",
    )  # fmt: skip


def _page(query: Query, *, status: int = 200, dated: bool = True, **found: Any) -> Response:
    base, release, lang = _base(), site().release, request.view_args.get("lang", "") if request.view_args else ""
    said = request.args.get("_release", "")
    asked_of = int(said) if said.isdecimal() and len(said) < 12 and int(said) < release.number else 0
    texts, pool = QUERY_TEXTS["en"] | QUERY_TEXTS.get(lang or _first_language(), {}), site().pool
    names = EXAMPLE_NAMES.get(lang or _first_language(), ())
    listed = [(names[number] if names else each.name, each.text) for number, each in enumerate(_examples())]
    response = page(
        render(
            "sparql.html", lang, q=texts, query=query.text, graphs=query.graphs, examples=listed, asked_of=asked_of,
            shared=f"{base}sparql?{urlencode([('query', query.text), *query.graphs, ('_release', release.number)])}",
            snippets=snippets(f"{base}sparql", query.text, graph="graph" in found, graphs=query.graphs),
            scripted=EDITOR.exists(), limits=pool.limits if pool else None,
            encode=lambda text: urlencode({"query": text}), **found,
        ),
        release.manifest if status == 200 and dated else None, status=status,
    )  # fmt: skip
    response.headers["Content-Security-Policy"] = CSP_WITH_SCRIPT
    response.headers["Vary"] = "Accept"
    return response


def _first_language() -> str:
    return next((each for each in site().release.manifest.site["languages"] if each in QUERY_TEXTS), "en")


def _downloads(query: Query, formats: tuple[Format, ...]) -> list[tuple[str, str, str]]:
    """Return (label, name of the file, query string) of each format."""
    return [
        (
            each.label.removeprefix("SPARQL results, "), f"query.{each.suffix}",
            urlencode([("query", query.text), *query.graphs, ("_mediatype", each.media_type)]),
        )
        for each in formats
    ]  # fmt: skip


def _cell(value: dict[str, Any] | None) -> Cell:
    if value is None:
        return Cell("")
    text = value["value"] if isinstance(value["value"], str) else json.dumps(value["value"], ensure_ascii=False)
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
