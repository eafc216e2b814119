"""Where answers wait until they are sent: in memory when short, else in files, all together up to a limit."""

import tempfile
import threading
from typing import Any

from resource_ld.errors import QueryError

IN_MEMORY = 1 << 20
"""Bytes of an answer that stay in memory; the rest waits on disk."""

ANSWERS = 4
"""Answers of the largest size that may wait on disk at a time: clients that read slowly must not fill it."""


class Spool(tempfile.SpooledTemporaryFile[bytes]):
    """One answer; closing it gives its room back."""

    def __init__(self, spools: "Spools") -> None:
        super().__init__(max_size=IN_MEMORY)
        self._spools, self._taken = spools, 0

    def write(self, data: Any) -> int:
        """Take room for the data, then keep them; raise QueryError when there is none."""
        self._spools.take(len(data))
        self._taken += len(data)
        return super().write(data)

    def close(self) -> None:
        """Give the room back."""
        self._spools.take(-self._taken)
        self._taken = 0
        super().close()


class Spools:
    """Counts the bytes of all answers that wait."""

    def __init__(self, most: int) -> None:
        self._most, self._used = most, 0
        self._lock = threading.Lock()

    def open(self) -> Spool:
        """Return a new place for an answer."""
        return Spool(self)

    def take(self, size: int) -> None:
        """Count bytes in, or out when negative; raise QueryError past the limit."""
        with self._lock:
            if size > 0 and self._used + size > self._most:
                raise QueryError("too many long answers are being sent", status=503, mend="Try again in a minute.")
            self._used += size
