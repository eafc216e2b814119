"""The pages that list: home, browse with facets and search, vocabularies."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, request

from resource_ld.harvest.resource_sync import CAPABILITIES
from resource_ld.release.index import Listing
from resource_ld.web.answers import link, page, redirect
from resource_ld.web.languages import TEXTS
from resource_ld.web.negotiation import choose_language
from resource_ld.web.site import render, site

PAGE_SIZE = 20
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
