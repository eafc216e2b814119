"""A pool of workers: every query has a deadline, after which its worker is killed and another takes its place."""

import contextlib
import json
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from resource_ld.errors import QueryError
from resource_ld.formats import Format
from resource_ld.query.messages import ASK, CHUNK, END, ERROR, FORM, FORMAT, receive, send
from resource_ld.query.protocol import Query

SPOOL = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may cost: seconds, bytes of result, bytes of memory; how many run and how many may wait."""

    deadline: float = 5.0
    result: int = 32 << 20
    memory: int = 2 << 30
    workers: int = 2
    waiting: int = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: its form, its format, its bytes in a spooled file at their start."""

    form: str
    format: Format
    body: IO[bytes]


class _Worker:
    """One process and a thread that reads its answers, so that waiting for them can end at a deadline on any platform."""

    def __init__(self, limits: Limits) -> None:
        arguments = [sys.executable, "-m", "resource_ld.query.worker", str(limits.memory)]
        self._process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self._process.stdin is not None
        self._requests = self._process.stdin
        self._answers: queue.Queue[tuple[bytes, bytes]] = queue.Queue(maxsize=64)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(EOFError, ValueError, OSError):
            while True:
                self._answers.put(receive(self._process.stdout))
        self._answers.put((ERROR, b""))

    def tell(self, kind: bytes, body: bytes) -> None:
        """Send a message; raise QueryError when the process has ended."""
        try:
            send(self._requests, kind, body)
        except OSError:
            raise QueryError("the query service had to restart", status=503, mend="Send the query again.") from None

    def hear(self, until: float) -> tuple[bytes, bytes]:
        """Return the next message; raise QueryError at the deadline."""
        try:
            return self._answers.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            raise QueryError(
                "the query took too long", status=504, mend="Ask for less: add a LIMIT or narrow a pattern."
            ) from None

    def kill(self) -> None:
        """End the process, whatever it is doing."""
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


class Pool:
    """Answers queries in worker processes; safe to use from many threads."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._idle: queue.Queue[_Worker | None] = queue.Queue()
        for _ in range(self.limits.workers):
            self._idle.put(None)
        self._places = threading.BoundedSemaphore(self.limits.workers + self.limits.waiting)

    def ask(self, store: Path, query: Query, *, accept: Callable[[str], Format], base_iri: str) -> Answer:
        """Return the complete answer; raise QueryError. `accept` chooses the format once the form is known."""
        if not self._places.acquire(blocking=False):
            raise QueryError("too many queries are waiting", status=503, mend="Try again in a few seconds.")
        try:
            with self._worker() as worker:
                return self._converse(worker, store, query, accept, base_iri)
        finally:
            self._places.release()

    @contextlib.contextmanager
    def _worker(self) -> Iterator[_Worker]:
        """Lend a worker; one that failed in any way is killed, and its place filled when next needed."""
        try:
            worker = self._idle.get(timeout=self.limits.deadline)
        except queue.Empty:
            raise QueryError("all workers are busy", status=503, mend="Try again in a few seconds.") from None
        kept: _Worker | None = None
        try:
            worker = worker or _Worker(self.limits)
            yield worker
            kept = worker
        finally:
            if kept is None and worker is not None:
                worker.kill()
            self._idle.put(kept)

    def _converse(
        self, worker: _Worker, store: Path, query: Query, accept: Callable[[str], Format], base_iri: str
    ) -> Answer:
        until = time.monotonic() + self.limits.deadline
        asked = {
            "store": str(store), "text": query.text, "base_iri": base_iri,
            "default_graph": query.default_graphs, "named_graphs": query.named_graphs,
        }  # fmt: skip
        worker.tell(ASK, json.dumps(asked).encode())
        form = _expect(worker.hear(until), FORM).decode()
        format_ = accept(form)
        worker.tell(FORMAT, format_.name.encode())
        # The caller closes it with the response it becomes.
        body: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115
        try:
            self._spool(worker, body, until)
        except QueryError:
            body.close()
            raise
        body.seek(0)
        return Answer(form, format_, body)

    def _spool(self, worker: _Worker, body: IO[bytes], until: float) -> None:
        size = 0
        while True:
            kind, chunk = worker.hear(until)
            if kind == END:
                return
            size += len(_expect((kind, chunk), CHUNK))
            if size > self.limits.result:
                raise QueryError("the answer is too long", status=413, mend="Add a LIMIT, or download the dump.")
            body.write(chunk)

    def close(self) -> None:
        """End all idle workers."""
        with contextlib.suppress(queue.Empty):
            while True:
                if (worker := self._idle.get_nowait()) is not None:
                    worker.kill()


def _expect(message: tuple[bytes, bytes], kind: bytes) -> bytes:
    """Return the body of a message of a kind; raise QueryError for an error or a worker that ended."""
    found, body = message
    if found == kind:
        return body
    if found == ERROR and body:
        what, said = json.loads(body)
        if what == "syntax":
            raise QueryError(f"the query cannot be understood: {said}", status=400, mend="Mend the place named here.")
        raise QueryError(f"the query failed: {said}", status=500, mend="Ask for less, or in another way.")
    raise QueryError(
        "the query was more than the engine can bear", status=500, mend="Ask for less: fewer brackets, less nesting."
    )
