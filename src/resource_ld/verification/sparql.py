"""SPARQL: which records there are, and what is said of some, constructed."""

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from urllib.parse import urlencode

from resource_ld.formats import NTRIPLES, RESULTS_CSV
from resource_ld.terms import Term, Triple, curie
from resource_ld.verification.reading import digest_of, graph
from resource_ld.verification.site import Site
from resource_ld.verification.told import Door, Fault, Told

SUBJECTS = 100
"""Subjects a query asks for at once."""

RECORDS = 20
"""Records a query asks for at once."""


def address_of(query: str) -> str:
    """Return the address that answers a query (SPARQL 1.1 Protocol section 2.1.1)."""
    return f"sparql?{urlencode({'query': query})}"


def _sparql_list(site: Site, _sample: Collection[str]) -> Iterator[Told | Fault]:
    query = f"SELECT ?r {{ ?r a {curie('dcterms:BibliographicResource')} }}"
    with site.saved(address_of(query), accept=RESULTS_CSV.media_type) as saved:
        lines = csv.reader(each.decode() for each in saved.file)
        next(lines, None)
        for each in lines:
            yield Told(site.record_of(each[0]))


def _constructed(site: Site, records: Collection[str]) -> Mapping[str, frozenset[Triple]]:
    """Return what SPARQL says of some records: a query names the subjects, so that it need not look through all triples."""
    found: dict[str, set[Triple]] = {each: set() for each in records}
    for some in _shares(_subjects(site, records)):
        query = f"CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?s {{ {' '.join(some)} }} ?s ?p ?o }}"
        answer = site.get(address_of(query), accept=NTRIPLES.media_type)
        for triple in graph(answer.body, NTRIPLES, where=answer.address):
            if (record := site.subject_of(triple[0])) in found:
                found[record].add(triple)
    return {record: frozenset(each) for record, each in found.items()}


def _subjects(site: Site, records: Collection[str]) -> list[Term]:
    """Return the records and their parts, as their documents name them."""
    found: dict[Term, None] = {}
    for each in records:
        answer = site.get(f"{site.iri(each)}.{NTRIPLES.suffix}")
        found[f"<{site.iri(each)}>"] = None
        for subject, _, _ in site.own(each, graph(answer.body, NTRIPLES, where=answer.address)):
            found[subject] = None
    return list(found)


def _shares(subjects: Sequence[Term]) -> Iterator[Sequence[Term]]:
    for start in range(0, len(subjects), SUBJECTS):
        yield subjects[start : start + SUBJECTS]


def _construct(site: Site, sample: Collection[str]) -> Iterator[Told | Fault]:
    records = sorted(sample)
    for start in range(0, len(records), RECORDS):
        for record, triples in _constructed(site, records[start : start + RECORDS]).items():
            # A record of which SPARQL knows nothing is told with a number of its own, so that it differs.
            yield Told(record, triples=digest_of(triples))


SPARQL_LIST = Door("SPARQL", _sparql_list)
SPARQL_CONSTRUCT = Door("SPARQL CONSTRUCT", _construct, sampled=True, triples=_constructed)
