"""Looks at a query before a worker does: its form, and what would only end in a dead worker, for a good message.

Comments, IRIs and strings are skipped (SPARQL 1.1 Query section 19.8). This is not the wall: what slips through meets a
process that can be killed and cannot open a socket.
"""

import re
from dataclasses import dataclass

from resource_ld.errors import QueryError

DEEPEST = 200
"""Brackets inside brackets; the engine dies of 1,184 nested sub-selects (FACTS 19)."""

MOST = 2_000
"""Operators in a query; the engine dies of 9,472 in a row (FACTS 19)."""

_TOKEN = re.compile(
    r"""(?P<skip>\#[^\n\r]*|<[^<>"{}|^`\x00-\x20]*>|'{3}(?:'{0,2}(?:[^'\\]|\\.))*+(?:'{3})?|"{3}(?:"{0,2}(?:[^"\\]|\\.))*+(?:"{3})?
    |'(?:[^'\\\n\r]|\\.)*+'?|"(?:[^"\\\n\r]|\\.)*+"?|[?$]\w+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^|[+-](?=[\d.])
    |(?:[^\W\d][\w·\u0300-\u036f\u203f\u2040.-]*+)?+:(?:[\w·\u0300-\u036f\u203f\u2040.:-]|%[0-9A-Fa-f]{2}|\\.)*+)
    |(?P<words>[^\W\d][\w.-]*+)|(?P<open>[{(\[])|(?P<close>[})\]])|(?P<operator>&&|\|\||[!|/^*+=<>-])|.""",
    re.VERBOSE | re.DOTALL,
)
"""Possessive (`*+`) and content with a string that does not end, so that no query makes it read its text twice."""

_BETWEEN = re.compile(r"[.-]+")
_FORMS = {"SELECT": "select", "ASK": "ask", "CONSTRUCT": "construct", "DESCRIBE": "describe"}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_JOINING = {"UNION", "MINUS", "OPTIONAL", "FILTER", "BIND", "EXISTS"}
_SERVICE = re.compile("service", re.IGNORECASE)
_CHANGING = re.compile(r"\b(?:RAND|NOW|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Screened:
    """What a look at a query tells: `form` (`select`, `ask`, `construct`, `describe`, empty when none was found).

    `lasting` says whether the same query gives the same answer for as long as the release stands.
    """

    form: str
    lasting: bool


def screen(text: str) -> Screened:
    """Return what a query is; raise QueryError (400) for updates, SERVICE, and what is nested or long beyond sense.

    >>> screen("PREFIX a: <http://a.test/> DESCRIBE a:SERVICE # SELECT").form
    'describe'
    """
    form, depth, operators, harmless = "", 0, 0, _is_harmless(text)
    for found in _TOKEN.finditer(text):
        if form and harmless:
            break
        kind = found.lastgroup
        if kind == "open":
            depth += 1
            if depth > DEEPEST:
                raise _refused(text, found, f"brackets are nested more than {DEEPEST} deep", "Write it flatter.")
        elif kind == "close":
            depth -= 1
        elif kind == "operator":
            operators += 1
        for word in _BETWEEN.split(found["words"].upper()) if kind == "words" else ():
            operators += word in _JOINING
            form = form or _form(text, found, word)
            if word == "SERVICE":
                mend = "Ask the other service yourself and join the answers; this one opens no connections."
                raise _refused(text, found, "SERVICE is not answered here", mend)
        if operators > MOST:
            raise _refused(text, found, f"the query has more than {MOST:,} operators", "Use VALUES, or ask twice.")
    # In a string it only costs the cache; behind a `<` it would pass for an address.
    return Screened(form, lasting=not _CHANGING.search(text))


def _is_harmless(text: str) -> bool:
    """Return whether a text is too short and too plain to break a rule behind its form, so that most are not read twice."""
    return len(text) <= MOST and sum(map(text.count, "{([")) <= DEEPEST and not _SERVICE.search(text)


def _form(text: str, found: re.Match[str], word: str) -> str:
    if word in _UPDATES:
        raise _refused(text, found, "updates are not taken", "Send a query: SELECT, ASK, CONSTRUCT or DESCRIBE.")
    return _FORMS.get(word, "")


def _refused(text: str, found: re.Match[str], what: str, mend: str) -> QueryError:
    before = text[: found.start()]
    place = (before.count("\n") + 1, found.start() - before.rfind("\n"))
    return QueryError(what, status=400, place=place, mend=mend)
