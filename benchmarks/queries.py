"""Twelve queries that readers of such a catalogue ask. Their rows are certain, so that engines can be compared."""

import re

from resource_ld.terms import PREFIXES

_TWELVE = {
    "title of one": "SELECT ?title { <{one}> dcterms:title ?title }",
    "all of one": "SELECT ?property ?value { <{one}> ?property ?value }",
    "how many resources": "SELECT (COUNT(?r) AS ?n) { ?r a dcterms:BibliographicResource }",
    "how many triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "country since a year": """SELECT ?r ?title ?year {
  ?r dcterms:spatial <{base}vocab/place/PL> ; dcterms:title ?title ; rl:yearFrom ?y BIND(STR(?y) AS ?year) FILTER(?year >= "2024")
}""",
    "a year": "SELECT ?y (COUNT(?r) AS ?n) { ?r a dcterms:BibliographicResource ; rl:yearFrom ?y } GROUP BY ?y",
    "a place": """SELECT ?name (COUNT(?r) AS ?n) {
  ?r dcterms:spatial ?place . ?place skos:prefLabel ?name FILTER(LANG(?name) = "en")
} GROUP BY ?name""",
    "a place and a year": "SELECT ?place ?y (COUNT(?r) AS ?n) { ?r dcterms:spatial ?place ; rl:yearFrom ?y } GROUP BY ?place ?y",
    "newest twenty": "SELECT ?r ?title { ?r dcterms:title ?title ; rl:yearFrom ?y } ORDER BY DESC(STR(?y)) ?title LIMIT 20",
    "a word in titles": 'SELECT ?r { ?r dcterms:title ?title FILTER(CONTAINS(LCASE(?title), "trafficking")) }',
    "a continent": """SELECT (COUNT(DISTINCT ?r) AS ?n) {
  ?place skos:broader+ <{base}vocab/place/europe> . ?r dcterms:spatial ?place
}""",
    "labels in French": """SELECT ?place ?label {
  ?place skos:inScheme <{base}vocab/place> ; skos:prefLabel ?label FILTER(LANG(?label) = "fr")
}""",
}  # fmt: skip


_USED = re.compile(r"\b([a-z]+):\w")


def twelve(base_iri: str, one: str) -> dict[str, str]:
    """Return name → query with the prefixes it uses; `one` is the IRI of a resource."""
    return {name: _whole(text, base_iri, one) for name, text in _TWELVE.items()}


def _whole(text: str, base_iri: str, one: str) -> str:
    used = sorted({*_USED.findall(text)})
    prefixes = "".join(f"PREFIX {each}: <{PREFIXES[each]}>\n" for each in used)
    return prefixes + text.replace("{base}", base_iri).replace("{one}", one)
