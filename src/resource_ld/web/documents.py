"""Everything that has an IRI: 303 to a document that fits, or the document itself (`.html .ttl .nt .jsonld .rdf`)."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask import Response, request

from resource_ld.config import Site
from resource_ld.errors import NotAcceptable
from resource_ld.formats import DOCUMENT_FORMATS, HTML, JSONLD, NTRIPLES, RDF_FORMATS, XML, Format, by_suffix, of_suffix
from resource_ld.profiles import Profile, profile_of
from resource_ld.profiles.page_meta import Meta, page_meta
from resource_ld.profiles.page_script import page_script
from resource_ld.release.index import Entry
from resource_ld.release.records import record_of
from resource_ld.terms import PREFIXES, parse_ntriples
from resource_ld.web.answers import answer, etag_of, page, prefers_html, redirect
from resource_ld.web.links import FULL, links_of, profiles_of
from resource_ld.web.negotiation import choose, choose_profiles
from resource_ld.web.problems import not_acceptable, not_found, problem
from resource_ld.web.site import render, site

VARY = "Accept, Accept-Profile"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks: the entry, and the profile and format its suffix names, if any."""

    entry: Entry
    format: Format | None = None
    profile: Profile = FULL


def resource(name: str, lang: str = "") -> Response:
    """`/resource/<id>` and all its forms."""
    return _serve("resource", name, lang)


def agent(name: str, lang: str = "") -> Response:
    """`/agent/<id>` and all its forms."""
    return _serve("agent", name, lang)


def scheme(name: str, lang: str = "") -> Response:
    """`/vocab/<scheme>` and all its forms."""
    return _serve("vocab", name, lang)


def concept(scheme: str, name: str, lang: str = "") -> Response:
    """`/vocab/<scheme>/<concept>` and all its forms."""
    return _serve(f"vocab/{scheme}", name, lang)


def _serve(folder: str, name: str, lang: str) -> Response:
    asked = _find(folder, name)
    if asked is None and name != name.lower() and _find(folder, name.lower()) is not None:
        return redirect(name.lower(), 308)
    if asked is None:
        return not_found()
    entry = asked.entry
    if entry.state == "merged":
        return redirect(entry.target + name[len(entry.id) :], 308)
    if entry.state != "published":
        return _tombstone(entry, asked.format, lang)
    if asked.format is None:
        return _negotiate(name, entry, lang)
    return document(asked, lang)


def _find(folder: str, name: str) -> Asked | None:
    """Return what `<id>`, `<id>.<suffix>` or `<id>.<profile>.<suffix>` names; an id may hold dots itself."""
    entry_of = site().release.entry
    if (entry := entry_of(f"{folder}/{name}")) is not None:
        return Asked(entry)
    stem, _, suffix = name.rpartition(".")
    if not stem:
        return None
    format_ = by_suffix(suffix)
    if format_ is not None and (entry := entry_of(f"{folder}/{stem}")) is not None:
        return Asked(entry, format_)
    stem, _, token = stem.rpartition(".")
    profile = profile_of(token)
    entry = entry_of(f"{folder}/{stem}") if stem and profile else None
    if entry is None or profile is None or profile not in profiles_of(entry):
        return None
    formats = profile.formats_of(entry.kind)
    format_ = of_suffix("jsonld" if suffix == "json" and JSONLD in formats else suffix, formats)
    return Asked(entry, format_, profile) if format_ is not None else None


def _negotiate(name: str, entry: Entry, lang: str) -> Response:
    profiles = profiles_of(entry)
    if request.args.get("_profile") == "alt":
        listed = [(each, form) for each in profiles[1:] for form in each.formats_of(entry.kind)]
        return page(
            render("alternates.html", lang, name=name, formats=DOCUMENT_FORMATS, profiled=listed),
            site().release.manifest,
            listed=False,
        )
    try:
        profile, format_ = choose_representation(profiles, entry.kind)
    except NotAcceptable as error:
        return not_acceptable(error, name)
    suffix = format_.suffix if profile is FULL else f"{profile.token}.{format_.suffix}"
    return redirect(f"{name}.{suffix}", 303, vary=VARY, links=links_of(entry, None))


