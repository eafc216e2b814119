"""All concept schemes of a site, immutable: look-up by any label in any language, and their descriptions."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from resource_ld.model import Concept
from resource_ld.sentences import LANGUAGES, Words
from resource_ld.terms import Term, Triple, curie, literal, split_literal
from resource_ld.vocabulary.labels import fold
from resource_ld.vocabulary.scheme_terms import describe_term

_LABELS = tuple(curie(each) for each in ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel"))
_NOTATION, _BROADER, _EXACT = curie("skos:notation"), curie("skos:broader"), curie("skos:exactMatch")
_SCHEMA_TYPE = curie("rl:schemaType")


_SPECIAL = ("mis", "mul", "und", "zxx")
"""Codes of ISO 639-2 that are no language: who mistypes a language means none of them."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a text may mean: one id is resolved, several are ambiguous, none comes with the ids of the nearest known."""

    ids: tuple[str, ...]
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """All schemes, immutable. `triples` maps a path (`vocab/place/CZ`) to its sorted triples."""

    base_iri: str
    triples: Mapping[str, tuple[Triple, ...]]
    digest: str
    _found: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    _labels: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    _unknown: dict[tuple[str, str], Match] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found: dict[str, dict[str, set[str]]] = {}
        for path, triples in self.triples.items():
            _, scheme, *rest = path.split("/")
            if rest:
                self._read_concept(scheme, rest[0], triples, found.setdefault(scheme, {}))
        self._found.update(
            {name: {key: tuple(sorted(ids)) for key, ids in keys.items()} for name, keys in found.items()}
        )

    def _read_concept(self, scheme: str, concept_id: str, triples: Sequence[Triple], keys: dict[str, set[str]]) -> None:
        labels = self._labels.setdefault((scheme, concept_id), {})
        keys.setdefault(fold(concept_id), set()).add(concept_id)
        for _, predicate, term in triples:
            if predicate in _LABELS or predicate == _NOTATION:
                text, language, _ = split_literal(term)
                keys.setdefault(fold(text), set()).add(concept_id)
                if predicate == _LABELS[0]:
                    labels[language] = text

    @property
    def schemes(self) -> tuple[str, ...]:
        """The ids of the schemes, in order."""
        return tuple(path.split("/")[1] for path in self.triples if path.count("/") == 1)

    def find(self, scheme: str, text: str) -> Match:
        """Return what a text means in a scheme, whatever its case, accents, punctuation or language; nothing is guessed."""
        keys = self._found.get(scheme, {})
        if ids := keys.get(fold(text)):
            return Match(ids)
        if (scheme, text) not in self._unknown:
            # The same unknown word stands in many rows, and looking for its neighbours costs a millisecond.
            worded = len(text) < 100 and any(each.isalpha() for each in text)
            near = _near(fold(text), keys) if worded else []
            nearest = dict.fromkeys(each for key in near for each in keys[key])
            self._unknown[scheme, text] = Match((), tuple(nearest)[:2])
        return self._unknown[scheme, text]

    def has(self, scheme: str, concept_id: str) -> bool:
        """Return whether a scheme has a concept."""
        return (scheme, concept_id) in self._labels

    def labels(self, scheme: str, concept_id: str) -> Mapping[str, str]:
        """Return language → preferred label, empty for an unknown concept."""
        return self._labels.get((scheme, concept_id), {})

    def words(self, scheme: str, concept_id: str) -> Words:
        """Return the label of a concept in the languages that findings are said in, its id when it has none."""
        labels = self.labels(scheme, concept_id)
        held = tuple((language, labels[language]) for language in LANGUAGES if language in labels)
        return Words(held or tuple(labels.items())[:1] or (("", concept_id),))

    def objects(self, scheme: str, concept_id: str, predicate: Term) -> list[Term]:
        """Return the values a concept has for a property."""
        return [term for _, each, term in self.triples.get(f"vocab/{scheme}/{concept_id}", ()) if each == predicate]

    def broader(self, scheme: str, concept_id: str) -> tuple[str, ...]:
        """Return all ancestors, the nearest first; memberships are no ancestors."""
        found: list[str] = []
        waiting = [concept_id]
        while waiting:
            for term in self.objects(scheme, waiting.pop(0), _BROADER):
                parent = term[1:-1].rpartition("/")[2]
                if parent not in found and parent != concept_id:
                    found.append(parent)
                    waiting.append(parent)
        return tuple(found)

    def narrower(self, scheme: str) -> dict[str, list[str]]:
        """Return parent → children of a scheme; the empty key holds those without a parent."""
        tree: dict[str, list[str]] = {}
        for each_scheme, concept_id in self._labels:
            if each_scheme == scheme:
                parents = [term[1:-1].rpartition("/")[2] for term in self.objects(scheme, concept_id, _BROADER)]
                for parent in parents or [""]:
                    tree.setdefault(parent, []).append(concept_id)
        return tree

    def schema_type(self, concept_id: str) -> str:
        """Return the schema.org class a type suggests, or an empty text."""
        return next((term[1:-1] for term in self.objects("type", concept_id, _SCHEMA_TYPE)), "")

    def exact_match(self, scheme: str, concept_id: str) -> str:
        """Return the first IRI of another list that means the same, or an empty text."""
        return next(iter(self.exact_matches(scheme, concept_id)), "")

    def exact_matches(self, scheme: str, concept_id: str) -> list[str]:
        """Return the IRIs of other lists that mean the same, in order."""
        return [term[1:-1] for term in self.objects(scheme, concept_id, _EXACT)]

    def notations(self, scheme: str, concept_id: str) -> list[str]:
        """Return the codes of a concept, whatever their datatypes, in order."""
        return [split_literal(term)[0] for term in self.objects(scheme, concept_id, _NOTATION)]

    def notation(self, scheme: str, concept_id: str, datatype: str = "") -> str:
        """Return a notation, of a datatype (`alpha2`, `m49`) when one is named, or an empty text."""
        for term in self.objects(scheme, concept_id, _NOTATION):
            text, _, named = split_literal(term)
            if not datatype or named.endswith(f"/{datatype}"):
                return text
        return ""

    def descriptions(self) -> Iterator[tuple[str, tuple[Triple, ...]]]:
        """Yield (path, sorted triples) of schemes, then concepts, in order."""
        for path in sorted(self.triples, key=lambda each: (each.count("/"), each)):
            yield path, self.triples[path]

    def with_local(self, concepts: Iterable[Concept]) -> "Vocabulary":
        """Return the vocabulary with terms of the catalogue's own, which nobody described yet."""
        added = dict(self.triples)
        for each in concepts:
            path = f"vocab/{each.scheme}/{each.id}"
            if path not in added:
                added[path] = describe_term(self.base_iri, each)
            scheme = f"vocab/{each.scheme}"
            if scheme not in added:
                title = literal(each.scheme.replace("-", " ").capitalize(), language="en")
                subject = f"<{self.base_iri}{scheme}>"
                added[scheme] = (
                    (subject, curie("dcterms:title"), title),
                    (subject, curie("rdf:type"), curie("skos:ConceptScheme")),
                )
        return self if len(added) == len(self.triples) else Vocabulary(self.base_iri, added, self.digest)


def _near(word: str, keys: Iterable[str]) -> list[str]:
    """Return the two keys that are most like a folded word; of two letters or fewer only those that begin with it.

    >>> _near("xx", ["zxx", "xxa", "xax", "English"])
    ['xxa']
    """
    likely = [each for each in keys if each not in _SPECIAL and (len(word) > 2 or each.startswith(word))]
    return difflib.get_close_matches(word, likely, n=2, cutoff=0.77)
