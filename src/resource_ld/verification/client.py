"""A polite client: one request after another, robots.txt obeyed, answers bounded in time and size, no host but the one asked.

Nothing here is shared with the server, and no other module of this program opens a connection (tests/core hold it to that).
"""

import http.client
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO, Protocol
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

from resource_ld import __version__
from resource_ld.errors import Disallowed, DoorError
from resource_ld.verification.robots import AGENT, Robots, parse_robots

USER_AGENT = f"{AGENT}/{__version__}"

LARGEST = 64 << 20
"""Bytes of an answer that is read into memory; a sitemap may have 50 MB."""

LARGEST_FILE = 16 << 30
"""Bytes of a file that is read from disk, such as a dump, packed or unpacked."""

REDIRECTS = 5
PATIENCE = 3
"""How often a busy server is asked again."""

LONGEST_PAUSE = 120
"""Seconds that are waited at most when a server says when to come back."""

PIECE = 1 << 16
_SAFE = "%/:=&?~+!$,;'@()*[]"
_BUSY = (429, 503)


@dataclass(frozen=True, slots=True)
class Manners:
    """How a site is asked: seconds between requests, seconds an answer may keep silent, other hosts redirects may lead to."""

    delay: float = 0.0
    timeout: float = 30.0
    hosts: frozenset[str] = frozenset()
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    @property
    def deadline(self) -> float:
        """Seconds a whole answer may take: one that trickles is given up too."""
        return 60 * self.timeout


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, from the address it was at in the end; the header fields have lower-case names."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that came back: open at its start, with its length and SHA-256."""

    file: IO[bytes]
    length: int
    sha256: str


class _Received(Protocol):
    """What an opener returns, of which only this is used."""

    status: int
    headers: Message
    length: int | None

    def read1(self, size: int) -> bytes: ...

    def close(self) -> None: ...


