"""The memory of workers: mimalloc where it is installed (`resource-ld[fast]`), else the system's own allocator.

An engine allocates and frees with every step of a query, so a quicker allocator makes a quicker query (docs/adr/0010). Only
Linux lets a program choose one from outside; elsewhere, and without it, all is as it was.
"""

import contextlib
import ctypes
import os
import sys
from collections.abc import Callable
from functools import cache, partial
from importlib import metadata
from pathlib import Path

PACKAGE, _LIBRARY = "cmeel-mimalloc", "cmeel.prefix/lib/libmimalloc.so.3"
_OPTIONS = {"MIMALLOC_ARENA_RESERVE": "65536", "MIMALLOC_ARENA_EAGER_COMMIT": "0"}
"""Address space is taken by 64 MB and not by 1 GB, since that of a worker is limited; memory only when it is used."""

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Parameters of mallopt(3)."""

KEPT = 32 << 20
"""Bytes a worker keeps between two queries."""


@cache
def environment() -> dict[str, str] | None:
    """Return the environment in which a worker gets its allocator, None for that of this process."""
    if sys.platform != "linux":
        return None
    try:
        library = Path(str(metadata.distribution(PACKAGE).locate_file(_LIBRARY)))
    except metadata.PackageNotFoundError:
        return None
    # The loader takes spaces and colons for the end of a path (ld.so(8)).
    if not library.exists() or set(" :") & set(str(library)):
        return None
    others = os.environ.get("LD_PRELOAD", "")
    return os.environ | _OPTIONS | {"LD_PRELOAD": f"{library} {others}".strip()}


def keep_memory() -> None:
    """Let glibc keep what one query has used for the next: given back and taken again, it costs a query of 20 ms one more."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        for parameter in (_TRIM_THRESHOLD, _MMAP_THRESHOLD):
            ctypes.CDLL(None).mallopt(parameter, KEPT)


class GivingBack:
    """Gives memory back to the system that an allocator would keep until it is asked for more."""

    def __init__(self) -> None:
        self._give_back: Callable[[], object] | None = None
        with contextlib.suppress(OSError, AttributeError, TypeError):
            library = ctypes.CDLL(None)
            # Of mimalloc if this process runs with it, else of glibc, which trims by itself only at the end of one of its heaps.
            quick = hasattr(library, "mi_collect")
            self._give_back = partial(library.mi_collect, True) if quick else partial(library.malloc_trim, KEPT)
        self._most = _resident() + KEPT

    def after_query(self) -> None:
        """Give back what the last query took beyond what is kept."""
        if self._give_back is not None and _resident() > self._most:
            self._give_back()


def _resident() -> int:
    """Return the bytes of memory this process holds, 0 where the system does not say."""
    with contextlib.suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 0
