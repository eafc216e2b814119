"""What is particular to a platform: the lock that lets one publisher work at a time, how many connections may be open.

POSIX locks end with their process, also after kill -9; Windows' byte-range locks do the same. Windows looks at 512
connections at a time and has no limit of open files to raise.
"""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from resource_ld.errors import ReleaseError

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[str]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _open_files() -> int:
        return 512
else:
    import fcntl
    import resource

    def _try_lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _open_files() -> int:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = (
            min(hard, MOST_CONNECTIONS + OWN_FILES) if hard != resource.RLIM_INFINITY else MOST_CONNECTIONS + OWN_FILES
        )
        if soft < wanted:
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return max(soft, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


MOST_CONNECTIONS = 2_000
"""Connections that may be open at once: readers whose browsers keep them, clients that are slow."""

OWN_FILES = 200
"""Files the server itself may have open: indexes, dumps, pipes."""


def connections() -> int:
    """Return how many connections a server may hold open, after asking the system for enough open files."""
    return max(100, min(MOST_CONNECTIONS, _open_files() - OWN_FILES))


@contextlib.contextmanager
def publisher_lock(data_dir: Path) -> Iterator[None]:
    """Hold the lock of a data directory; raise ReleaseError at once when another publisher has it."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        file = (data_dir / "lock").open("a", encoding="ascii")
    except OSError as error:
        raise ReleaseError(
            f"cannot be written ({error.strerror})",
            where=str(data_dir),
            mend="Allow writing there or choose --data-dir.",
        ) from None
    with file:
        try:
            _try_lock(file)
        except OSError:
            raise ReleaseError(
                "another publish is running", where=str(data_dir), mend="Wait until it ends, then try again."
            ) from None
        yield
