"""A site on a bad day: it answers as it does, but for what is tampered with on the way."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.test import run_wsgi_app


class Answered:
    """An answer on its way; what is tampered with here is what the client gets."""

    def __init__(self, address: str, status: str, headers: Any, body: bytes) -> None:
        self.address, self.status, self.headers, self.body = address, status, headers, body

    def replace(self, old: str | bytes, new: str | bytes) -> None:
        """Replace the first of something that must be there."""
        old, new = (each.encode() if isinstance(each, str) else each for each in (old, new))
        assert old in self.body, f"{self.address} has no {old!r}"
        self.body = self.body.replace(old, new, 1)

    def drop_line(self, *words: str) -> None:
        """Drop the first line that holds some words; one must."""
        lines = self.body.decode().splitlines(keepends=True)
        number = next(number for number, each in enumerate(lines) if all(word in each for word in words))
        self.body = "".join(lines[:number] + lines[number + 1 :]).encode()


Tamper = Callable[[Answered], None]


class Tampered:
    """Wraps an application; `asked` are the addresses that were asked for."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app
        self.url = ""
        self.tamper: Tamper | None = None
        self.asked: list[str] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        query = environ.get("QUERY_STRING", "")
        address = environ["PATH_INFO"] + (f"?{query}" if query else "")
        self.asked.append(address)
        if self.tamper is None:
            return self.app(environ, start_response)
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        method, environ["REQUEST_METHOD"] = environ["REQUEST_METHOD"], "GET"
        pieces, status, headers = run_wsgi_app(self.app, environ, buffered=True)
        said = Answered(address, status, headers, b"".join(pieces))
        self.tamper(said)
        said.headers["Content-Length"] = str(len(said.body))
        start_response(said.status, list(said.headers))
        return [said.body] if method != "HEAD" else []

    @contextmanager
    def by(self, tamper: Tamper) -> Iterator[None]:
        """Tamper with every answer meanwhile."""
        self.tamper, self.asked = tamper, []
        try:
            yield
        finally:
            self.tamper = None
