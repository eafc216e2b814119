"""robots.txt as RFC 9309 reads it: groups by product token, the longest rule, `*` and `$`; and the delay some add."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

AGENT = "resource-ld-verify"
"""The product token by which robots.txt may name this client (RFC 9309 section 2.2.1)."""


@dataclass(frozen=True, slots=True)
class Robots:
    """What a robots.txt says to us: (pattern, allowed) in any order, seconds between requests, addresses of sitemaps."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0
    sitemaps: tuple[str, ...] = ()

    def allows(self, path: str) -> bool:
        """Return whether the most specific rule for a path and query allows it; an equal one that allows wins (section 2.2.2).

        >>> Robots((("/sparql", False), ("/sparql$", True))).allows("/sparql?query=x")
        False
        """
        fitting = [(len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


def parse_robots(text: str) -> Robots:
    """Return what a robots.txt says to this client: the groups that name it, else those of `*` (section 2.2.1).

    >>> parse_robots("User-agent: *\\nDisallow: /sparql\\nCrawl-delay: 2").allows("/sparql?query=x")
    False
    """
    own: list[tuple[str, str]] = []
    anyone: list[tuple[str, str]] = []
    sitemaps: list[str] = []
    named = False
    agents: list[str] = []
    in_rules = False
    for name, value in _lines(text):
        if name == "sitemap":
            sitemaps.append(value)
        elif name == "user-agent":
            agents = [value.lower()] if in_rules else [*agents, value.lower()]
            in_rules, named = False, named or value.lower() == AGENT
        else:
            in_rules = True
            own += [(name, value)] if AGENT in agents else []
            anyone += [(name, value)] if "*" in agents else []
    said = own if named else anyone
    rules = tuple((value, name == "allow") for name, value in said if name in ("allow", "disallow") and value)
    delays = [float(value) for name, value in said if name == "crawl-delay" and re.fullmatch(r"\d+(\.\d+)?", value)]
    return Robots(rules, max(delays, default=0.0), tuple(sitemaps))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for each in text.removeprefix("\ufeff").splitlines():
        name, colon, value = each.partition("#")[0].partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


@lru_cache(maxsize=512)
def _pattern(rule: str) -> re.Pattern[str]:
    end = "$" if rule.endswith("$") else ""
    parts = unquote(rule.removesuffix("$")).split("*")
    return re.compile(".*".join(map(re.escape, parts)) + (r"\Z" if end else ""), re.DOTALL)


def _fits(rule: str, path: str) -> bool:
    return _pattern(rule).match(unquote(path)) is not None
