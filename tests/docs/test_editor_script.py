"""The query editor's script: made when its source changes, and its licences go wherever it goes."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from tests.conftest import PROJECT

EDITOR = PROJECT / "editor"
METAFILE = EDITOR / "node_modules" / "metafile.json"
SCRIPT = PROJECT / "src" / "resource_ld" / "web" / "static" / "editor.js"
needs_npm = pytest.mark.skipif(shutil.which("npm") is None, reason="no npm: install Node 20 or later")
built = pytest.mark.skipif(
    not (METAFILE.exists() and SCRIPT.exists()),
    reason="the editor is not built: install Node 20 or later, then make editor",
)


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PROJECT))
    import hatch_build

    return hatch_build


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a project whose editor is made by npm from a source of one line."""
    (tmp_path / "editor").mkdir()
    (tmp_path / "src/resource_ld/web/static").mkdir(parents=True)
    package = {"name": "small", "version": "1.0.0", "scripts": {"build": f"cp main.js ../{script('')}"}}
    lock = {"name": "small", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "small"}}}
    (tmp_path / "editor/package.json").write_text(json.dumps(package))
    (tmp_path / "editor/package-lock.json").write_text(json.dumps(lock))
    (tmp_path / "editor/main.js").write_text("new")
    return tmp_path


def script(clone: Path | str) -> Path:
    return Path(clone) / SCRIPT.relative_to(PROJECT)


def put(clone: Path, *, age: int) -> None:
    """Put a script there that is so many seconds older than its source."""
    script(clone).write_text("old")
    changed = (clone / "editor/main.js").stat().st_mtime - age
    os.utime(script(clone), (changed, changed))


def build(hook: ModuleType, clone: Path) -> None:
    hook.EditorHook(str(clone), {}, None, None, str(clone), "wheel").initialize("standard", {})


@pytest.mark.slow
@needs_npm
def test_a_wheel_has_the_script_of_the_source_as_it_is(hook: ModuleType, clone: Path) -> None:
    build(hook, clone)
    assert script(clone).read_text() == "new"
    put(clone, age=60)
    build(hook, clone)
    assert script(clone).read_text() == "new"


def test_a_script_younger_than_its_source_stays(hook: ModuleType, clone: Path) -> None:
    put(clone, age=-60)
    build(hook, clone)
    assert script(clone).read_text() == "old"


@pytest.mark.parametrize(("older", "said"), [(False, "the page has a plain text area"), (True, "an older one is in the wheel")])  # fmt: skip
def test_without_npm_a_wheel_says_what_it_lacks(
    hook: ModuleType, clone: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], older: bool, said: str
) -> None:  # fmt: skip
    if older:
        put(clone, age=60)
    monkeypatch.setenv("PATH", "")
    build(hook, clone)
    out, err = capfd.readouterr()
    assert "there is no npm (install Node 20 or later)" in out + err
    assert said in out + err


@pytest.mark.slow
@needs_npm
def test_a_build_that_fails_is_said(hook: ModuleType, clone: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (clone / "editor/main.js").unlink()
    build(hook, clone)
    assert "The query editor is not built: " in "".join(capfd.readouterr())


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("make") is None, reason="no make")
def test_make_serve_builds_the_editor() -> None:
    done = subprocess.run(["make", "-n", "serve"], cwd=PROJECT, capture_output=True, text=True, check=True)
    before, serving = done.stdout.index("npm run --silent build"), done.stdout.index("resource-ld.toml serve")
    assert before < serving


@built
def test_every_package_in_the_script_is_named_with_its_copyright() -> None:
    inputs = next(iter(json.loads(METAFILE.read_text())["outputs"].values()))["inputs"]
    found = (
        re.match(r"node_modules/((?:@[^/]+/)?[^/]+)/", path) for path, each in inputs.items() if each["bytesInOutput"]
    )
    packages = {each[1] for each in found if each}
    assert len(packages) > 10
    said = (EDITOR / "LICENSES.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^- `(.+?)`: Copyright", said, re.MULTILINE)) == packages
    for each in packages:
        licence = (EDITOR / "node_modules" / each / "LICENSE").read_text(encoding="utf-8")
        copyright_line = next(line for line in licence.splitlines() if line.startswith("Copyright"))
        assert f"- `{each}`: {copyright_line}" in said
        assert (
            licence[licence.index("Permission is hereby") :].split()
            == said[said.index("Permission is hereby") :].split()
        )


@built
def test_the_script_itself_carries_the_licences() -> None:
    assert (EDITOR / "LICENSES.md").read_text(encoding="utf-8") in SCRIPT.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_wheel_carries_the_licences_of_the_script(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)],
        cwd=PROJECT, env={**os.environ, "HATCH_BUILD_NO_HOOKS": "true"}, capture_output=True, check=True,
    )  # fmt: skip
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        name = next(each for each in wheel.namelist() if each.endswith(".dist-info/licenses/editor/LICENSES.md"))
        assert wheel.read(name) == (EDITOR / "LICENSES.md").read_bytes()
