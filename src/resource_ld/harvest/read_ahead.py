"""The next part of a list, made while its harvester works on the part before.

A harvester asks for a list part by part and works on each, for longer than it takes to make one; so the part that its token
asks for lies ready when it comes. What a harvester sees is the same, only sooner.
"""

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

LISTS = 8
"""Lists whose next part is kept; past that the one not asked for longest gives way."""

LARGEST = 1 << 20
"""Bytes of a part that is kept, compressed and plain together: with those of eight lists, memory stays under 8 MB."""


class Ask(NamedTuple):
    """What makes two parts one: the release with its datestamp, the verb, the token, whether it is to be compressed."""

    release: int
    datestamp: str
    verb: str
    token: str
    zipped: bool


class Part(NamedTuple):
    """A part but for the head of its answer, which has the time in it: plain, and where asked for as a deflate stream (RFC 1951)."""

    content: bytes
    deflated: bytes
    token: str = ""


class ReadAhead:
    """Parts made ahead, each given once; safe to use from many threads. One thread makes them, so it is one core at most."""

    def __init__(self) -> None:
        self._parts: OrderedDict[Ask, Future[Part | None]] = OrderedDict()
        self._lock = threading.Lock()
        self._maker = ThreadPoolExecutor(1, thread_name_prefix="read-ahead")

    def begin(self, ask: Ask, make: Callable[[], Part]) -> None:
        """Have a part made; when nothing can be begun any more, nothing is."""
        with self._lock, contextlib.suppress(RuntimeError):
            if ask in self._parts:
                return
            self._parts[ask] = self._maker.submit(_kept, make)
            if len(self._parts) > LISTS:
                self._parts.popitem(last=False)[1].cancel()

    def take(self, ask: Ask) -> Part | None:
        """Return a part that was made ahead or is just being made; None for one that is quicker made here."""
        with self._lock:
            made = self._parts.pop(ask, None)
        if made is None or made.cancel() or made.exception() is not None:
            # What went wrong goes wrong again, where it is seen.
            return None
        return made.result()

    def close(self) -> None:
        """Begin nothing more and leave what waits unmade."""
        self._maker.shutdown(wait=False, cancel_futures=True)


def _kept(make: Callable[[], Part]) -> Part | None:
    """Return a part, None for one that is too large to lie about."""
    part = make()
    return part if len(part.content) + len(part.deflated) <= LARGEST else None
