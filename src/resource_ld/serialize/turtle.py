"""Turtle as people like to read it: prefixes, one block a subject, a stable order (RDF 1.1 Turtle)."""

from collections.abc import Sequence
from functools import lru_cache

from resource_ld.serialize.grouping import RDF_TYPE, compact, grouped, types_first
from resource_ld.terms import PREFIXES, Term, Triple

_ALL = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())


@lru_cache(maxsize=4096)
def _predicate(term: Term) -> str:
    return "a" if term == RDF_TYPE else compact(term) or term


@lru_cache(maxsize=1024)
def _datatype(term: Term) -> str:
    return compact(term) or term


def _object(term: Term) -> str:
    if term[0] == "<":
        # Only IRIs of vocabularies are worth the look-up; those of the site have no prefix.
        return compact(term) or term
    if term[-1] == ">":
        end = term.rindex('"') + 3
        return term[:end] + _datatype(term[end:])
    return term


class TurtleWriter:
    """Streams descriptions as Turtle."""

    def open(self) -> str:
        """Return every prefix."""
        return _ALL

    def write(self, triples: Sequence[Triple]) -> str:
        """Return the blocks of a description, an empty line before each subject."""
        blocks = []
        for subject, predicates in grouped(triples).items():
            lines = []
            for predicate, objects in types_first(predicates):
                spelled = _object(objects[0]) if len(objects) == 1 else ", ".join([_object(each) for each in objects])
                lines.append(f"{_predicate(predicate)} {spelled}")
            blocks.append(f"\n{subject}\n    " + " ;\n    ".join(lines) + " .\n")
        return "".join(blocks)

    def close(self) -> str:
        """Return nothing: Turtle needs no end."""
        return ""


def turtle(triples: Sequence[Triple]) -> str:
    """Return a document with the prefixes it uses."""
    body = TurtleWriter().write(triples)
    used = [f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items() if f"{prefix}:" in body]
    return "".join(used) + body
