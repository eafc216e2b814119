"""`resource-ld.toml` → Settings, read once into one frozen value; an unknown key names the nearest known one."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from resource_ld.config.settings import CC0, Catalogue, Column, NamedSet, Publisher, Settings, Site
from resource_ld.errors import BadIRI, ConfigurationError
from resource_ld.fields import BY_NAME, FIELDS, Field, Kind
from resource_ld.terms import PREFIXES, is_language_tag, web_iri

REPOSITORY_ID = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]*)+")
SET_SPEC = re.compile(r"[A-Za-z0-9_.!~*'()-]+")
"""One part of a setSpec (OAI-PMH 2.0 section 2.6)."""
FACET_SETS = ("country", "region", "category", "type", "year")
"""The sets there always are, each with a set below it for every value."""
SITE_KEYS = ("base_iri", "title", "description", "publisher", "contact", "metadata_license", "languages")
CATALOGUE_KEYS = (
    "path", "name", "columns", "defaults", "separator", "encoding", "delimiter", "sheet", "group_by", "ignore",
)  # fmt: skip
FIELD_KEYS = ("dublin_core", "schema_org", "kind", "scheme", "label", "single")


def load(path: Path) -> Settings:
    """Read and check a configuration file; raise ConfigurationError with the place and the remedy."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigurationError(
            "there is no such file", where=str(path), mend="Write one with: resource-ld init YOUR-FILE."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"cannot be read ({error})", where=str(path), mend="Save it as UTF-8.") from None
    return parse(text, root=path.resolve().parent, where=path.name)


def parse(text: str, *, root: Path, where: str = "resource-ld.toml") -> Settings:
    """Turn the text of a configuration into Settings; raise ConfigurationError."""
    table = _toml(text, where)
    _known(table, ("site", "oai", "catalogue", "fields"), where)
    fields = dict(BY_NAME) | {name: _field(name, entry, where) for name, entry in table.get("fields", {}).items()}
    catalogues = tuple(_catalogue(entry, fields, where) for entry in _tables(table, "catalogue", where))
    if not catalogues:
        raise ConfigurationError("no [[catalogue]]", where=where, mend='Add [[catalogue]] with path = "data/….csv".')
    names = [each.name for each in catalogues]
    if len(set(names)) < len(names):
        raise ConfigurationError("two catalogues have one name", where=where, mend='Give each its own name = "…".')
    oai = table.get("oai", {})
    _known(oai, ("repository_id", "sets"), f"{where} [oai]")
    site = replace(_site(table.get("site", {}), f"{where} [site]"), repository_id=_repository_id(oai, where))
    sets = oai.get("sets", {})
    _known(sets, tuple(sets), f"{where} [oai.sets]")
    return Settings(root, site, catalogues, fields, text, tuple(_set(each, sets[each], fields, where) for each in sets))


def _repository_id(oai: Mapping[str, Any], where: str) -> str:
    """Return the name OAI identifiers begin with: dotted, of letters first (OAI Identifier Format section 2.1)."""
    found = _text(oai, "repository_id", f"{where} [oai]", default="")
    if found and not REPOSITORY_ID.fullmatch(found):
        raise ConfigurationError(
            f"repository_id {found!r} is no domain name", where=f"{where} [oai]",
            mend='Write a name with a dot that begins with a letter, such as "data.example.org".',
        )  # fmt: skip
    return found


def _set(spec: str, table: Mapping[str, Any], fields: Mapping[str, Field], where: str) -> NamedSet:
    where = f"{where} [oai.sets.{spec}]"
    if spec in FACET_SETS or not SET_SPEC.fullmatch(spec):
        raise ConfigurationError(
            f"{spec!r} is no name for a set of your own", where=where,
            mend=f"Use letters A-Z, digits, hyphens and underscores; taken are: {', '.join(FACET_SETS)}.",
        )  # fmt: skip
    _known(table, ("name", "description", "where"), where)
    wanted = table.get("where", {})
    _known(wanted, tuple(fields), f"{where} where")
    values = {name: tuple(each) if isinstance(each, list) else (each,) for name, each in wanted.items()}
    if not all(some and all(isinstance(each, str) and each for each in some) for some in values.values()):
        raise ConfigurationError(
            "where must hold texts",
            where=where,
            mend='Write where = { license = "cc-by-4.0", type = ["book", "report"] }.',
        )
    texts = _text(table, "name", where), _text(table, "description", where, default="")
    return NamedSet(spec, *texts, tuple(values.items()))


def _toml(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"not readable as TOML: {error}", where=where, mend=_toml_advice(text)) from None


def _toml_advice(text: str) -> str:
    if re.search(r'^[^#"\n]*[“”‘’„«]', text, re.MULTILINE):
        return 'It holds curly quotes (“ ”), which a word processor puts in; type straight ones (").'
    if re.search(r'"[^"\n]*\\[^"\n\\]', text):
        return r'It holds a backslash inside "…"; write paths with / or in single quotes: ' + r"'data\file.csv'."
    return "Check the line named here for a missing quote, bracket or equals sign."


