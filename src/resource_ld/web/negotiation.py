"""Content negotiation (RFC 9110 section 12) by media type, by language (RFC 4647) and by profile (W3C)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from resource_ld.errors import NotAcceptable
from resource_ld.formats import Format
from resource_ld.profiles import PROFILES, Profile, profile_of

LONGEST = 8_192
"""Characters of an Accept header that are read; browsers send under 200."""

MEMBERS = 100
_MEMBER = re.compile(
    r'\s*([!#$%&\'*+.^_`|~\w-]+)/([!#$%&\'*+.^_`|~\w-]+)\s*((?:;[^;,"]*(?:"(?:[^"\\]|\\.)*"[^;,"]*)?)*)\s*'
)
_SPLIT = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*$)')
_Q = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Preference:
    """One range of an Accept header: `q` from 0 to 1; `specificity` 0 for `*/*`, 1 for `text/*`, 2 for a type."""

    main: str
    sub: str
    q: float

    @property
    def specificity(self) -> int:
        """How narrow the range is."""
        return (self.main != "*") + (self.sub != "*")

    def covers(self, media_type: str) -> bool:
        """Return whether a media type is within the range."""
        main, _, sub = media_type.partition("/")
        return self.main in ("*", main) and self.sub in ("*", sub)


def parse_accept(header: str | None) -> tuple[Preference, ...]:
    """Return the ranges of a header; malformed ones are skipped, parameters but `q` ignored.

    >>> parse_accept("text/turtle;charset=utf-8;q=0.9")
    (Preference(main='text', sub='turtle', q=0.9),)
    """
    preferences = []
    for member in _members(header or ""):
        if found := _MEMBER.fullmatch(member):
            q = _Q.search(found[3])
            main, sub = found[1].lower(), found[2].lower()
            if main != "*" or sub == "*":
                preferences.append(Preference(main, sub, float(q[1]) if q else 1.0))
    return tuple(preferences)


def _members(header: str) -> list[str]:
    header = header[:LONGEST]
    # Only a quoted comma needs the slow split.
    return (_SPLIT.split(header) if '"' in header and len(header) < 1024 else header.split(","))[:MEMBERS]


def choose(header: str | None, offered: tuple[Format, ...]) -> Format:
    """Return the format a header prefers; raise NotAcceptable when none fits.

    The narrowest range that covers a media type gives it its weight (RFC 9110 section 12.5.1). Of equal weights, one
    named outright goes before one a wildcard lets in, then the order offered. No header means anything will do.
    """
    return _choose((header or "")[:LONGEST], offered)


@lru_cache(maxsize=1024)
def _choose(header: str, offered: tuple[Format, ...]) -> Format:
    preferences = parse_accept(header)
    if not preferences:
        return offered[0]
    best: tuple[float, int, int] = (0.0, 0, 0)
    chosen: Format | None = None
    for position, each in enumerate(offered):
        for media_type in each.media_types:
            ranges = [p for p in preferences if p.covers(media_type)]
            narrowest = max(ranges, key=lambda p: (p.specificity, p.q), default=None)
            # Other names of a format count when they are named outright; a wildcard means what we send.
            if narrowest is None or (media_type != each.media_type and narrowest.specificity < 2):
                continue
            rank = (narrowest.q, narrowest.specificity, -position)
            if narrowest.q > 0 and (chosen is None or rank > best):
                best, chosen = rank, each
    if chosen is None:
        listed = ", ".join(each.media_type for each in offered)
        raise NotAcceptable(f"none of {header!r} can be given", mend=f"Ask for one of: {listed}.")
    return chosen


def choose_language(header: str | None, offered: Sequence[str]) -> str:
    """Return the language a reader prefers of those offered, the first when none fits (RFC 4647 section 3.4).

    >>> choose_language("fr-CH, fr;q=0.9, en;q=0.8", ["en", "fr"])
    'fr'
    """
    ranges: list[tuple[float, str]] = []
    for member in _members(header or ""):
        tag, _, parameters = member.strip().partition(";")
        q = _Q.search(f";{parameters}") if parameters else None
        if tag and (q is None or float(q[1]) > 0):
            ranges.append((float(q[1]) if q else 1.0, tag.strip().lower()))
    for _, tag in sorted(ranges, key=lambda each: -each[0]):
        parts = tag.split("-")
        for length in range(len(parts), 0, -1):
            if (shorter := "-".join(parts[:length])) in offered:
                return shorter
    return offered[0] if offered else "en"


_PROFILE = re.compile(r"<([^<>\s]+)>\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?")


def choose_profile(header: str | None, asked: str | None, offered: Sequence[Profile] = PROFILES) -> Profile:
    """Return the profile asked for by `_profile` (token or IRI), else by `Accept-Profile`, else the whole description.

    Raise NotAcceptable for one that is not offered (Content Negotiation by Profile section 6.3).
    """
    return choose_profiles(header, asked, offered)[0]


def choose_profiles(header: str | None, asked: str | None, offered: Sequence[Profile] = PROFILES) -> list[Profile]:
    """Return all profiles that would do, the preferred one first; one at least, or raise NotAcceptable."""
    tokens, iris = ", ".join(each.token for each in offered), ", ".join(each.iri for each in offered)
    if asked:
        profile = profile_of(asked)
        if profile is None or profile not in offered:
            raise NotAcceptable(f"no profile {asked!r}", mend=f"Profiles: {tokens}.")
        return [profile]
    wanted = [(float(q or 1), name) for name, q in _PROFILE.findall((header or "")[:LONGEST])]
    known = [(q, found) for q, name in wanted if q > 0 and (found := profile_of(name)) is not None and found in offered]
    if wanted and not known:
        raise NotAcceptable("none of the profiles asked for can be given", mend=f"Profiles: {iris}.")
    return [profile for _, profile in sorted(known, key=lambda each: -each[0])] or [PROFILES[0]]
