"""CSL-JSON: what Zotero, pandoc and every processor of the Citation Style Language read (CSL 1.0.2, csl-data.json)."""

import json
from typing import Any

from resource_ld.formats import CSL_JSON, Format
from resource_ld.model import Agent, Date
from resource_ld.profiles.citation import (
    address_of,
    agents,
    container_of,
    date_of,
    kind_of,
    languages_of,
    one_line,
    publisher_of,
)  # fmt: skip
from resource_ld.profiles.codes import inverted, valid
from resource_ld.profiles.profile import Profile
from resource_ld.profiles.record import Record

SCHEMA = "https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json"
_CHAPTERS = ("article-journal", "chapter")
"""Kinds that stand in a container; others are in a collection, such as a series."""


def item(record: Record) -> dict[str, Any]:
    """Return a record as one item of CSL-JSON, without what it lacks."""
    kind, date = kind_of(record).csl, date_of(record)
    said: dict[str, Any] = {
        "id": record.iri,
        "type": kind,
        "title": one_line(record.text("title")),
        "author": [_name(each) for each in agents(record, "creator")],
        "contributor": [_name(each) for each in agents(record, "contributor")],
        "issued": _date(date) if date else None,
        "container-title" if kind in _CHAPTERS else "collection-title": container_of(record),
        "publisher": publisher_of(record),
        "genre": one_line(record.text("type")),
        "edition": record.text("edition"),
        "version": record.text("version"),
        "language": next(iter(languages_of(record)), ""),
        "DOI": next(iter(valid(record, "doi")), ""),
        "ISBN": " ".join(valid(record, "isbn")),
        "ISSN": " ".join(valid(record, "issn")),
        "URL": address_of(record),
        "keyword": ", ".join(one_line(text) for text, _ in record.texts("keyword", "category")),
        "abstract": record.text("abstract", "description"),
        "source": record.site.title,
    }
    return {key: value for key, value in said.items() if value}


def _name(agent: Agent) -> dict[str, str]:
    family, given = inverted(agent)
    return {"family": family, "given": given} if family else {"literal": one_line(agent.name)}


def _date(date: Date) -> dict[str, Any]:
    if not date.value:
        return {"literal": one_line(date.text)}
    return {"date-parts": [[int(each) for each in date.value.split("-")]]}


def _write(record: Record, _form: Format) -> bytes:
    # A list, as the schema has it: pandoc and Zotero refuse a file with a lone item.
    return f"{json.dumps([item(record)], ensure_ascii=False, indent=1)}\n".encode()


CSL = Profile(SCHEMA, "csl", "Citation (CSL-JSON)", (CSL_JSON,), _write, cites="CSL")
