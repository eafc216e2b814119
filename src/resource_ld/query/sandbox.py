"""What keeps a worker in: a limit on memory, no sockets, no core files.

Linux has all of it (seccomp when libseccomp is installed). macOS and Windows have no seccomp, and Windows no address
space limit: there the worker refuses queries that speak of SERVICE, and the deadline bounds the rest.
"""

import contextlib
import os
import sys
from pathlib import Path

if sys.platform != "win32":
    import resource

try:
    import pyseccomp
except (ImportError, RuntimeError, OSError):
    pyseccomp = None

_FORBIDDEN = ("socket", "connect", "io_uring_setup", "execve", "execveat", "fork", "vfork", "ptrace")


def enter(memory: int) -> bool:
    """Confine this process for good; return whether sockets are out of reach.

    It may take so many bytes of address space beyond its present size, and as many again where `renew` says so.
    """
    if sys.platform != "win32":
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            with contextlib.suppress(ValueError, OSError):
                size, _ = taken()
                resource.setrlimit(resource.RLIMIT_AS, (size + memory, size + 2 * memory))
    return _without_sockets()


def renew(memory: int) -> None:
    """Let the next query have so many bytes: allocators keep address space, which the limit counts, without using it."""
    if sys.platform == "linux":
        with contextlib.suppress(ValueError, OSError):
            _, most = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (min(taken()[0] + memory, most), most))


def machine_memory() -> int:
    """Return the bytes of memory this machine has; 4 GB where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 4 << 30


def taken() -> tuple[int, int]:
    """Return the bytes of address space and of memory this process holds, 0 where the system does not say.

    An open store reserves 600 MB and uses little (FACTS 26b).
    """
    if sys.platform != "linux":
        return 0, 0
    size, resident = Path("/proc/self/statm").read_text(encoding="ascii").split()[:2]
    return int(size) * resource.getpagesize(), int(resident) * resource.getpagesize()


def _without_sockets() -> bool:
    if pyseccomp is None or sys.platform != "linux":
        return False
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for name in _FORBIDDEN:
        with contextlib.suppress(ValueError, OSError, RuntimeError):
            rules.add_rule(pyseccomp.ERRNO(1), name)
    try:
        rules.load()
    except (OSError, RuntimeError):
        return False
    return True
