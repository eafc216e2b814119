"""Queries that kill engines do not harm the pool; the next query is answered (FACTS 19-24)."""

import contextlib
import ctypes.util
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from resource_ld.errors import QueryError
from resource_ld.formats import RDF_FORMATS, RESULT_FORMATS
from resource_ld.query import Limits, Pool, Query, screen
from resource_ld.release.store import StoreWriter
from resource_ld.terms import curie, literal, ntriples

pytestmark = pytest.mark.slow
DEADLINE = 1.5


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("query") / "store"
    writer = StoreWriter(path)
    some = [
        (f"<http://a.test/{n}>", curie(p), literal(f"text {n}"))
        for n in range(1000)
        for p in ("dcterms:title", "schema:name", "dcterms:description")
    ]
    writer.add(ntriples(some))
    writer.add_graph("<http://a.test/graph>", [("<http://a.test/in>", curie("dcterms:title"), literal("named"))])
    writer.close()
    return path


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    pool = Pool(Limits(deadline=DEADLINE, result=1 << 20, waiting=2))
    yield pool
    pool.close()


def ask(pool: Pool, store: Path, text: str, *, default_graphs: tuple[str, ...] = ()) -> bytes:
    form = screen(text).form
    wanted = RDF_FORMATS[0] if form in ("construct", "describe") else RESULT_FORMATS[0]
    with pool.ask(
        store, Query(text, default_graphs), form=form, wanted=wanted, base_iri="http://a.test/sparql"
    ) as answer:
        return answer.read()


def alive(pool: Pool, store: Path) -> None:
    assert b"true" in ask(pool, store, "ASK { ?s ?p ?o }")


def test_the_four_forms_are_answered(pool: Pool, store: Path) -> None:
    assert b'"3000"' in ask(pool, store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert b"true" in ask(pool, store, "ASK {}")
    assert b"text 7" in ask(pool, store, "CONSTRUCT WHERE { <http://a.test/7> ?p ?o }")
    assert b"text 7" in ask(pool, store, "DESCRIBE <http://a.test/7>")


def test_a_named_graph_is_asked_by_clause_and_by_parameter(pool: Pool, store: Path) -> None:
    assert b"named" in ask(pool, store, "SELECT ?o { GRAPH <http://a.test/graph> { ?s ?p ?o } }")
    assert b"named" in ask(pool, store, "SELECT ?o { ?s ?p ?o }", default_graphs=("http://a.test/graph",))


def test_a_mistake_in_a_query_is_400_and_names_the_place(pool: Pool, store: Path) -> None:
    with pytest.raises(QueryError, match="line 1") as caught:
        ask(pool, store, "SELEC ?s {}")
    assert caught.value.status == 400


CRASHES = ["{" * 2240 + "}" * 2240, "(" * 4736, "!" * 9472, "&&" * 4736]


@pytest.mark.parametrize("middle", CRASHES, ids=["braces", "brackets", "nots", "ands"])
def test_what_kills_the_engine_kills_one_worker(pool: Pool, store: Path, middle: str) -> None:
    text = f"SELECT * {{ {middle} }}" if middle[0] == "{" else f"SELECT * {{ ?s ?p ?o FILTER({middle}true) }}"
    with pytest.raises(QueryError) as caught:
        ask(pool, store, text)
    assert caught.value.status in (400, 504)
    alive(pool, store)


RUNAWAYS = [
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "SELECT DISTINCT ?c ?f { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f) } ORDER BY ?f",
    "SELECT (MAX(CONCAT(?c, ?f, ?i)) AS ?m) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . FILTER NOT EXISTS { ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?f = 'x') } }",
]


@pytest.mark.parametrize("text", RUNAWAYS)
def test_a_runaway_ends_at_the_deadline(pool: Pool, store: Path, text: str) -> None:
    started = time.monotonic()
    with pytest.raises(QueryError) as caught:
        ask(pool, store, text)
    assert caught.value.status in (504, 400, 413)
    assert time.monotonic() - started < DEADLINE + 1
    alive(pool, store)


def test_an_answer_is_complete_or_an_error(pool: Pool, store: Path) -> None:
    with pytest.raises(QueryError, match="longer than 1 MB") as caught:
        ask(pool, store, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert caught.value.status == 413
    alive(pool, store)


def test_answers_that_nobody_takes_do_not_fill_the_disk(store: Path) -> None:
    pool = Pool(Limits(deadline=DEADLINE, result=100_000))
    query = Query("SELECT * { ?s ?p ?o } LIMIT 300")

    def one() -> IO[bytes]:
        return pool.ask(store, query, form="select", wanted=RESULT_FORMATS[0], base_iri="http://a.test/sparql")

    waiting = [one()]
    most = 4 * pool.limits.result // len(waiting[0].read())
    waiting += [one() for _ in range(most - 1)]
    with pytest.raises(QueryError, match="too many long answers") as caught:
        one()
    assert caught.value.status == 503
    for each in waiting:
        each.close()
    one().close()
    pool.close()


def test_when_all_places_are_taken_the_next_is_told_at_once(store: Path) -> None:
    busy = Pool(Limits(deadline=DEADLINE, waiting=0, workers=1))
    errors: list[int] = []

    def runaway() -> None:
        try:
            ask(busy, store, RUNAWAYS[0])
        except QueryError as error:
            errors.append(error.status)

    threads = [threading.Thread(target=runaway) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    busy.close()
    assert sorted(errors) == [503, 503, 503, 504]


def test_workers_that_cannot_start_are_tried_again_after_a_pause(tmp_path: Path) -> None:
    pool = Pool(Limits(deadline=DEADLINE, workers=1))
    for _ in range(4):
        started = time.monotonic()
        with pytest.raises(QueryError, match="cannot start") as caught:
            ask(pool, tmp_path / "store", "ASK {}")
        assert caught.value.status == 503
        assert time.monotonic() - started < 2, "nobody waits for what cannot be"
    StoreWriter(tmp_path / "store").close()
    until = time.monotonic() + 15
    while time.monotonic() < until:
        with contextlib.suppress(QueryError):
            assert b"true" in ask(pool, tmp_path / "store", "ASK {}")
            break
    else:
        pytest.fail("the pool did not recover")
    pool.close()


@pytest.mark.skipif(
    sys.platform != "linux" or ctypes.util.find_library("seccomp") is None,
    reason="seccomp is Linux's; apt-get install libseccomp2",
)
def test_a_query_never_opens_a_connection(pool: Pool, store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        for text in (
            f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ sErViCe#x\n<http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
        ):
            with pytest.raises(QueryError):
                ask(pool, store, text)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_from_reads_no_files(pool: Pool, store: Path) -> None:
    answer = ask(pool, store, "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }")
    assert b"root" not in answer
