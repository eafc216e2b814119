"""Index row → Record: what the profiles of a resource are made of, without vocabulary or store."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from resource_ld.config import Site
from resource_ld.mapping.stored import from_json
from resource_ld.model import Concept, Resource
from resource_ld.profiles import ConceptNames, Record
from resource_ld.release.index import Entry
from resource_ld.terms import Triple, parse_ntriples


def record(resource: Resource, triples: Sequence[Triple], facts: Mapping[str, Any], site: Site) -> Record:
    """Return the record of a resource that is being published; `facts` are its page's."""
    return Record(
        f"{site.base_iri}resource/{resource.id}", resource, tuple(triples), site, _concepts(resource, facts),
        facts.get("issued", ""), facts.get("modified", ""),
    )  # fmt: skip


@lru_cache(maxsize=512)
def record_of(entry: Entry, site: Site) -> Record:
    """Return the record of anything published, from its row of the index alone; the last ones are remembered."""
    return read_record(entry, site)


def read_record(entry: Entry, site: Site) -> Record:
    """Return the same for one that is asked for once, as harvesters do."""
    triples = parse_ntriples(entry.description)
    if not entry.resource:
        return Record(f"{site.base_iri}{entry.path}", Resource(entry.id, {}), triples, site)
    return record(from_json(entry.resource), triples, entry.page_facts(), site)


def _concepts(resource: Resource, facts: Mapping[str, Any]) -> dict[tuple[str, str], ConceptNames]:
    """Return the names of a resource's concepts, as its facts keep them beside each value."""
    found: dict[tuple[str, str], ConceptNames] = {}
    for each in facts["fields"]:
        for value, shown in zip(resource.values.get(each["name"], ()), each["values"], strict=True):
            if isinstance(value, Concept):
                names = ConceptNames(shown["labels"], tuple(shown.get("codes", ())), tuple(shown.get("matches", ())))
                found[value.scheme, value.id] = names
    return found
