"""Builds the query editor into wheels where Node is; without it the page keeps its plain text area."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SCRIPT = Path("src", "resource_ld", "web", "static", "editor.js")


class EditorHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs npm in `editor/` before a wheel is made; an editable install never does."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make `static/editor.js` when it is not there or older than its source; say so when that cannot be done."""
        root = Path(self.root)
        if version == "editable" or not is_stale(root):
            return
        problem = _build(root / "editor")
        if problem:
            left = "an older one is in the wheel" if (root / SCRIPT).exists() else "the page has a plain text area"
            self.app.display_warning(f"The query editor is not built: {problem}; {left}.")


def is_stale(root: Path) -> bool:
    """Return whether the script is missing or older than a file it is made from, as `make editor` sees it."""
    sources = [each.stat().st_mtime for each in (root / "editor").glob("*.js*")]
    script = root / SCRIPT
    return bool(sources) and (not script.exists() or max(sources) > script.stat().st_mtime)


def _build(editor: Path) -> str:
    """Return what went wrong; empty when the script was made."""
    npm = shutil.which("npm")
    if npm is None:
        return "there is no npm (install Node 20 or later)"
    for command in (["ci", "--ignore-scripts", "--cache", ".npm-cache"], ["run", "build"]):
        done = subprocess.run([npm, *command], cwd=editor, capture_output=True, text=True, check=False)
        if done.returncode:
            return done.stderr.strip()[-300:]
    return ""