def choose_representation(profiles: Sequence[Profile], kind: str = "resource") -> tuple[Profile, Format]:
    """Return the profile and the format a request prefers; raise NotAcceptable.

    Where no profile is asked for, a media type that only one profile is sent as (BibTeX) chooses that profile.
    """
    accept = request.args.get("_mediatype") or request.headers.get("Accept")
    wanted = choose_profiles(request.headers.get("Accept-Profile"), request.args.get("_profile"), profiles)
    for profile in wanted:
        if profile is FULL:
            break
        with contextlib.suppress(NotAcceptable):
            return profile, choose(accept, profile.formats_of(kind))
    else:
        return wanted[0], choose(accept, wanted[0].formats_of(kind))
    own = {
        form: each
        for each in profiles
        for form in each.formats_of(kind)
        if form not in DOCUMENT_FORMATS and form is not XML
    }
    chosen = choose(accept, (*DOCUMENT_FORMATS, *own))
    return own.get(chosen, FULL), chosen


def document(asked: Asked, lang: str) -> Response:
    """Return one document in one format; this never negotiates."""
    entry, format_ = asked.entry, asked.format or HTML
    manifest = site().release.manifest
    links = links_of(entry, format_, asked.profile, lang if format_ is HTML else "")
    if format_ is HTML:
        return page(_html(entry, lang), manifest, links=links)
    body, etag = rendered(entry, site().described, format_, asked.profile.token)
    return answer(body, format_.media_type, manifest, links=links, etag=etag)


@lru_cache(maxsize=2048)
def rendered(entry: Entry, described: Site, form: Format, token: str) -> tuple[bytes, str]:
    """Return the bytes of an entry in a format and profile, and their ETag; pure, so the last ones are remembered."""
    profile = profile_of(token) or FULL
    plain = profile is FULL and form is NTRIPLES
    body = entry.description.encode() if plain else profile.write(record_of(entry, described), form)
    return body, etag_of(body)


def _html(entry: Entry, lang: str) -> str:
    facts = entry.page_facts()
    if entry.kind == "scheme":
        return render("scheme.html", lang, facts=facts, scheme=entry.id, concepts=scheme_concepts(entry.id))
    if entry.kind == "concept":
        return render("concept.html", lang, facts=facts, triples=_readable(entry))
    if entry.kind == "agent":
        total, works = site().release.index.works(entry.id)
        return render("agent.html", lang, facts=facts, triples=_readable(entry), works=works, total=total)
    if entry.kind == "datatype":
        return render("datatype.html", lang, entry=entry, triples=_readable(entry))
    subject = f"<{site().release.manifest.site['base_iri']}{entry.path}>"
    script = page_script(parse_ntriples(entry.description), subject)
    profiles = profiles_of(entry)[1:]
    return render(
        "resource.html", lang, facts=facts, script=script, formats=RDF_FORMATS, meta=meta_of(entry, site().described),
        profiles=[each for each in profiles if not each.cites], citations=[each for each in profiles if each.cites],
    )  # fmt: skip


@lru_cache(maxsize=2048)
def meta_of(entry: Entry, described: Site) -> tuple[Meta, ...]:
    """Return the meta elements of a resource's page; pure, so the last ones are remembered."""
    return page_meta(record_of(entry, described))


def scheme_concepts(scheme_id: str) -> list[tuple[str, dict[str, str], int]]:
    """Return (id, labels, number of resources) of a scheme's concepts."""
    found = []
    for entry in site().release.index.entries("concept"):
        if entry.path.startswith(f"vocab/{scheme_id}/"):
            facts = entry.page_facts()
            found.append((facts["id"], facts["labels"], facts["count"]))
    return found


def _readable(entry: Entry) -> list[tuple[str, str]]:
    """Return (property, value) with the prefixes people know, for pages of agents and concepts."""
    rows = []
    for _, predicate, term in parse_ntriples(entry.description):
        rows.append((_short(predicate), _short(term) if term.startswith("<") else term))
    return rows


@lru_cache(maxsize=4096)
def _short(term: str) -> str:
    text = term[1:-1]
    for prefix, space in PREFIXES.items():
        if text.startswith(space):
            return f"{prefix}:{text[len(space) :]}"
    return text


def _tombstone(entry: Entry, format_: Format | None, lang: str) -> Response:
    """410 in every form: the id, when and why; never the text."""
    if format_ is HTML or (format_ is None and prefers_html(DOCUMENT_FORMATS)):
        since = site().release.manifest.committed(entry.changed_in)
        return page(render("tombstone.html", lang, entry=entry, since=since), status=410)
    return problem(410, "This resource is no longer published here.", entry.reason, instance=entry.path)
