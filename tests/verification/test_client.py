"""The client: polite, bounded, and nowhere but where it was sent."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from tests.conftest import PROJECT
from tests.verification.conftest import serving
from tests.verification.tampering import Tampered

from resource_ld import __version__
from resource_ld.errors import Disallowed, DoorError
from resource_ld.verification.client import LARGEST, LARGEST_FILE, LONGEST_PAUSE, REDIRECTS, Client, Manners
from resource_ld.verification.robots import parse_robots

ROBOTS = b"User-agent: *\nDisallow: /private\nAllow: /private/open\nCrawl-delay: 3\n"
Answers = dict[str, tuple[str, dict[str, str], bytes]]
PAGES: Answers = {
    "/": ("200 OK", {}, b"home"),
    "/private/page": ("200 OK", {}, b"secret"),
    "/private/open": ("200 OK", {}, b"open"),
    "/round": ("302 Found", {"Location": "/round"}, b""),
    "/away": ("302 Found", {"Location": "http://other.test/"}, b""),
    "/hidden": ("302 Found", {"Location": "/private/page"}, b""),
    "/file": ("302 Found", {"Location": "file:///etc/hostname"}, b""),
    "/packed": ("200 OK", {"Content-Encoding": "gzip"}, gzip.compress(b"a" * 100)),
    "/bomb": ("200 OK", {"Content-Encoding": "gzip"}, gzip.compress(bytes(LARGEST + 1), 1)),
    "/odd": ("200 OK", {"Content-Encoding": "br"}, b"x"),
    "/cut": ("200 OK", {"Content-Encoding": "gzip"}, gzip.compress(b"a" * 100)[:-9]),
    "/robots.txt": ("200 OK", {}, ROBOTS),
}


class Small:
    """A server with a few answers; `/busy` is so twice, then has one. It remembers who asked."""

    def __init__(self) -> None:
        self.busy, self.agents, self.robots = 2, set[str](), PAGES["/robots.txt"]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.agents.add(environ.get("HTTP_USER_AGENT", ""))
        path = environ["PATH_INFO"]
        status, headers, body = PAGES.get(path, ("404 Not Found", {}, b""))
        if path == "/robots.txt":
            status, headers, body = self.robots
        if path == "/busy":
            self.busy -= 1
            status, headers, body = ("503 Busy", {"Retry-After": "1000"}, b"") if self.busy >= 0 else PAGES["/"]
        start_response(status, [*headers.items(), ("Content-Length", str(len(body)))])
        return [body]


@pytest.fixture
def small() -> Iterator[tuple[Small, Tampered]]:
    app = Small()
    with serving(app) as served:
        yield app, served


class Clock:
    """A clock that only goes on when somebody waits."""

    def __init__(self) -> None:
        self.now, self.waited = 0.0, list[float]()

    def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds

    def client(self, delay: float = 0.0) -> Client:
        return Client(Manners(delay=delay, sleep=self.sleep, clock=lambda: self.now))


def test_it_says_who_it_is(small: tuple[Small, Tampered]) -> None:
    app, served = small
    assert Clock().client().get(served.url).body == b"home"
    assert app.agents == {f"resource-ld-verify/{__version__}"}


def test_what_robots_txt_forbids_is_not_asked_not_even_by_a_redirect(small: tuple[Small, Tampered]) -> None:
    _, served = small
    client = Clock().client()
    for path in ("private/page", "hidden"):
        with pytest.raises(Disallowed):
            client.get(served.url + path)
    assert client.get(f"{served.url}private/open").body == b"open"
    assert "/private/page" not in served.asked


def test_a_robots_txt_that_cannot_be_had_forbids_all_and_a_missing_one_nothing(small: tuple[Small, Tampered]) -> None:
    app, served = small
    app.robots = ("500 Oh", {}, b"")
    with pytest.raises(Disallowed):
        Clock().client().get(served.url)
    app.robots = ("404 Not Found", {}, b"")
    assert Clock().client().get(f"{served.url}private/page").body == b"secret"


@pytest.mark.parametrize(("delay", "expected"), [(0.0, 3.0), (5.0, 5.0)])
def test_requests_are_as_far_apart_as_the_option_and_crawl_delay_say(
    delay: float, expected: float, small: tuple[Small, Tampered]
) -> None:
    clock = Clock()
    client = clock.client(delay)
    for _ in range(3):
        client.get(small[1].url)
    assert clock.waited == [expected] * 3


def test_a_busy_server_is_asked_again_when_it_says_but_within_reason(small: tuple[Small, Tampered]) -> None:
    clock = Clock()
    assert clock.client().get(f"{small[1].url}busy").body == b"home"
    assert clock.waited.count(LONGEST_PAUSE) == 2


@pytest.mark.parametrize(
    ("path", "says"),
    [("round", f"more than {REDIRECTS} redirects"), ("away", "another host"), ("file", "another host"), ("odd", "packed as"),
     ("bomb", "longer than"), ("cut", "breaks off")],
)  # fmt: skip
def test_what_does_not_end_well_is_said(path: str, says: str, small: tuple[Small, Tampered]) -> None:
    with pytest.raises(DoorError, match=says):
        Clock().client().get(small[1].url + path)


def test_another_host_is_followed_when_it_is_allowed(small: tuple[Small, Tampered]) -> None:
    client = Client(Manners(hosts=frozenset({"other.test"})))
    with pytest.raises(DoorError, match="no answer"):
        client.get(f"{small[1].url}away")


def test_what_is_packed_for_the_way_is_unpacked(small: tuple[Small, Tampered]) -> None:
    assert Clock().client().get(f"{small[1].url}packed").body == b"a" * 100


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://a.test/", "data:,a", "a.test"])
def test_only_web_addresses_are_asked(url: str) -> None:
    with pytest.raises(DoorError, match="no web address"):
        Clock().client().get(url)


RULES: list[tuple[str, str, bool]] = [
    ("User-agent: *\nDisallow: /", "/a", False),
    ("User-agent: *\nDisallow:", "/a", True),
    ("User-agent: *\nDisallow: /\n\nUser-agent: Resource-LD-verify\nDisallow: /b", "/a", True),
    ("User-agent: a\nUser-agent: resource-ld-verify\nDisallow: /a", "/a", False),
    ("User-agent: other\nDisallow: /", "/a", True),
    ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
    ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
    ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
    ("User-agent: *\nDisallow: /%61 # all", "/a", False),
    ("", "/a", True),
]


@pytest.mark.parametrize(("text", "path", "allowed"), RULES)
def test_robots_txt_is_read_as_rfc_9309_says(text: str, path: str, allowed: bool) -> None:
    assert parse_robots(text).allows(path) is allowed


def test_a_server_that_trickles_is_given_up(small: tuple[Small, Tampered]) -> None:
    times = iter(range(0, 1_000_000, 10_000))
    client: Callable[[], Client] = lambda: Client(Manners(clock=lambda: float(next(times)), sleep=lambda _: None))  # noqa: E731
    with pytest.raises(DoorError, match="takes longer"):
        client().get(small[1].url)


def test_the_limits_are_those_the_documents_say() -> None:
    said = (PROJECT / "docs" / "verifying.md").read_text(encoding="utf-8")
    assert f"An answer may have {LARGEST >> 20} MB, a dump {LARGEST_FILE >> 30} GB" in said
    assert f"after {LONGEST_PAUSE} s at most). At most {REDIRECTS} redirects" in said
