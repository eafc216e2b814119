"""`serve --watch`: publishes when the catalogue changes; on failure the old release goes on being served."""

import subprocess
import sys
import threading
from pathlib import Path

import click

from resource_ld.config import Settings

EVERY = 1.0
"""Seconds between looks at the files."""


class Watcher:
    """Looks at the catalogue files and the configuration; publishes in a process of its own, so that pages stay quick."""

    def __init__(self, settings: Settings, config: Path, data_dir: Path) -> None:
        self._paths = [config, *(settings.root / each.path for each in settings.catalogues)]
        self._command = [
            sys.executable,
            "-m",
            "resource_ld.cli",
            "--config",
            str(config),
            "--data-dir",
            str(data_dir),
            "publish",
            "--preview",
        ]
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End after the publication that may be running."""
        self._stop.set()
        self._thread.join()

    def _seen(self) -> list[tuple[int, int]]:
        # A file being saved may be away for a moment; it counts as changed when it is back.
        return [(each.stat().st_mtime_ns, each.stat().st_size) if each.exists() else (0, 0) for each in self._paths]

    def _run(self) -> None:
        last = self._seen()
        while not self._stop.wait(EVERY):
            seen = self._seen()
            if seen != last and (0, 0) not in seen:
                last = seen
                done = subprocess.run(
                    self._command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
                )
                click.echo((done.stdout + done.stderr).rstrip() or "Nothing changed")
                if done.returncode == 2:
                    click.echo("The site stays as it was.")
