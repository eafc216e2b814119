"""The README's tour, run as written; and what the documents promise exists."""

import re
import shutil
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from resource_ld.cli import commands
from resource_ld.query import Limits
from resource_ld.query.service_description import limits_of
from resource_ld.readers import spreadsheet, table
from resource_ld.readers.json_records import DEPTH
from resource_ld.web import ROUTES

PROJECT = Path(__file__).resolve().parents[2]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)


def test_the_readme_names_the_two_commands_and_they_exist() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    for target in ("serve", "test", "quick", "prove", "bench"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    assert "make serve" in README
    assert "make test" in README


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "resource_ld.cli", "demo", "--port", port],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert any("Serving on" in line for line in iter(process.stdout.readline, ""))
    yield tmp_path / "resource-ld-demo", port
    children = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    process.wait(timeout=10)
    for child in children:
        if child.is_running():
            child.kill()
    process.stdout.close()


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("sha256sum") is None or shutil.which("curl") is None,
    reason="the tour uses curl and sha256sum: apt-get install curl coreutils",
)
def test_the_tour_answers_what_it_shows(demo: tuple[Path, str]) -> None:
    folder, port = demo
    assert len(BLOCKS) == 5
    for block in BLOCKS:
        script = block.replace("127.0.0.1:8000", f"127.0.0.1:{port}").replace(
            "resource-ld publish", f"{sys.executable} -m resource_ld.cli publish"
        )
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        for expected in re.findall(r"^# → (.*)$", block, re.MULTILINE):
            assert expected in done.stdout, (expected, done.stdout[-2000:])


def test_every_link_of_the_documents_leads_somewhere() -> None:
    for document in (PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), (document.name, target)


def test_every_command_named_in_the_documents_exists() -> None:
    documents = "".join(
        each.read_text(encoding="utf-8") for each in (PROJECT / "README.md", *(PROJECT / "docs").glob("*.md"))
    )
    assert set(re.findall(r"resource-ld ([a-z]+)\b", documents)) - {"serve"} <= set(commands.commands)


def test_the_limits_of_the_documents_are_those_of_the_code() -> None:
    reading = (PROJECT / "docs/reading-files.md").read_text(encoding="utf-8")
    for shown in (
        f"{table.CELL_LIMIT:,}",
        f"| {DEPTH} |",
        f"{spreadsheet.UNPACKED >> 20} MB",
        f"{spreadsheet.CELLS:,}",
    ):
        assert shown in reading
    sparql = (PROJECT / "docs/sparql.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)`[^|]*\| (\d+)", sparql, re.MULTILINE)
    assert dict(listed) == {
        name: f"{value:g}" if value < 1000 else str(value) for name, value in limits_of(Limits()).items()
    }


def test_every_documented_route_is_there() -> None:
    rules = {rule for rule, _ in ROUTES}
    for path in (
        "/resource/<name>",
        "/agent/<name>",
        "/vocab/<scheme>/<name>",
        "/catalog",
        "/sparql",
        "/dumps/latest.json",
        "/changes/feed.atom",
        "/sitemap.xml",
        "/health",
        "/.well-known/void",
    ):
        assert path in rules


def test_the_shipped_configurations_are_read() -> None:
    from resource_ld.config import parse

    for path in (PROJECT / "data/resource-ld.toml", *(PROJECT / "examples").rglob("*.toml")):
        tomllib.loads(path.read_text(encoding="utf-8"))
        assert parse(path.read_text(encoding="utf-8"), root=path.parent).site.title


@pytest.mark.slow
def test_the_wheel_carries_shapes_vocabularies_and_the_example(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path), str(PROJECT)],
        check=True,
        capture_output=True,
    )
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    python = next(
        each for each in (tmp_path / "venv/bin/python", tmp_path / "venv/Scripts/python.exe") if each.exists()
    )
    wheel = next(tmp_path.glob("*.whl"))
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", str(wheel)], check=True)
    done = subprocess.run(
        [str(python), "-m", "resource_ld.cli", "demo", "--no-serve"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Release 1: 9 resources" in done.stdout
