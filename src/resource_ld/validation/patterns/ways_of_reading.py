"""In how many ways a pattern can read one text, counted along the texts it can read in most ways.

A backtracking matcher may try them all. Where repetitions are counted they are not without end, but may be millions.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_LONGEST = 100
"""Texts are followed for as many characters."""
_FEW = 40_000
"""So many ways take some hundredths of a second."""
_TEXTS = 24
"""Of texts of one length those are followed that can go on in most ways, and end differently."""
_WORK = 3_000_000
"""Ways from state to state that are looked at; a pattern that has more is not shown to be harmless."""

Counts = Mapping[int, int]
"""State of an automaton → in how many ways it is come to."""
Ending = tuple[int, int]
"""The last two letters of a text, each as the number of its kind."""


def has_many_ways(first: Counts, ways: Mapping[int, Counts], classes: Sequence[frozenset[Any]]) -> bool:
    """Return whether some text can be read in more ways than a fifth of the cube of its length, and than are few.

    `first` are the states a text may begin with, `ways` lead from state to state, `classes` are the letters they read.
    """
    kinds = _kinds(classes)
    texts: list[tuple[Ending, Counts]] = [((-1, -1), first)]
    work = 0
    for length in range(1, _LONGEST + 1):
        found: dict[frozenset[tuple[int, int]], tuple[Ending, Counts]] = {}
        for (_, last), waiting in texts:
            for number, kind in enumerate(kinds):
                read = {state: count for state, count in waiting.items() if classes[state] in kind}
                work += len(waiting) + sum([len(ways.get(each, ())) for each in read])
                if work > _WORK or sum(read.values()) > max(_FEW, length**3 // 5):
                    return True
                going_on = _next(read, ways)
                found.setdefault(frozenset(going_on.items()), ((last, number), going_on))
        texts = _promising(found.values())
    return False


def _promising(texts: Iterable[tuple[Ending, Counts]]) -> list[tuple[Ending, Counts]]:
    """Return the texts that can go on in most ways: of each ending one, then others."""
    ordered = sorted(texts, key=lambda each: -sum(each[1].values()))
    best: dict[Ending, tuple[Ending, Counts]] = {}
    for each in ordered:
        best.setdefault(each[0], each)
    several = list(best.values())[:_TEXTS]
    return [*several, *ordered[: _TEXTS - len(several)]]


def _kinds(classes: Iterable[frozenset[Any]]) -> list[frozenset[frozenset[Any]]]:
    """Return the sets of classes that have a letter in common, one for all letters that are alike."""
    different = set(classes)
    letters = sorted({letter for each in different for letter in each})
    return list(dict.fromkeys([frozenset(each for each in different if letter in each) for letter in letters]))


def _next(read: Counts, ways: Mapping[int, Counts]) -> dict[int, int]:
    found: dict[int, int] = {}
    for state, count in read.items():
        for following, times in ways.get(state, {}).items():
            found[following] = found.get(following, 0) + count * times
    return found
