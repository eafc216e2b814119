"""Codes that several standards ask for in their own form: languages by ISO 639-2/B, countries by ISO 3166-1, names."""

import re

from resource_ld.identifiers.numbers import doi, isbn_digits, issn
from resource_ld.model import Agent, Concept
from resource_ld.profiles.record import Record

_BIBLIOGRAPHIC = frozenset(
    ("alb", "arm", "baq", "bur", "chi", "cze", "dut", "fre", "geo", "ger", "gre", "ice", "mac", "mao", "may", "per", "rum", "slo", "tib", "wel")
)  # fmt: skip
"""The twenty codes of ISO 639-2 that differ from the terminological ones; libraries use these."""

CHECKS = {"doi": doi, "isbn": isbn_digits, "issn": issn}
"""Field of identifiers that can be wrong → how one is spelled, empty when it is wrong."""

_ORCID, _ROR = "https://orcid.org/", ("https://ror.org/", "http://ror.org/")


def iso639_2b(record: Record, concept: Concept) -> str:
    """Return the bibliographic three-letter code of a language, empty for one ISO 639-2 does not have."""
    codes = [each for each in _languages(record, concept) if len(each) == 3]
    return next((each for each in codes if each in _BIBLIOGRAPHIC), codes[0] if codes else "")


def iso639_3(record: Record, concept: Concept) -> str:
    """Return the terminological three-letter code of a language (`fra`, not `fre`), which ISO 639-3 took over."""
    codes = [each for each in _languages(record, concept) if len(each) == 3]
    return next((each for each in codes if each not in _BIBLIOGRAPHIC), "")


def bcp47(record: Record, concept: Concept) -> str:
    """Return the BCP 47 tag of a language: the shortest code ISO 639 gives it; empty for a language of the catalogue's own."""
    return min(_languages(record, concept), key=len, default="")


def _languages(record: Record, concept: Concept) -> list[str]:
    """Return the codes of a concept that can be codes of ISO 639: a list of a catalogue's own may hold any."""
    return [each for each in record.codes(concept) if re.fullmatch("[a-z]{2,3}", each)]


def iso3166(record: Record, concept: Concept) -> str:
    """Return the two-letter code of a country, empty for another place."""
    return next((each for each in record.codes(concept) if re.fullmatch("[A-Z]{2}", each)), "")


def valid(record: Record, field: str) -> list[str]:
    """Return the DOI, ISBN or ISSN of a record that can be one; an ISBN by its digits."""
    return [each for each in (CHECKS[field](text) for text, _ in record.texts(field)) if each]


def is_periodical(record: Record) -> bool:
    """Return whether an ISSN is the record's own: of any other work it is that of what it is part of (ISO 3297)."""
    return any(each.id in ("periodical", "newsletter") for each in record.concepts_in("type"))


def name_scheme(agent: Agent) -> str:
    """Return which list identifies an agent: `ORCID`, `ROR`, or empty."""
    if agent.iri.startswith(_ORCID):
        return "ORCID"
    return "ROR" if agent.iri.startswith(_ROR) else ""


def inverted(agent: Agent) -> tuple[str, str]:
    """Return family and given name of a person whose name has one comma (`Kay, Alan`); empty texts for anyone else.

    >>> inverted(Agent("de la Cruz,Ana", kind="person")), inverted(Agent("Baker, Smith and Co", kind="organization"))
    (('de la Cruz', 'Ana'), ('', ''))
    """
    family, _, given = (each.strip() for each in agent.name.partition(","))
    return (family, given) if agent.kind == "person" and family and given and "," not in given else ("", "")
