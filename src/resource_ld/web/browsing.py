"""The pages that list: home, browse with facets and search, vocabularies, the catalogue."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, request

from resource_ld.errors import NotAcceptable
from resource_ld.formats import DOCUMENT_FORMATS, HTML, by_suffix
from resource_ld.harvest.resource_sync import CAPABILITIES
from resource_ld.mapping.catalogue import describe_members
from resource_ld.mapping.parts import Names
from resource_ld.release.index import Listing
from resource_ld.serialize import serialize
from resource_ld.web.answers import answer, link, page, redirect
from resource_ld.web.documents import Asked, document
from resource_ld.web.languages import TEXTS
from resource_ld.web.links import links_of
from resource_ld.web.negotiation import choose, choose_language
from resource_ld.web.problems import not_acceptable, not_found
from resource_ld.web.site import render, site

PAGE_SIZE = 20
MEMBERS = 1_000
FURTHEST = 100_000


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader chose: values by facet, words, the page; makes addresses of neighbouring choices."""

    chosen: tuple[tuple[str, str], ...]
    words: str
    number: int

    def facets(self) -> dict[str, list[str]]:
        """Return facet → values."""
        found: dict[str, list[str]] = {}
        for name, value in self.chosen:
            found.setdefault(name, []).append(value)
        return found

    def toggled(self, name: str, value: str) -> str:
        """Return the query string with a value added or taken away, back on page 1."""
        pair = (name, value)
        chosen = [each for each in self.chosen if each != pair] if pair in self.chosen else [*self.chosen, pair]
        return self._query(chosen, 1)

    def at(self, number: int) -> str:
        """Return the query string of another page."""
        return self._query(list(self.chosen), number)

    def _query(self, chosen: list[tuple[str, str]], number: int) -> str:
        pairs = [
            *chosen,
            *([("q", self.words)] if self.words else []),
            *([("page", str(number))] if number > 1 else []),
        ]
        return "?" + urlencode(pairs)


def _choice() -> Choice:
    known = ("type", "category", "country", "region", "language", "publisher", "year")
    chosen = tuple((name, value) for name in known for value in request.args.getlist(name)[:20] if value)
    number = request.args.get("page", "1")
    return Choice(
        chosen, request.args.get("q", "").strip()[:200], min(int(number), FURTHEST) if number.isdecimal() else 1
    )


def browse(lang: str = "") -> Response:
    """`/resource/`."""
    choice, release = _choice(), site().release
    number = max(1, choice.number)
    found = release.index.browse(choice.facets(), words=choice.words, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    pages = max(1, -(-found.total // PAGE_SIZE))
    text = render("browse.html", lang, choice=choice, found=found, facets=_shown(found), number=number, pages=pages)
    # Facets multiply into more addresses than there are resources; the sitemap names each of those once.
    return page(text, release.manifest, listed=not request.query_string)


def _shown(found: Listing) -> list[tuple[str, list[object]]]:
    """Return facets that narrow anything, the most frequent values first."""
    order = ("category", "type", "country", "region", "year", "language", "publisher")
    shown = []
    for name in order:
        values = sorted(found.facets.get(name, ()), key=lambda each: (not each.selected, -each.count, each.value))
        if values:
            shown.append((name, list[object](values[:15])))
    return shown


def home(lang: str = "") -> Response:
    """`/`: the default language, unless the reader's browser prefers another one."""
    release = site().release
    offered = [each for each in release.manifest.site["languages"] if each in TEXTS] or ["en"]
    wanted = choose_language(request.headers.get("Accept-Language"), offered)
    if not lang and wanted != offered[0]:
        return redirect(f"{wanted}/", 303, vary="Accept-Language")
    newest = release.index.browse({}, limit=6)
    text = render("home.html", lang, newest=newest, counts=release.manifest.counts)
    base = release.manifest.site["base_iri"]
    doors = (("catalog", "describedby"), ("sitemap.xml", "sitemap"), (CAPABILITIES, "resourcesync"))
    response = page(text, release.manifest, links=[link(base + path, relation) for path, relation in doors])
    response.headers["Vary"] = "Accept-Language"
    return response


def vocabularies(lang: str = "") -> Response:
    """`/vocab/`."""
    release = site().release
    schemes = [entry.id for entry in release.index.entries("scheme")]
    counts = dict.fromkeys(schemes, 0)
    for entry in release.index.entries("concept"):
        counts[entry.path.split("/")[1]] += 1
    return page(render("vocabularies.html", lang, counts=counts), release.manifest)


def catalogue(suffix: str = "", lang: str = "") -> Response:
    """`/catalog`, its documents, and its members a page at a time (`?page=n`)."""
    release = site().release
    entry = release.index.get("catalog")
    if entry is None:
        return not_found()
    format_ = by_suffix(suffix) if suffix else None
    if suffix and format_ is None:
        return not_found()
    number = request.args.get("page", "")
    if number.isdecimal():
        return _members(int(number))
    if format_ is HTML:
        return page(
            render("catalogue.html", lang, counts=release.manifest.counts),
            release.manifest,
            links=links_of(entry, HTML),
        )
    if format_ is not None:
        return document(Asked(entry, format_), lang)
    try:
        chosen = choose(request.args.get("_mediatype") or request.headers.get("Accept"), DOCUMENT_FORMATS)
    except NotAcceptable as error:
        return not_acceptable(error, "catalog")
    return redirect(f"catalog.{chosen.suffix}", 303, vary="Accept, Accept-Profile", links=links_of(entry, None))


def _members(number: int) -> Response:
    """Return a page of members in the format asked for, with links to its neighbours."""
    release = site().release
    total, base = release.index.count("resource"), release.manifest.site["base_iri"]
    if number < 1 or (number - 1) * MEMBERS >= max(total, 1):
        return not_found()
    triples = describe_members(Names(base), release.index.ids(offset=(number - 1) * MEMBERS, limit=MEMBERS))
    rdf = DOCUMENT_FORMATS[1:]
    try:
        format_ = choose(request.headers.get("Accept"), rdf)
    except NotAcceptable as error:
        return not_acceptable(error, "catalog")
    neighbours = [("prev", number - 1)] if number > 1 else []
    neighbours += [("next", number + 1)] if number * MEMBERS < total else []
    links = [link(f"{base}catalog?page={each}", relation) for relation, each in neighbours]
    return answer(serialize(format_.name, triples), format_.media_type, release.manifest, vary="Accept", links=links)


def void() -> Response:
    """`/.well-known/void` (VoID section 7.2)."""
    return redirect("../catalog", 303)
