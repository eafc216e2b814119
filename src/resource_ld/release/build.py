"""The second half of publishing: resources → descriptions → index, store, dumps, delta, all streamed in the order of ids."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from resource_ld.config import Settings
from resource_ld.errors import ReleaseError
from resource_ld.formats import XML
from resource_ld.identifiers import Entry as RegisterEntry
from resource_ld.mapping.catalogue import describe_catalogue, describe_members, publishing_agent
from resource_ld.mapping.description import Describer, Description, record_dates
from resource_ld.mapping.parts import agent_id, describe_agent
from resource_ld.mapping.stored import to_json
from resource_ld.model import Agent, Concept, Resource
from resource_ld.profiles.oai_dc import OAI_DC
from resource_ld.profiles.xml import without_declaration
from resource_ld.release.changes import DeltaWriter
from resource_ld.release.current import Release
from resource_ld.release.dumps import RdfDumps, TableDumps
from resource_ld.release.facts import FactsMaker, compact
from resource_ld.release.harvest_rows import HarvestRows
from resource_ld.release.history import History, version_of
from resource_ld.release.index import Entry
from resource_ld.release.index_writer import IndexWriter
from resource_ld.release.listings import Listings, chunks
from resource_ld.release.manifest import format_instant
from resource_ld.release.records import record
from resource_ld.release.report import Offers
from resource_ld.release.sets import Sets
from resource_ld.release.store import StoreWriter
from resource_ld.release.tally import Tally
from resource_ld.terms import Triple, ntriples
from resource_ld.vocabulary import Vocabulary

BATCH = 500
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What a build needs to know: where it writes, as which release, after which, made when."""

    folder: Path
    delta: Path
    number: int
    previous: Release | None
    built_at: datetime
    settings: Settings
    vocabulary: Vocabulary


