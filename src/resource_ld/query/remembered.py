"""Answers that were asked before: a release never changes, so neither does what it answers."""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass

from resource_ld.query.protocol import Query

LARGEST = 1 << 20
"""Bytes of an answer worth remembering."""

TOGETHER = 32 << 20
"""Bytes of all remembered answers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What makes two requests one: release and its datestamp, query with its dataset, format."""

    release: int
    datestamp: str
    query: Query
    format: str

    def digest(self) -> str:
        """Return 32 characters that differ where any of it does."""
        said = f"{self.release}\n{self.datestamp}\n{self.format}\n{self.query.graphs}\n{self.query.text}"
        return hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()[:32]


class Remembered:
    """The answers used last; safe to use from many threads."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Asked, bytes] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, asked: Asked) -> bytes | None:
        """Return the answer, or None."""
        with self._lock:
            found = self._answers.get(asked)
            if found is not None:
                self._answers.move_to_end(asked)
            return found

    def put(self, asked: Asked, answer: bytes) -> None:
        """Remember an answer; the ones not used for longest give way."""
        if len(answer) > LARGEST:
            return
        with self._lock:
            self._size += len(answer) - len(self._answers.pop(asked, b""))
            self._answers[asked] = answer
            while self._size > TOGETHER:
                self._size -= len(self._answers.popitem(last=False)[1])
