"""`serve --watch` publishes what changes and survives what cannot be published."""

import subprocess
import sys

import psutil
import pytest
from tests.conftest import Catalogue


@pytest.mark.slow
def test_a_change_is_published_and_a_mistake_leaves_the_site_up(catalogue: Catalogue) -> None:
    catalogue.publish()
    arguments = [
        sys.executable,
        "-u",
        "-m",
        "resource_ld.cli",
        "--config",
        str(catalogue.folder / "resource-ld.toml"),
        "serve",
        "--port",
        "0",
        "--watch",
    ]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines = iter(process.stdout.readline, "")
    assert any("Serving on" in line for line in lines)
    catalogue.edit("Identificaction", "Identification")
    assert any("Release 2" in line for line in lines)
    catalogue.edit("Title,Description", "Titel,Description")
    assert any("The site stays as it was." in line for line in lines)
    assert catalogue.releases.current().number == 2
    children = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    process.wait(timeout=10)
    for child in children:
        if child.is_running():
            child.kill()
    process.stdout.close()