class Builder:
    """Writes a release into a directory; `add` each resource in the order of ids, then `finish`."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.tally = Tally()
        self.offers = Offers()
        self.delta = DeltaWriter(job.delta)
        self.describer = Describer(job.settings, job.vocabulary)
        self._names = self.describer.names
        self._facts = FactsMaker(job.settings, job.vocabulary)
        job.folder.mkdir(parents=True)
        self._index = IndexWriter(job.folder / "index.sqlite")
        self._store = StoreWriter(job.folder / "store")
        self._rdf = RdfDumps(job.folder / "dumps")
        self._tables = TableDumps(
            job.folder / "dumps", job.settings.fields, base_iri=job.settings.site.base_iri, created=job.built_at
        )
        self._history = History(job.previous, job.number, job.settings.site.base_iri)
        self._builds = dict(job.previous.manifest.builds) if job.previous else {}
        self._builds[str(job.number)] = format_instant(job.built_at)
        self._agents: dict[str, tuple[Agent, set[Triple]]] = {}
        self._concepts: dict[tuple[str, str], Concept] = {}
        self._listings = Listings()
        self._sets = Sets(job.settings, self._facts.labels, job.vocabulary.exact_matches)
        self._harvest = HarvestRows(self._index, self._sets, job.previous)
        self._parts: set[str] = set()
        self._waiting: list[Entry] = []
        self.hashes: dict[str, tuple[str, int]] = {}
        self.changed_elsewhere = False

    def add(self, resource: Resource, description: Description) -> None:
        """Write one resource."""
        facts = self._facts.resource(resource, issued="", modified="")
        said = record(resource, description.document, facts, self.job.settings.site)
        facts["profiles"] = self.offers.add(said)
        values = self._facts.facet_values(resource)
        sets = self._sets.of(resource, values)
        version = version_of(
            description.document, f"{compact(facts)} {' '.join(sets)} {self.job.settings.site.repository_id}"
        )
        path = f"resource/{resource.id}"
        first, changed = self._history.since(path, "published", version)
        issued, modified = self._builds[str(first)], self._builds[str(changed)]
        dates = record_dates(self._names.record(resource.id), issued, modified)
        own = tuple(sorted((*description.own, *dates)))
        document = tuple(sorted({*description.document, *dates}))
        facts |= {"issued": issued, "modified": modified}
        self._put(Entry(
            path, "resource", resource.id, "published", first, changed, version, ntriples(document), compact(facts),
            to_json(resource),
        ))  # fmt: skip
        metadata = without_declaration(
            OAI_DC.write(replace(said, triples=document, issued=issued, modified=modified), XML)
        )
        self._harvest.add(resource.id, changed, self._history.changed_in(path), facts["profiles"], sets, metadata)
        self._note_change(resource.id, path, own, changed)
        self._write(own)
        self._tables.add(resource)
        self._note(resource, description)
        self._listings.add(resource, facts["year"], values, [key for key, _, _ in description.agents])
        self.tally.entities += 1
        self.hashes[resource.id] = (version, changed)

    def _note_change(self, resource_id: str, path: str, own: Sequence[Triple], changed: int) -> None:
        if changed != self.job.number:
            return
        changes, before = self.delta.changes, self._history.state(path)
        (changes.changed if before == "published" else changes.returned if before else changes.added).append(
            resource_id
        )
        self.delta.compare(self._history.own_triples(path), own)

    def _note(self, resource: Resource, description: Description) -> None:
        """Remember the agents and the local concepts, which are written once for all."""
        for key, agent, triples in description.agents:
            self._agents.setdefault(key, (agent, set()))[1].update(triples)
        for values in resource.values.values():
            for value in values:
                if isinstance(value, Concept) and value.label:
                    self._concepts[value.scheme, value.id] = value

    def _write(self, triples: Sequence[Triple]) -> None:
        self._rdf.add(triples)
        self._store.add(ntriples(list(triples)))
        self.tally.add(triples)

    def _put(self, entry: Entry) -> None:
        self._waiting.append(entry)
        if len(self._waiting) >= BATCH:
            self._index.put(self._waiting)
            self._waiting.clear()

    def tombstones(self, entries: Iterable[RegisterEntry]) -> None:
        """Write what stays of withdrawn, merged and disappeared resources: id, state, reason; never their text."""
        for each in entries:
            path = f"resource/{each.id}"
            version = version_of(
                (), f"{each.state} {each.reason} {each.merged_into} {self.job.settings.site.repository_id}"
            )
            first, changed = self._history.since(path, each.state, version)
            self._harvest.add_tombstone(
                each.id, changed, self._history.changed_in(path), shared=each.state == "withdrawn"
            )
            if self._history.state(path) == "published":
                self.delta.changes.removed.append(each.id)
                self.delta.compare(self._history.own_triples(path), ())
            elif changed == self.job.number:
                # Nothing disappears, but its address now says another reason, or leads on to another record.
                self.changed_elsewhere = True
            self._put(Entry(
                path, "resource", each.id, each.state, first, changed, version, target=each.merged_into, reason=each.reason,
            ))  # fmt: skip
            self.hashes[each.id] = (version, changed)

    def finish(self) -> tuple[tuple[Triple, ...], int]:
        """Write agents, vocabularies, catalogue, listings; return the catalogue's description and the triples counted."""
        publisher = publishing_agent(self.job.settings.site)
        self._agents.setdefault(agent_id(publisher), (publisher, set()))[1].update(
            describe_agent(self._names, publisher)
        )
        for key in sorted(self._agents):
            agent, triples = self._agents[key]
            facts = {"id": key, "name": agent.name, "iri": agent.iri, "kind": agent.kind}
            self._part(f"agent/{key}", "agent", key, tuple(sorted(triples)), facts)
        vocabulary = self.job.vocabulary.with_local(self._concepts[each] for each in sorted(self._concepts))
        named = self._vocabularies(vocabulary)
        catalogue = self._catalogue(vocabulary)
        self._disappeared()
        self._index.put(self._waiting)
        self._listings.write(self._index)
        self.changed_elsewhere |= self._harvest.finish()
        self._index.close()
        self._rdf.close()
        self._tables.close()
        self.delta.close()
        self._check(self._store.close(), named + len(catalogue) * 2 + self.tally.entities * 3)
        return catalogue, self.tally.triples

    def _part(self, path: str, kind: str, key: str, triples: tuple[Triple, ...], facts: dict[str, Any]) -> None:
        """Write an agent or a concept: a description of its own, in the dump once."""
        version = version_of(triples, compact(facts))
        first, changed = self._history.since(path, "published", version)
        self._parts.add(path)
        self._put(Entry(path, kind, key, "published", first, changed, version, ntriples(triples), compact(facts)))
        if changed == self.job.number:
            self.changed_elsewhere = True
            self.delta.compare(self._history.own_triples(path), triples)
        self._write(triples)

    def _vocabularies(self, vocabulary: Vocabulary) -> int:
        """Write all schemes with their concepts, each scheme a named graph too; return the triples of named graphs."""
        counted = 0
        graphs: dict[str, list[Triple]] = {}
        for path, triples in vocabulary.descriptions():
            parts = path.split("/")
            kind = "concept" if len(parts) > 2 else "scheme"
            kind = "datatype" if parts[1] == "datatype" else kind
            self._part(path, kind, "/".join(parts[1:]), triples, self._concept_facts(vocabulary, parts))
            graphs.setdefault(parts[1], []).extend(triples)
        for name, graph in graphs.items():
            self._store.add_graph(f"<{self._names.base}vocab/{name}>", graph)
            counted += len(set(graph))
        return counted

    def _concept_facts(self, vocabulary: Vocabulary, parts: list[str]) -> dict[str, Any]:
        if len(parts) < 3:
            return {"scheme": parts[1], "id": parts[1]}
        scheme, concept_id = parts[1], parts[2]
        broader = [
            [f"vocab/{scheme}/{each}", dict(vocabulary.labels(scheme, each))]
            for each in vocabulary.broader(scheme, concept_id)
        ]
        return {
            "scheme": scheme, "id": concept_id, "labels": dict(vocabulary.labels(scheme, concept_id)),
            "broader": broader, "count": self._listings.used(scheme, concept_id),
        }  # fmt: skip

    def _catalogue(self, vocabulary: Vocabulary) -> tuple[Triple, ...]:
        first = min((int(number) for number in self._builds), default=self.job.number)
        catalogue = describe_catalogue(
            self.job.settings.site, self.tally.counts(), issued=self._builds[str(first)],
            modified=self._builds[str(self.job.number)], schemes=vocabulary.schemes,
        )  # fmt: skip
        old = self._history.own_triples("catalog")
        self.delta.compare(old, catalogue)
        text = ntriples(catalogue)
        self._put(
            Entry("catalog", "catalog", "catalog", "published", 1, self.job.number, version_of(catalogue, ""), text)
        )
        self._rdf.add(catalogue)
        self._store.add(text)
        self._store.add_graph(self._names.catalogue, catalogue)
        for some in self._listings.ids():
            members = describe_members(self._names, some)
            self._rdf.add(members)
            self._store.add(ntriples(members))
        changes = self.delta.changes
        for some in chunks([*changes.added, *changes.returned]):
            self.delta.compare((), describe_members(self._names, some))
        for some in chunks(changes.removed):
            self.delta.compare(describe_members(self._names, some), ())
        return catalogue

    def _disappeared(self) -> None:
        """Write into the delta what agents and concepts the release before had and this one has not."""
        for path in self._history.parts():
            if path not in self._parts:
                self.changed_elsewhere = True
                self.delta.compare(self._history.own_triples(path), ())

    def _check(self, stored: int, named: int) -> None:
        """Compare what the store says it holds with what was written: a full disk must not pass for a release."""
        expected = self.tally.triples + named
        if stored != expected:
            raise ReleaseError(
                f"the store holds {stored} statements, {expected} were written",
                where=str(self.job.folder), mend="Make room on the disk and publish again.",
            )  # fmt: skip
