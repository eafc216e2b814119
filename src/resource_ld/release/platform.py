"""What is particular to a platform in publishing: the lock that lets one publisher work at a time.

POSIX locks end with their process, also after kill -9; Windows' byte-range locks do the same.
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
else:
    import fcntl

    def _try_lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


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
