"""Ends workers in time: one thread looks after all that are answering, so that whoever waits for one just reads."""

import contextlib
import math
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

STEP = 0.2
"""Seconds between two looks at whether the clients are still there."""

LINGER = 25
"""Looks without anything to watch before the thread sleeps: between queries that follow each other nobody wakes it."""

Abandoned = Callable[[], bool]


class Killable(Protocol):
    """What can be ended from another thread."""

    def end_for(self, reason: str) -> None: ...


TOO_LONG, ABANDONED = "too long", "abandoned"


@dataclass(frozen=True, slots=True)
class _Watched:
    worker: Killable
    until: float
    abandoned: Abandoned

    def reason(self) -> str:
        """Return why it has to end now, or an empty text."""
        if time.monotonic() >= self.until:
            return TOO_LONG
        return ABANDONED if self.abandoned() else ""


class Watch:
    """Watches any number of workers; safe to use from many threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._watched: list[_Watched] = []
        self._next_look = math.inf
        self._closed = False
        threading.Thread(target=self._look, daemon=True).start()

    @contextlib.contextmanager
    def watching(self, worker: Killable, until: float, abandoned: Abandoned) -> Iterator[None]:
        """End a worker at an instant of the monotonic clock, or when its client has left, unless the block ends before.

        After the block nothing ends it any more: whoever leaves looks at what `end_for` noted.
        """
        mine = _Watched(worker, until, abandoned)
        with self._changed:
            self._watched.append(mine)
            # Waking a thread costs a small query a tenth of its time.
            if until < self._next_look:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                if mine in self._watched:
                    self._watched.remove(mine)

    def _look(self) -> None:
        quiet = LINGER
        with self._changed:
            while not self._closed:
                notified = self._changed.wait(self._until_next_look(asleep=quiet >= LINGER))
                for each in list(self._watched):
                    if reason := each.reason():
                        each.worker.end_for(reason)
                        self._watched.remove(each)
                quiet = 0 if notified or self._watched else quiet + 1

    def _until_next_look(self, *, asleep: bool) -> float | None:
        """Return seconds, None when only a call will wake the thread."""
        if asleep:
            self._next_look = math.inf
            return None
        now = time.monotonic()
        self._next_look = min([now + STEP, *(each.until for each in self._watched)])
        return max(0.0, self._next_look - now)

    def close(self) -> None:
        """End the thread."""
        with self._changed:
            self._closed = True
            self._changed.notify()
