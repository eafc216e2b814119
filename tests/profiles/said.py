"""What a document of a profile says, for tests that ask whether anything is missing."""

from typing import Any

from lxml import etree
from tests.profiles.test_profiles import of

from resource_ld.model import LangText, Resource, Value
from resource_ld.profiles import profile_of

NAMESPACES = {
    "datacite": "http://datacite.org/schema/kernel-4", "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
    "edm": "http://www.europeana.eu/schemas/edm/", "marc": "http://www.loc.gov/MARC21/slim", "mods": "http://www.loc.gov/mods/v3",
    "oaire": "http://namespace.openaire.eu/schema/oaire/", "ore": "http://www.openarchives.org/ore/terms/", "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "skos": "http://www.w3.org/2004/02/skos/core#", "xlink": "http://www.w3.org/1999/xlink",
}  # fmt: skip


class Said:
    """A resource in a profile, asked by XPath."""

    def __init__(self, token: str, resource: Resource) -> None:
        profile = profile_of(token)
        assert profile is not None
        self.lacks = profile.lacks(of(resource))
        self.bytes = profile.write(of(resource), profile.formats[0])
        self._root = etree.fromstring(self.bytes)

    def __call__(self, path: str) -> list[str]:
        """Return the texts (or attributes) a path finds, in order."""
        found: Any = self._root.xpath(path, namespaces=NAMESPACES)
        return [each if isinstance(each, str) else each.text or "" for each in found]


def lacks(token: str, resource: Resource) -> tuple[str, ...]:
    """Return what a profile says a resource lacks."""
    profile = profile_of(token)
    assert profile is not None
    return profile.lacks(of(resource))


def without(resource: Resource, *names: str) -> Resource:
    """Return a resource without some fields."""
    return Resource(resource.id, {name: each for name, each in resource.values.items() if name not in names})


def titled(**values: Value | tuple[Value, ...]) -> Resource:
    """Return a resource of a title and what else is given."""
    given = {name: each if isinstance(each, tuple) else (each,) for name, each in values.items()}
    return Resource("r1", {"title": (LangText("A title", "en"),), **given})
