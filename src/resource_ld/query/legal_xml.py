"""Keeps characters out of XML that no XML can carry (XML 1.0 section 2.2); the engine writes them as they are (FACTS 24)."""

import io
import re
from typing import Any

_ILLEGAL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_REPLACEMENT = "\ufffd".encode()


class LegalXML(io.RawIOBase):
    """A file that passes UTF-8 on to another, each character that XML forbids replaced by U+FFFD."""

    def __init__(self, output: io.RawIOBase) -> None:
        self._output = output
        self._held = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        raw = self._held + bytes(data)
        # A forbidden character may be cut in two by the end of a buffer.
        cut = next((size for size in (2, 1) if raw[-size:] in (b"\xef\xbf", b"\xef")), 0)
        self._held = raw[len(raw) - cut :]
        legal = _ILLEGAL.sub(_REPLACEMENT, raw[: len(raw) - cut])
        # A carriage return would come back as a line feed (section 2.11); the engine writes none of its own.
        self._output.write(legal.replace(b"\r", b"&#13;"))
        return len(data)

    def close(self) -> None:
        if not self.closed and self._held:
            self._output.write(self._held)
            self._held = b""
        super().close()
