"""One worker as the web process sees it: a child process that is asked, read, and can be ended whatever it is doing."""

import contextlib
import json
import subprocess
import sys
from pathlib import Path

from resource_ld.errors import QueryError
from resource_ld.query import allocator
from resource_ld.query.messages import CHUNK, END, ERROR, READY, receive, send
from resource_ld.query.watch import TOO_LONG


class WorkerProcess:
    """A process that has opened one store; for one thread at a time, but for `end_for`."""

    def __init__(self, store: Path, memory: int) -> None:
        self.store = store
        self._process = subprocess.Popen(
            [sys.executable, "-m", "resource_ld.query.worker", str(store), str(memory)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=allocator.environment(),
        )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests, self._answers = self._process.stdin, self._process.stdout
        self._ended_for = ""
        self._at_prompt = False
        self.no_sockets = False

    @property
    def usable(self) -> bool:
        """Whether the process can be asked: it runs (the system may have ended it while nobody asked) and waits."""
        return self._at_prompt and not self._ended_for and self._process.poll() is None

    def wait_until_ready(self) -> None:
        """Return when the store is open; raise QueryError when that cannot be."""
        try:
            kind, body = receive(self._answers)
        except (EOFError, OSError, ValueError):
            kind, body = ERROR, b""
        if kind != READY:
            raise QueryError("the query service cannot start", status=503, mend="Try again in a minute.")
        self.no_sockets = json.loads(body)
        self._at_prompt = True

    def tell(self, kind: bytes, body: bytes = b"") -> None:
        """Send a message; raise QueryError when the process has ended."""
        self._at_prompt = False
        try:
            send(self._requests, kind, body)
        except (OSError, ValueError):
            raise QueryError("the query service had to restart", status=503, mend="Send the query again.") from None

    def chunk(self) -> tuple[bytes, bool]:
        """Return the next piece of the answer and whether it is the last; raise QueryError for what went wrong."""
        try:
            kind, body = receive(self._answers)
        except (EOFError, OSError, ValueError):
            self.check()
            raise _failure(b"") from None
        if kind == CHUNK:
            return body, False
        self._at_prompt = kind == END or (kind == ERROR and json.loads(body)[0] != "exhausted")
        if kind == ERROR:
            raise _failure(body)
        return body, True

    def end_for(self, reason: str) -> None:
        """End the process from another thread and note why; whoever reads from it reads its end."""
        self._ended_for = reason
        self._process.kill()

    def check(self) -> None:
        """Raise QueryError when the process was ended on purpose: at the deadline (504), or because the client has left."""
        if self._ended_for == TOO_LONG:
            raise QueryError(
                "the query took too long", status=504,
                mend="Ask for less: narrow a pattern or count fewer things. For everything there are the dumps.",
            )  # fmt: skip
        if self._ended_for:
            raise QueryError("the client has left", status=400)

    def kill(self) -> None:
        """End the process and close its pipes."""
        self._process.kill()
        self._process.wait()
        for each in (self._requests, self._answers):
            with contextlib.suppress(OSError):
                each.close()


def _failure(body: bytes) -> QueryError:
    if not body:
        return QueryError(
            "the query needs more memory or deeper nesting than is given to one, or sorts what the engine cannot", status=400,
            mend="Ask for less: fewer joins without a common variable, no ORDER BY over everything. "
            "Values of several kinds sort as texts: ORDER BY STR(?x). For everything there are the dumps.",
        )  # fmt: skip
    what, said, place = json.loads(body)
    if what == "syntax":
        return QueryError(
            f"the query cannot be understood: {said}", status=400, place=tuple(place) if place else None,
            mend="Mend the place named here.",
        )  # fmt: skip
    return QueryError(f"the query failed: {said}", status=400, mend="Ask for less, or in another way.")
