"""The W3C SHACL test suite, from its manifests: Core wholly, SPARQL as far as pySHACL goes where we do not."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import SH, Graph, Namespace, URIRef
from rdflib.term import Node

from resource_ld.errors import ShapesError
from resource_ld.validation import Result, Shapes, Validator
from resource_ld.validation.rdf_terms import as_written, spell
from resource_ld.validation.shapes_graph import ShapesGraph

SUITE = Path(__file__).resolve().parents[3] / "shared" / "suites" / "shacl" / "tests"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
KNOWN = {
    "sparql/pre-binding/shapesGraph-001": "$shapesGraph needs the shapes in the data's dataset; refused, never passed as kept",
}  # fmt: skip
Row = tuple[str, ...]


def parse(path: Path) -> Graph:
    with as_written():
        return Graph().parse(path, format="turtle", publicID=path.as_uri())


def entries(manifest: Path) -> Iterator[tuple[str, Path, URIRef]]:
    graph, here = parse(manifest), URIRef(manifest.as_uri())
    for each in sorted(graph.objects(here, MF.include), key=str):
        yield from entries(Path(str(each).removeprefix("file://")))
    for members in graph.objects(here, MF.entries):
        for entry in graph.items(members):
            name = manifest.relative_to(SUITE).with_suffix("").as_posix()
            yield (
                name if name.endswith(str(entry).rpartition("/")[2]) else f"{name}:{entry}",
                manifest,
                URIRef(str(entry)),
            )


ENTRIES = list(entries(SUITE / "manifest.ttl")) if SUITE.exists() else []
needs_suite = pytest.mark.skipif(not ENTRIES, reason="the W3C suite lies beside the project in shared/suites/shacl")


def term(node: Node | None) -> str:
    # Blank nodes have other labels in every file.
    return "" if node is None else "_:" if spell(node).startswith("_:") else spell(node)


def expected(graph: Graph, report: Node, *, messages: bool) -> Counter[Row]:
    shapes = ShapesGraph(graph)

    def path(node: Node | None) -> str:
        return "" if node is None else shapes.path(node).text

    return Counter(
        (
            term(graph.value(each, SH.focusNode)), path(graph.value(each, SH.resultPath)), term(graph.value(each, SH.value)),
            str(graph.value(each, SH.sourceConstraintComponent)), str(graph.value(each, SH.resultSeverity)),
            term(graph.value(each, SH.sourceShape)),
            *(sorted(map(str, graph.objects(each, SH.resultMessage))) if messages else ()),
        )
        for each in graph.objects(report, SH.result)
    )  # fmt: skip


def said(result: Result, *, messages: bool) -> Row:
    blank = "_:" if "/.well-known/genid/" in result.shape else f"<{result.shape}>"
    return (
        result.focus if not result.focus.startswith("_:") else "_:", result.path,
        result.value_node if not result.value_node.startswith("_:") else "_:", result.component, result.severity_iri, blank,
        *(sorted(each.text for each in result.messages) if messages else ()),
    )  # fmt: skip


@needs_suite
@pytest.mark.parametrize(("name", "manifest", "entry"), ENTRIES, ids=[each[0] for each in ENTRIES])
def test_w3c(name: str, manifest: Path, entry: URIRef) -> None:
    graph = parse(manifest)
    action, report = graph.value(entry, MF.action), graph.value(entry, MF.result)
    assert action is not None
    files = [Path(str(graph.value(action, each)).removeprefix("file://")) for each in (SHT.dataGraph, SHT.shapesGraph)]
    data, shapes = (graph if each == manifest else parse(each) for each in files)
    triples = tuple((spell(s), spell(p), spell(o)) for s, p, o in data)

    def run() -> tuple[Result, ...]:
        return dict(Validator(Shapes(shapes, "")).validate([("data", triples)]))["data"]

    if report == SHT.Failure:
        with pytest.raises(ShapesError):
            run()
        return
    if name in KNOWN:
        with pytest.raises(ShapesError):
            run()
        pytest.xfail(KNOWN[name])
    assert report is not None
    messages = (None, SH.resultMessage, None) in graph
    found = Counter(said(each, messages=messages) for each in run())
    assert found == expected(graph, report, messages=messages)
    assert (not found) == (str(graph.value(report, SH.conforms)) == "true")


@needs_suite
def test_the_suite_is_whole() -> None:
    core = sum(name.startswith("core/") for name, _, _ in ENTRIES)
    assert (core, len(ENTRIES) - core) == (98, 22)
