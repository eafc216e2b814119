"""One worker as the web process sees it: a child process, and a thread that reads its answers.

The thread lets waiting end at a deadline on every platform.
"""

import contextlib
import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from resource_ld.errors import QueryError
from resource_ld.query.messages import CHUNK, ERROR, READY, receive, send

START = 30.0
"""Seconds a worker may take to open a store."""

STEP = 0.2
"""Seconds between two looks at whether the client is still there."""

Abandoned = Callable[[], bool]


class WorkerProcess:
    """A process that has opened one store; `kill` ends it whatever it is doing."""

    def __init__(self, store: Path, memory: int) -> None:
        self.store = store
        self._process = subprocess.Popen(
            [sys.executable, "-m", "resource_ld.query.worker", str(store), str(memory)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert self._process.stdin is not None
        self._requests = self._process.stdin
        self._answers: queue.Queue[tuple[bytes, bytes]] = queue.Queue(maxsize=64)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.no_sockets = False

    def wait_until_ready(self) -> None:
        """Return when the store is open; raise QueryError when that cannot be."""
        kind, body = self.hear(time.monotonic() + START, lambda: False)
        if kind != READY:
            raise QueryError("the query service cannot start", status=503, mend="Try again in a minute.")
        self.no_sockets = json.loads(body)

    def _read(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(EOFError, ValueError, OSError):
            while True:
                self._answers.put(receive(self._process.stdout))
        self._answers.put((ERROR, b""))

    def tell(self, kind: bytes, body: bytes = b"") -> None:
        """Send a message; raise QueryError when the process has ended."""
        try:
            send(self._requests, kind, body)
        except OSError:
            raise QueryError("the query service had to restart", status=503, mend="Send the query again.") from None

    def hear(self, until: float, abandoned: Abandoned) -> tuple[bytes, bytes]:
        """Return the next message; raise QueryError at the deadline (504), or when the client has left."""
        while True:
            left = until - time.monotonic()
            try:
                return self._answers.get(timeout=max(0.0, min(left, STEP)))
            except queue.Empty:
                if left <= STEP:
                    raise QueryError(
                        "the query took too long", status=504,
                        mend="Ask for less: narrow a pattern or count fewer things. For everything there are the dumps.",
                    ) from None  # fmt: skip
                if abandoned():
                    raise QueryError("the client has left", status=400) from None

    def chunk(self, until: float, abandoned: Abandoned) -> bytes | None:
        """Return the next piece of the answer, None at its end; raise QueryError for what went wrong."""
        kind, body = self.hear(until, abandoned)
        if kind == CHUNK:
            return body
        if kind == ERROR:
            raise _failure(body)
        return None

    def kill(self) -> None:
        """End the process."""
        self._process.kill()
        with contextlib.suppress(queue.Empty):
            while True:
                self._answers.get_nowait()
        self._process.wait()
        self._reader.join(timeout=1)
        with contextlib.suppress(OSError):
            self._requests.close()
        if self._process.stdout is not None:
            self._process.stdout.close()


def _failure(body: bytes) -> QueryError:
    if not body:
        return QueryError(
            "the query needs more memory or deeper nesting than is given to one", status=400,
            mend="Ask for less: fewer joins without a common variable, no ORDER BY over everything. For everything there are the dumps.",
        )  # fmt: skip
    what, said, place = json.loads(body)
    if what == "syntax":
        return QueryError(
            f"the query cannot be understood: {said}", status=400, place=tuple(place) if place else None,
            mend="Mend the place named here.",
        )  # fmt: skip
    return QueryError(f"the query failed: {said}", status=400, mend="Ask for less, or in another way.")
