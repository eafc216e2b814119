"""What the tests of profiles share."""

import pytest
from tests.conftest import PROJECT

from resource_ld.vocabulary import load


@pytest.fixture(scope="session")
def types() -> set[str]:
    """The ids of the types that come with the program."""
    tree = load("https://data.example.net/", [PROJECT / "vocab"]).narrower("type")
    return {each for children in tree.values() for each in children}
