"""Mistakes in a shapes file, each with its line and what to do: what an engine would silently not check (SHACL section 3.1)."""

import re
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import RdfFormat
from pyoxigraph import parse as parse_strictly
from rdflib import OWL, RDF, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from resource_ld.config import nearest
from resource_ld.errors import ShapesError
from resource_ld.validation.literals import DATATYPES, is_well_typed, value_of
from resource_ld.validation.patterns.automaton import can_run_for_ever
from resource_ld.validation.patterns.dialect import as_python
from resource_ld.validation.places import ShapesFile
from resource_ld.validation.rdf_terms import spell
from resource_ld.validation.shapes_graph import short

_RESERVED = ("and", "class", "in", "not", "or")
"""Words of Python, which rdflib's list of terms leaves out."""

_KNOWN = frozenset(
    [*_RESERVED, *(str(each).removeprefix(str(SH)) for each in dir(SH) if not str(each).startswith("_"))]
)
_COUNTS = ("minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount", "qualifiedMaxCount")
_BOOLEANS = ("uniqueLang", "closed", "deactivated", "qualifiedValueShapesDisjoint")
_IRIS = (
    "class", "datatype", "equals", "disjoint", "lessThan", "lessThanOrEquals", "targetClass", "targetSubjectsOf",
    "targetObjectsOf", "severity",
)  # fmt: skip
_LISTS = ("in", "or", "and", "xone", "languageIn", "ignoredProperties")
_TEXTS = ("name", "message", "pattern", "flags", "select")
_KINDS = ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
_SAMPLES = {
    "boolean": "true", "date": "2009-05-17", "dateTime": "2009-05-17T10:30:00", "decimal": "1.5", "double": "1.5e0",
    "duration": "P1Y2M", "float": "1.5e0", "gYear": "2009", "gYearMonth": "2009-05", "integer": "1", "time": "10:30:00",
}  # fmt: skip
"""How a value of a datatype looks."""
_TURTLE = (
    ("followed by a dot", "End the statement with a dot."),
    ("dot is expected", "End the statement before it with a dot, or put ; between its parts."),
    ("end of file", 'A text is opened with " and not closed, or the last dot is missing.'),
    ("line jumps", 'A text is opened with " and not closed; one of several lines stands between three quotes.'),
    ("Unexpected end", "The last statement lacks its dot."),
    ("has not been declared", "Declare it at the top of the file: @prefix name: <address> ."),
    ("“", 'Type straight quotes ("), not curly ones.'),
    ("”", 'Type straight quotes ("), not curly ones.'),
    ("should end with a ']'", "A bracket [ is opened and not closed."),
)  # fmt: skip


def unreadable(path: Path, content: bytes, line: int) -> ShapesError:
    """Return the mistake of a file that is no Turtle; `line` is where rdflib gave up, the stricter reader says why."""
    found, reason, mend = why_no_turtle(content)
    return ShapesError(f"not readable as Turtle{reason}", where=f"{path}:{found or line}", mend=mend)


def why_no_turtle(content: bytes) -> tuple[int, str, str]:
    """Return the line where a text is no Turtle, why (after a colon) and what to do; 0 and nothing where it may be some."""
    mend = "Mend the line named here."
    try:
        for _ in parse_strictly(content, format=RdfFormat.TURTLE, base_iri="https://w3id.org/resource-ld/shapes"):
            pass
    except SyntaxError as error:
        reason = re.sub(r"^Parser error [^:]*: ", "", str(error.msg))
        mend = next((advice for sign, advice in _TURTLE if sign.casefold() in str(error.msg).casefold()), mend)
        return error.lineno or 0, f": {reason[:1].lower()}{reason[1:]}", mend
    return 0, "", mend


