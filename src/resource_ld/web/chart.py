"""A bar or line chart of a result with a column of numbers: shapes for an SVG that needs no script."""

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

MOST = 60
"""Rows a chart shows; more would not be read."""

WIDTH, ROW, LABEL = 720, 24, 220
_YEAR = re.compile(r"[0-9]{4}")
_AMOUNTS = frozenset(
    f"http://www.w3.org/2001/XMLSchema#{each}"
    for each in (
        "integer",
        "decimal",
        "double",
        "float",
        "int",
        "long",
        "short",
        "nonNegativeInteger",
        "positiveInteger",
    )
)
LONGEST_GAP = 150
"""Years a line spans at the most; a longer one is drawn as bars."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its label, its number as written, left edge and length in pixels."""

    label: str
    number: str
    start: float
    length: float


@dataclass(frozen=True, slots=True)
class Chart:
    """`bars` for any result; `line` are the points of a polyline when the rows are years in order, else empty.

    `most` is the largest amount, written.
    """

    label: str
    value: str
    bars: tuple[Bar, ...]
    line: str = ""
    most: str = ""

    @property
    def points(self) -> tuple[tuple[str, str, Bar], ...]:
        """The points of the line that are rows: x, y and the row."""
        found = self.line.split(" ")
        first = int(self.bars[0].label)
        return tuple((*found[int(each.label) - first].split(",", 1), each) for each in self.bars)  # type: ignore[misc]

    @property
    def height(self) -> int:
        """Height in pixels."""
        return 240 if self.line else ROW * len(self.bars) + 8


def is_amount(text: str, datatype: str) -> bool:
    """Return whether a value counts or measures: a year or a code in digits does not.

    >>> (
    ...     is_amount("12", "http://www.w3.org/2001/XMLSchema#integer"),
    ...     is_amount("2009", "http://www.w3.org/2001/XMLSchema#gYear"),
    ... )
    (True, False)
    """
    try:
        return datatype in _AMOUNTS and math.isfinite(float(text))
    except ValueError:
        return False


def chart(columns: Sequence[str], rows: Sequence[Sequence[str]], amounts: Collection[int]) -> Chart | None:
    """Return a chart of the last column of amounts, labelled by the first other one; None without one.

    `amounts` are the numbers of the columns that hold nothing but amounts.

    >>> chart(["country", "n"], [["Poland", "2"], ["Kenya", "1"]], {1}).bars[1].length
    250.0
    """
    if not 2 <= len(rows) <= MOST or len(columns) < 2 or not amounts:
        return None
    number = max(amounts)
    label = 0 if number else 1
    return _drawn(columns[label], columns[number], [(row[label], row[number]) for row in rows])


def _drawn(label: str, value: str, points: Sequence[tuple[str, str]]) -> Chart:
    numbers = [float(each) for _, each in points]
    least, most = min(0.0, *numbers), max(0.0, *numbers)
    scale = (WIDTH - LABEL) / ((most - least) or 1.0)
    bars = tuple(
        Bar(text, written, LABEL + (min(0.0, each) - least) * scale, abs(each) * scale)
        for (text, written), each in zip(points, numbers, strict=True)
    )
    years = [text for text, _ in points]
    in_order = len(points) > 2 and all(_YEAR.fullmatch(each) for each in years) and years == sorted(set(years))
    drawn = in_order and least == 0 and int(years[-1]) - int(years[0]) <= LONGEST_GAP
    return Chart(label, value, bars, _line(years, numbers, most) if drawn else "", f"{most:g}")


def _line(years: Sequence[str], numbers: Sequence[float], most: float) -> str:
    """Return the points of a line over all years; one that has no row has nothing to count."""
    known = {int(year): each for year, each in zip(years, numbers, strict=True)}
    first, last = min(known), max(known)
    across, up = (WIDTH - 80) / (last - first), 190 / (most or 1.0)
    return " ".join(
        f"{40 + (year - first) * across:.1f},{205 - known.get(year, 0.0) * up:.1f}" for year in range(first, last + 1)
    )
