"""The memory of workers: mimalloc where it is installed (`resource-ld[fast]`), else the system's own allocator.

An engine allocates and frees with every step of a query, so a quicker allocator makes a quicker query (docs/adr/0010). Only
Linux lets a program choose one from outside; elsewhere, and without it, all is as it was.
"""

import contextlib
import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache, partial
from importlib import metadata
from pathlib import Path

from resource_ld.query import sandbox

PACKAGE, _LIBRARY = "cmeel-mimalloc", "cmeel.prefix/lib/libmimalloc.so.3"
_OPTIONS = {"MIMALLOC_ARENA_RESERVE": "65536", "MIMALLOC_ARENA_EAGER_COMMIT": "0"}
"""Address space is taken by 64 MB and not by 1 GB, since that of a worker is limited; memory only when it is used."""

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Parameters of mallopt(3)."""

_TRY = "import ctypes; ctypes.CDLL(None).mi_collect"
KEPT = 32 << 20
"""Bytes a worker keeps between two queries."""


@cache
def environment() -> dict[str, str] | None:
    """Return the environment in which a worker gets its allocator, None for that of this process."""
    try:
        found = metadata.distribution(PACKAGE).locate_file(_LIBRARY)
    except metadata.PackageNotFoundError:
        return None
    return environment_with(Path(str(found))) if sys.platform == "linux" else None


def environment_with(library: Path) -> dict[str, str] | None:
    """Return an environment that preloads a library, None where that would not work: it is tried."""
    others = os.environ.get("LD_PRELOAD", "")
    found = os.environ | _OPTIONS | {"LD_PRELOAD": f"{library} {others}".strip()}
    # The loader takes spaces and colons for the end of a path (ld.so(8)), and a library that lacks one of its own, or is cut
    # off, ends every process that is to preload it.
    if set(" :") & set(str(library)):
        return None
    try:
        tried = subprocess.run(
            [sys.executable, "-S", "-c", _TRY], env=found, capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return found if tried.returncode == 0 else None


def keep_memory() -> None:
    """Let glibc keep what one query has used for the next: given back and taken again, it costs a query of 20 ms one more."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        for parameter in (_TRIM_THRESHOLD, _MMAP_THRESHOLD):
            ctypes.CDLL(None).mallopt(parameter, KEPT)


class Memory:
    """The memory of a worker that may take `allowed` bytes, from one query to the next."""

    def __init__(self, allowed: int) -> None:
        self._give_back: Callable[[], object] | None = None
        with contextlib.suppress(OSError, AttributeError, TypeError):
            library = ctypes.CDLL(None)
            # Of mimalloc if this process runs with it, else of glibc, which trims by itself only at the end of one of its heaps.
            quick = hasattr(library, "mi_collect")
            self._give_back = partial(library.mi_collect, True) if quick else partial(library.malloc_trim, KEPT)
        size, self._resident = sandbox.taken()
        self._allowed, self._largest = allowed, size + allowed

    def is_full(self) -> bool:
        """Return whether so much address space is taken that the next query would lack it: allocators seldom give it back."""
        return sandbox.taken()[0] > self._largest

    def after_query(self) -> None:
        """Give back what the last query took beyond what is kept; the next one may take all but what is still held."""
        if self._give_back is not None and sandbox.taken()[1] > self._resident + KEPT:
            self._give_back()
        held = max(0, sandbox.taken()[1] - self._resident)
        sandbox.renew(max(0, self._allowed - held))
