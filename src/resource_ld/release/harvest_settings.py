"""What the configuration has to say before harvesters can use a catalogue: a name for the repository and an address."""

import re
from collections.abc import Iterator

from resource_ld.config import Site
from resource_ld.model import Finding, Place, Severity
from resource_ld.sentences import phrase

_EMAIL = re.compile(r"[^\s<>()@:,;?\"]+@(?:[^\s<>()@:,;?\".]+\.)+[^\s<>()@:,;?\".]+")
"""As the schema of OAI-PMH wants it, without what people write around one: a name, angle brackets, a subject."""


def email_of(site: Site) -> str:
    """Return the e-mail address of a site's contact, or an empty text.

    >>> from resource_ld.config import Publisher
    >>> email_of(Site("https://a.test/", "A", Publisher("B"), contact="mailto:library@a.test"))
    'library@a.test'
    >>> email_of(Site("https://a.test/", "A", Publisher("B"), contact="The library <library@a.test>, room 7."))
    'library@a.test'
    """
    found = _EMAIL.search(site.contact.removeprefix("mailto:"))
    return found[0] if found else ""


def harvest_findings(site: Site) -> Iterator[Finding]:
    """Yield a warning for each thing harvesters miss."""
    if not site.repository_id:
        yield Finding(
            Severity.WARNING, "no-repository-id", phrase("no-repository-id"),
            Place("resource-ld.toml", "oai"), path="repository_id",
        )  # fmt: skip
    if not email_of(site):
        yield Finding(
            Severity.WARNING, "no-contact", phrase("no-contact"),
            Place("resource-ld.toml", "site"), site.contact, "contact",
        )  # fmt: skip
