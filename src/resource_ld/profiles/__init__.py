"""Profiles: ways to say a resource in one standard. A new one is one row here (W3C Content Negotiation by Profile)."""

from resource_ld.profiles.bibtex import BIBTEX
from resource_ld.profiles.csl import CSL
from resource_ld.profiles.dcat import DCAT
from resource_ld.profiles.dcterms import DCTERMS
from resource_ld.profiles.edm import EDM
from resource_ld.profiles.marc21 import MARC21
from resource_ld.profiles.mods import MODS
from resource_ld.profiles.oai_datacite import OAI_DATACITE
from resource_ld.profiles.oai_dc import OAI_DC
from resource_ld.profiles.oai_openaire import OAI_OPENAIRE
from resource_ld.profiles.profile import Profile
from resource_ld.profiles.record import ConceptNames, Record
from resource_ld.profiles.ris import RIS
from resource_ld.profiles.selections import FULL, SCHEMA_ORG

__all__ = ["METADATA_PREFIXES", "PROFILES", "VERSION", "ConceptNames", "Profile", "Record", "profile_of"]

VERSION = "6"
"""Goes into every version hash: when what a profile says changes, datestamps move (OAI-PMH 2.0 section 2.7.1)."""

PROFILES = (
    FULL, DCTERMS, SCHEMA_ORG, DCAT, OAI_DC, MODS, MARC21, OAI_OPENAIRE, OAI_DATACITE, EDM, CSL, BIBTEX, RIS,
)  # fmt: skip
"""All profiles; the first is what a resource says when none is asked for."""


def profile_of(name: str) -> Profile | None:
    """Return the profile of a token or an IRI, or None.

    >>> profile_of("schema").iri
    'https://schema.org/'
    """
    return next((each for each in PROFILES if name in (each.token, each.iri)), None)


METADATA_PREFIXES = tuple(each.token for each in PROFILES if each.metadata_format is not None)
"""The prefixes of OAI-PMH; a record's bits in the index count positions here, so a new one goes to the end of PROFILES."""
