"""Whatever interrupts a publication, the site is the old release or the new one, whole (invariant 6)."""

import contextlib
import json
import os
import random
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from tests.conftest import Catalogue

from resource_ld.errors import ReleaseError
from resource_ld.release.current import Releases
from resource_ld.release.index import Index
from resource_ld.release.manifest import file_digest, parse_instant
from resource_ld.release.platform import publisher_lock
from resource_ld.release.store import read_default_graph

PUBLISH = ["-m", "resource_ld.cli", "publish", "--preview", "--confirm-removals"]


def start_publishing(catalogue: Catalogue) -> subprocess.Popen[bytes]:
    config = str(catalogue.folder / "resource-ld.toml")
    arguments = [sys.executable, *PUBLISH[:2], "--config", config, *PUBLISH[2:]]
    return subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def whole(data_dir: Path) -> int:
    """Assert that the current release is complete and return its number."""
    release = Releases(data_dir).current()
    for name, (digest, size) in release.manifest.files.items():
        if not name.startswith("store/"):
            assert file_digest(release.path / name) == (digest, size), name
    index = Index(release.path / "index.sqlite")
    described = {
        line for each in index.entries("resource", state="published") for line in each.description.splitlines()
    }
    index.close()
    stored = {f"{s} {p} {o} ." for s, p, o in read_default_graph(release.store)}
    assert described <= stored
    assert release.manifest.counts["resources"] == 9
    return release.number


def change(catalogue: Catalogue, number: int) -> None:
    lines = catalogue.csv.read_text(encoding="utf-8")
    catalogue.csv.write_text(
        lines.replace(",2008,", f",{2010 + number % 10},").replace(
            f",{2010 + (number - 1) % 10},\n", f",{2010 + number % 10},\n"
        ),
        encoding="utf-8",
        newline="",
    )


def kill_at_random(catalogue: Catalogue, times: int, seed: int) -> None:
    catalogue.publish()
    chance = random.Random(seed)
    started = time.monotonic()
    process = start_publishing(catalogue)
    assert process.wait() == 0
    process.communicate()
    length = time.monotonic() - started
    survived = 0
    for number in range(times):
        before = whole(catalogue.data_dir)
        change(catalogue, number)
        process = start_publishing(catalogue)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=chance.uniform(0.35, 1.0) * length)
        process.kill()
        process.communicate()
        assert whole(catalogue.data_dir) in (before, before + 1)
        survived += 1
    assert survived == times
    process = start_publishing(catalogue)
    assert process.wait() == 0
    process.communicate()
    whole(catalogue.data_dir)


@pytest.mark.slow
def test_killed_at_random_instants_the_site_is_old_or_new(catalogue: Catalogue) -> None:
    kill_at_random(catalogue, 25, seed=20260105)


@pytest.mark.prove
def test_killed_at_two_hundred_random_instants_the_site_is_old_or_new(catalogue: Catalogue) -> None:
    kill_at_random(catalogue, 200, seed=7)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_FSIZE stands for a full disk on Linux only")
def test_a_full_disk_leaves_the_old_release(catalogue: Catalogue) -> None:
    catalogue.publish()
    change(catalogue, 0)
    config = str(catalogue.folder / "resource-ld.toml")
    for limit in (1 << 14, 1 << 16, 1 << 18):
        program = (
            "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
            f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); "
            f"sys.argv = ['resource-ld', '--config', {config!r}, 'publish', '--preview']; from resource_ld.cli import main; main()"
        )
        process = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
        )
        assert process.returncode != 0
        assert "Traceback" not in process.stderr, process.stderr
        assert whole(catalogue.data_dir) == 1
    again = start_publishing(catalogue)
    assert again.wait() == 0
    again.communicate()
    assert whole(catalogue.data_dir) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no folder that may not be written to in this sense")
def test_a_folder_that_cannot_be_written_is_one_line(catalogue: Catalogue) -> None:
    (catalogue.folder / "in-the-way").write_text("a file", encoding="utf-8")
    catalogue.data_dir.parent.joinpath(".resource-ld").write_text("a file", encoding="utf-8")
    with pytest.raises(ReleaseError, match="cannot be written"):
        catalogue.publish()


