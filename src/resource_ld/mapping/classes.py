"""The classes that a description, an agent, a list of terms or the catalogue may be of."""

from resource_ld.terms import curie

CLASSES = frozenset(
    curie(each)[1:-1]
    for each in (
        "dcterms:BibliographicResource", "dcterms:PeriodOfTime", "dcat:CatalogRecord", "dcat:Catalog", "dcat:DataService",
        "dcat:Distribution", "void:Dataset", "foaf:Agent", "foaf:Person", "foaf:Organization", "skos:Concept",
        "skos:ConceptScheme", "schema:Person", "schema:Organization", "schema:MediaObject", "schema:DataDownload",
        "schema:DataCatalog", "schema:DefinedTerm", "schema:DefinedTermSet", "schema:Place", "schema:Country", "schema:Language",
        "schema:CreativeWork", "schema:Book", "schema:Chapter", "schema:Collection", "schema:DigitalDocument", "schema:Drawing",
        "schema:LearningResource", "schema:Legislation", "schema:Manuscript", "schema:Map", "schema:Painting",
        "schema:Periodical", "schema:Report", "schema:ScholarlyArticle", "schema:Sculpture", "schema:SheetMusic",
        "dcterms:Location", "dcterms:LinguisticSystem", "rdfs:Datatype", "schema:Thesis", "schema:VisualArtwork", "schema:WebSite",
    )
)  # fmt: skip
"""Those of the shipped mapping; the vocabularies may have more."""
