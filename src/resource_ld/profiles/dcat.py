"""DCAT 3: what data portals read. Only here is a publication a `dcat:Dataset` (ckanext-dcat reads nothing else)."""

from collections.abc import Sequence

from resource_ld.profiles.profile import of_triples
from resource_ld.profiles.selections import RDF_TYPE, dublin_core
from resource_ld.terms import Triple, curie, is_iri

_WORK, _DATASET = curie("dcterms:BibliographicResource"), curie("dcat:Dataset")
_FORMAT, _PAGE, _SUBJECT = curie("dcterms:hasFormat"), curie("foaf:page"), curie("dcterms:subject")
_CONTENT_URL = curie("schema:contentUrl")


def _dcat(triples: Sequence[Triple]) -> tuple[Triple, ...]:
    said = {*dublin_core(triples)}
    for subject, predicate, term in triples:
        if predicate == RDF_TYPE and term == _WORK:
            said.add((subject, RDF_TYPE, _DATASET))
        elif predicate == _FORMAT:
            said |= {(subject, curie("dcat:distribution"), term), (term, RDF_TYPE, curie("dcat:Distribution"))}
        elif predicate == _CONTENT_URL:
            said |= {(subject, curie("dcat:accessURL"), term), (subject, curie("dcat:downloadURL"), term)}
        elif predicate == _PAGE:
            said.add((subject, curie("dcat:landingPage"), term))
        elif predicate == _SUBJECT:
            said.add((subject, curie("dcat:theme" if is_iri(term) else "dcat:keyword"), term))
    return tuple(sorted(said))


DCAT = of_triples("http://www.w3.org/ns/dcat#", "dcat", "Data Catalog Vocabulary 3", _dcat)
