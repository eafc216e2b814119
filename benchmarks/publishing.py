"""Figures of publishing: description, dumps, growth, memory."""

import gzip
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from rdflib import Graph, Literal, URIRef

from benchmarks.figure import Figure, cpu
from benchmarks.generator import write_catalogue
from resource_ld.config import load
from resource_ld.identifiers import register
from resource_ld.mapping.description import Describer
from resource_ld.model import Resource
from resource_ld.release.collect import collect, plan
from resource_ld.release.dumps import RdfDumps
from resource_ld.release.inputs import own_vocabulary
from resource_ld.terms import Triple, ntriples, split_literal

RECORDS = 2_000
_CHILD = """
import json, resource, sys, time
from pathlib import Path
from resource_ld.config import load
from resource_ld.release.publish import Options, publish
steps = {}
def note(step, done): steps.setdefault(step, time.process_time())
start = time.process_time()
outcome = publish(load(Path(sys.argv[1])), Path(sys.argv[2]), Options(preview=True, validate=sys.argv[3] == "1", progress=note))
print(json.dumps([time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, outcome.counts["resources"]]))
"""


def _node(term: str) -> URIRef | Literal:
    if term.startswith("<"):
        return URIRef(term[1:-1])
    text, language, datatype = split_literal(term)
    return Literal(text, lang=language) if language else Literal(text, datatype=URIRef(datatype) if datatype else None)


def resources_of(config: Path) -> tuple[list[Resource], Describer]:
    settings = load(config)
    vocabulary, _ = own_vocabulary(settings)
    decided = plan(collect(settings, vocabulary), register([]), title_of=lambda _: "")
    return [each for each, _ in decided.resources()], Describer(settings, vocabulary)


def naive_graph(described: list[tuple[Triple, ...]]) -> Graph:
    graph = Graph()
    for triples in described:
        for s, p, o in triples:
            graph.add((_node(s), _node(p), _node(o)))
    return graph


def description(config: Path) -> Iterator[Figure]:
    """Our description in N-Triples against an rdflib graph of the same triples, serialised."""
    resources, describer = resources_of(config)
    described = [describer.describe(each).document for each in resources]

    def ours() -> str:
        return "".join([ntriples(describer.describe(each).document) for each in resources])

    def graphs() -> str:
        return "".join([naive_graph([each]).serialize(format="nt") for each in described])

    assert set(Graph().parse(data=ours(), format="nt")) == set(Graph().parse(data=graphs(), format="nt"))
    mine, theirs = cpu(ours), cpu(graphs, times=1)
    yield Figure(
        "describe to N-Triples / rdflib graph and its serialiser",
        theirs / mine,
        15,
        note=f"{len(resources) / mine:,.0f} records/s",
    )


def dumps(config: Path) -> Iterator[Figure]:
    """Read, identify, describe and dump in four formats against one rdflib graph and its serialisers, same gzip formats."""
    formats = {"nt": "nt", "ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}
    with tempfile.TemporaryDirectory() as folder:

        def ours() -> None:
            resources, describer = resources_of(config)
            writers = RdfDumps(Path(folder))
            for each in resources:
                writers.add(describer.describe(each).document)
            writers.close()

        def naive() -> dict[str, bytes]:
            resources, describer = resources_of(config)
            graph = naive_graph([describer.describe(each).document for each in resources])
            return {
                suffix: gzip.compress(graph.serialize(format=name, encoding="utf-8"), 6)
                for suffix, name in formats.items()
            }

        ours()
        theirs = naive()
        for suffix, name in formats.items():
            mine = Graph().parse(
                io.BytesIO(gzip.decompress((Path(folder) / f"catalogue.{suffix}.gz").read_bytes())), format=name
            )
            assert set(mine) == set(Graph().parse(io.BytesIO(gzip.decompress(theirs[suffix])), format=name)), suffix
        yield Figure(f"publish {RECORDS:,} (read to dumps) / one rdflib graph", cpu(naive, times=1) / cpu(ours), 15)


def growth(folder: Path, sizes: tuple[int, ...]) -> Iterator[Figure]:
    """Whole publications without validation, each in a process of its own."""
    seconds: dict[int, float] = {}
    for size in sizes:
        config = write_catalogue(folder / str(size), size)
        arguments = [sys.executable, "-c", _CHILD, str(config), str(folder / str(size) / "site"), "0"]
        done = subprocess.run(arguments, capture_output=True, text=True, check=True)
        seconds[size], megabytes, resources = json.loads(done.stdout)
        assert resources == size
        yield Figure(
            f"publish {size:,} without validation",
            seconds[size],
            None,
            "CPU s",
            note=f"{size / seconds[size]:,.0f} records/s",
        )
        yield Figure(f"  peak memory at {size:,}", megabytes, 600, "MB", at_least=False)
    for small, large in pairwise(sizes):
        yield Figure(
            f"publish {large:,} / {small:,}",
            seconds[large] / seconds[small],
            12 if small >= 10_000 else None,
            at_least=False,
        )
