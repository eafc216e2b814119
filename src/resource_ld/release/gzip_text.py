"""Gzip files whose bytes depend on their content alone: no name, no time, a fixed level."""

from pathlib import Path
from typing import Any

from isal import igzip


class GzipText:
    """A UTF-8 text file compressed while it is written."""

    def __init__(self, path: Path) -> None:
        self._raw = path.open("wb")
        self._gzip: Any = igzip.GzipFile(filename="", mode="wb", compresslevel=2, fileobj=self._raw, mtime=0)
        self._waiting: list[str] = []
        self._size = 0

    def write(self, text: str) -> None:
        """Append text; it reaches the file in large blocks, since many small ones cost more than compressing."""
        self._waiting.append(text)
        self._size += len(text)
        if self._size > 1 << 18:
            self._flush()

    def _flush(self) -> None:
        self._gzip.write("".join(self._waiting).encode())
        self._waiting.clear()
        self._size = 0

    def close(self) -> None:
        """Finish the file."""
        self._flush()
        self._gzip.close()
        self._raw.close()
