"""Messages between the web process and a worker: a letter, a length, the bytes."""

import struct
from typing import IO

_HEAD = struct.Struct(">cI")

READY, ASK, CHUNK, END, LEAVING, ERROR = b"R", b"A", b"C", b"E", b"L", b"X"
"""END brings the last piece of an answer with it: a message more would cost a small answer a tenth of its time.
LEAVING is END from a worker that answers no more."""


def send(pipe: IO[bytes], kind: bytes, body: bytes = b"") -> None:
    """Write one message."""
    pipe.write(_HEAD.pack(kind, len(body)) + body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[bytes, bytes]:
    """Return the next message; raise EOFError when the other side is gone."""
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise EOFError
    kind, length = _HEAD.unpack(head)
    body = pipe.read(length)
    if len(body) < length:
        raise EOFError
    return kind, body
