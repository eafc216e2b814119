"""One figure: what was compared, the ratio, the target, and how it is measured."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table; `at_least` says which side of the target is good."""

    name: str
    value: float
    target: float | None
    unit: str = "×"
    at_least: bool = True
    note: str = ""

    def line(self) -> str:
        """Return the line as printed."""
        verdict = ""
        if self.target is not None:
            good = self.value >= self.target if self.at_least else self.value <= self.target
            sign = "≥" if self.at_least else "≤"
            verdict = f"{'reached' if good else 'MISSED '} ({sign} {self.target:g})"
        return f"{self.name:<62} {self.value:>10.2f} {self.unit:<9} {verdict:<20} {self.note}"


def cpu(work: Callable[[], object], *, times: int = 3) -> float:
    """Return the least process CPU seconds of a few runs, without garbage collection of earlier ones."""
    best = float("inf")
    for _ in range(times):
        gc.collect()
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best
