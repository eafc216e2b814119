"""A long JSON-LD document, some nodes at a time: as a whole, the engine takes a gigabyte for 100,000 records.

Its own streaming reader wants the types of a node before its IRI, which no writer does who puts the IRI first.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import IO

from resource_ld.errors import DoorError

NODES = 500
LONGEST = 8 << 20
"""Characters of a node."""

PIECE = 1 << 17
_CONTEXT = re.compile(r'\s*\{\s*"@context"\s*:\s*')
_GRAPH = re.compile(r'\s*,\s*"@graph"\s*:\s*\[\s*')
_BETWEEN = re.compile(r"[\s,]*")
_END = re.compile(r"\s*\]\s*\}\s*")


class _Text:
    """The text of a file, read as far as it is needed and forgotten behind."""

    def __init__(self, file: IO[bytes], where: str) -> None:
        self._file, self._where, self._decoder = file, where, getincrementaldecoder("utf-8")()
        self.text, self.ended = "", False
        self.more()

    def more(self) -> None:
        if len(self.text) > LONGEST:
            raise DoorError(f"a node is longer than {LONGEST:,} characters", where=self._where)
        try:
            piece = self._file.read(PIECE)
            self.text += self._decoder.decode(piece, final=not piece)
        except (OSError, ValueError, EOFError) as error:
            raise DoorError(f"it cannot be read ({error})", where=self._where) from None
        self.ended = not piece

    def skip(self, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(self.text)
        self.text = self.text[found.end() :] if found else self.text
        return found is not None

    def value(self) -> str:
        """Return the JSON text of the next value."""
        while True:
            try:
                _, end = JSONDecoder().raw_decode(self.text)
            except (JSONDecodeError, RecursionError) as error:
                if self.ended or isinstance(error, RecursionError):
                    raise DoorError(f"it is no JSON ({error})", where=self._where) from None
                self.more()
                continue
            found, self.text = self.text[:end], self.text[end:]
            return found


def shares(file: IO[bytes], *, where: str) -> Iterator[bytes]:
    """Yield documents that together say what one says: an object with a context and then a graph, as our dumps are."""
    text = _Text(file, where)
    if not text.skip(_CONTEXT):
        raise DoorError("it does not begin with its @context", where=where)
    context = text.value()
    if not text.skip(_GRAPH):
        raise DoorError("no @graph follows its @context", where=where)
    nodes: list[str] = []
    while True:
        text.skip(_BETWEEN)
        while not text.text.strip() and not text.ended:
            text.more()
            text.skip(_BETWEEN)
        if text.text.startswith("]"):
            break
        nodes.append(text.value())
        if len(nodes) == NODES:
            yield _document(context, nodes)
            nodes = []
    while not text.ended:
        text.more()
    if not _END.fullmatch(text.text):
        raise DoorError("something follows its @graph", where=where)
    yield _document(context, nodes)


def _document(context: str, nodes: list[str]) -> bytes:
    return f'{{"@context": {context}, "@graph": [{",".join(nodes)}]}}'.encode()