@pytest.mark.skipif(
    sys.platform == "win32" or os.getuid() == 0, reason="root may write everywhere; run the tests as another user"
)
def test_a_read_only_directory_is_one_line(catalogue: Catalogue) -> None:
    catalogue.data_dir.mkdir(mode=0o500)
    with pytest.raises(ReleaseError, match="cannot be written"):
        catalogue.publish()


def test_a_second_publisher_is_told_to_wait(catalogue: Catalogue) -> None:
    with publisher_lock(catalogue.data_dir), pytest.raises(ReleaseError, match="another publish is running"):
        catalogue.publish()
    assert catalogue.publish().release == 1


@pytest.fixture
def served(catalogue: Catalogue) -> Iterator[str]:
    catalogue.publish()
    config = str(catalogue.folder / "resource-ld.toml")
    process = subprocess.Popen(
        [sys.executable, "-m", "resource_ld.cli", "--config", config, "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    yield line.split()[2].rstrip("/")
    children = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    process.wait(timeout=10)
    for child in children:
        if child.is_running():
            child.kill()
    process.stdout.close()


def get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=20) as answer:
        body: bytes = answer.read()
        return body


def read_always(addresses: list[str], failures: list[str], done: threading.Event) -> None:
    while not done.is_set():
        for each in addresses:
            try:
                if b"dcterms:title" not in get(each):
                    failures.append(f"{each} is not whole")
            except OSError as error:
                failures.append(f"{each}: {error}")


def harvest(served: str, harvested: dict[str, int], done: threading.Event) -> None:
    """Ask every second for what changed since the last datestamp seen, and once more at the end: id → release."""
    since = "2000-01-01T00:00:00Z"
    while True:
        last = done.wait(1)
        for line in get(f"{served}/changes/?since={since}").decode().splitlines():
            said = json.loads(line)
            harvested[said["id"]] = said["release"]
            since = max(since, said["datestamp"])
        if last:
            return


@pytest.mark.slow
def test_readers_during_publications_see_whole_releases_and_lose_nothing(catalogue: Catalogue, served: str) -> None:
    """A reader asks all the time, a harvester polls for changes with the datestamp it last saw."""
    failures: list[str] = []
    harvested: dict[str, int] = {}
    done = threading.Event()
    addresses = [f"{served}/resource/{each}.ttl" for each in catalogue.ids().values()]
    threads = [
        threading.Thread(target=read_always, args=(addresses, failures, done)),
        threading.Thread(target=harvest, args=(served, harvested, done)),
    ]
    for thread in threads:
        thread.start()
    for number in range(6):
        change(catalogue, number)
        process = start_publishing(catalogue)
        assert process.wait() == 0, process.communicate()
        process.communicate()
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []
    releases = Releases(catalogue.data_dir)
    published = {
        json.loads(line)["id"]: number
        for number in range(1, releases.current().number + 1)
        for line in (catalogue.data_dir / "changes" / str(number) / "changes.ndjson")
        .read_text(encoding="utf-8")
        .splitlines()
    }
    assert releases.current().number == 7
    assert harvested == published


def test_a_datestamp_is_never_before_the_release_became_current(catalogue: Catalogue) -> None:
    catalogue.publish()
    manifest = catalogue.releases.current().manifest
    assert parse_instant(manifest.committed_at) >= catalogue.now.replace(microsecond=0)
    assert manifest.commits["1"] == manifest.committed_at


def test_a_slow_switch_is_stamped_again(catalogue: Catalogue) -> None:
    from datetime import timedelta

    from resource_ld.release.publish import Options, publish

    ticks = iter([0, 1, 60, 61, 61, 61, 62, 62, 62])
    start = catalogue.now
    instants = []

    def clock() -> object:
        instants.append(start + timedelta(seconds=next(ticks)))
        return instants[-1]

    publish(catalogue.settings, catalogue.data_dir, Options(preview=True, clock=clock))  # type: ignore[arg-type]
    manifest = catalogue.releases.current().manifest
    assert parse_instant(manifest.committed_at) >= start + timedelta(seconds=60)
