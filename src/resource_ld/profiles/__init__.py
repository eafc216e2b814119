"""Profiles: ways to say a resource in one standard. A new one is one row here (W3C Content Negotiation by Profile)."""

from resource_ld.profiles.dcat import DCAT
from resource_ld.profiles.profile import Profile
from resource_ld.profiles.selections import DCTERMS, FULL, SCHEMA_ORG

__all__ = ["PROFILES", "VERSION", "Profile", "profile_of"]

VERSION = "1"
"""Goes into every version hash: when what a profile says changes, datestamps move (OAI-PMH 2.0 section 2.7.1)."""

PROFILES = (FULL, DCTERMS, SCHEMA_ORG, DCAT)
"""All profiles; the first is what a resource says when none is asked for."""


def profile_of(name: str) -> Profile | None:
    """Return the profile of a token or an IRI, or None.

    >>> profile_of("schema").iri
    'https://schema.org/'
    """
    return next((each for each in PROFILES if name in (each.token, each.iri)), None)