def _tables(table: Mapping[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    entries = table.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise ConfigurationError(f"[{key}] must stand in double brackets", where=where, mend=f"Write [[{key}]].")
    return entries


def _known(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    if not isinstance(table, dict):
        raise ConfigurationError("this must be a table", where=where, mend=f"It holds: {', '.join(known)}.")
    for key in table:
        if key not in known:
            raise ConfigurationError(f"unknown key {key!r}", where=where, mend=nearest(key, known))


def nearest(word: str, known: "tuple[str, ...] | list[str]") -> str:
    """Return a sentence that names the nearest known word, else all of them.

    >>> nearest("titel", ("title", "path"))
    "Did you mean 'title'?"
    """
    folded = {each.casefold(): each for each in known}
    close = difflib.get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return f"Did you mean {folded[close[0]]!r}?" if close else f"Known: {', '.join(known)}."


def _text(table: Mapping[str, Any], key: str, where: str, *, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise ConfigurationError(f"{key} must be a text", where=where, mend=f'Write {key} = "…".')
    return value


def _site(table: Mapping[str, Any], where: str) -> Site:
    _known(table, SITE_KEYS, where)
    publisher = table.get("publisher", {})
    _known(publisher, ("name", "url"), f"{where} publisher")
    languages = table.get("languages", ["en"])
    if not isinstance(languages, list) or not all(
        isinstance(each, str) and is_language_tag(each) for each in languages
    ):
        raise ConfigurationError(
            "languages must be a list of codes", where=where, mend='Write languages = ["en", "fr"].'
        )
    base = _text(table, "base_iri", where)
    for key, value in (("base_iri", base), ("metadata_license", table.get("metadata_license", CC0))):
        _web(str(value), f"{where} {key}")
    if publisher.get("url"):
        _web(publisher["url"], f"{where} publisher.url")
    if not base.endswith("/") or "?" in base or "#" in base:
        raise ConfigurationError(f"base_iri {base!r} does not end with /", where=where, mend=f'Write "{base}/".')
    return Site(
        base,
        _text(table, "title", where),
        Publisher(_text(publisher, "name", f"{where} publisher"), publisher.get("url", "")),
        _text(table, "description", where, default=""),
        _text(table, "contact", where, default=""),
        _text(table, "metadata_license", where, default=CC0),
        tuple(each.lower() for each in languages),
    )


def _web(text: str, where: str) -> None:
    try:
        web_iri(text)
    except BadIRI as error:
        raise ConfigurationError(error.what, where=where, mend=error.mend) from None


def _field(name: str, table: Mapping[str, Any], where: str) -> Field:
    where = f"{where} [fields.{name}]"
    _known(table, FIELD_KEYS, where)
    if name in BY_NAME:
        raise ConfigurationError("this field exists already", where=where, mend="Choose another name.")
    properties = [_text(table, key, where, default="") for key in ("dublin_core", "schema_org")]
    if not any(properties):
        raise ConfigurationError(
            "no property", where=where, mend='Give dublin_core = "dcterms:…" or schema_org = "schema:…".'
        )
    for each in filter(None, properties):
        if each.partition(":")[0] not in PREFIXES:
            raise ConfigurationError(f"unknown prefix in {each!r}", where=where, mend=f"Known: {', '.join(PREFIXES)}.")
    kind = _text(table, "kind", where, default="text")
    if kind not in {each.value for each in Kind}:
        raise ConfigurationError(
            f"unknown kind {kind!r}", where=where, mend=nearest(kind, [each.value for each in Kind])
        )
    return Field(
        name, properties[0], properties[1], Kind(kind), table.get("scheme", ""), table.get("single", False),
        table.get("label", name.replace("_", " ").capitalize()),
    )  # fmt: skip


def _catalogue(table: Mapping[str, Any], fields: Mapping[str, Field], where: str) -> Catalogue:
    path = _text(table, "path", f"{where} [[catalogue]]")
    where = f"{where} [[catalogue]] {path}"
    _known(table, CATALOGUE_KEYS, where)
    columns = tuple(_column(header, target, fields, where) for header, target in table.get("columns", {}).items())
    if not columns:
        raise ConfigurationError("no [catalogue.columns]", where=where, mend='Add lines such as Title = "title@en".')
    defaults = _defaults(table.get("defaults", {}), fields, f"{where} defaults")
    name = _text(table, "name", where, default=re.sub(r"[^a-z0-9-]+", "-", Path(path).stem.lower()).strip("-"))
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise ConfigurationError(
            f"name {name!r} is not usable", where=where, mend="Use letters a-z, digits and hyphens."
        )
    texts = {key: _text(table, key, where, default="") for key in ("separator", "delimiter", "sheet", "group_by")}
    ignore = table.get("ignore", [])
    encoding = _text(table, "encoding", where, default="utf-8")
    return Catalogue(path, columns, name, defaults, encoding=encoding, ignore=tuple(ignore), **texts)


def _defaults(table: Mapping[str, Any], fields: Mapping[str, Field], where: str) -> tuple[tuple[str, str], ...]:
    _known(table, tuple(fields), where)
    if "id" in table:
        raise ConfigurationError(
            "all records would have one id", where=where, mend="Leave it out: a row without an id gets one of its own."
        )
    for name, value in table.items():
        if isinstance(value, (list, dict)) or not str(value).strip():
            raise ConfigurationError(f"{name} must be one value", where=where, mend=f'Write {name} = "…".')
    return tuple((name, str(value).strip()) for name, value in table.items())


def _column(header: str, target: object, fields: Mapping[str, Field], where: str) -> Column:
    if not isinstance(target, str):
        raise ConfigurationError(
            f"column {header!r} must name a field", where=where, mend=f'Write "{header}" = "title".'
        )
    name, _, language = target.partition("@")
    if name not in fields:
        raise ConfigurationError(
            f"column {header!r}: unknown field {name!r}",
            where=where,
            mend=nearest(name, [each.name for each in FIELDS]),
        )
    if language and (not is_language_tag(language) or fields[name].kind is not Kind.TEXT):
        raise ConfigurationError(
            f"column {header!r}: {target!r} is no text in a language", where=where, mend=f'Write "{name}".'
        )
    return Column(header, name, language.lower())
