"""Concept schemes: `vocab/*.ttl` and `terms.csv` → look-up by any label in any language, and their descriptions."""

import csv
import difflib
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import BlankNode, Literal, RdfFormat, parse

from resource_ld.errors import BadIRI, VocabularyError
from resource_ld.model import Concept
from resource_ld.terms import Term, Triple, curie, iri, is_iri, literal, split_literal

_LABELS = tuple(curie(each) for each in ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel"))
_PREF, _ALT, _ = _LABELS
_NOTATION, _BROADER, _IN_SCHEME = curie("skos:notation"), curie("skos:broader"), curie("skos:inScheme")
_EXACT, _SCHEMA_TYPE = curie("skos:exactMatch"), curie("rl:schemaType")
_TYPE, _CONCEPT, _SCHEME = curie("rdf:type"), curie("skos:Concept"), curie("skos:ConceptScheme")
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_SPLIT = re.compile(r"[\W_]+")
_TERMS_COLUMN = re.compile(r"(label|alt)@([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)")
SLUG = 60


@dataclass(frozen=True, slots=True)
class Match:
    """What a text may mean: one id is resolved, several are ambiguous, none comes with the nearest known labels."""

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
                if predicate == _PREF:
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
            near = difflib.get_close_matches(fold(text), keys, n=3, cutoff=0.7) if len(text) < 100 else []
            nearest = dict.fromkeys(self._shown(scheme, each) for key in near for each in keys[key])
            self._unknown[scheme, text] = Match((), tuple(nearest)[:3])
        return self._unknown[scheme, text]

    def _shown(self, scheme: str, concept_id: str) -> str:
        labels = self._labels[scheme, concept_id]
        return labels.get("en") or next(iter(labels.values()), concept_id)

    def has(self, scheme: str, concept_id: str) -> bool:
        """Return whether a scheme has a concept."""
        return (scheme, concept_id) in self._labels

    def labels(self, scheme: str, concept_id: str) -> Mapping[str, str]:
        """Return language → preferred label, empty for an unknown concept."""
        return self._labels.get((scheme, concept_id), {})

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
        return next((term[1:-1] for term in self.objects(scheme, concept_id, _EXACT)), "")

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
                added[path] = _local(self.base_iri, each)
            scheme = f"vocab/{each.scheme}"
            if scheme not in added:
                title = literal(each.scheme.replace("-", " ").capitalize(), language="en")
                subject = f"<{self.base_iri}{scheme}>"
                added[scheme] = ((subject, curie("dcterms:title"), title), (subject, _TYPE, _SCHEME))
        return self if len(added) == len(self.triples) else Vocabulary(self.base_iri, added, self.digest)


def _local(base_iri: str, concept: Concept) -> tuple[Triple, ...]:
    subject, label = (
        f"<{base_iri}vocab/{concept.scheme}/{concept.id}>",
        literal(concept.label, language=concept.language),
    )
    classes = ["skos:Concept", *(("dcterms:Location", "schema:Place") if concept.scheme == "place" else ())]
    said = [(_TYPE, curie(each)) for each in classes]
    said += [(_IN_SCHEME, f"<{base_iri}vocab/{concept.scheme}>"), (_PREF, label), (curie("schema:name"), label)]
    return tuple(sorted((subject, predicate, term) for predicate, term in said))


def fold(text: str) -> str:
    """Return a label without case, accents, punctuation and a leading article.

    >>> fold("The Côte d’Ivoire") == fold("cote d'ivoire")
    True
    """
    return _fold(text).removeprefix("the ")


def _fold(text: str) -> str:
    # NFKD splits accents off; the dotless i of Turkish has no decomposition and is left as it is.
    if not text.isascii():
        text = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(_SPLIT.split(text.casefold())).strip()


def local_id(label: str) -> str:
    """Return the id of a term of the catalogue's own; labels that differ only in case or accents share one.

    >>> local_id("Western Balkans"), local_id("Балканы")
    ('western-balkans', 'c-yg3zmxgd17')
    """
    folded = _fold(label)
    slug = folded.replace(" ", "-")
    if slug.isascii() and slug and len(slug) <= SLUG:
        return slug
    bits = int.from_bytes(hashlib.sha256((folded or label).encode()).digest(), "big")
    symbols = "".join(_CROCKFORD[bits >> shift & 31] for shift in range(251, 201, -5))
    return f"{slug[: SLUG - 12].rstrip('-')}-{symbols}" if slug.isascii() and slug else f"c-{symbols}"


def load(base_iri: str, folders: Sequence[Path], terms: Path | None = None) -> Vocabulary:
    """Read `*.ttl` of the folders, then a terms table; raise VocabularyError naming file and reason."""
    found: dict[str, set[Triple]] = {}
    digest = hashlib.sha256(base_iri.encode())
    for path in (each for folder in folders for each in sorted(folder.glob("*.ttl"))):
        content = path.read_bytes()
        digest.update(content)
        for triple in _parse(path, content, base_iri):
            found.setdefault(_path_of(triple[0], base_iri, path), set()).add(triple)
    if terms is not None:
        digest.update(terms.read_bytes())
        for triple in _read_terms(terms, base_iri):
            found.setdefault(_path_of(triple[0], base_iri, terms), set()).add(triple)
    vocabulary = Vocabulary(base_iri, {path: tuple(sorted(found[path])) for path in sorted(found)}, digest.hexdigest())
    _check(vocabulary)
    return vocabulary


def _parse(path: Path, content: bytes, base_iri: str) -> Iterator[Triple]:
    try:
        for quad in parse(content, format=RdfFormat.TURTLE, base_iri=base_iri):
            if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
                raise VocabularyError("a blank node", where=str(path), mend="Give it an IRI.")
            yield str(quad.subject), str(quad.predicate), _spell(quad.object)
    except SyntaxError as error:
        raise VocabularyError(
            f"not readable as Turtle: {error}", where=str(path), mend="Mend the line named here."
        ) from None


def _spell(term: object) -> Term:
    if not isinstance(term, Literal):
        return str(term)
    if term.language:
        return literal(term.value, language=term.language)
    datatype = term.datatype.value
    return literal(term.value) if datatype.endswith("#string") else literal(term.value, datatype=datatype)


def _path_of(subject: Term, base_iri: str, source: Path) -> str:
    path = subject[1:-1].removeprefix(base_iri)
    if not re.fullmatch(r"vocab/[^/?#]+(/[^/?#]+)?", path):
        raise VocabularyError(
            f"{subject} is no term of this site",
            where=str(source),
            mend="Write terms as <vocab/scheme/term>, without @base.",
        )
    return path


def _read_terms(path: Path, base_iri: str) -> Iterator[Triple]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, strict=True)
        missing = {"term", "scheme"} - set(rows.fieldnames or ())
        if missing:
            raise VocabularyError(
                f"no column {min(missing)!r}",
                where=str(path),
                mend="Columns: term, scheme, label@en, alt@en, broader, same_as.",
            )
        for row in rows:
            yield from _term_row(row, base_iri, f"{path}:{rows.line_num}")


