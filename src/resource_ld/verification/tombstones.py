"""What is withdrawn is gone at each of its addresses: 410, whatever form it is asked in."""

from collections.abc import Collection, Iterator

from resource_ld.formats import HTML, RDF_FORMATS
from resource_ld.verification.site import Site
from resource_ld.verification.told import Fault

NAME = "addresses of what is gone"
GONE, MOVED, UNKNOWN = 410, 308, 404
CITATIONS = ("csl.json", "bibtex.bib", "ris.ris")


def _had(site: Site, record: str) -> Iterator[str]:
    """Yield the addresses that every record has: its IRI, its documents, its linkset."""
    yield site.iri(record)
    for each in (HTML, *RDF_FORMATS):
        yield f"{site.iri(record)}.{each.suffix}"
    yield f"{site.base_iri}linkset/{record}.json"


def _may_have_had(site: Site, record: str, prefixes: Collection[str]) -> Iterator[str]:
    """Yield the addresses of a record in profiles: which it had, and in which format, is no longer to be seen."""
    for token in sorted({"schema", "dcterms", "dcat", *prefixes} - {"rdf"}):
        yield from (f"{site.iri(record)}.{token}.{suffix}" for suffix in ("ttl", "rdf", "xml"))
    yield from (f"{site.iri(record)}.{each}" for each in CITATIONS)


def check_gone(
    site: Site, record: str, prefixes: Collection[str] = (), *, merged: bool = False
) -> Iterator[Fault | int]:
    """Yield the addresses of a record that do not say it is gone, and how many were asked; one that may be merged may lead on."""
    asked: list[tuple[str, tuple[int, ...]]] = [(each, (GONE,)) for each in _had(site, record)]
    asked += [(each, (GONE, UNKNOWN)) for each in _may_have_had(site, record, prefixes)]
    for number, (address, right) in enumerate(asked, 1):
        status = site.ask(address, follow=False).status
        if status not in right and not (merged and status == MOVED):
            yield Fault(
                NAME, record, f"{address} answers {status}", "410: the record is withdrawn",
                "Empty the cache before the site.", site.reach(address),
            )  # fmt: skip
        yield number
