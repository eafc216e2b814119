"""The catalogue: its documents, and its members a page at a time, listed or, in a profile, described in full."""

import re
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from flask import Response, request

from resource_ld.errors import NotAcceptable
from resource_ld.formats import DOCUMENT_FORMATS, HTML, NTRIPLES, RDF_FORMATS, Format, by_suffix, of_suffix
from resource_ld.mapping.catalogue import Page, describe_members, describe_page
from resource_ld.mapping.parts import Names
from resource_ld.profiles import Profile, profile_of
from resource_ld.profiles.dcat import DCAT
from resource_ld.release.index import Entry
from resource_ld.release.records import record_of
from resource_ld.serialize import serialize
from resource_ld.terms import Triple, curie, parse_ntriples
from resource_ld.web.answers import answer, link, page, redirect
from resource_ld.web.documents import VARY, Asked, document
from resource_ld.web.links import FULL, OF_EVERYTHING, links_of
from resource_ld.web.negotiation import choose, choose_profile
from resource_ld.web.problems import not_acceptable, not_found
from resource_ld.web.site import render, site

LISTED, DESCRIBED = 1_000, 100
"""Members of a page that only lists them, and of one that describes them."""

_NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Form:
    """In which profile and format members are wanted; `suffix` as the address wrote it, empty when negotiated."""

    profile: Profile
    format: Format
    suffix: str = ""

    @property
    def size(self) -> int:
        """How many members a page has."""
        return LISTED if self.profile is FULL else DESCRIBED

    def address(self, base: str, number: int, after: str = "") -> str:
        """Return the address of a page; one in a profile never needs negotiation, since few clients can.

        `after` is the last id of the page before: a resource that goes meanwhile does not shift another one out.
        """
        token = "" if self.profile is FULL else f".{self.profile.token}.{self.format.suffix}"
        query = {"page": str(number)} | ({"after": after} if after else {})
        return f"{base}catalog{token or self.suffix}?{urlencode(query)}"


def catalogue(suffix: str = "", lang: str = "") -> Response:
    """`/catalog`, its documents `.<suffix>` and `.<profile>.<suffix>`, its members a page at a time (`?page=n`)."""
    entry = site().release.index.get("catalog")
    if entry is None:
        return not_found()
    try:
        form = _negotiated() if not suffix else _named(suffix)
    except NotAcceptable as error:
        return not_acceptable(error, "catalog")
    if form is None:
        return not_found()
    if "page" in request.args:
        return _members(form, entry)
    if form.profile is not FULL:
        return redirect(form.address("", 1), 303, vary="" if suffix else VARY)
    if not suffix:
        return redirect(f"catalog.{form.format.suffix}", 303, vary=VARY, links=links_of(entry, None))
    if form.format is not HTML:
        return document(Asked(entry, form.format), lang)
    text = render("catalogue.html", lang, counts=site().release.manifest.counts)
    return page(text, site().release.manifest, links=links_of(entry, HTML, lang=lang))


def _named(suffix: str) -> Form | None:
    """Return what `<suffix>` or `<profile>.<suffix>` names, or None."""
    token, _, last = suffix.rpartition(".")
    if not token:
        format_ = by_suffix(suffix)
        return Form(FULL, format_, f".{suffix}") if format_ else None
    profile = profile_of(token)
    format_ = of_suffix("jsonld" if last == "json" else last, RDF_FORMATS)
    return Form(profile, format_, f".{suffix}") if profile in OF_EVERYTHING and profile and format_ else None


def _negotiated() -> Form:
    """Return what the headers or `_profile` and `_mediatype` ask for; raise NotAcceptable."""
    profile = choose_profile(request.headers.get("Accept-Profile"), request.args.get("_profile"), OF_EVERYTHING)
    rdf_only = profile is not FULL or "page" in request.args
    accept = request.args.get("_mediatype") or request.headers.get("Accept")
    return Form(profile, choose(accept, RDF_FORMATS if rdf_only else DOCUMENT_FORMATS))


def _members(form: Form, entry: Entry) -> Response:
    """Return a page of members with links to its neighbours, in the document and in the `Link` header."""
    number, after = request.args["page"], request.args.get("after", "")
    if form.format is HTML or not _NUMBER.fullmatch(number):
        return not_found()
    found = _ids(form.size, int(number), after)
    if not found and not after and number != "1":
        return not_found()
    around = _page(form, int(number), after, found)
    members = found[: form.size]
    names = Names(site().described.base_iri)
    triples = {*describe_page(names, around)}
    triples |= {*describe_members(names, members)} if form.profile is FULL else _described(form.profile, entry, members)
    relations = (("first", around.first), ("last", around.last), ("prev", around.previous), ("next", around.next))
    links = [link(form.profile.iri, "profile"), *(link(each, name) for name, each in relations if each)]
    body = serialize(form.format.name, sorted(triples))
    return answer(
        body, form.format.media_type, site().release.manifest, vary="" if form.suffix else VARY, links=links
    )  # fmt: skip


def _ids(size: int, number: int, after: str) -> list[str]:
    """Return the ids of a page and, if there is one, the first of the next, in the order of ids."""
    published = site().release.index.change_list.published(after)
    start = 0 if after else (number - 1) * size
    return [each.id for each in islice((each for each in published if each.id != after), start, start + size + 1)]


def _page(form: Form, number: int, after: str, found: list[str]) -> Page:
    base, total = site().described.base_iri, site().release.manifest.counts["resources"]
    last = max(1, -(-total // form.size))
    further = form.address(base, number + 1, found[form.size - 1]) if len(found) > form.size else ""
    return Page(
        form.address(base, number, after), form.address(base, 1), form.address(base, last),
        form.address(base, number - 1) if number > 1 else "", further,
        # Records without what DCAT requires are left out of its pages, so their number there is not the catalogue's.
        total if form.profile is not DCAT else None,
    )  # fmt: skip


def _described(profile: Profile, catalogue: Entry, members: list[str]) -> set[Triple]:
    """Return the catalogue and members in a profile; only what is typed `dcat:Dataset` is linked as one."""
    described, names = site().described, Names(site().described.base_iri)
    entries = [site().release.index.get(f"resource/{each}") for each in members]
    kept = [each for each in entries if each is not None and profile.token in each.page_facts()["profiles"]]
    said: set[Triple] = set()
    for each in (catalogue, *kept):
        said |= {*parse_ntriples(profile.write(record_of(each, described), NTRIPLES).decode())}
    if profile is not DCAT:
        return said | {*describe_members(names, members)}
    return said | {(names.catalogue, curie("dcat:dataset"), names.resource(each.id)) for each in kept}


def void() -> Response:
    """`/.well-known/void` (VoID section 7.2)."""
    return redirect("../catalog", 303)
