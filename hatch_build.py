"""Builds the query editor into wheels where Node is; without it the page keeps its plain text area."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class EditorHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs npm in `editor/` before a wheel is made; an editable install never does."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make `static/editor.js` when it is not there yet."""
        root = Path(self.root)
        script = root / "src" / "resource_ld" / "web" / "static" / "editor.js"
        npm = shutil.which("npm")
        if version == "editable" or script.exists() or npm is None or not (root / "editor").is_dir():
            return
        for command in (["ci", "--ignore-scripts"], ["run", "build"]):
            done = subprocess.run([npm, *command], cwd=root / "editor", capture_output=True, text=True, check=False)
            if done.returncode:
                self.app.display_warning(f"the query editor could not be built: {done.stderr.strip()[-300:]}")
                return
