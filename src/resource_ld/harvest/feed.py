"""The feed of changes: Atom (RFC 4287), whole by paging (RFC 5005 section 3), deletions as tombstones (RFC 6721)."""

from collections.abc import Iterable
from dataclasses import dataclass

from resource_ld.profiles.xml import DECLARATION, element, empty, wrapped

FEED = "changes/feed.atom"


@dataclass(frozen=True, slots=True)
class Told:
    """One resource as the feed tells of it.

    `path` is relative to the base IRI, `at` a datestamp, `target` the path of what a merged resource became.
    """

    path: str
    title: str
    at: str
    published: bool
    reason: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """What the feed says of itself; `query` is of this page, `further` of the next, older one, both empty or `?…`."""

    base_iri: str
    title: str
    author: str
    updated: str
    query: str = ""
    further: str = ""


def feed(said: Feed, told: Iterable[Told]) -> str:
    """Return a page of the feed, in the order of the changes given.

    Its pages are cut by keys: what changes meanwhile is told again at the head, and none other is left out.
    """
    address = said.base_iri + FEED
    links = [empty("link", rel="self", href=address + said.query), empty("link", rel="first", href=address)]
    links += [empty("link", rel="next", href=address + said.further)] if said.further else []
    links.append(empty("link", rel="alternate", type="text/html", href=f"{said.base_iri}changes/"))
    return DECLARATION + wrapped(
        "feed", element("id", address), element("title", said.title), element("updated", said.updated),
        wrapped("author", element("name", said.author)), *links,
        *(_entry(said.base_iri, each) if each.published else _tombstone(said.base_iri, each) for each in told),
        xmlns="http://www.w3.org/2005/Atom", xmlns__at="http://purl.org/atompub/tombstones/1.0",
    ) + "\n"  # fmt: skip


def _entry(base_iri: str, told: Told) -> str:
    iri = base_iri + told.path
    return wrapped(
        "entry", element("id", iri), element("title", told.title), element("updated", told.at),
        empty("link", rel="alternate", type="text/html", href=f"{iri}.html"),
        empty("link", rel="describedby", type="text/turtle", href=f"{iri}.ttl"),
    )  # fmt: skip


def _tombstone(base_iri: str, told: Told) -> str:
    said = [element("at:comment", told.reason)] if told.reason else []
    said += [empty("link", rel="canonical", href=base_iri + told.target)] if told.target else []
    attributes = {"ref": base_iri + told.path, "when": told.at}
    return wrapped("at:deleted-entry", *said, **attributes) or empty("at:deleted-entry", **attributes)
