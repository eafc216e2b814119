"""A site with everything a door can tell, served over HTTP; what it answers can be tampered with on its way."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from wsgiref.types import WSGIApplication

import pytest
from tests.conftest import Catalogue
from tests.edits import drop
from tests.verification.tampering import Tampered
from werkzeug.serving import WSGIRequestHandler, make_server

from resource_ld.harvest.repository import Harvesting
from resource_ld.release.decisions import merge, withdraw
from resource_ld.web import create_app

RICH = {
    "id": "rich", "title": 'A rich record \u007f \\ "said"\tof\nmany parts', "description": "All a record may have, é and 𝄞 too.",
    "creator": ["Doe, Jane", "IOM"], "publisher": "IOM", "issued": "2024-05-01", "type": "book", "doi": "10.1234/abcd",
    "url": "https://example.net/rich", "file": "https://example.net/rich.pdf", "license": "cc-by-4.0", "language": "en",
}  # fmt: skip


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log nothing."""


@contextmanager
def serving(app: WSGIApplication) -> Iterator[Tampered]:
    """Serve an application on a port of the system's choice."""
    wrapped = Tampered(app)
    server = make_server("127.0.0.1", 0, wrapped, threaded=True, request_handler=_Quiet)
    wrapped.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield wrapped
    server.shutdown()
    server.server_close()
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def eventful(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The example with a rich record, after four releases: a row changed, another gone, one withdrawn, one merged."""
    catalogue = Catalogue(tmp_path_factory.mktemp("eventful"))
    (catalogue.folder / "rich.json").write_text(json.dumps([RICH]), encoding="utf-8")
    with (catalogue.folder / "resource-ld.toml").open("a", encoding="utf-8") as file:
        columns = "".join(f"{each} = {each!r}\n" for each in RICH)
        file.write(f'\n[[catalogue]]\npath = "rich.json"\n[catalogue.columns]\n{columns}')
    catalogue.publish()
    catalogue.edit("The manual goes through", "The manual walks through")
    catalogue.publish()
    drop(catalogue, "Code 8.7 Conference Report")
    catalogue.publish(confirm_removals=True)
    ids = living(catalogue)
    withdraw(catalogue.settings, catalogue.data_dir, ids[0], "asked for")
    merge(catalogue.settings, catalogue.data_dir, ids[1], ids[2])
    catalogue.publish(confirm_removals=True)
    return catalogue


def living(catalogue: Catalogue) -> list[str]:
    """Return the ids of what is published, but the rich record."""
    return sorted(each for each in catalogue.ids().values() if each != "rich")


@pytest.fixture(scope="session")
def withdrawn(eventful: Catalogue) -> str:
    """The id of the withdrawn record."""
    entries = eventful.releases.current().index.entries("resource", state="withdrawn")
    return next(each.id for each in entries)


@pytest.fixture(scope="session")
def site(eventful: Catalogue) -> Iterator[Tampered]:
    """The site, in lists of four records, served at an address that is not its base IRI: its links must be followed there."""
    app = create_app(eventful.data_dir, harvesting=Harvesting(page_size=4))
    with serving(app) as wrapped:
        yield wrapped
    app.extensions["resource_ld"].pool.close()