def _term_row(row: Mapping[str, str], base_iri: str, where: str) -> Iterator[Triple]:
    scheme = row["scheme"]
    labels = {
        m[2].lower(): row[key].strip()
        for key in row
        if (m := _TERMS_COLUMN.fullmatch(key or "")) and m[1] == "label" and row[key]
    }
    term_id = row["term"] if re.fullmatch(r"[A-Za-z0-9._-]+", row["term"] or "") else local_id(row["term"] or "")
    if not row["term"] or not re.fullmatch(r"[a-z0-9-]+", scheme or ""):
        raise VocabularyError(
            "term or scheme is missing", where=where, mend="Fill in both; a scheme is place, category, …"
        )
    subject = f"<{base_iri}vocab/{scheme}/{term_id}>"
    for triple in _local(base_iri, Concept(scheme, term_id, row["term"], "")):
        if triple[1] not in (_PREF, curie("schema:name")) or not labels:
            yield triple
    for language, label in labels.items():
        yield subject, _PREF, literal(label, language=language)
        yield subject, curie("schema:name"), literal(label, language=language)
    for key, text in row.items():
        if (found := _TERMS_COLUMN.fullmatch(key or "")) and found[1] == "alt":
            yield from (
                (subject, _ALT, literal(each.strip(), language=found[2])) for each in text.split("|") if each.strip()
            )
    if broader := (row.get("broader") or "").strip():
        yield subject, _BROADER, f"<{base_iri}vocab/{scheme}/{broader}>"
    if same := (row.get("same_as") or "").strip():
        try:
            yield subject, _EXACT, iri(same)
        except BadIRI as error:
            raise VocabularyError(error.what, where=where, mend=error.mend) from None


def _check(vocabulary: Vocabulary) -> None:
    """Refuse what SKOS forbids: two preferred labels in a language (S14), a label both preferred and alternative (S13)."""
    for path, triples in vocabulary.triples.items():
        preferred = [term for _, predicate, term in triples if predicate == _PREF]
        languages = [split_literal(each)[1] for each in preferred]
        if len(set(languages)) < len(languages):
            twice = next(each for each in languages if languages.count(each) > 1)
            raise VocabularyError(f"{path} has two preferred labels in {twice!r}", mend="Make one of them an altLabel.")
        for _, predicate, term in triples:
            if predicate == _ALT and term in preferred:
                raise VocabularyError(f"{path} has {term} as preferred and alternative label", mend="Remove one.")
            if (
                predicate == _BROADER
                and is_iri(term)
                and term[1:-1].removeprefix(vocabulary.base_iri) not in vocabulary.triples
            ):
                raise VocabularyError(
                    f"{path} has the broader term {term}, which is not there", mend="Add it or correct it."
                )
