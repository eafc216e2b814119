"""Guesses which column is which field, by its name in seven languages, and what separates values in a cell."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol
from urllib.parse import urlsplit

from resource_ld.config import REPOSITORY_ID
from resource_ld.fields import BY_NAME, Kind
from resource_ld.identifiers.digests import fold
from resource_ld.model import Finding, Row

LOOKED_AT = 200
SEPARATORS = ("\n", " | ", "|", "; ", ";")
NAMES = {
    "id": ("id", "code", "nr", "number", "identificador"),
    "title": ("title", "name", "titre", "titulo", "titel", "название", "标题", "العنوان"),
    "alternative": ("alternative title", "subtitle", "other title", "sous titre"),
    "description": ("description", "summary", "descripcion", "beschreibung", "résumé", "описание", "描述", "الوصف"),
    "abstract": ("abstract",),
    "creator": ("author", "authors", "creator", "auteur", "autor", "autoren", "verfasser", "автор", "作者"),
    "contributor": ("contributor", "editor", "contributors"),
    "publisher": ("publisher", "éditeur", "editorial", "verlag", "organisation", "organization", "издатель"),
    "issued": ("year", "date", "published", "publication date", "année", "año", "fecha", "jahr", "datum", "год", "年份", "السنة"),
    "country": ("country", "countries", "pays", "país", "land", "страна", "国家", "البلد"),
    "region": ("region", "région", "región", "регион"),
    "place": ("place", "location", "lieu", "lugar", "ort"),
    "language": ("language", "languages", "langue", "idioma", "sprache", "язык", "语言"),
    "type": ("type", "format", "kind", "resource type", "typ", "tipo"),
    "category": ("category", "categories", "topic", "theme", "catégorie", "categoría", "kategorie", "тема"),
    "keyword": ("keyword", "keywords", "tags", "subject", "subjects", "mots clés", "palabras clave", "schlagworte"),
    "audience": ("audience", "target group", "public cible", "zielgruppe"),
    "doi": ("doi",), "isbn": ("isbn",), "issn": ("issn",),
    "url": ("url", "link", "web page", "website", "lien", "enlace", "address"),
    "file": ("file", "pdf", "download", "document url", "fichier", "archivo", "datei"),
    "license": ("license", "licence", "lizenz", "licencia"),
    "rights": ("rights", "copyright"),
    "edition": ("edition",), "extent": ("pages", "extent"), "version": ("version",),
}  # fmt: skip


class Read(Protocol):
    """What a reader gives, as far as guessing needs it."""

    @property
    def header(self) -> tuple[str, ...]: ...

    @property
    def rows(self) -> Iterable[Row | Finding]: ...


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """A column, the field it seems to be (empty for none) and a value from it."""

    header: str
    field: str
    example: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What a file seems to hold."""

    columns: tuple[ColumnGuess, ...]
    separator: str

    def corrected(self, fields: Mapping[str, str]) -> "Guess":
        """Return the guess with a person's corrections."""
        return replace(
            self, columns=tuple(replace(each, field=fields.get(each.header, each.field)) for each in self.columns)
        )

    def toml(self, path: str, *, title: str, base_iri: str, publisher: str) -> str:
        """Return the configuration."""
        mapped = [each for each in self.columns if each.field]
        ignored = [each.header for each in self.columns if not each.field]
        lines = [
            "[site]",
            f"base_iri = {_quoted(base_iri)}",
            f"title = {_quoted(title)}",
            f"publisher = {{ name = {_quoted(publisher)} }}",
            '# contact = "library@example.org"   # whom harvesters and readers may write to',
            *_oai(base_iri),
        ]
        lines += ["", "[[catalogue]]", f"path = {_quoted(path)}"]
        lines += [f"separator = {_quoted(self.separator)}"] if self.separator else []
        lines += [f"ignore = [{', '.join(_quoted(each) for each in ignored)}]"] if ignored else []
        lines += [
            "",
            "[catalogue.columns]",
            *(f"{_quoted(each.header)} = {_quoted(each.field)}" for each in mapped),
            "",
        ]
        return "\n".join(lines)


def _oai(base_iri: str) -> list[str]:
    """Return the name harvesters know the catalogue by: the host's, as it is now, or a line to fill in where that is none."""
    host = urlsplit(base_iri).hostname or ""
    if REPOSITORY_ID.fullmatch(host):
        return ["", "[oai]", f"repository_id = {_quoted(host)}   # stays for ever, wherever the site moves"]
    return ["", "# [oai]", '# repository_id = "data.example.org"   # for harvesters (OAI-PMH); stays for ever']


def _quoted(text: str) -> str:
    # A TOML basic string is a JSON string (TOML 1.0, String).
    return json.dumps(text, ensure_ascii=False)


def guess(table: Read) -> Guess:
    """Return the guess for a file, from its header and its first rows."""
    rows = [row for row in islice(table.rows, LOOKED_AT) if isinstance(row, Row)]
    columns: list[ColumnGuess] = []
    for header in table.header:
        texts = [text for row in rows for text in row.cells.get(header, ())]
        columns.append(
            ColumnGuess(header, _field(header, texts, [each.field for each in columns]), texts[0] if texts else "")
        )
    if columns and not any(each.field == "title" for each in columns):
        longest = next((each for each in columns if not each.field), columns[0])
        columns[columns.index(longest)] = replace(longest, field="title")
    return Guess(tuple(columns), _separator(columns, rows))


def _field(header: str, texts: list[str], taken: list[str]) -> str:
    folded = fold(header)
    for name, words in NAMES.items():
        if folded in [fold(each) for each in words] and (not BY_NAME[name].single or name not in taken):
            return name
    if texts and all(re.match(r"https?://", each) for each in texts):
        return "file" if all(each.lower().endswith(".pdf") for each in texts) else "url"
    return ""


def _separator(columns: list[ColumnGuess], rows: list[Row]) -> str:
    """Return what stands between values in cells that hold several: never a comma, which names hold too."""
    several = [each.header for each in columns if each.field and BY_NAME[each.field].kind in (Kind.CONCEPT, Kind.AGENT)]
    texts = [text for row in rows for header in several for text in row.cells.get(header, ())]
    counts = {each: sum(each in text for text in texts) for each in SEPARATORS}
    best = max(SEPARATORS, key=lambda each: counts[each])
    return best if counts[best] else ""
