"""`vocab/*.ttl` and `terms.csv` → a Vocabulary, refused where SKOS would be broken."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pyoxigraph import BlankNode, Literal, RdfFormat, parse

from resource_ld.errors import VocabularyError
from resource_ld.terms import Term, Triple, curie, is_iri, literal, split_literal
from resource_ld.vocabulary.concepts import Vocabulary
from resource_ld.vocabulary.terms_table import read_terms

_PREF, _ALT, _BROADER = curie("skos:prefLabel"), curie("skos:altLabel"), curie("skos:broader")


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
        for triple in read_terms(terms, base_iri):
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
