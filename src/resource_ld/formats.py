"""RDF and result formats: one row each."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A serialisation: `media_types` in order of preference, the first is what we send; `iri` is W3C's name for it."""

    name: str
    label: str
    media_types: tuple[str, ...]
    suffix: str
    iri: str

    @property
    def media_type(self) -> str:
        """The media type of our answers, without parameters."""
        return self.media_types[0]


W3 = "http://www.w3.org/ns/formats/"

HTML = Format("html", "Web page", ("text/html", "application/xhtml+xml"), "html", "")
TURTLE = Format("turtle", "Turtle", ("text/turtle", "application/x-turtle", "application/turtle"), "ttl", W3 + "Turtle")
NTRIPLES = Format("ntriples", "N-Triples", ("application/n-triples", "text/plain"), "nt", W3 + "N-Triples")
JSONLD = Format("jsonld", "JSON-LD", ("application/ld+json", "application/json"), "jsonld", W3 + "JSON-LD")
RDFXML = Format("rdfxml", "RDF/XML", ("application/rdf+xml", "application/xml", "text/xml"), "rdf", W3 + "RDF_XML")

RDF_FORMATS = (TURTLE, JSONLD, NTRIPLES, RDFXML)
"""The formats of a description, the preferred one first."""

DOCUMENT_FORMATS = (HTML, *RDF_FORMATS)

XML = Format("xml", "XML", ("application/xml", "text/xml"), "xml", "")
"""What a profile of its own XML is sent as; a media type that says which profile goes before it."""

_ANY_XML = ("application/xml", "text/xml")
MODS = Format("mods", "MODS", ("application/mods+xml", *_ANY_XML), "xml", "")
MARCXML = Format("marcxml", "MARCXML", ("application/marcxml+xml", *_ANY_XML), "xml", "")
DATACITE = Format("datacite", "DataCite XML", ("application/vnd.datacite.datacite+xml", *_ANY_XML), "xml", "")
"""XML of one profile: its own media type chooses the profile, any XML is enough where the profile is asked for."""
CSL_JSON = Format("csl", "CSL-JSON", ("application/vnd.citationstyles.csl+json",), "json", "")
BIBTEX = Format("bibtex", "BibTeX", ("application/x-bibtex", "text/x-bibtex"), "bib", "")
RIS = Format("ris", "RIS", ("application/x-research-info-systems",), "ris", "")
TRIG = Format("trig", "TriG", ("application/trig", "application/x-trig"), "trig", W3 + "TriG")
NQUADS = Format("nquads", "N-Quads", ("application/n-quads", "text/x-nquads"), "nq", W3 + "N-Quads")

DATASET_FORMATS = (TRIG, NQUADS)
"""The formats of what has named graphs."""

RESULTS_JSON = Format(
    "json",
    "SPARQL results, JSON",
    ("application/sparql-results+json", "application/json"),
    "srj",
    W3 + "SPARQL_Results_JSON",
)
RESULTS_XML = Format(
    "xml",
    "SPARQL results, XML",
    ("application/sparql-results+xml", "application/xml", "text/xml"),
    "srx",
    W3 + "SPARQL_Results_XML",
)
RESULTS_CSV = Format("csv", "SPARQL results, CSV", ("text/csv",), "csv", W3 + "SPARQL_Results_CSV")
RESULTS_TSV = Format("tsv", "SPARQL results, TSV", ("text/tab-separated-values",), "tsv", W3 + "SPARQL_Results_TSV")

RESULT_FORMATS = (RESULTS_JSON, RESULTS_XML, RESULTS_CSV, RESULTS_TSV)
"""The formats of SELECT and ASK answers, the preferred one first; CSV and TSV carry no ASK answer."""


def by_suffix(suffix: str) -> Format | None:
    """Return the document format of a suffix (`.json` is JSON-LD), or None.

    >>> by_suffix("json").name
    'jsonld'
    """
    suffix = "jsonld" if suffix == "json" else suffix
    return of_suffix(suffix, DOCUMENT_FORMATS)


def of_suffix(suffix: str, offered: Sequence[Format]) -> Format | None:
    """Return the format of a suffix among those offered, or None."""
    return next((each for each in offered if each.suffix == suffix), None)
