"""Merged cells of a sheet (ECMA-376 part 1, section 18.3.1.54): only the first of them can show a comment."""

import re
from collections.abc import Mapping

_RANGE = re.compile(r'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_CELL = re.compile(r"([A-Z]+)(\d+)")


def at_first_cells(sheet: str, comments: Mapping[str, str]) -> dict[str, str]:
    """Return comments (cell name → text), those of cells that are merged away together at the cell that stands for them.

    >>> at_first_cells('<mergeCell ref="A2:B3"/>', {"B3": "said", "A2": "first", "C3": "other"})
    {'A2': 'said\\nfirst', 'C3': 'other'}
    """
    ranges = [(column_number(a), int(b), column_number(c), int(d), a + b) for a, b, c, d in _RANGE.findall(sheet)]
    found: dict[str, list[str]] = {}
    for cell, text in comments.items():
        found.setdefault(_first(cell, ranges), []).append(text)
    return {cell: "\n".join(texts) for cell, texts in found.items()}


def _first(cell: str, ranges: list[tuple[int, int, int, int, str]]) -> str:
    name = _CELL.fullmatch(cell)
    assert name is not None
    column, row = column_number(name[1]), int(name[2])
    within = (first for left, top, right, bottom, first in ranges if left <= column <= right and top <= row <= bottom)
    return next(within, cell)


def column_number(letters: str) -> int:
    """Return the 1-based number of a column.

    >>> column_number("AA")
    27
    """
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - 64
    return number
