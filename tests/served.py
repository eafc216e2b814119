"""A site over a real server, at the base IRI it is configured with: real clients follow absolute links."""

import contextlib
import socket
import subprocess
import sys
from collections.abc import Iterator

from tests.conftest import Catalogue


def give_port(catalogue: Catalogue) -> None:
    """Give a catalogue a base IRI with a port the system has free."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        catalogue.configure("127.0.0.1:8000", f"127.0.0.1:{free.getsockname()[1]}")


@contextlib.contextmanager
def served(catalogue: Catalogue) -> Iterator[str]:
    """Serve what is published, and later what is published meanwhile; give the base IRI."""
    base = catalogue.settings.site.base_iri
    port = base.rpartition(":")[2].rstrip("/")
    config = str(catalogue.folder / "resource-ld.toml")
    process = subprocess.Popen(
        [sys.executable, "-m", "resource_ld.cli", "--config", config, "serve", "--no-sparql", "--port", port],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline().startswith("Serving on")
        yield base
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()
