"""A pool of workers: every query has a deadline, after which its worker is killed and another takes its place."""

import contextlib
import json
import queue
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from resource_ld.errors import QueryError
from resource_ld.formats import Format
from resource_ld.query.limits import Limits
from resource_ld.query.messages import ASK
from resource_ld.query.process import WorkerProcess
from resource_ld.query.protocol import Query
from resource_ld.query.spools import ANSWERS, Spools
from resource_ld.query.watch import STEP, Abandoned, Watch

START = 30.0
"""Seconds a worker may take to open a store."""

LONGEST_PAUSE = 5.0
"""Seconds between two starts when workers cannot even start."""


def _still_there() -> bool:
    return False


class Pool:
    """Answers queries in worker processes; safe to use from many threads."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        # The last one used goes first: its caches are warm.
        self._idle: queue.LifoQueue[WorkerProcess | None] = queue.LifoQueue()
        for _ in range(self.limits.workers):
            self._idle.put(None)
        self._places = threading.BoundedSemaphore(self.limits.workers + self.limits.waiting)
        self._watch = Watch()
        self._spools = Spools(ANSWERS * self.limits.result)
        self._living: set[WorkerProcess] = set()
        self._lock = threading.Lock()
        self._failed_starts = 0
        self._closed = False

    def warm(self, store: Path) -> bool:
        """Start every idle worker; return whether the system keeps their queries from opening connections."""
        waiting = [self._idle.get() for _ in range(self._idle.qsize())]
        started = [each or self._start(store) for each in waiting]
        for each in started:
            self._idle.put(each)
        return all(each.no_sockets for each in started)

    def ask(
        self,
        store: Path,
        query: Query,
        *,
        form: str,
        wanted: Format,
        base_iri: str,
        abandoned: Abandoned = _still_there,
    ) -> IO[bytes]:
        """Return the complete answer, a file at its start; raise QueryError. `abandoned` says that the client has left."""
        if not self._places.acquire(blocking=False):
            raise QueryError("too many queries are running and waiting", status=503, mend="Try again in a few seconds.")
        try:
            with self._worker(store, abandoned) as worker:
                return self._converse(worker, query, form, wanted, base_iri, abandoned)
        finally:
            self._places.release()

    @contextlib.contextmanager
    def _worker(self, store: Path, abandoned: Abandoned) -> Iterator[WorkerProcess]:
        """Lend a worker that has the store open; one that cannot go on is replaced."""
        worker = self._wait(abandoned)
        try:
            if worker is not None and (worker.store != store or not worker.usable):
                self._end(worker)
                worker = None
            worker = worker or self._start(store)
            yield worker
        finally:
            # One that refused a query waits for the next; one that died, was ended or still speaks is of no more use.
            if worker is not None and worker.usable:
                self._idle.put(worker)
            else:
                if worker is not None:
                    self._end(worker)
                threading.Thread(target=self._replace, args=(store,), daemon=True).start()

    def _wait(self, abandoned: Abandoned) -> WorkerProcess | None:
        until = time.monotonic() + self.limits.deadline * (1 + self.limits.waiting / self.limits.workers)
        while True:
            try:
                return self._idle.get(timeout=STEP)
            except queue.Empty:
                if self._failed_starts and not self._living:
                    raise QueryError(
                        "the query service cannot start", status=503, mend="Try again in a minute."
                    ) from None
                if time.monotonic() > until or abandoned():
                    raise QueryError("all workers are busy", status=503, mend="Try again in a few seconds.") from None

    def _start(self, store: Path) -> WorkerProcess:
        worker = WorkerProcess(store, self.limits.memory)
        with self._lock:
            self._living.add(worker)
        try:
            with self._watch.watching(worker, time.monotonic() + START, _still_there):
                worker.wait_until_ready()
        except QueryError:
            self._failed_starts += 1
            self._end(worker)
            raise
        self._failed_starts = 0
        return worker

    def _end(self, worker: WorkerProcess) -> None:
        with self._lock:
            self._living.discard(worker)
        worker.kill()

    def _replace(self, store: Path) -> None:
        """Fill an empty place at once; when workers cannot even start, after a pause that grows."""
        worker = None
        if self._failed_starts:
            time.sleep(min(LONGEST_PAUSE, 0.1 * 2**self._failed_starts))
        if not self._closed:
            with contextlib.suppress(QueryError, OSError):
                worker = self._start(store)
        self._idle.put(worker)
        if self._closed:
            self.close()

    def _converse(
        self, worker: WorkerProcess, query: Query, form: str, wanted: Format, base_iri: str, abandoned: Abandoned
    ) -> IO[bytes]:
        asked = {
            "text": query.text, "form": form, "format": wanted.name, "base_iri": base_iri,
            "default_graph": query.default_graphs, "named_graphs": query.named_graphs,
            "seconds": 1.5 * self.limits.deadline + 1,
        }  # fmt: skip
        # The caller closes it with the response it becomes.
        body = self._spools.open()
        try:
            with self._watch.watching(worker, time.monotonic() + self.limits.deadline, abandoned):
                worker.tell(ASK, json.dumps(asked).encode())
                self._read(worker, body)
            worker.check()
        except QueryError:
            body.close()
            raise
        body.seek(0)
        return body

    def _read(self, worker: WorkerProcess, body: IO[bytes]) -> None:
        last = False
        while not last:
            chunk, last = worker.chunk()
            if body.tell() + len(chunk) > self.limits.result:
                raise QueryError(
                    f"the answer is longer than {self.limits.result >> 20} MB", status=413,
                    mend="Add a LIMIT, or take everything from the dumps at dumps/.",
                )  # fmt: skip
            body.write(chunk)

    def close(self) -> None:
        """End all workers, the busy ones too."""
        self._closed = True
        self._watch.close()
        with self._lock:
            living = list(self._living)
        for each in living:
            self._end(each)