@dataclass(slots=True)
class Client:
    """Asks one site; knows what each host's robots.txt says, when the last request was, how many there were."""

    manners: Manners = field(default_factory=Manners)
    requests: int = 0
    _robots: dict[str, Robots] = field(default_factory=dict)
    _last: float = -1e9
    _opener: OpenerDirector = field(default_factory=OpenerDirector)

    def __post_init__(self) -> None:
        # No handler for errors and redirects, so that every answer comes back as it is; none for file: and ftp:.
        for each in (ProxyHandler(), HTTPHandler(), HTTPSHandler()):
            self._opener.add_handler(each)

    def get(self, address: str, *, accept: str = "*/*", follow: bool = True, largest: int = LARGEST) -> Answer:
        """Return the answer, whatever its status; raise DoorError when there is none, Disallowed when robots.txt forbids to ask."""
        with self._asked(address, accept, "GET", follow=follow) as (where, received):
            body = b"".join(self._pieces(where, received, largest))
            return Answer(where, received.status, _fields(received), body)

    def head(self, address: str) -> Answer:
        """Return the answer without its body; a server that knows no HEAD is asked to GET."""
        with self._asked(address, "*/*", "HEAD", follow=True) as (where, received):
            if received.status not in (405, 501):
                return Answer(where, received.status, _fields(received), b"")
        return self.get(address)

    @contextmanager
    def saved(self, address: str, *, accept: str = "*/*") -> Iterator[Saved]:
        """Give a file, kept on disk meanwhile; raise DoorError when the answer is not 200."""
        with self._asked(address, accept, "GET", follow=True) as (where, received), TemporaryFile() as file:
            if received.status != 200:
                raise DoorError(f"the answer is {received.status}", where=where)
            digest = sha256()
            for each in self._pieces(where, received, LARGEST_FILE):
                digest.update(each)
                file.write(each)
            length = file.tell()
            file.seek(0)
            yield Saved(file, length, digest.hexdigest())

    def robots(self, address: str) -> Robots:
        """Return what a host's robots.txt says; one that cannot be read for an error of the server forbids all (RFC 9309 section 2.3.1)."""
        parts = urlsplit(address)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._robots:
            self._robots[host] = Robots()
            answer = self.get(f"{host}/robots.txt")
            if answer.status >= 500:
                self._robots[host] = parse_robots("User-agent: *\nDisallow: /")
            elif answer.status < 300:
                self._robots[host] = parse_robots(answer.body[: 500 << 10].decode("utf-8", "replace"))
        return self._robots[host]

    @contextmanager
    def _asked(self, address: str, accept: str, method: str, *, follow: bool) -> Iterator[tuple[str, _Received]]:
        """Give the last answer of a chain of redirects and where it came from."""
        for _ in range(REDIRECTS + 1):
            received = self._patiently(address, accept, method)
            location = received.headers.get("Location", "")
            if not follow or received.status not in (301, 302, 303, 307, 308) or not location:
                try:
                    yield address, received
                finally:
                    received.close()
                return
            received.close()
            further = urljoin(address, location)
            if not self._is_near(address, further):
                raise DoorError(
                    f"it leads to another host, {further}", where=address, mend="Allow that host with --allow-host."
                )
            address = further
        raise DoorError(f"more than {REDIRECTS} redirects", where=address)

    def _is_near(self, address: str, further: str) -> bool:
        """Return whether a redirect stays where it began; the same host by TLS is no other one."""
        old, new = urlsplit(address), urlsplit(further)
        if new.hostname in self.manners.hosts or new.netloc in self.manners.hosts:
            return True
        upgraded = (old.scheme, new.scheme) == ("http", "https") and not old.port and not new.port
        return old.hostname == new.hostname and (upgraded or (old.scheme, old.port) == (new.scheme, new.port))

    def _patiently(self, address: str, accept: str, method: str) -> _Received:
        """Return an answer; a server that is busy and says when to come back is asked again then."""
        for left in range(PATIENCE, -1, -1):
            received = self._once(address, accept, method)
            wait = received.headers.get("Retry-After", "")
            if received.status not in _BUSY or not left or not wait.isdecimal():
                break
            received.close()
            self.manners.sleep(min(int(wait), LONGEST_PAUSE))
        return received

    def _once(self, address: str, accept: str, method: str) -> _Received:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise DoorError(f"{address!r} is no web address", mend="Begin it with https://.")
        delay = self.manners.delay
        if parts.path != "/robots.txt":
            robots = self.robots(address)
            if not robots.allows(f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"):
                raise Disallowed("robots.txt does not allow to ask for it", where=address)
            delay = max(delay, robots.delay)
        pause = self._last + delay - self.manners.clock()
        if pause > 0:
            self.manners.sleep(pause)
        self._last = self.manners.clock()
        self.requests += 1
        headers = {"User-Agent": USER_AGENT, "Accept": accept, "Accept-Encoding": "gzip"}
        request = Request(quote(address.partition("#")[0], safe=_SAFE), headers=headers, method=method)  # noqa: S310 - checked above
        try:
            received: _Received | None = self._opener.open(request, timeout=self.manners.timeout)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise DoorError(f"no answer ({error})", where=address, mend="Is the site running?") from None
        if received is None:
            raise DoorError("no answer", where=address)
        return received

    def _pieces(self, where: str, received: _Received, largest: int) -> Iterator[bytes]:
        """Yield the body, unpacked where it was packed for the way."""
        packed = received.headers.get("Content-Encoding", "").strip().lower()
        if packed not in ("", "identity", "gzip"):
            raise DoorError(f"the answer is packed as {packed[:40]!r}", where=where)
        unpack = zlib.decompressobj(wbits=31) if packed == "gzip" else None
        end, length = self.manners.clock() + self.manners.deadline, 0
        try:
            while piece := received.read1(PIECE):
                if unpack is not None:
                    piece = unpack.decompress(piece, largest - length + 1)
                length += len(piece)
                if length > largest:
                    raise DoorError(f"the answer is longer than {largest:,} bytes", where=where)
                if self.manners.clock() > end:
                    raise DoorError(f"the answer takes longer than {self.manners.deadline:g} s", where=where)
                yield piece
        except (OSError, http.client.HTTPException, zlib.error) as error:
            raise DoorError(f"the answer breaks off ({error})", where=where) from None
        if received.length or (unpack is not None and length and not unpack.eof):
            raise DoorError("the answer breaks off", where=where)


def _fields(received: _Received) -> dict[str, str]:
    """Return header fields, those that are repeated in one (RFC 9110 section 5.3)."""
    found: dict[str, str] = {}
    for name, value in received.headers.items():
        name = name.lower()  # noqa: PLW2901
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found
