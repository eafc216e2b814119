"""XML schemas of others, from a folder: a document is checked by those it names (XML Schema part 1, section 4.3.2).

Nothing is fetched: what a document or a schema refers to is looked for in the folder by the last part of its address.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from resource_ld.errors import DoorError

_XS = "{http://www.w3.org/2001/XMLSchema}"
_LOCATIONS: Any = etree.XPath(
    "//@xsi:schemaLocation", namespaces={"xsi": "http://www.w3.org/2001/XMLSchema-instance"}, smart_strings=False
)
_SPACES: Any = etree.XPath("//namespace::*", smart_strings=False)
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"
"""RDF/XML cannot be described by an XML schema (RDF 1.1 XML Syntax, section 1); files that seem to mean other documents."""
_UNKNOWN = "No matching global element declaration available, but demanded by the strict wildcard"
_SINCE = "Element '{http://www.openarchives.org/rs/terms/}md', attribute 'datetime'"
"""ResourceSync 1.1 of 2017 has it (section 12.1); its schema is of 2013."""
_TWICE = re.compile(r'(name="accessConditionDefinition".*?)<xs:attributeGroup ref="IDAttributeGroup"\s*/>', re.DOTALL)
"""MODS 3.8 says attributes of `accessCondition` twice, which XML Schema forbids (part 1, ct-props-correct.4)."""
SHOWN = 3
"""Errors of a document that are told; one cause has many."""


@dataclass(frozen=True, slots=True)
class Invalid:
    """A document that its schema does not allow, and why."""

    address: str
    why: str


class Schemas:
    """Checks documents: `invalid` are those that failed, `checked` is how many were looked at.

    `unused` says of schemas that documents name, by file, why they could not be used.
    """

    def __init__(self, folder: Path) -> None:
        self._files: dict[str, list[Path]] = {}
        self._declaring: dict[str, list[Path]] = {}
        self._spaces: dict[Path, str] = {}
        self._built: dict[frozenset[tuple[str, Path]], etree.XMLSchema | None] = {}
        self.checked = 0
        self.invalid: list[Invalid] = []
        self.unused: dict[str, str] = {}
        for path in sorted(folder.rglob("*.xsd")):
            self._learn(path)
        if not self._files:
            raise DoorError(
                "there is no XML schema", where=str(folder), mend="Name the folder that holds the .xsd files."
            )

    def _learn(self, path: Path) -> None:
        try:
            root = etree.parse(path, _parser()).getroot()
        except (etree.XMLSyntaxError, OSError):
            self.unused[path.name] = "it is no XML that can be read"
            return
        space = root.get("targetNamespace", "")
        self._spaces[path] = space
        self._files.setdefault(path.name, []).append(path)
        for each in root.findall(f"{_XS}element"):
            self._declaring.setdefault(f"{{{space}}}{each.get('name')}", []).append(path)

    def look(self, address: str, body: bytes) -> None:
        """Check a document, if the folder has the schema of its root."""
        try:
            root = etree.fromstring(body, _parser())
        except etree.XMLSyntaxError:
            return
        tree: Any = root.getroottree()
        if tree.docinfo.doctype:
            # Whoever reads it says so, as of what is no XML.
            return
        chosen = self._usable(self._named(root) or self._by_root(root))
        schema = self._build(frozenset(chosen.items()))
        if schema is None or etree.QName(root).namespace not in chosen:
            return
        self.checked += 1
        if not schema.validate(root):
            self.invalid += [Invalid(address, each) for each in _errors(schema, chosen)]

    def _named(self, root: Any) -> dict[str, Path]:
        """Return namespace → file of the schemas that a document names."""
        found: dict[str, Path] = {}
        for said in _LOCATIONS(root):
            words = said.split()
            for space, address in zip(words[::2], words[1::2], strict=False):
                name = address.rpartition("/")[2]
                files = [each for each in self._files.get(name, ()) if self._spaces[each] == space]
                if files:
                    found.setdefault(space, files[0])
                else:
                    self.unused.setdefault(name, "it is not in the folder")
        return found

    def _by_root(self, root: Any) -> dict[str, Path]:
        """Return the same for a document that names none, such as a sitemap: by its root and the namespaces in it."""
        files = self._declaring.get(root.tag, [])
        if len(files) != 1 or root.tag == _RDF:
            return {}
        found = {self._spaces[files[0]]: files[0]}
        for _, space in _SPACES(root):
            having = [each for each, target in self._spaces.items() if target == space]
            if len(having) == 1:
                found.setdefault(space, having[0])
        return found

    def _usable(self, chosen: Mapping[str, Path]) -> dict[str, Path]:
        """Return the schemas that can be used; the others are named."""
        return {space: path for space, path in chosen.items() if self._build(frozenset({(space, path)})) is not None}

    def _build(self, files: frozenset[tuple[str, Path]]) -> etree.XMLSchema | None:
        if not files:
            return None
        if files not in self._built:
            driver = etree.Element(f"{_XS}schema")
            for space, path in sorted(files):
                etree.SubElement(driver, f"{_XS}import", namespace=space, schemaLocation=path.resolve().as_uri())
            parser = _parser()
            parser.resolvers.add(_InFolder(self._files))
            try:
                built = etree.XMLSchema(etree.fromstring(etree.tostring(driver), parser))
            except etree.XMLSchemaParseError as error:
                built = None
                self.unused.setdefault(
                    " + ".join(path.name for _, path in sorted(files)), f"it cannot be used: {error}"
                )
            self._built[files] = built
        return self._built[files]


class _InFolder(etree.Resolver):
    """Finds what a schema refers to: where it says, else beside it, else by its name in the folder."""

    def __init__(self, files: Mapping[str, list[Path]]) -> None:
        self._files = files

    def resolve(self, url: str, _pubid: str, context: Any) -> Any:  # type: ignore[override]
        """Return the file, or an empty text where there is none: nothing is fetched."""
        resolver: Any = self
        name = url.rpartition("/")[2]
        named = self._files.get(name, [])
        found = [each for each in named if each.resolve().as_uri() == url] or named
        if not found:
            return resolver.resolve_string("", context)
        if name == "mods-3-8.xsd":
            text = _TWICE.sub(r"\1", found[0].read_text(encoding="utf-8"), count=1)
            return resolver.resolve_string(text, context, base_url=found[0].resolve().as_uri())
        return resolver.resolve_filename(str(found[0]), context)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)


def _errors(schema: etree.XMLSchema, chosen: Mapping[str, Path]) -> Iterator[str]:
    """Yield what is wrong, without what only a schema that is not there could tell."""
    told = 0
    log: Any = schema.error_log
    for each in log:
        space = each.message.partition("{")[2].partition("}")[0]
        if (_UNKNOWN in each.message and space not in chosen) or each.message.startswith(_SINCE):
            continue
        yield each.message
        told += 1
        if told == SHOWN:
            return
