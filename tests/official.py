"""The official XSDs, when `../shared/schemas` is there; imports are found in that folder, never on the network."""

from typing import Any

from lxml import etree
from tests.conftest import PROJECT

SCHEMAS = PROJECT.parent / "shared" / "schemas"


class _Local(etree.Resolver):
    def resolve(self, url: str, _pubid: str, context: Any) -> Any:  # type: ignore[override]
        """Return the file an import means: by its last name, beside the others."""
        found = SCHEMAS / url.rpartition("/")[2]
        resolver: Any = self
        return resolver.resolve_filename(str(found), context) if found.exists() else None


def schema(name: str) -> etree.XMLSchema:
    """Return a schema of the folder, such as `oai_dc.xsd`, or one of ours that includes some of it, by its path."""
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local())
    return etree.XMLSchema(etree.parse(SCHEMAS / name, parser))
