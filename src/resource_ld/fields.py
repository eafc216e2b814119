"""One literal row a field: its name, its Dublin Core property, its schema.org property and the kind of its values.

Normative over the crosswalk in the documentation. Properties are prefixed names of `terms.PREFIXES`; an empty one says
that the vocabulary has nothing that fits, or that the describing function of the kind knows several.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a value is, and so how it is read from a cell and written as terms."""

    ID = "id"  # the resource's own id, or a key to find it by
    TEXT = "text"  # a text in a language
    CODE = "code"  # a text in no language: an ISBN, a page count
    DATE = "date"
    PERIOD = "period"
    AGENT = "agent"
    CONCEPT = "concept"  # a concept of a scheme
    IRI = "iri"  # an IRI as it stands
    PAGE = "page"  # the landing page of the work
    FILE = "file"  # a file of the work: a part with a hash IRI
    RIGHTS = "rights"  # an IRI, else a text


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a resource: `scheme` names the concept scheme of a CONCEPT, `single` forbids a second value."""

    name: str
    dublin_core: str
    schema_org: str
    kind: Kind
    scheme: str = ""
    single: bool = False
    label: str = ""


FIELDS = (
    Field("id", "dcterms:identifier", "schema:identifier", Kind.ID, single=True, label="Identifier"),
    Field("source_id", "dcterms:identifier", "schema:identifier", Kind.CODE, single=True, label="Source identifier"),
    Field("title", "dcterms:title", "schema:name", Kind.TEXT, label="Title"),
    Field("alternative", "dcterms:alternative", "schema:alternateName", Kind.TEXT, label="Other title"),
    Field("description", "dcterms:description", "schema:description", Kind.TEXT, label="Description"),
    Field("abstract", "dcterms:abstract", "schema:abstract", Kind.TEXT, label="Abstract"),
    Field("creator", "dcterms:creator", "schema:author", Kind.AGENT, label="Author"),
    Field("contributor", "dcterms:contributor", "schema:contributor", Kind.AGENT, label="Contributor"),
    Field("publisher", "dcterms:publisher", "schema:publisher", Kind.AGENT, label="Publisher"),
    Field("issued", "dcterms:issued", "schema:datePublished", Kind.DATE, single=True, label="Published"),
    Field("created", "dcterms:created", "schema:dateCreated", Kind.DATE, single=True, label="Created"),
    Field("country", "dcterms:spatial", "schema:spatialCoverage", Kind.CONCEPT, "place", label="Country"),
    Field("region", "dcterms:spatial", "schema:spatialCoverage", Kind.CONCEPT, "place", label="Region"),
    Field("place", "dcterms:spatial", "schema:spatialCoverage", Kind.CONCEPT, "place", label="Place"),
    Field("temporal", "dcterms:temporal", "schema:temporalCoverage", Kind.PERIOD, label="Period covered"),
    Field("language", "dcterms:language", "schema:inLanguage", Kind.CONCEPT, "language", label="Language"),
    Field("type", "dcterms:type", "schema:genre", Kind.CONCEPT, "type", label="Type"),
    Field("category", "dcterms:subject", "schema:about", Kind.CONCEPT, "category", label="Category"),
    Field("keyword", "dcterms:subject", "schema:keywords", Kind.TEXT, label="Keyword"),
    Field("audience", "dcterms:audience", "schema:audience", Kind.CONCEPT, "audience", label="Audience"),
    Field("doi", "dcterms:identifier", "schema:identifier", Kind.CODE, label="DOI"),
    Field("isbn", "dcterms:identifier", "schema:isbn", Kind.CODE, label="ISBN"),
    Field("issn", "dcterms:identifier", "schema:issn", Kind.CODE, label="ISSN"),
    Field("identifier", "dcterms:identifier", "schema:identifier", Kind.CODE, label="Other identifier"),
    Field("url", "foaf:page", "schema:url", Kind.PAGE, label="Web page"),
    Field("file", "dcterms:hasFormat", "schema:encoding", Kind.FILE, label="File"),
    Field("extent", "dcterms:extent", "schema:size", Kind.CODE, label="Extent"),
    Field("edition", "dcterms:hasVersion", "schema:bookEdition", Kind.CODE, label="Edition"),
    Field("version", "dcterms:hasVersion", "schema:version", Kind.CODE, single=True, label="Version"),
    Field("license", "dcterms:license", "schema:license", Kind.RIGHTS, label="Licence of the document"),
    Field("rights", "dcterms:rights", "schema:copyrightNotice", Kind.TEXT, label="Rights"),
    Field("rights_statement", "dcterms:rights", "schema:usageInfo", Kind.IRI, label="Rights statement"),
    Field("access_rights", "dcterms:accessRights", "schema:conditionsOfAccess", Kind.RIGHTS, label="Access"),
    Field("source_url", "dcterms:source", "schema:isBasedOn", Kind.IRI, label="Source of the record"),
    Field("replaces", "dcterms:replaces", "schema:isBasedOn", Kind.IRI, label="Replaces"),
    Field("is_part_of", "dcterms:isPartOf", "schema:isPartOf", Kind.IRI, label="Part of"),
    Field("relation", "dcterms:relation", "schema:mentions", Kind.IRI, label="Related"),
    Field("funding", "dcterms:contributor", "schema:funder", Kind.AGENT, label="Funded by"),
    Field("thumbnail", "foaf:depiction", "schema:thumbnailUrl", Kind.IRI, label="Picture"),
    Field("text_language", "", "", Kind.ID, single=True, label="Language of the texts"),
)

BY_NAME = {each.name: each for each in FIELDS}
