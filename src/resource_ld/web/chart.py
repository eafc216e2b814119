"""A bar or line chart of a result with a column of numbers: shapes for an SVG that needs no script."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST = 60
"""Rows a chart shows; more would not be read."""

WIDTH, ROW, LABEL = 720, 24, 220
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_YEAR = re.compile(r"-?\d{4}")


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its label, its number as written, left edge and length in pixels."""

    label: str
    number: str
    start: float
    length: float


@dataclass(frozen=True, slots=True)
class Chart:
    """`bars` for any result; `line` are the points of a polyline when the rows are years in order, else empty."""

    label: str
    value: str
    bars: tuple[Bar, ...]
    line: str = ""

    @property
    def height(self) -> int:
        """Height in pixels."""
        return 240 if self.line else ROW * len(self.bars) + 8


def chart(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Chart | None:
    """Return a chart of the last column that holds only numbers, labelled by the first other one; None without one.

    >>> chart(["country", "n"], [["Poland", "2"], ["Kenya", "1"]]).bars[1].length
    250.0
    """
    if not 2 <= len(rows) <= MOST or len(columns) < 2:
        return None
    for number in reversed(range(len(columns))):
        if all(_NUMBER.fullmatch(row[number]) for row in rows):
            label = 0 if number else 1
            return _drawn(columns[label], columns[number], [(row[label], row[number]) for row in rows])
    return None


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
    return Chart(label, value, bars, _line(years, numbers, least, most) if in_order else "")


def _line(years: Sequence[str], numbers: Sequence[float], least: float, most: float) -> str:
    first, last = int(years[0]), int(years[-1])
    across, up = (WIDTH - 80) / (last - first), 190 / ((most - least) or 1.0)
    points = zip(years, numbers, strict=True)
    return " ".join(f"{40 + (int(year) - first) * across:.1f},{205 - (each - least) * up:.1f}" for year, each in points)
