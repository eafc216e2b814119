"""The allocator of workers: the one installed is the one they run with, and limits hold with it as without."""

import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import psutil
import pytest
from tests.query.test_pool import alive, ask

from resource_ld.errors import QueryError
from resource_ld.query import Limits, Pool
from resource_ld.query.allocator import KEPT, PACKAGE, environment, environment_with
from resource_ld.release.store import StoreWriter
from resource_ld.terms import curie, literal, ntriples

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a program choose its allocator from outside"),
]
MEGABYTE = 1 << 20
GREEDY = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?c ?f ?i { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } }"


def _installed() -> bool:
    try:
        return bool(metadata.version(PACKAGE))
    except metadata.PackageNotFoundError:
        return False


@pytest.fixture(params=["mimalloc", "the system's"])
def pool(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    """One worker with 256 MB, as where mimalloc is installed and as where it is not."""
    if request.param == "mimalloc":
        if not _installed():
            pytest.skip("mimalloc is not installed: pip install 'resource-ld[fast]'")
    else:
        environment.cache_clear()
        with monkeypatch.context() as nothing_installed:
            nothing_installed.setattr(sys, "path", [])
            assert environment() is None
    pool = Pool(Limits(memory=256 * MEGABYTE, workers=1, deadline=20))
    yield pool
    pool.close()
    environment.cache_clear()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store"
    writer = StoreWriter(path)
    writer.add(ntriples([(f"<http://a.test/{n}>", curie("dcterms:title"), literal(f"text {n}")) for n in range(600)]))
    writer.close()
    return path


def worker(store: Path) -> psutil.Process:
    (found,) = (each for each in psutil.Process().children() if str(store) in each.cmdline())
    return found


@pytest.mark.skipif(not _installed(), reason="mimalloc is not installed: pip install 'resource-ld[fast]'")
def test_a_worker_runs_with_mimalloc_where_it_is_installed(store: Path) -> None:
    pool = Pool(Limits(workers=1))
    try:
        alive(pool, store)
        assert "libmimalloc" in Path(f"/proc/{worker(store).pid}/maps").read_text(encoding="utf-8")
    finally:
        pool.close()
    assert "libmimalloc" not in Path("/proc/self/maps").read_text(encoding="utf-8"), "workers only"


def test_a_query_gets_no_more_memory_than_its_limit(pool: Pool, store: Path) -> None:
    with pytest.raises(QueryError, match="more memory"):
        ask(pool, store, GREEDY)
    alive(pool, store)


def test_memory_is_given_back_after_a_query(pool: Pool, store: Path) -> None:
    alive(pool, store)
    resident = worker(store).memory_info().rss
    few = "SELECT ?a { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(STR(?a)) + STRLEN(STR(?d)) < 45) } ORDER BY ?c ?f LIMIT 3"
    assert ask(pool, store, few)
    alive(pool, store)
    # What the store has read since stays too; a query that took more ends with its worker.
    assert worker(store).memory_info().rss < resident + KEPT + 32 * MEGABYTE


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda whole: whole[: len(whole) // 2],
    "without a library it needs": lambda whole: whole.replace(b"libc.so.6", b"libQ.so.6"),
    "no library": lambda _: b"no library",
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_library_is_left_alone(how: str, tmp_path: Path) -> None:
    """Preloaded all the same, it would end every worker, and the server with them."""
    if not _installed():
        pytest.skip("mimalloc is not installed: pip install 'resource-ld[fast]'")
    found = environment()
    assert found is not None
    whole, broken = Path(found["LD_PRELOAD"].split()[0]).read_bytes(), tmp_path / "libmimalloc.so.3"
    broken.write_bytes(BROKEN[how](whole))
    assert environment_with(broken) is None
    broken.write_bytes(whole)
    assert environment_with(broken) is not None


def test_what_one_query_took_no_other_lacks(pool: Pool, store: Path) -> None:
    """Address space that an allocator keeps counts as taken: the next query may take as much again all the same."""
    large = "SELECT (STRLEN(GROUP_CONCAT(CONCAT(STR(?a), STR(?a)))) AS ?l) { ?a ?b ?c . { SELECT ?d { ?d ?e ?f } LIMIT 300 } }"
    many = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?a ?c ?d { ?a ?b ?c . ?d ?e ?f } }"
    first = ask(pool, store, large)
    for _ in range(5):
        ask(pool, store, many)
        assert ask(pool, store, large) == first


def test_the_environment_is_that_of_this_process_and_little_more(monkeypatch: pytest.MonkeyPatch) -> None:
    if not _installed():
        pytest.skip("mimalloc is not installed: pip install 'resource-ld[fast]'")
    monkeypatch.setenv("LD_PRELOAD", "libother.so")
    environment.cache_clear()
    try:
        found = environment()
        assert found is not None
        library, other = found["LD_PRELOAD"].split()
        assert Path(library).exists()
        assert other == "libother.so"
        assert {name for name in found if name.startswith("MIMALLOC")} == {
            "MIMALLOC_ARENA_RESERVE",
            "MIMALLOC_ARENA_EAGER_COMMIT",
        }
    finally:
        environment.cache_clear()
