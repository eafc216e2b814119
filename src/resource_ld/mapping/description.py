"""Resource → Description: every field in Dublin Core and schema.org on one node, its parts, its catalogue record."""

from collections.abc import Mapping
from dataclasses import dataclass

from resource_ld.config import Settings
from resource_ld.fields import Field, Kind
from resource_ld.identifiers.numbers import is_isbn
from resource_ld.mapping import dublin_core, schema_org
from resource_ld.mapping.catalogue import publishing_agent
from resource_ld.mapping.parts import RDF_TYPE, Names, agent_id, describe_agent
from resource_ld.model import Agent, Concept, Date, LangText, Link, Period, Resource, Value, as_text
from resource_ld.terms import Term, Triple, curie, iri, literal
from resource_ld.vocabulary import Vocabulary

_BIBLIOGRAPHIC_RESOURCE = curie("dcterms:BibliographicResource")
_CATALOG_RECORD = curie("dcat:CatalogRecord")
_PRIMARY_TOPIC = curie("foaf:primaryTopic")
_LICENSE = curie("dcterms:license")
_PART_OF = (curie("dcterms:isPartOf"), curie("schema:isPartOf"))
_IDENTIFIER = (curie("dcterms:identifier"), curie("schema:identifier"))
_ON_THE_RECORD = ("source_url",)
"""Fields that speak of the record, not of the work."""


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of one resource: `own` are the sorted triples of it and its parts, `agents` those of shared agents."""

    id: str
    own: tuple[Triple, ...]
    agents: tuple[tuple[str, Agent, tuple[Triple, ...]], ...]

    @property
    def document(self) -> tuple[Triple, ...]:
        """The triples its document says: its own and its agents', sorted."""
        if not self.agents:
            return self.own
        return tuple(sorted({*self.own, *(triple for _, _, triples in self.agents for triple in triples)}))


