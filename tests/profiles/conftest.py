"""What the tests of profiles share."""

import pytest
from tests.conftest import PROJECT

from resource_ld.vocabulary import load


@pytest.fixture(scope="session")
def type_matches() -> dict[str, list[str]]:
    """The types that come with the program: id → IRIs of other lists that mean the same."""
    vocabulary = load("https://data.example.net/", [PROJECT / "vocab"])
    ids = [each for children in vocabulary.narrower("type").values() for each in children]
    return {each: vocabulary.exact_matches("type", each) for each in ids}


@pytest.fixture(scope="session")
def types(type_matches: dict[str, list[str]]) -> set[str]:
    """The ids of the types that come with the program."""
    return set(type_matches)
