"""The `Link` header of everything that has an IRI, and the linkset of a resource (RFC 8288, RFC 9264)."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache

from flask import Response, request

from resource_ld.config import Site
from resource_ld.errors import NotAcceptable
from resource_ld.formats import HTML, TURTLE, Format
from resource_ld.harvest import signposting
from resource_ld.harvest.signposting import WebLink
from resource_ld.profiles import PROFILES, Profile, Record
from resource_ld.release.index import Entry
from resource_ld.release.records import record_of
from resource_ld.web.answers import LINK_LIMIT, answer, link, redirect
from resource_ld.web.negotiation import choose
from resource_ld.web.problems import not_found, problem
from resource_ld.web.site import prefix, site

FULL = PROFILES[0]
OF_EVERYTHING = tuple(each for each in PROFILES if each.of_everything)
LINKSET_JSON = Format("json", "Linkset, JSON", ("application/linkset+json", "application/json"), "json", "")
LINKSET_TEXT = Format("text", "Linkset, text", ("application/linkset", "text/plain"), "txt", "")
LINKSETS = (LINKSET_JSON, LINKSET_TEXT)


def profiles_of(entry: Entry) -> tuple[Profile, ...]:
    """Return the profiles an entry has: for a resource those that need nothing it lacks, else those of everything."""
    if entry.kind != "resource":
        return OF_EVERYTHING
    if entry.state != "published":
        return PROFILES
    tokens = entry.page_facts()["profiles"]
    return tuple(each for each in PROFILES if each.token in tokens)


def links_of(entry: Entry, shown: Format | None, profile: Profile = FULL, lang: str = "") -> tuple[str, ...]:
    """Return the `Link` header of a document, or of the redirect to one (`shown` is None); `lang` is that of the address."""
    return _header(entry, site().described, shown, profile, prefix(lang))


@lru_cache(maxsize=512)
def _header(entry: Entry, described: Site, shown: Format | None, profile: Profile, beginning: str) -> tuple[str, ...]:
    """Return all links; past 4 KB without the other profiles, past it still the linkset alone, which has them all."""
    record = record_of(entry, described)
    suffix = shown.suffix if shown else ""
    canonical = f"{record.iri}.{suffix}" if profile is FULL else f"{record.iri}.{profile.token}.{suffix}"
    if beginning:
        # A translation is no copy of the page it translates: it stands for itself.
        canonical = f"{described.base_iri}{beginning}{entry.path}.{suffix}"
    first = [link(canonical, "canonical"), link(profile.iri, "profile")] if shown else []
    if entry.kind == "resource":
        first += spelled(_about(record, shown, canonical))
        last = [link(linkset_address(record), "linkset", media_type=each.media_type) for each in LINKSETS]
    else:
        first += _of_other(record, shown, described)
        last = []
    first += spelled(signposting.alternates(record, shown if profile is FULL else None))
    others = profiles_of(entry)[1:] if entry.path != "catalog" else ()
    for links in ([*first, *last, *_profile_links(record, others)], [*first, *last]):
        if sum(len(each) + 2 for each in links) <= LINK_LIMIT:
            return tuple(links)
    return tuple(last)


def _about(record: Record, shown: Format | None, address: str) -> tuple[WebLink, ...]:
    if shown is None or shown is HTML:
        return (*signposting.landing_links(record), *signposting.described_by(record))
    return signposting.document_links(record, address)


def _of_other(record: Record, shown: Format | None, described: Site) -> list[str]:
    """Return the links of an agent, a concept or the catalogue."""
    described_by = [link(f"{record.iri}.ttl", "describedby", media_type=TURTLE.media_type)]
    describes = [link(record.page, "describes", media_type=HTML.media_type)]
    return [
        link(record.iri, "cite-as"), *(described_by if shown in (None, HTML) else describes),
        link(f"{described.base_iri}catalog", "collection"), link(described.metadata_license, "license"),
        link("https://schema.org/Thing", "type"),
    ]  # fmt: skip


def _profile_links(record: Record, profiles: Sequence[Profile]) -> list[str]:
    # The first format of each, Turtle where there is one: rdflib follows the last alternate in JSON-LD, whatever its profile.
    return [
        link(
            f"{record.iri}.{each.token}.{form.suffix}", "alternate", media_type=form.media_type, profile=each.iri
        )
        for each in profiles
        for form in each.formats[:1]
    ]  # fmt: skip


def spelled(links: Iterable[WebLink], *, anchored: bool = False) -> list[str]:
    """Return links as a header spells them, with their anchors where they do not go without saying."""
    return [
        link(
            each.target, each.relation, media_type=each.media_type, profile=each.profile,
            anchor=each.anchor if anchored else "",
        )
        for each in links
    ]  # fmt: skip


def linkset_address(record: Record) -> str:
    """Return where the linkset of a resource is."""
    return f"{record.site.base_iri}linkset/{record.resource.id}"


def linkset(name: str) -> Response:
    """`/linkset/<id>`: by `Accept`, or `.json` and `.txt`; 410 and 308 as the resource itself."""
    suffix, entry = "", site().release.entry(f"resource/{name}")
    stem, _, last = name.rpartition(".")
    if entry is None and last in (LINKSET_JSON.suffix, LINKSET_TEXT.suffix):
        suffix, entry = last, site().release.entry(f"resource/{stem}")
    if entry is None:
        return not_found()
    if entry.state == "merged":
        return redirect(f"{entry.target}.{suffix}" if suffix else entry.target, 308)
    if entry.state != "published":
        return problem(410, "This resource is no longer published here.", entry.reason, instance=f"linkset/{name}")
    try:
        form = choose(request.headers.get("Accept"), LINKSETS) if not suffix else _by_suffix(suffix)
    except NotAcceptable as error:
        return problem(406, "A linkset is given in two formats.", error.mend, instance=f"linkset/{name}")
    body = _linkset(entry, site().described, form)
    return answer(body, form.media_type, site().release.manifest, vary="" if suffix else "Accept")


def _by_suffix(suffix: str) -> Format:
    return LINKSET_JSON if suffix == LINKSET_JSON.suffix else LINKSET_TEXT


def _linkset(entry: Entry, described: Site, form: Format) -> bytes:
    links = signposting.linkset(record_of(entry, described), profiles_of(entry)[1:])
    if form is LINKSET_TEXT:
        return (",\n".join(spelled(links, anchored=True)) + "\n").encode()
    return (json.dumps({"linkset": _contexts(links)}, ensure_ascii=False, indent=1) + "\n").encode()


def _contexts(links: Iterable[WebLink]) -> list[dict[str, object]]:
    """Return one object an anchor (RFC 9264 section 4.2); `profile` is a text, as the clients there are read it."""
    anchors: dict[str, dict[str, list[dict[str, str]]]] = {}
    for each in links:
        target = {"href": each.target, "type": each.media_type, "profile": each.profile}
        targets = anchors.setdefault(each.anchor, {}).setdefault(each.relation, [])
        targets.append({name: value for name, value in target.items() if value})
    return [{"anchor": anchor, **relations} for anchor, relations in anchors.items()]
