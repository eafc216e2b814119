"""The arguments of an OAI-PMH request, read from raw bytes: a framework's parser hides repeated, empty and broken ones."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from resource_ld.config import nearest
from resource_ld.errors import BadArgument, BadResumptionToken, BadVerb
from resource_ld.harvest.datestamps import is_datestamp

LONGEST = 1 << 14
"""Bytes of arguments that are read; the longest that make sense have a few hundred."""


@dataclass(frozen=True, slots=True)
class Verb:
    """The arguments a verb takes; an exclusive one stands alone (OAI-PMH 2.0 section 4)."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    exclusive: str = ""

    @property
    def arguments(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.required, *self.optional, *((self.exclusive,) if self.exclusive else ()))


_LIST = Verb(("metadataPrefix",), ("from", "until", "set"), "resumptionToken")
VERBS = {
    "GetRecord": Verb(("identifier", "metadataPrefix")),
    "Identify": Verb(),
    "ListIdentifiers": _LIST,
    "ListMetadataFormats": Verb((), ("identifier",)),
    "ListRecords": _LIST,
    "ListSets": Verb((), (), "resumptionToken"),
}
LISTS = ("ListIdentifiers", "ListRecords")

Arguments = Mapping[str, str]
"""The arguments of a request that is right, `verb` among them, by the names the protocol gives them."""

_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WORD = r"[A-Za-z0-9_.!~*'()-]+"
_SYNTAX: Mapping[str, tuple[Callable[[str], object], str]] = {
    # The generic syntax of RFC 3986 without what a fragment or a host in brackets would need.
    "identifier": (
        re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})+").fullmatch,
        "a URI such as oai:data.example.org:r1",
    ),
    "metadataPrefix": (re.compile(_WORD).fullmatch, "a prefix such as oai_dc"),
    "set": (re.compile(f"{_WORD}(:{_WORD})*").fullmatch, "a set such as country:PL"),
    "from": (is_datestamp, "a date such as 2026-01-31 or 2026-01-31T12:00:00Z"),
    "until": (is_datestamp, "a date such as 2026-01-31 or 2026-01-31T12:00:00Z"),
}


def parse_arguments(raw: bytes) -> Arguments:
    """Return the arguments of a query string or a form; raise BadVerb, BadArgument or BadResumptionToken (section 3.6)."""
    if len(raw) > LONGEST:
        raise BadArgument(f"the arguments take more than {LONGEST:,} bytes")
    pairs = list(_pairs(raw))
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise BadVerb(_about_verb(verbs), mend=f"The verbs are: {', '.join(VERBS)}.")
    found: dict[str, str] = {"verb": verbs[0]}
    for name, value in pairs:
        if name == "verb":
            continue
        if name is None or value is None:
            raise BadArgument("an argument holds bytes or characters that no argument can have")
        if name in found:
            raise BadArgument(f"the argument {name[:40]} is repeated")
        found[name] = value
    _check(VERBS[verbs[0]], found)
    return found


def _about_verb(verbs: list[str | None]) -> str:
    if not verbs:
        return "the verb is missing"
    return "the verb is repeated" if len(verbs) > 1 else f"{(verbs[0] or '')[:40]!r} is no verb"


def _pairs(raw: bytes) -> Iterator[tuple[str | None, str | None]]:
    """Yield names and values, None for what is no text."""
    for each in raw.split(b"&"):
        name, _, value = each.partition(b"=")
        if each:
            yield _text(name), _text(value)


def _text(raw: bytes) -> str | None:
    """Return what a name or value says in UTF-8, or None for what is broken or cannot stand in XML (section 3.1.1.3)."""
    if _BAD_ESCAPE.search(raw):
        return None
    try:
        text = unquote_to_bytes(raw.replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        return None
    return None if _NOT_XML.search(text) else text


def _check(verb: Verb, found: Arguments) -> None:
    given = [each for each in found if each != "verb"]
    for name in given:
        if name not in verb.arguments:
            known = f"{nearest(name[:40], verb.arguments)}" if verb.arguments else "This verb takes no argument."
            raise BadArgument(f"{name[:40]!r} is no argument of {found['verb']}", mend=known)
    if verb.exclusive in given:
        if len(given) > 1:
            raise BadArgument(
                f"{verb.exclusive} stands alone, without {', '.join(sorted({*given} - {verb.exclusive}))}"
            )
        if not found[verb.exclusive]:
            raise BadResumptionToken("the resumptionToken is empty", mend="An empty one ends a list.")
        return
    for name in verb.required:
        if name not in found:
            raise BadArgument(f"the argument {name} is missing")
    for name in given:
        fits, example = _SYNTAX[name]
        if not fits(found[name]):
            raise BadArgument(f"{name} {found[name][:80]!r} is not {example}")
    _check_range(found.get("from"), found.get("until"))


def _check_range(from_: str | None, until: str | None) -> None:
    """Refuse two granularities and a range that ends before it begins (section 2.7.1)."""
    if from_ is None or until is None:
        return
    if len(from_) != len(until):
        raise BadArgument("from and until have different granularities")
    if from_ > until:
        raise BadArgument(f"from {from_} is later than until {until}")