class Describer:
    """Describes resources; a pure function of settings, vocabulary and resource."""

    def __init__(self, settings: Settings, vocabulary: Vocabulary) -> None:
        self.names = Names(settings.site.base_iri)
        self._fields: Mapping[str, Field] = settings.fields
        self._plain = {each.name: _properties(each) for each in settings.fields.values() if _is_plain(each)}
        self._license = iri(settings.site.metadata_license)
        self._vocabulary = vocabulary
        self.language = settings.site.language
        self._publisher = publishing_agent(settings.site)
        self._labels: dict[Concept, Term] = {}
        self._classes: dict[tuple[tuple[str, ...], bool, bool], Term] = {}

    def describe(self, resource: Resource) -> Description:
        """Return the description of a resource, without the dates of its record."""
        subject = self.names.resource(resource.id)
        identifier, catalogue = literal(resource.id), self.names.catalogue
        triples: list[Triple] = [
            (subject, _IDENTIFIER[0], identifier), (subject, _IDENTIFIER[1], identifier),
            (subject, _PART_OF[0], catalogue), (subject, _PART_OF[1], catalogue),
            (subject, RDF_TYPE, _BIBLIOGRAPHIC_RESOURCE), (subject, RDF_TYPE, self._work_class(resource)),
        ]  # fmt: skip
        agents: dict[str, tuple[str, Agent, tuple[Triple, ...]]] = {}
        for name, values in resource.values.items():
            if (plain := self._plain.get(name)) is not None:
                for value in values:
                    term = self.term(value)
                    for each in plain:
                        triples.append((subject, each, term))  # noqa: PERF401 - a list a value costs more
                    if isinstance(value, Agent):
                        agents[agent_id(value)] = (agent_id(value), value, self._agent(value))
            elif (field := self._fields.get(name)) is not None:
                for value in values:
                    triples += self._statements(resource.id, field, value)
        for value in resource.values.get("issued", ()):
            if isinstance(value, Date):
                triples += dublin_core.year_range(subject, value)
        triples += self._record(resource)
        return Description(resource.id, tuple(sorted(set(triples))), tuple(agents[each] for each in sorted(agents)))

    def _agent(self, agent: Agent) -> tuple[Triple, ...]:
        """Return the triples of an agent; who publishes the catalogue too is described alike wherever it stands."""
        triples = describe_agent(self.names, agent)
        if agent_id(agent) != agent_id(self._publisher):
            return triples
        return tuple(sorted({*triples, *describe_agent(self.names, self._publisher)}))

    def said_of(self, resource_id: str, name: str, value: Value) -> set[Term]:
        """Return every term a description says for one value of a field."""
        field, found = self._fields.get(name), {self.term(value)}
        if field is not None:
            found |= {term for _, _, term in self._statements(resource_id, field, value)}
        if isinstance(value, Date):
            found |= {term for _, _, term in dublin_core.year_range("", value)}
        return found

    def _statements(self, resource_id: str, field: Field, value: Value) -> list[Triple]:
        if field.name in _ON_THE_RECORD or (field.kind is Kind.ID and field.name == "id"):
            return []
        term = self.term(value)
        triples: list[Triple] = []
        if field.dublin_core:
            triples += dublin_core.STATEMENTS[field.kind](self.names, resource_id, field, value, term)
        if field.schema_org:
            triples += schema_org.STATEMENTS[field.kind](
                self.names, resource_id, field, value, self._spoken(field, value, term)
            )
        if field.name == "category" and isinstance(value, Concept):
            triples.append((self.names.resource(resource_id), curie("schema:keywords"), self._label(value)))
        return triples

    def _spoken(self, field: Field, value: Value, term: Term) -> Term:
        """Return the term schema.org wants: a language is its BCP 47 code there, one of the catalogue's own its name."""
        if field.name == "language" and isinstance(value, Concept):
            known = self._vocabulary.notations(value.scheme, value.id)
            return literal(value.id) if known else self._label(value)
        return term

    def _label(self, concept: Concept) -> Term:
        if concept not in self._labels:
            self._labels[concept] = self._find_label(concept)
        return self._labels[concept]

    def _find_label(self, concept: Concept) -> Term:
        labels = self._vocabulary.labels(concept.scheme, concept.id)
        for language in (self.language, "en", *sorted(labels)):
            if language in labels:
                return literal(labels[language], language=language)
        return literal(concept.label or concept.id, language=concept.language)

    def term(self, value: Value) -> Term:
        """Return a value as one term."""
        if isinstance(value, LangText):
            return literal(value.text, language=value.language)
        if isinstance(value, Concept):
            return self.names.concept(value)
        if isinstance(value, str):
            return literal(value)
        if isinstance(value, Date):
            return dublin_core.date_literal(value.value) if value.value else literal(value.text)
        if isinstance(value, Link):
            return f"<{value.iri}>"
        return literal(value.text) if isinstance(value, Period) else self.names.agent(value)

    def _work_class(self, resource: Resource) -> Term:
        types = tuple(each.id for each in resource.values.get("type", ()) if isinstance(each, Concept))
        key = (
            types,
            any(is_isbn(as_text(each)) for each in resource.values.get("isbn", ())),
            "file" in resource.values,
        )
        if key not in self._classes:
            suggested = [self._vocabulary.schema_type(each) for each in types]
            self._classes[key] = schema_org.work_class(suggested, has_isbn=key[1], has_file=key[2])
        return self._classes[key]

    def _record(self, resource: Resource) -> list[Triple]:
        record = self.names.record(resource.id)
        triples = [
            (record, RDF_TYPE, _CATALOG_RECORD),
            (record, _PRIMARY_TOPIC, self.names.resource(resource.id)),
            (record, _LICENSE, self._license),
        ]
        for name in _ON_THE_RECORD:
            for value in resource.values.get(name, ()):
                properties = (self._fields[name].dublin_core, self._fields[name].schema_org)
                triples += [(record, curie(each), self.term(value)) for each in properties]
        return triples


def _is_plain(field: Field) -> bool:
    """Return whether a field says its value as it is, in both vocabularies: most do, and this way is the fast one."""
    special = ("language", "category", *_ON_THE_RECORD)
    kinds = (Kind.TEXT, Kind.AGENT, Kind.CONCEPT, Kind.DATE, Kind.IRI, Kind.PAGE)
    return field.kind in kinds and field.name not in special


def _properties(field: Field) -> tuple[Term, ...]:
    return tuple(curie(each) for each in (field.dublin_core, field.schema_org) if each)


def record_dates(record: Term, issued: str, modified: str) -> tuple[Triple, Triple]:
    """Return the two date triples of a record; both are UTC instants in ISO 8601 with `Z`."""
    return (
        (record, curie("dcterms:issued"), literal(issued, datatype="xsd:dateTime")),
        (record, curie("dcterms:modified"), literal(modified, datatype="xsd:dateTime")),
    )
