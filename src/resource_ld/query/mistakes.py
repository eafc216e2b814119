"""What the engine says of a mistake in a query, in words a person can use."""

import re

_PLACE = re.compile(r"error at (\d+):(\d+): ")
_EXPECTED = re.compile(r'"[^"]+"|\b[A-Z]{2,}\b')
_CLASS = re.compile(r"\[[^\]]*\]|'[^']*'")
_PREFIXED = re.compile(r"([\w.-]*):[\w.-]*\Z")
_NOT_HELPFUL = {"LATERAL", "SERVICE", '"{|"', '"~"'}
MOST = 8
"""Things that could stand at a place, past which listing them helps nobody."""


def explain(message: str, text: str) -> tuple[str, tuple[int, int] | None]:
    """Return a sentence and the place (line, column), from 1; None when the engine names none.

    >>> explain("error at 1:14: expected one of OPTIONAL, Prefix not found, ['%']", "ASK { ?s ex:a 1 }")
    ('the prefix “ex:” is not declared', (1, 14))
    """
    found = _PLACE.match(message)
    if found is None:
        return message[:300], None
    line, column = int(found[1]), int(found[2])
    lines = text.splitlines() or [""]
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    if "Prefix not found" in message and (prefixed := _PREFIXED.search(before.rstrip())):
        return f"the prefix “{prefixed[1]}:” is not declared", (line, column)
    return f"at or before “{_near(lines, line, column)}”{_expected(message[found.end() :])}", (line, column)


def _near(lines: list[str], line: int, column: int) -> str:
    """Return a few words around a place."""
    text = lines[line - 1] if line <= len(lines) else ""
    after = text[column - 1 :].strip()
    return (after or text[: column - 1].strip() or "the end")[:40]


def _expected(said: str) -> str:
    words = dict.fromkeys(each for each in _EXPECTED.findall(_CLASS.sub("", said)) if each not in _NOT_HELPFUL)
    return f"; there could be {', '.join(words)}" if 0 < len(words) <= MOST else ""
