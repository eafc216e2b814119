"""Whether Python's matcher could take far too long for a pattern, read from the pattern as Python parses it.

A backtracking matcher tries every way in which a pattern can read a text. There are exponentially many just when the
automaton of the pattern (Glushkov's: a state for each character class of the pattern) can go from a state back to it in
two ways that read the same text. That is decided, not guessed (Weber and Seidl 1991, "exponential degree of ambiguity").
Without such a state there may still be millions of ways, as many as counted repetitions allow: they are counted.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from resource_ld.validation.patterns.characters import Letter, letters_of, reads
from resource_ld.validation.patterns.ways_of_reading import has_many_ways

_MANY = 1_000_000
"""Ways are counted so far: more make no difference."""
_COPIES = 120
"""A counted repetition of up to so many character classes is written out; a longer one counts as unbounded."""
_PAIRS = 100_000
"""Pairs of states that are looked at; a pattern that has more is not proven harmless."""
_ATOMS = (code.LITERAL, code.NOT_LITERAL, code.IN, code.ANY)
_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)


class _TooLarge(Exception):
    """The automaton is too large to be looked at."""


@dataclass(slots=True)
class _Part:
    """A part of a pattern: in how many ways it reads nothing, and with which states it may begin and end, how often."""

    empty: int = 1
    first: dict[int, int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)


def can_run_for_ever(pattern: str, flags: str = "") -> bool:
    """Return whether some text makes a search for a pattern take exponential time, or try far too many ways.

    Raises re.error for what is no pattern.

    >>> [can_run_for_ever(each) for each in ("^(a|a)*$", "^(a{1,9}){1,9}$", "^([A-Z]+-)*[a-z]+$")]
    [True, True, False]
    """
    compiled = re.compile(pattern, sum(getattr(re, each.upper()) for each in set(flags) & set("ims")))
    tree = parser.parse(pattern, compiled.flags)
    try:
        return any(_is_ambiguous(each, compiled.flags) for each in [tree, *_look_arounds(tree)])
    except (_TooLarge, RecursionError):
        return True


def _look_arounds(tree: Iterable[Any]) -> Iterable[Any]:
    """Yield what stands in a look-around, which is a search of its own."""
    for operator, argument in tree:
        if operator in (code.ASSERT, code.ASSERT_NOT):
            yield argument[1]
        for each in _inner(operator, argument):
            yield from _look_arounds(each)


def _inner(operator: Any, argument: Any) -> Sequence[Any]:
    """Return the patterns that stand in one part of a pattern."""
    if operator in _REPEATS:
        return [argument[2]]
    if operator in (code.SUBPATTERN, code.ASSERT, code.ASSERT_NOT):
        return [argument[-1]]
    if operator is code.ATOMIC_GROUP:
        return [argument]
    if operator is code.BRANCH:
        return list(argument[1])
    return [each for each in argument[1:] if each] if operator is code.GROUPREF_EXISTS else []


def _size(tree: Iterable[Any]) -> int:
    total = 0
    for operator, argument in tree:
        size = sum(_size(each) for each in _inner(operator, argument)) + (operator in _ATOMS)
        total += size * (min(argument[1], _COPIES) if operator in _REPEATS and argument[1] < code.MAXREPEAT else 1)
    return total


class _Automaton:
    """The states of a pattern, each with the class of characters it reads, and the ways from one to another."""

    def __init__(self, flags: int) -> None:
        self.reads: list[Any] = []
        self.ways: dict[int, dict[int, int]] = {}
        self._flags = flags

    def part(self, tree: Iterable[Any]) -> _Part:
        """Add the states of a pattern."""
        whole = _Part()
        for operator, argument in tree:
            whole = self._then(whole, self._one(operator, argument))
        return whole

    def _one(self, operator: Any, argument: Any) -> _Part:
        if operator in _ATOMS:
            return self._state((operator, argument))
        if operator in _REPEATS:
            return self._repeated(*argument)
        if operator in (code.SUBPATTERN, code.ATOMIC_GROUP):
            return self.part(argument[-1] if operator is code.SUBPATTERN else argument)
        if operator in (code.BRANCH, code.GROUPREF_EXISTS):
            branches = [self.part(each) for each in _inner(operator, argument)]
            missing = operator is code.GROUPREF_EXISTS and argument[2] is None
            return self._either([*branches, _Part()] if missing else branches)
        if operator is code.GROUPREF:
            # What a group has read may be anything, also nothing.
            return self._again(self._state((code.ANY, None)))
        return _Part()  # an anchor or a look-around reads nothing

    def _state(self, reads: Any) -> _Part:
        self.reads.append(reads)
        number = len(self.reads) - 1
        return _Part(0, {number: 1}, {number: 1})

    def _repeated(self, least: int, most: int, tree: Any) -> _Part:
        if most == code.MAXREPEAT or _size(tree) * most > _COPIES:
            one = self.part(tree)
            again = self._again(one, often=least > 1 or most != code.MAXREPEAT)
            return again if least == 0 else _Part(one.empty, again.first, again.last)
        # Of repetitions that may be left out the last ones are: (e(e)?)?, not e?e?.
        rest = _Part()
        for _ in range(most - least):
            rest = self._either([_Part(), self._then(self.part(tree), rest)])
        whole = _Part()
        for _ in range(least):
            whole = self._then(whole, self.part(tree))
        return self._then(whole, rest)

    def _again(self, one: _Part, *, often: bool = False) -> _Part:
        # Of counted repetitions that may read nothing, any may be the one that does.
        self._connect(one.last, one.first, times=2 if often and one.empty else 1)
        return _Part(min(_MANY, 1 + one.empty), one.first, one.last)

    def _then(self, one: _Part, other: _Part) -> _Part:
        self._connect(one.last, other.first)
        return _Part(
            min(_MANY, one.empty * other.empty),
            _added(one.first, other.first, times=one.empty),
            _added(other.last, one.last, times=other.empty),
        )

    def _either(self, parts: Sequence[_Part]) -> _Part:
        whole = _Part(0)
        for each in parts:
            whole = _Part(
                min(_MANY, whole.empty + each.empty), _added(whole.first, each.first), _added(whole.last, each.last)
            )
        return whole

    def _connect(self, ends: Mapping[int, int], begins: Mapping[int, int], *, times: int = 1) -> None:
        for end, many in ends.items():
            self.ways[end] = _added(self.ways.get(end, {}), begins, times=many * times)


def _added(one: Mapping[int, int], other: Mapping[int, int], *, times: int = 1) -> dict[int, int]:
    found = dict(one)
    for each, many in other.items():
        if times:
            found[each] = min(_MANY, found.get(each, 0) + many * times)
    return found


def _is_ambiguous(tree: Any, flags: int) -> bool:
    automaton = _Automaton(flags)
    whole = automaton.part(tree)
    ways = automaton.ways
    letters = letters_of(automaton.reads, flags)
    known: dict[str, frozenset[Letter]] = {}
    classes = []
    for each in automaton.reads:
        key = repr(each)
        if key not in known:
            known[key] = frozenset(one for one in letters if reads(each, one, flags))
        classes.append(known[key])
    if whole.empty >= _MANY or has_many_ways(whole.first, ways, classes):
        return True
    return any(_parts_and_meets(loop, ways, classes) for loop in _loops(ways))


def _loops(ways: Mapping[int, Mapping[int, int]]) -> Iterable[frozenset[int]]:
    """Yield the sets of states that lead to one another."""
    back: dict[int, list[int]] = {}
    for end, begins in ways.items():
        for begin in begins:
            back.setdefault(begin, []).append(end)
    left = set(ways)
    while left:
        one = left.pop()
        loop = _reached(one, ways) & _reached(one, back)
        left -= loop
        if loop:
            yield loop


def _reached(start: int, ways: Mapping[int, Iterable[int]]) -> frozenset[int]:
    found, waiting = set[int](), [start]
    while waiting:
        new = [each for each in ways.get(waiting.pop(), ()) if each not in found]
        found.update(new)
        waiting += new
    return frozenset(found)


def _parts_and_meets(
    loop: frozenset[int], ways: Mapping[int, Mapping[int, int]], classes: Sequence[frozenset[Letter]]
) -> bool:
    """Return whether two ways from one state of a loop read the same text and come to one state again."""
    if any(ways[one].get(other, 0) > 1 for one in loop for other in loop):
        return True
    start = (min(loop), min(loop))
    found, waiting = {start}, [start]
    back: dict[tuple[int, int], list[tuple[int, int]]] = {}
    while waiting:
        pair = waiting.pop()
        for one in ways[pair[0]].keys() & loop:
            for other in ways[pair[1]].keys() & loop:
                if classes[one].isdisjoint(classes[other]):
                    continue
                new = (min(one, other), max(one, other))
                back.setdefault(new, []).append(pair)
                if new not in found:
                    found.add(new)
                    waiting.append(new)
        if len(found) > _PAIRS:
            raise _TooLarge
    waiting, home = [start], {start}
    while waiting:
        new_pairs = [each for each in back.get(waiting.pop(), ()) if each not in home]
        home.update(new_pairs)
        waiting += new_pairs
    return any(one != other for one, other in home)
