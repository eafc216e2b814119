"""The classes of characters of a pattern, as Python parses them: which characters tell them apart, which class has which."""

import re
from collections.abc import Iterable
from itertools import pairwise
from re import _constants as code  # type: ignore[attr-defined]
from typing import Any

_KINDS = {
    code.CATEGORY_DIGIT: re.compile(r"\d"), code.CATEGORY_SPACE: re.compile(r"\s"), code.CATEGORY_WORD: re.compile(r"\w"),
    code.CATEGORY_NOT_DIGIT: re.compile(r"\D"), code.CATEGORY_NOT_SPACE: re.compile(r"\S"),
    code.CATEGORY_NOT_WORD: re.compile(r"\W"),
}  # fmt: skip
_STRANGERS = ("٣", "\u2003", "é", "€")
"""One for each kind of character beyond ASCII: a digit, a space, a letter, anything else."""
_SCANNED = 256
Letter = tuple[int, str]
"""Where an interval of characters begins that no class of a pattern divides, and a character of the kind that is meant."""


def letters_of(classes: Iterable[Any], flags: int) -> list[Letter]:
    """Return characters enough to tell all classes of a pattern apart."""
    cuts = {128, 0x110000}
    for operator, argument in classes:
        for kind, value in argument if operator is code.IN else [(operator, argument)]:
            if kind in (code.LITERAL, code.NOT_LITERAL, code.RANGE):
                ends = value if kind is code.RANGE else (value, value)
                for low, high in _variants(ends, flags):
                    cuts |= {low, high + 1}
    inner = sorted(each for each in cuts if each >= 128)
    found = [(number, chr(number)) for number in range(128)]
    for low, high in pairwise(inner):
        scanned = {_kind(chr(each)) for each in range(low, high)} if high - low <= _SCANNED else set(_STRANGERS)
        found += [(low, each) for each in sorted(scanned)]
    return found


def _variants(ends: tuple[int, int], flags: int) -> Iterable[tuple[int, int]]:
    yield ends
    if flags & re.IGNORECASE:
        for change in (str.lower, str.upper):
            low, high = (change(chr(each)) for each in ends)
            if len(low) == len(high) == 1:
                yield ord(low), ord(high)


def _kind(character: str) -> str:
    digit, space, letter, other = _STRANGERS
    if character.isdecimal():
        return digit
    return space if character.isspace() else letter if character.isalnum() else other


def reads(atom: Any, letter: Letter, flags: int) -> bool:
    """Return whether a class of characters has a letter."""
    low, kind = letter
    if not flags & re.IGNORECASE or len(chr(low).lower()) > 1 or len(chr(low).upper()) > 1:
        return _holds(atom, low, kind, flags)
    return any(_holds(atom, ord(each), kind, flags) for each in {chr(low), chr(low).lower(), chr(low).upper()})


def _holds(atom: Any, number: int, kind: str, flags: int) -> bool:
    operator, argument = atom
    if operator is code.ANY:
        return bool(flags & re.DOTALL) or number != ord("\n")
    if operator is code.LITERAL:
        return bool(number == argument)
    if operator is code.NOT_LITERAL:
        return bool(number != argument)
    if operator is code.RANGE:
        return bool(argument[0] <= number <= argument[1])
    if operator is code.CATEGORY:
        return _KINDS[argument].match(chr(number) if number < 128 else kind) is not None
    negated = argument[0][0] is code.NEGATE
    return any(_holds(each, number, kind, flags) for each in argument[negated:]) != negated