def mistakes(file: ShapesFile) -> Iterator[ShapesError]:
    """Yield the mistakes of one file, in the order of its triples."""
    graph = file.graph
    if (None, OWL.imports, None) in graph:
        subject = next(graph.subjects(OWL.imports))
        yield file.mistake(
            "owl:imports would fetch from the network", "Copy the shapes into shapes/.", subject, OWL.imports
        )
    for s, p, o in sorted(graph, key=lambda triple: tuple(map(str, triple))):
        found = list(_of_triple(file, s, URIRef(str(p)), o)) if str(p).startswith(str(SH)) else []
        if p == RDF.type and isinstance(o, URIRef) and _unknown(o):
            found.append(_not_known(file, o, s, o))
        yield from found or _of_literal(file, s, p, o)


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
    elif p == SH.datatype and isinstance(o, URIRef) and (near := _wrong_datatype(o)):
        yield file.mistake(f"xsd:{str(o).removeprefix(str(XSD))} is no datatype of XML Schema", near, s, p, o)
    elif advice := _wrong_value(file.graph, p, o) or (p == SH.pattern and _wrong_pattern(str(o), _flags(file, s))):
        said = f"“{o}”" if isinstance(o, Literal) else "a blank node" if isinstance(o, BNode) else f"<{o}>"
        yield file.mistake(f"{short(p)} has the value {said}", advice, s, p, o)


def _wrong_datatype(datatype: URIRef | None) -> str:
    """Return which datatype of XML Schema is nearest to one in its namespace that it does not have, or nothing."""
    if not str(datatype).startswith(str(XSD)) or str(datatype).removeprefix(str(XSD)) in DATATYPES:
        return ""
    return re.sub(r"mean '(\w+)'", r"mean xsd:\1", nearest(str(datatype).removeprefix(str(XSD)), DATATYPES))


def _of_literal(file: ShapesFile, s: Node, p: Node, o: Node) -> Iterator[ShapesError]:
    """Yield the mistake of a literal that is no value of its datatype: it equals nothing and comes before nothing."""
    if not isinstance(o, Literal) or not str(o.datatype).startswith(str(XSD)):
        return
    name = str(o.datatype).removeprefix(str(XSD))
    if advice := _wrong_datatype(o.datatype):
        yield file.mistake(f"xsd:{name} is no datatype of XML Schema", advice, s, p, o)
        return
    ordered = name not in ("gYear", "gYearMonth") or value_of(spell(o)) is not None
    if not (ordered and is_well_typed(str(o), str(o.datatype))):
        sample = f' such as "{_SAMPLES[name]}"^^xsd:{name}' if name in _SAMPLES else ""
        mend = f"Write a value of xsd:{name}{sample}, or the datatype that is meant."
        yield file.mistake(f"“{o}” is no xsd:{name}", mend, s, p, o)


def _flags(file: ShapesFile, shape: Node) -> str:
    return "".join(map(str, file.graph.objects(shape, SH.flags)))


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
    return "A path is a property, not a text: write dcterms:title." if name == "path" and literal else ""


def _wrong_pattern(pattern: str, flags: str) -> str:
    """Return what to write instead of a pattern that cannot be read or could run for ever, or nothing."""
    if "q" in flags:
        return ""
    if found := re.search(r"\\[pP]\{?\^?\w*\}?", pattern):
        return (
            f"Patterns are read by Python, which has no {found[0]}. In Turtle, write [^\\\\W\\\\d_] for a letter of any script, "
            "[A-Za-z] for one of English, \\\\d for a digit."
        )
    try:
        forever = can_run_for_ever(as_python(pattern, flags), flags)
    except re.error as error:
        return f"This pattern is wrong: {error}."
    except (OverflowError, ValueError, RecursionError):
        return "This pattern is wrong: it repeats something too often, or is nested too deep."
    if not forever:
        return ""
    return (
        "This pattern could run for ever: what it repeats can read the same text in more than one way. "
        "Leave out the inner + or *, or let each repetition begin or end with a sign of its own: ([A-Z]+-)*, [^,]*, ."
    )


def without_path(file: ShapesFile, everything: Graph) -> Iterator[ShapesError]:
    """Yield the property shapes of a file that say nowhere, in no file, which property they are about."""
    graph = file.graph
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
