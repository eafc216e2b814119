"""What keeps a worker in: a limit on memory, no sockets, no core files.

Linux has all of it (seccomp when libseccomp is installed). macOS and Windows have no seccomp, and Windows no address
space limit: there the worker refuses queries that speak of SERVICE, and the deadline bounds the rest.
"""

import contextlib
import sys

if sys.platform != "win32":
    import resource

try:
    import pyseccomp
except (ImportError, RuntimeError, OSError):
    pyseccomp = None

STORE_RESERVE = 1 << 30
"""Address space that opening a store reserves without using it (FACTS 26b: 624 MB)."""

_FORBIDDEN = ("socket", "connect", "io_uring_setup", "execve", "execveat", "fork", "vfork", "ptrace")


def enter(memory: int) -> bool:
    """Confine this process for good; return whether sockets are out of reach."""
    if sys.platform != "win32":
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_AS, (memory + STORE_RESERVE, memory + STORE_RESERVE))
    return _without_sockets()


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
