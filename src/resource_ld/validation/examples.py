"""The examples of shapes: what a shape says must pass passes, and what it says must fail fails, by that very shape."""

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import RDF, SH, Graph, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax

from resource_ld.terms import Triple
from resource_ld.validation.engine import Validator
from resource_ld.validation.mistakes import why_no_turtle
from resource_ld.validation.rdf_terms import as_written, spell
from resource_ld.validation.result import Result
from resource_ld.validation.shapes import FAILS, PASSES, Shapes

_BASE = "https://example.org/"
_NO_CONSTRAINTS = ("property", "name", "description", "message", "severity", "order", "group", "deactivated", "path")


@dataclass(frozen=True, slots=True)
class Tried:
    """One example as it was tried: `wrong` says what is not as it should be, empty when all is."""

    shape: str
    where: str
    text: str
    wrong: str = ""


def try_examples(shapes: Shapes) -> Iterator[Tried]:
    """Yield every example of every shape, tried with all shapes together."""
    validator = Validator(shapes)
    files = {each.path: each for each in shapes.files}
    for shape, notes in sorted(shapes.notes.items()):
        judged = _judged(shapes, shape)
        for said, texts in ((PASSES, notes.passes), (FAILS, notes.fails)):
            for text in texts:
                own = text.rpartition("@prefix")[2].partition(" .\n")[2] if "@prefix" in text else text
                where = f"{notes.file}:{files[notes.file].line(URIRef(shape), said)}"
                given = len(text) - len(own)
                yield Tried(shape, where, own, _unreadable(text, given) or _wrong(validator, judged, text, said))


def _unreadable(text: str, given: int) -> str:
    """Return why an example is no Turtle and what to do, or nothing; its first `given` characters are not the editor's."""
    try:
        _triples(text)
    except (BadSyntax, ValueError, IndexError, AssertionError) as error:
        line, reason, mend = why_no_turtle(text.encode("utf-8", "replace"))
        line = (line or getattr(error, "lines", 0) + 1) - text.count("\n", 0, given)
        return f"the example cannot be read as Turtle, line {max(line, 1)} of it{reason}. {mend}"
    return ""


def _wrong(validator: Validator, judged: set[str], text: str, said: URIRef) -> str:
    found = [
        each
        for _, results in validator.validate([("example", _triples(text))])
        for each in results
        if each.shape in judged
    ]
    if said == FAILS:
        return "" if found else "the example of rl:fails passes"
    return f"the example of rl:passes fails: {_said(found)}" if found else ""


def _said(results: list[Result]) -> str:
    return " ".join(dict.fromkeys(each.message for each in results))


def _triples(text: str) -> tuple[Triple, ...]:
    with as_written():
        graph = Graph().parse(data=text, format="turtle", publicID=_BASE)
    return tuple(sorted((spell(s), spell(p), spell(o)) for s, p, o in graph))


def _judged(shapes: Shapes, shape: str) -> set[str]:
    """Return the shapes whose results count for an example: the shape, and those in brackets that belong to it."""
    read = shapes.read()
    found = {shape}
    waiting = list(read.graph.objects(URIRef(shape), SH.property))
    while waiting:
        node = waiting.pop()
        if not isinstance(node, URIRef):
            found.add(read.name(node))
            waiting += read.graph.objects(node, SH.property)
    return found


def without_examples(shapes: Shapes) -> list[str]:
    """Return the shapes with an IRI that check something and have no passing or no failing example."""
    graph = shapes.graph
    named = {each for kind in (SH.NodeShape, SH.PropertyShape) for each in graph.subjects(RDF.type, kind)}
    found = []
    for each in sorted(str(one) for one in {*named, *graph.subjects(SH.path)} if isinstance(one, URIRef)):
        asked = {str(p).removeprefix(str(SH)) for p in graph.predicates(URIRef(each)) if str(p).startswith(str(SH))}
        checks = {name for name in asked if name not in _NO_CONSTRAINTS and not name.startswith("target")}
        notes = shapes.notes.get(each)
        if checks and not (notes and notes.passes and notes.fails):
            found.append(each)
    return found
