"""Figures of validation against pySHACL: from the same spelled triples in memory, all results compared before any figure."""

import gzip
import json
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from rdflib import Graph
from tests.validation.oracle import by_pyshacl, of_graph, row

from benchmarks.figure import Figure, cpu
from benchmarks.generator import write_catalogue
from benchmarks.publishing import naive_graph, resources_of
from resource_ld.config import load
from resource_ld.mapping.description import record_dates
from resource_ld.release.publish import Options, publish
from resource_ld.terms import Triple, curie, literal, ntriples
from resource_ld.validation import Conforming, Shapes, Validator
from resource_ld.validation import load as load_shapes

SHAPES = Path(__file__).resolve().parent.parent / "shapes"
INSTANT = "2026-01-01T00:00:00Z"
RECORDS, RECORDS_WITH_SPARQL, PUBLISHED = 2_000, 1_000, 10_000
RULES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix ex: <https://library.test/rules#> .
ex:Work a sh:NodeShape ; sh:targetClass dcterms:BibliographicResource ; sh:sparql
  [ sh:message "Another record has this title." ; sh:select \"\"\"PREFIX dcterms: <http://purl.org/dc/terms/>
    SELECT $this ?value WHERE { $this dcterms:title ?value . ?other dcterms:title ?value . FILTER(?other != $this) }\"\"\" ],
  [ sh:message "The title is in the description once more." ; sh:select \"\"\"PREFIX dcterms: <http://purl.org/dc/terms/>
    SELECT $this ?value WHERE { $this dcterms:title ?value ; dcterms:description ?said . FILTER(STRSTARTS(STR(?said), STR(?value))) }\"\"\" ],
  [ sh:message "The record is of another licence." ; sh:select \"\"\"PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
    SELECT $this ?value WHERE { $this dcterms:identifier ?id . ?record foaf:primaryTopic $this ; dcterms:license ?value . FILTER(?value = <https://x.test/>) }\"\"\" ] .
"""
Document = tuple[str, tuple[Triple, ...]]
_CHILD = """
import json, sys, time
from pathlib import Path
from benchmarks.validation import RULES, Records, peak_memory, shapes_with
shapes = shapes_with(RULES if sys.argv[2] == "1" else "")
from resource_ld.validation import Validator
start = time.process_time()
found = sum(len(results) for _, results in Validator(shapes).validate(Records(Path(sys.argv[1]))))
print(json.dumps([time.process_time() - start, peak_memory(), found]))
"""


class Records:
    """Descriptions in a file, a line of JSON each: what is streamed holds no memory."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __iter__(self) -> Iterator[Document]:
        with self._path.open(encoding="utf-8") as file:
            for line in file:
                key, triples = json.loads(line)
                yield key, tuple([tuple(each) for each in triples])


def peak_memory() -> float:
    """Return the megabytes this process held at most; what `getrusage` says counts those of the parent before `exec`."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def shapes_with(rules: str) -> Shapes:
    """Return the shipped shapes with further ones."""
    shipped = load_shapes([SHAPES])
    return Shapes(shipped.graph + Graph().parse(data=rules, format="turtle"), "") if rules else shipped


def documents(config: Path, *, limit: int) -> Iterator[Document]:
    """Yield descriptions with planted defects: a record in ten has one of ten."""
    resources, describer = resources_of(config)
    chance = random.Random(20260105)
    for each in resources[:limit]:
        dates = record_dates(describer.names.record(each.id), INSTANT, INSTANT)
        triples = (*describer.describe(each).document, *dates)
        yield each.id, _damaged(triples, chance) if chance.random() < 0.1 else triples


def _damaged(triples: Sequence[Triple], chance: random.Random) -> tuple[Triple, ...]:
    subject = next(s for s, p, _ in triples if p == curie("dcterms:title"))
    predicate, value = chance.choice([
        ("dcterms:title", None), ("schema:description", None), ("dcterms:identifier", None), ("rl:yearFrom", literal("20x9", datatype="xsd:gYear")),
        ("dcterms:spatial", literal("Poland")), ("dcterms:title", literal(chr(chance.randrange(0x4E00, 0x9FFF)), language="en")), ("dcterms:license", literal("CC BY")),
        ("foaf:page", "<ftp://x.test/>"), ("dcterms:issued", literal("c. 1875")), ("schema:name", literal("Another", language="en")),
    ])  # fmt: skip
    kept = [each for each in triples if each[:2] != (subject, curie(predicate))]
    return tuple(kept if value is None else [*kept, (subject, curie(predicate), value)])


def _compared(name: str, target: float, described: list[Document], shapes: Shapes) -> Iterator[Figure]:
    """Yield the ratio of CPU seconds, once every result was found the same."""

    def ours() -> Counter[object]:
        return Counter(each for _, results in Validator(shapes).validate(described) for each in results)

    def theirs() -> Counter[object]:
        return Counter(by_pyshacl(shapes.graph, (each for _, triples in described for each in triples)))

    start = time.process_time()
    oracle = theirs()
    slow = time.process_time() - start
    mine = Counter(row(each, shapes.graph) for each in ours().elements())  # type: ignore[arg-type]
    assert mine == oracle, "the results differ: no figure"
    assert oracle.total() > len(described) / 20, "too little was found to compare"
    quick = cpu(ours)
    note = (
        f"{len(described) / quick:,.0f} against {len(described) / slow:,.0f} records/s, {oracle.total()} results equal"
    )
    yield Figure(name, slow / quick, target, note=note)


def core(config: Path) -> Iterator[Figure]:
    """The shipped shapes, compiled, against pySHACL."""
    yield from _compared("validate, core shapes / pySHACL", 50, list(documents(config, limit=RECORDS)), shapes_with(""))


def sparql(config: Path) -> Iterator[Figure]:
    """The shipped shapes with three constraints in SPARQL, one of them across records, against pySHACL."""
    described = list(documents(config, limit=RECORDS_WITH_SPARQL))
    # Two records of one title: a rule that reaches across records must find them.
    subject = next(s for s, p, _ in described[0][1] if p == curie("dcterms:title"))
    titles = [o for _, p, o in described[1][1] if p in (curie("dcterms:title"), curie("schema:name"))]
    described[0] = (
        described[0][0],
        (*described[0][1], *[(subject, curie("dcterms:title"), each) for each in titles[:1]]),
    )
    yield from _compared("validate, with sh:sparql / pySHACL", 100, described, shapes_with(RULES))


def again(config: Path) -> Iterator[Figure]:
    """The shipped shapes once more, when one record in a hundred has changed and one in ten has a finding as before."""
    described, validator, first = list(documents(config, limit=RECORDS)), Validator(shapes_with("")), Conforming()
    whole = cpu(lambda: sum(1 for _ in validator.validate(described)))
    assert sum(1 for _ in validator.validate(described, conforming=first)) == len(described)
    title = curie("dcterms:title")
    changed = [
        (key, triples if number % 100 else tuple([each for each in triples if each[1] != title]))
        for number, (key, triples) in enumerate(described)
    ]
    before = frozenset(first.now)
    found = list(validator.validate(changed, conforming=Conforming(before)))
    assert found == list(validator.validate(changed)), "the results differ: no figure"
    less = cpu(lambda: sum(1 for _ in validator.validate(changed, conforming=Conforming(before))))
    note = f"{1e6 * whole / len(described):.0f} against {1e6 * less / len(described):.0f} µs a record, results equal"
    yield Figure("validate / validate again, 1 in 100 changed", whole / less, None, note=note)


def publishing(folder: Path, *, records: int = PUBLISHED) -> Iterator[Figure]:
    """A whole publication against the same work with rdflib, pySHACL and rdflib's serialisers.

    Ours makes a store, an index and four more files besides. rdflib's Turtle writer binds a namespace for each hash IRI
    and looks through all of them for each term, so what it costs is said apart too.
    """
    config, shapes = write_catalogue(folder / "published", records), shapes_with("")
    start = time.process_time()
    outcome = publish(load(config), folder / "published" / "site", Options(preview=True))
    mine = time.process_time() - start
    assert outcome.counts["resources"] == records
    start = time.process_time()
    resources, describer = resources_of(config)
    described = [
        (*describer.describe(each).document, *record_dates(describer.names.record(each.id), INSTANT, INSTANT))
        for each in resources
    ]
    graph = naive_graph(described)
    found = of_graph(shapes.graph, graph)
    for name in ("nt", "json-ld", "xml"):
        assert gzip.compress(graph.serialize(format=name, encoding="utf-8"), 6)
    without_turtle = time.process_time() - start
    assert gzip.compress(graph.serialize(format="turtle", encoding="utf-8"), 6)
    theirs = time.process_time() - start
    dump = folder / "published" / "site" / "releases" / "1" / "dumps" / "catalogue.nt.gz"
    said = set(gzip.decompress(dump.read_bytes()).decode().splitlines())
    dates = (curie("dcterms:issued"), curie("dcterms:modified"))
    expected = ntriples([each for triples in described for each in triples if each[1] not in dates])
    assert said.issuperset(expected.splitlines()), "the dumps differ: no figure"
    keyed = [(str(number), triples) for number, triples in enumerate(described)]
    ours = Counter(row(each, shapes.graph) for _, results in Validator(shapes).validate(keyed) for each in results)
    assert ours == found, "the results differ: no figure"
    note = f"{mine:.1f} against {theirs:.1f} CPU s"
    yield Figure(f"publish {records:,} / rdflib, pySHACL, serialisers", theirs / mine, 5, note=note)
    yield Figure("  the same without rdflib's Turtle", without_turtle / mine, None, note=f"{without_turtle:.1f} CPU s")


def _alone(path: Path, flag: str) -> tuple[float, float, int]:
    """Return CPU seconds, megabytes and results of one run in a process of its own."""
    command = [sys.executable, "-c", _CHILD, str(path), flag]
    seconds, megabytes, found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return seconds, megabytes, found


def growth(folder: Path, sizes: Sequence[int]) -> Iterator[Figure]:
    """Time and peak memory of the step alone, streamed from a file, each in a process of its own."""
    for name, flag, most in (("core shapes", "0", 200), ("with sh:sparql", "1", 500)):
        seconds: dict[int, float] = {}
        for size in sizes:
            path = folder / f"described-{size}.jsonl"
            if not path.exists():
                with path.open("w", encoding="utf-8") as file:
                    file.writelines(
                        json.dumps(each, ensure_ascii=False) + "\n"
                        for each in documents(write_catalogue(folder / f"checked-{size}", size), limit=size)
                    )
            # The least of three: other work on the machine only adds.
            seconds[size], megabytes, found = min(_alone(path, flag) for _ in range(3))
            assert found > size / 20
            yield Figure(
                f"validate {size:,}, {name}",
                seconds[size],
                None,
                "CPU s",
                note=f"{size / seconds[size]:,.0f} records/s, {found} results",
            )
            yield Figure(f"  peak memory at {size:,}", megabytes, most, "MB", at_least=False)
        for small, large in pairwise(sizes):
            limit = 12 if small >= 10_000 else None
            yield Figure(
                f"validate {large:,} / {small:,}, {name}", seconds[large] / seconds[small], limit, at_least=False
            )
