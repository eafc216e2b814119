"""The example catalogue, published once; copies of it for tests that change it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from resource_ld.config import Settings, load
from resource_ld.release.current import Releases
from resource_ld.release.preview import Preview
from resource_ld.release.publish import Options, Outcome, publish
from resource_ld.web import create_app

PROJECT = Path(__file__).resolve().parent.parent
EXAMPLE = PROJECT / "data"
PUBLISHING = ("cli", "corpora", "faults", "harvest", "profiles", "release", "verification", "web")
"""Folders whose tests publish or serve: each takes a second or so, and there are hundreds."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave those tests out of `make quick`."""
    for each in items:
        if each.path.parent.name in PUBLISHING and each.path.is_relative_to(PROJECT / "tests"):
            each.add_marker(pytest.mark.slow)


class Catalogue:
    """A copy of the example catalogue in a folder of its own, published with a clock of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data_dir = folder / ".resource-ld"
        for name in ("resource-ld.toml", "capacity-building.csv"):
            shutil.copy(EXAMPLE / name, folder / name)
        self.now = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)

    @property
    def csv(self) -> Path:
        return self.folder / "capacity-building.csv"

    @property
    def register(self) -> Path:
        return self.folder / "capacity-building.ids.csv"

    @property
    def settings(self) -> Settings:
        return load(self.folder / "resource-ld.toml")

    def edit(self, old: str, new: str, *, count: int = 1) -> None:
        text = self.csv.read_text(encoding="utf-8")
        assert old in text
        self.csv.write_text(text.replace(old, new, count), encoding="utf-8", newline="")

    def configure(self, old: str, new: str) -> None:
        path = self.folder / "resource-ld.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def tick(self) -> datetime:
        self.now += timedelta(milliseconds=300)
        return self.now

    def publish(
        self, *, confirm_removals: bool = False, confirm: bool = False, validate: bool = True,
        announce: Callable[[Preview], None] | None = None,
    ) -> Outcome:  # fmt: skip
        self.now += timedelta(hours=1)
        options = Options(
            preview=True, confirm_removals=confirm_removals, confirm=confirm, validate=validate, clock=self.tick,
            announce=announce,
        )  # fmt: skip
        return publish(self.settings, self.data_dir, options)

    @property
    def releases(self) -> Releases:
        return Releases(self.data_dir)

    def ids(self) -> dict[str, str]:
        """Return title → id of what is published."""
        index = self.releases.current().index
        return {each.page_facts()["titles"][0][0]: each.id for each in index.entries("resource", state="published")}


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path)


@pytest.fixture
def make_client() -> Iterator[Callable[[Catalogue], FlaskClient]]:
    apps = []

    def make(catalogue: Catalogue) -> FlaskClient:
        app = create_app(catalogue.data_dir)
        apps.append(app)
        return app.test_client()

    yield make
    for app in apps:
        app.extensions["resource_ld"].pool.close()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The example, published; not to be changed."""
    catalogue = Catalogue(tmp_path_factory.mktemp("published"))
    catalogue.publish()
    return catalogue


@pytest.fixture(scope="session")
def client(published: Catalogue) -> Iterator[FlaskClient]:
    app = create_app(published.data_dir)
    yield app.test_client()
    app.extensions["resource_ld"].pool.close()
