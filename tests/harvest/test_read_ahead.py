"""Parts of lists that are made ahead: what a harvester gets is what it would get without, whatever happens in between."""

import gzip
import re
from threading import Event

import pytest
from flask.testing import FlaskClient
from tests.conftest import Catalogue
from tests.harvest.answers import Answer

from resource_ld.harvest.read_ahead import LARGEST, LISTS, Ask, Part, ReadAhead
from resource_ld.harvest.repository import Harvesting
from resource_ld.web import create_app

DATE = re.compile(rb"<responseDate>[^<]+")
SAME = b"<responseDate>2026-01-05T10:00:00Z"
START = "verb=ListRecords&metadataPrefix=oai_dc"
GZIP = {"Accept-Encoding": "gzip"}


def served(catalogue: Catalogue, harvesting: Harvesting) -> FlaskClient:
    return create_app(catalogue.data_dir, sparql=False, harvesting=harvesting).test_client()


def get(client: FlaskClient, query: str, headers: dict[str, str]) -> bytes:
    """Return an answer but for its date; a part is made ahead once the answer has left."""
    with client.get(f"/oai?{query}", headers=headers) as got:
        body = gzip.decompress(got.data) if headers else got.data
    return DATE.sub(SAME, body)


def asked(number: int) -> Ask:
    return Ask(1, "2026-01-05T10:00:00Z", "ListRecords", str(number), zipped=False)


def settle(ahead: ReadAhead) -> None:
    """Wait until all that was begun is made: one thread makes them, in turn."""
    done = Event()

    def last() -> Part:
        done.set()
        return Part(b"", b"")

    ahead.begin(asked(-1), last)
    assert done.wait(10)
    ahead.take(asked(-1))


def ask_of(client: FlaskClient, token: str, *, zipped: bool) -> Ask:
    manifest = client.application.extensions["resource_ld"].releases.current().manifest
    return Ask(manifest.release, manifest.committed_at, "ListRecords", token, zipped)


def token_of(body: bytes) -> str:
    token = Answer(body).token
    return "" if token is None else token.text or ""


def next_query(body: bytes) -> str:
    token = token_of(body)
    return f"verb=ListRecords&resumptionToken={token}" if token else ""


@pytest.mark.parametrize("headers", [{}, GZIP])
def test_a_harvest_is_the_same_made_ahead_or_not(published: Catalogue, headers: dict[str, str]) -> None:
    harvesting = Harvesting(page_size=2)
    ahead, plain = served(published, harvesting), served(published, Harvesting(page_size=2))
    query, parts = START, 0
    while query:
        body = get(ahead, query, headers)
        # Never closed, so nothing is made ahead there.
        other = plain.get(f"/oai?{query}", headers=headers).data
        assert body == DATE.sub(SAME, gzip.decompress(other) if headers else other)
        settle(harvesting.ahead)
        query, parts = next_query(body), parts + 1
    assert parts == 5


@pytest.mark.parametrize("headers", [{}, GZIP])
def test_the_part_a_token_asks_for_lies_ready(published: Catalogue, headers: dict[str, str]) -> None:
    harvesting = Harvesting(page_size=2)
    client = served(published, harvesting)
    token = token_of(get(client, START, headers))
    settle(harvesting.ahead)
    part = harvesting.ahead.take(ask_of(client, token, zipped=bool(headers)))
    assert part is not None
    assert part.content.count(b"<record>") == 2
    assert bool(part.deflated) == bool(headers)
    assert harvesting.ahead.take(ask_of(client, token, zipped=bool(headers))) is None, "given once"
    whole = get(client, f"verb=ListRecords&resumptionToken={token}", headers)
    assert whole.endswith(part.content), "and made again for who asks again"


def test_a_publication_in_between_is_seen_though_the_part_lay_ready(catalogue: Catalogue) -> None:
    catalogue.publish()
    harvesting = Harvesting(page_size=4)
    client = served(catalogue, harvesting)
    first = get(client, START, {})
    settle(harvesting.ahead)
    second = Answer(get(served(catalogue, Harvesting(page_size=4)), next_query(first), {}))
    title = str(next(second.root.iter("{http://purl.org/dc/elements/1.1/}title")).text)
    catalogue.edit(title, f"{title} revised")
    catalogue.publish()
    seen, query = [*Answer(first).ids], next_query(first)
    texts = b""
    while query:
        body = get(client, query, {})
        settle(harvesting.ahead)
        seen, query, texts = [*seen, *Answer(body).ids], next_query(body), texts + body
    assert set(seen) >= {*Answer(first).ids, *second.ids}
    assert len(set(seen)) == 9
    assert b" revised" in texts


def test_what_could_not_be_made_ahead_is_made_when_it_is_asked_for() -> None:
    ahead = ReadAhead()

    def broken() -> Part:
        raise OSError("the disk is away")

    ahead.begin(asked(1), broken)
    settle(ahead)
    assert ahead.take(asked(1)) is None


def test_only_so_many_parts_are_kept() -> None:
    ahead = ReadAhead()
    for number in range(LISTS + 2):
        ahead.begin(asked(number), lambda: Part(b"made", b""))
        settle(ahead)
    kept = [number for number in range(LISTS + 2) if ahead.take(asked(number)) is not None]
    assert len(kept) < LISTS + 2
    assert kept == list(range(LISTS + 2))[-len(kept) :], "those asked for longest ago give way"


def test_a_part_that_is_too_large_is_not_kept() -> None:
    """Whatever the size of the part before it: records that came later may be longer."""
    ahead = ReadAhead()
    ahead.begin(asked(1), lambda: Part(b"x" * LARGEST, b"x"))
    ahead.begin(asked(2), lambda: Part(b"x" * (LARGEST - 1), b"x"))
    settle(ahead)
    assert ahead.take(asked(1)) is None
    assert ahead.take(asked(2)) is not None


def test_nothing_is_begun_when_the_server_stops() -> None:
    ahead = ReadAhead()
    ahead.close()
    ahead.begin(asked(1), lambda: Part(b"made", b""))
    assert ahead.take(asked(1)) is None


def test_a_part_that_waits_its_turn_is_made_by_who_asks_for_it() -> None:
    ahead, go_on, begun = ReadAhead(), Event(), Event()

    def slow() -> Part:
        begun.set()
        assert go_on.wait(10)
        return Part(b"slow", b"")

    ahead.begin(asked(1), slow)
    assert begun.wait(10)
    ahead.begin(asked(2), lambda: Part(b"never", b""))
    assert ahead.take(asked(2)) is None
    go_on.set()
    assert ahead.take(asked(1)) == Part(b"slow", b"")


def test_a_long_head_is_compressed_too(client: FlaskClient) -> None:
    """16 KB of arguments, escaped, are more than a block of a deflate stream holds (RFC 1951 section 3.2.4)."""
    quotes = "'" + '"' * 16_000
    body = get(client, f"verb=ListRecords&resumptionToken={quotes}", GZIP)
    assert len(body) > 0xFFFF
    assert Answer(body).errors == ["badResumptionToken"]
