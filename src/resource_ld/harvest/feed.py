"""The feed of changes: Atom (RFC 4287), deletions as tombstones (RFC 6721)."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True, slots=True)
class Change:
    """One resource as the feed shows it; `path` is relative to the base IRI, `at` a datestamp."""

    path: str
    title: str
    at: str
    published: bool
    reason: str = ""


def feed(base_iri: str, title: str, updated: str, changes: Iterable[Change], *, author: str) -> str:
    """Return the feed, in the order of the changes given."""
    entries = "".join(_entry(base_iri, each) if each.published else _tombstone(base_iri, each) for each in changes)
    address = f"{base_iri}changes/feed.atom"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">\n'
        f"<id>{escape(address)}</id><title>{escape(title)}</title><updated>{updated}</updated>"
        f"<author><name>{escape(author)}</name></author>"
        f'<link rel="self" href={quoteattr(address)}/>\n{entries}</feed>\n'
    )


def _entry(base_iri: str, change: Change) -> str:
    iri = base_iri + change.path
    return (
        f"<entry><id>{escape(iri)}</id><title>{escape(change.title)}</title><updated>{change.at}</updated>"
        f'<link rel="alternate" type="text/html" href={quoteattr(iri + ".html")}/></entry>\n'
    )


def _tombstone(base_iri: str, change: Change) -> str:
    reason = f"<at:comment>{escape(change.reason)}</at:comment>" if change.reason else ""
    return f"<at:deleted-entry ref={quoteattr(base_iri + change.path)} when={quoteattr(change.at)}>{reason}</at:deleted-entry>\n"
