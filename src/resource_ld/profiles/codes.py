"""Codes that several standards ask for in their own form: languages by ISO 639-2/B, countries by ISO 3166-1, DOI, ISBN, ISSN, names."""

import re

from resource_ld.mapping.values import is_isbn
from resource_ld.model import Agent, Concept
from resource_ld.profiles.record import Record

_BIBLIOGRAPHIC = frozenset(
    ("alb", "arm", "baq", "bur", "chi", "cze", "dut", "fre", "geo", "ger", "gre", "ice", "mac", "mao", "may", "per", "rum", "slo", "tib", "wel")
)  # fmt: skip
"""The twenty codes of ISO 639-2 that differ from the terminological ones; libraries use these."""

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ISSN = re.compile(r"(\d{4})-?(\d{3}[\dX])")
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


def doi(text: str) -> str:
    """Return a DOI as it was entered, empty for what is none.

    >>> doi("10.1000/182"), doi("in press")
    ('10.1000/182', '')
    """
    return text if _DOI.fullmatch(text) else ""


def isbn_digits(text: str) -> str:
    """Return the digits of an ISBN without hyphens, empty for one that is none.

    >>> isbn_digits("978-92-9068-512-8"), isbn_digits("978-92-9068-512-0")
    ('9789290685128', '')
    """
    return re.sub(r"[^\dX]", "", text.upper().removeprefix("ISBN")) if is_isbn(text) else ""


def issn(text: str) -> str:
    """Return an ISSN with its hyphen, empty when its check digit is wrong (ISO 3297).

    >>> issn("20493630"), issn("2049-3631")
    ('2049-3630', '')
    """
    found = _ISSN.fullmatch(re.sub(r"^issn[:\s]*", "", text.strip(), flags=re.IGNORECASE).upper())
    if found is None:
        return ""
    digits = found[1] + found[2]
    total = sum((8 - i) * (10 if each == "X" else int(each)) for i, each in enumerate(digits))
    return f"{found[1]}-{found[2]}" if total % 11 == 0 else ""


def name_scheme(agent: Agent) -> str:
    """Return which list identifies an agent: `ORCID`, `ROR`, or empty."""
    if agent.iri.startswith(_ORCID):
        return "ORCID"
    return "ROR" if agent.iri.startswith(_ROR) else ""


def inverted(agent: Agent) -> tuple[str, str]:
    """Return family and given name of a person who is entered as `Kay, Alan`; empty texts for anyone else.

    >>> inverted(Agent("Kay, Alan", kind="person")), inverted(Agent("Baker, Smith and Co", kind="organization"))
    (('Kay', 'Alan'), ('', ''))
    """
    family, comma, given = agent.name.partition(", ")
    if agent.kind != "person" or not comma or "," in given or not (family.strip() and given.strip()):
        return "", ""
    return family.strip(), given.strip()
