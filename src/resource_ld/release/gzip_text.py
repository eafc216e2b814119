"""Gzip files whose bytes depend on their content alone: no name, no time, a fixed level."""

from pathlib import Path

from isal import isal_zlib

_GZIP = 31
"""Window bits that ask zlib for a gzip header (without name and time) and a checksum."""


class GzipText:
    """A UTF-8 text file compressed while it is written."""

    def __init__(self, path: Path) -> None:
        self._raw = path.open("wb")
        # A compressor and not a GzipFile: that one complains aloud when a full disk ends it before its file.
        self._gzip = isal_zlib.compressobj(level=2, wbits=_GZIP)
        self._waiting: list[str] = []
        self._size = 0

    def write(self, text: str) -> None:
        """Append text; it reaches the file in large blocks, since many small ones cost more than compressing."""
        self._waiting.append(text)
        self._size += len(text)
        if self._size > 1 << 18:
            self._flush()

    def _flush(self) -> None:
        self._raw.write(self._gzip.compress("".join(self._waiting).encode()))
        self._waiting.clear()
        self._size = 0

    def close(self) -> None:
        """Finish the file."""
        self._flush()
        self._raw.write(self._gzip.flush())
        self._raw.close()
