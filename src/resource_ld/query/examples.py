"""Queries to begin with, for any catalogue this program publishes; a test runs each and wants rows.

They count first and name afterwards, and sort before they fetch titles: ten to thirty times faster (ADR 0003).
"""

import re
from dataclasses import dataclass

from resource_ld.terms import PREFIXES

_USED = re.compile(r"\b([a-z]+):\w")


@dataclass(frozen=True, slots=True)
class Typical:
    """What the examples ask about, so that they find something in a catalogue: ids of a place and of one around it."""

    place: str = "PL"
    around: str = "europe"
    year: int = 2005
    word: str = "data"
    language: str = "en"


_ANY = Typical()


@dataclass(frozen=True, slots=True)
class Example:
    """A named query; `text` declares the prefixes it uses."""

    name: str
    text: str


_QUERIES = (
    ("Everything about a country since a year", """SELECT ?resource ?title ?year WHERE {
  ?resource dcterms:spatial <vocab/place/{place}> ; dcterms:title ?title ; rl:yearFrom ?year .
  FILTER(?year >= "{year}"^^xsd:gYear)
} ORDER BY ?year"""),
    ("Resources per year", """SELECT (STR(?y) AS ?year) (COUNT(?resource) AS ?resources) WHERE {
  ?resource rl:yearFrom ?y
} GROUP BY ?y ORDER BY ?y"""),
    ("Resources per place", """SELECT ?name ?resources WHERE {
  { SELECT ?place (COUNT(?resource) AS ?resources) WHERE { ?resource dcterms:spatial ?place } GROUP BY ?place }
  ?place skos:prefLabel ?name FILTER(LANG(?name) = "{language}")
} ORDER BY DESC(?resources)"""),
    ("A continent with all its countries", """SELECT ?title ?country WHERE {
  ?resource dcterms:spatial ?place ; dcterms:title ?title .
  ?place skos:broader+ <vocab/place/{around}> ; skos:prefLabel ?country FILTER(LANG(?country) = "{language}")
} ORDER BY ?country"""),
    ("A word in titles and descriptions", """SELECT DISTINCT ?resource ?title WHERE {
  ?resource a dcterms:BibliographicResource ; dcterms:title ?title ; dcterms:description ?description .
  FILTER(CONTAINS(LCASE(CONCAT(?title, " ", ?description)), "{word}"))
}"""),
    ("Resources per type", """SELECT ?type ?resources WHERE {
  { SELECT ?concept (COUNT(?resource) AS ?resources) WHERE { ?resource dcterms:type ?concept } GROUP BY ?concept }
  ?concept skos:prefLabel ?type FILTER(LANG(?type) = "{language}")
} ORDER BY DESC(?resources)"""),
    ("Newest resources", """SELECT ?resource ?title ?year WHERE {
  { SELECT ?resource ?year WHERE { ?resource rl:yearFrom ?year } ORDER BY DESC(?year) LIMIT 20 }
  ?resource dcterms:title ?title
} ORDER BY DESC(?year) ?title"""),
    ("Names of countries in other languages", """SELECT ?code ?label ?language WHERE {
  ?place skos:inScheme <vocab/place> ; skos:prefLabel ?label ; skos:notation ?code .
  FILTER(DATATYPE(?code) = <vocab/datatype/alpha2>)
  BIND(LANG(?label) AS ?language)
} ORDER BY ?code ?language LIMIT 200"""),
    ("Places by the European Union's list", """SELECT ?label ?authority WHERE {
  ?place skos:inScheme <vocab/place> ; skos:exactMatch ?authority ; skos:prefLabel ?label .
  FILTER(STRSTARTS(STR(?authority), "http://publications.europa.eu/") && LANG(?label) = "{language}")
} ORDER BY ?label LIMIT 50"""),
    ("What changed last", """SELECT ?resource ?modified WHERE {
  ?record a dcat:CatalogRecord ; foaf:primaryTopic ?resource ; dcterms:modified ?modified
} ORDER BY DESC(?modified) LIMIT 20"""),
    ("Resources without a year", """SELECT (COUNT(?resource) AS ?resources) WHERE {
  ?resource a dcterms:BibliographicResource
  FILTER NOT EXISTS { ?resource rl:yearFrom ?year }
}"""),
    ("Every property and how often it is used", """SELECT ?property ?triples WHERE {
  ?part void:property ?property ; void:triples ?triples
} ORDER BY DESC(?triples)"""),
    ("One resource, whole", """CONSTRUCT { ?resource ?property ?value } WHERE {
  { SELECT ?resource WHERE { ?resource a dcterms:BibliographicResource } LIMIT 1 }
  ?resource ?property ?value
}"""),
)  # fmt: skip


def examples(base_iri: str, typical: Typical = _ANY) -> tuple[Example, ...]:
    """Return the examples with the IRIs of a site and what is typical of its catalogue."""
    return tuple(Example(name, _whole(text, base_iri, typical)) for name, text in _QUERIES)


def _whole(text: str, base_iri: str, typical: Typical) -> str:
    for each in ("place", "around", "year", "word", "language"):
        text = text.replace("{" + each + "}", str(getattr(typical, each)))
    text = text.replace("<vocab/", f"<{base_iri}vocab/")
    used = sorted(set(_USED.findall(re.sub(r"<[^>]*>|\"[^\"]*\"", "", text))))
    return "".join(f"PREFIX {each}: <{PREFIXES[each]}>\n" for each in used) + text
