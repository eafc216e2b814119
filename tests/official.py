"""The official XSDs, when `../shared/schemas` is there; imports are found in that folder, never on the network."""

from pathlib import Path
from typing import Any

from lxml import etree
from tests.conftest import PROJECT

SCHEMAS = PROJECT.parent / "shared" / "schemas"


class _Local(etree.Resolver):
    """Finds what a schema imports: where it says, else by its last name beside the schema, else among all.

    Beside comes first: `edm/` and `openaire/` have files of their own under the names of others.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def resolve(self, url: str, _pubid: str, context: Any) -> Any:  # type: ignore[override]
        """Return the file an import means, or None, which lxml without a network cannot open."""
        name = url.rpartition("/")[2]
        places = (Path(url.removeprefix("file://")), self._folder / name, SCHEMAS / name)
        resolver: Any = self
        found = next((each for each in places if each.is_file()), None)
        return resolver.resolve_filename(str(found), context) if found else None


def schema(name: str) -> etree.XMLSchema:
    """Return a schema of the folder, such as `oai_dc.xsd` or `edm/EDM.xsd`, or one of ours that includes some, by its path."""
    path = SCHEMAS / name
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local(path.parent))
    tree = etree.parse(path, parser)
    if name == "mods-3-8.xsd":
        _mend(tree)
    return etree.XMLSchema(tree)


def _mend(mods: Any) -> None:
    """Take out what MODS 3.8 says twice: `accessCondition` has the attributes ID and IDREF from the type it extends too.

    XML Schema forbids that (section 3.4.6, ct-props-correct.4), so libxml2 refuses the whole file.
    """
    [twice] = mods.xpath(
        "//xs:complexType[@name='accessConditionDefinition']//xs:attributeGroup[@ref='IDAttributeGroup']",
        namespaces={"xs": "http://www.w3.org/2001/XMLSchema"},
    )
    twice.getparent().remove(twice)
