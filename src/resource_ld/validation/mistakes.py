"""Mistakes in a shapes file, each with its line and what to do: what an engine would silently not check (SHACL section 3.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat
from pyoxigraph import parse as parse_strictly
from rdflib import OWL, RDF, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from resource_ld.config import nearest
from resource_ld.errors import ShapesError
from resource_ld.validation.shapes_graph import short

_RESERVED = ("and", "class", "in", "not", "or")
"""Words of Python, which rdflib's list of terms leaves out."""

_KNOWN = frozenset(
    [*_RESERVED, *(str(each).removeprefix(str(SH)) for each in dir(SH) if not str(each).startswith("_"))]
)
_CATASTROPHIC = re.compile(r"\([^()]*[+*][^()]*\)[+*{]")
"""A repetition inside a repetition, `(a+)+`: an engine would hang on it."""

_COUNTS = ("minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount", "qualifiedMaxCount")
_BOOLEANS = ("uniqueLang", "closed", "deactivated", "qualifiedValueShapesDisjoint")
_IRIS = (
    "class", "datatype", "equals", "disjoint", "lessThan", "lessThanOrEquals", "targetClass", "targetSubjectsOf",
    "targetObjectsOf", "severity",
)  # fmt: skip
_LISTS = ("in", "or", "and", "xone", "languageIn", "ignoredProperties")
_TEXTS = ("name", "message", "pattern", "flags", "select")
_KINDS = ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
_TURTLE = (
    ("dot is expected", "End the statement before it with a dot, or put ; between its parts."),
    ("end of file", 'A text is opened with " and not closed, or the last dot is missing.'),
    ("line jumps", 'A text is opened with " and not closed; one of several lines stands between three quotes.'),
    ("Unexpected end", "The last statement lacks its dot."),
    ("has not been declared", "Declare it at the top of the file: @prefix name: <address> ."),
    ("“", 'Type straight quotes ("), not curly ones.'),
    ("”", 'Type straight quotes ("), not curly ones.'),
    ("should end with a ']'", "A bracket [ is opened and not closed."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShapesFile:
    """A shapes file: its graph and its text, to say where in it something stands."""

    path: Path
    text: str
    graph: Graph

    def mistake(self, what: str, mend: str, *at: Node) -> ShapesError:
        return ShapesError(what, where=f"{self.path}:{self.line(*at)}", mend=mend)

    def line(self, subject: Node, *inside: Node) -> int:
        """Return the line of a subject, else of what is said of it; a blank node is looked for in what holds it."""
        text = re.sub(r"(?m)(^|\s)#.*$", lambda found: " " * len(found[0]), self.text)
        start = self._start(text, subject)
        for number, _ in enumerate(inside):
            pattern = r"[\s;,\[(]+".join(self._spelled(each) for each in inside[number:])
            if found := re.compile(pattern).search(text, start):
                return text.count("\n", 0, found.start()) + 1
        return text.count("\n", 0, start) + 1

    def _start(self, text: str, subject: Node) -> int:
        while isinstance(subject, BNode):
            above = next(iter(self.graph.subjects(None, subject)), None)
            if above is None:
                return 0
            subject = above
        found = re.search(rf"(?m)^\s*(?:{self._spelled(subject)})(?=\s)", text)
        return found.start() + len(found[0]) - len(found[0].lstrip()) if found else 0

    def _spelled(self, node: Node) -> str:
        """Return a regular expression of the ways a file may write a term."""
        if isinstance(node, Literal):
            return rf"[\"']*{re.escape(str(node))}"
        ways = [rf"<[^>\s]*{re.escape(re.split('[/#]', str(node))[-1])}>"]
        for prefix, namespace in self.graph.namespaces():
            if str(node).startswith(str(namespace)):
                ways.append(rf"{re.escape(prefix)}:{re.escape(str(node)[len(namespace) :])}(?![\w-])")
        return rf"(?:{'|'.join(ways)})"


def unreadable(path: Path, content: bytes, line: int) -> ShapesError:
    """Return the mistake of a file that is no Turtle; `line` is where rdflib gave up, the stricter reader says why."""
    what, mend = "not readable as Turtle", "Mend the line named here."
    try:
        for _ in parse_strictly(content, format=RdfFormat.TURTLE, base_iri="https://w3id.org/resource-ld/shapes"):
            pass
    except SyntaxError as error:
        line = error.lineno or line
        reason = re.sub(r"^Parser error [^:]*: ", "", str(error.msg))
        what = f"not readable as Turtle: {reason[:1].lower()}{reason[1:]}"
        mend = next((advice for sign, advice in _TURTLE if sign.casefold() in str(error.msg).casefold()), mend)
    return ShapesError(what, where=f"{path}:{line}", mend=mend)


def mistakes(path: Path, content: bytes, graph: Graph) -> Iterator[ShapesError]:
    """Yield the mistakes of one file, in the order of its triples."""
    file = ShapesFile(path, content.decode("utf-8-sig"), graph)
    if (None, OWL.imports, None) in graph:
        subject = next(graph.subjects(OWL.imports))
        yield file.mistake(
            "owl:imports would fetch from the network", "Copy the shapes into shapes/.", subject, OWL.imports
        )
    for s, p, o in sorted(graph, key=lambda triple: tuple(map(str, triple))):
        if str(p).startswith(str(SH)):
            yield from _of_triple(file, s, URIRef(str(p)), o)
        elif p == RDF.type and isinstance(o, URIRef) and _unknown(o):
            yield _not_known(file, o, s, o)


def _unknown(term: Node) -> bool:
    return isinstance(term, URIRef) and str(term).startswith(str(SH)) and str(term).removeprefix(str(SH)) not in _KNOWN


def _not_known(file: ShapesFile, term: Node, *at: Node) -> ShapesError:
    mend = nearest(str(term).removeprefix(str(SH)), sorted(_KNOWN))
    mend = re.sub(r"mean '(\w+)'", r"mean sh:\1", mend) if mend.startswith("Did") else "See the SHACL Recommendation."
    return file.mistake(f"{short(term)} is no term of SHACL", mend, *at)


def _of_triple(file: ShapesFile, s: Node, p: URIRef, o: Node) -> Iterator[ShapesError]:
    if _unknown(p):
        yield _not_known(file, p, s, p)
    elif _unknown(o):
        yield _not_known(file, o, s, p, o)
    elif advice := _wrong_value(file.graph, p, o):
        said = f"“{o}”" if isinstance(o, Literal) else "a blank node" if isinstance(o, BNode) else f"<{o}>"
        yield file.mistake(f"{short(p)} has the value {said}", advice, s, p, o)


def _wrong_value(graph: Graph, p: URIRef, o: Node) -> str:
    """Return what to write instead of a value of the wrong kind, or nothing."""
    name = str(p).removeprefix(str(SH))
    literal, datatype = isinstance(o, Literal), o.datatype if isinstance(o, Literal) else None
    if name in _COUNTS and not (datatype == XSD.integer and str(o).isascii() and str(o).isdigit()):
        return f"Write a whole number without quotes: sh:{name} 1 ."
    if name in _BOOLEANS and not (datatype == XSD.boolean and str(o) in ("true", "false", "1", "0")):
        return f"Write true or false without quotes: sh:{name} true ."
    if name in _IRIS and not isinstance(o, URIRef):
        return f"Write a name such as {'sh:Warning' if name == 'severity' else 'dcterms:title'}, without quotes."
    if name == "nodeKind" and str(o).removeprefix(str(SH)) not in _KINDS:
        return f"Write one of: {', '.join(f'sh:{each}' for each in _KINDS)}."
    if name in _LISTS and o != RDF.nil and (o, RDF.first, None) not in graph:
        return f"Write a list in round brackets: sh:{name} ( … ) ."
    if name in _TEXTS and not literal:
        return f'Write a text in quotes: sh:{name} "…" .'
    if name == "pattern" and not _is_safe(str(o)):
        return "This pattern is wrong or could run for ever: write it without a repetition inside a repetition."
    return "A path is a property, not a text: write dcterms:title." if name == "path" and literal else ""


def _is_safe(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return not _CATASTROPHIC.search(pattern)


def without_path(path: Path, content: bytes, graph: Graph, everything: Graph) -> Iterator[ShapesError]:
    """Yield the property shapes of a file that say nowhere, in no file, which property they are about."""
    file = ShapesFile(path, content.decode("utf-8-sig"), graph)
    shapes = set(graph.objects(None, SH.property)) | set(graph.subjects(RDF.type, SH.PropertyShape))
    for each in sorted(shapes, key=str):
        if (each, SH.path, None) in everything or isinstance(each, Literal):
            continue
        if (each, None, None) in everything:
            yield file.mistake(
                f"the property shape {_said(each)} has no sh:path", "Add sh:path dcterms:title (or another).", each
            )
        else:
            holder = next(iter(graph.subjects(SH.property, each)), each)
            known = [str(n) for n in set(everything.subjects(SH.path, None)) if isinstance(n, URIRef)]
            locals_ = {re.split("[/#]", one)[-1]: one for one in known}
            near = nearest(re.split("[/#]", str(each))[-1], sorted(locals_))
            yield file.mistake(f"there is no shape {_said(each)}", near, holder, SH.property, each)


def _said(node: Node) -> str:
    return "in brackets" if isinstance(node, BNode) else f"<{node}>"
