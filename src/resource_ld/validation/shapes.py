"""Shapes files → a graph, checked before it is used: a shapes file that cannot be trusted refuses the release."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import rdflib
from rdflib import SH, Graph, Literal, Namespace, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax

from resource_ld.errors import ShapesError
from resource_ld.validation.mistakes import mistakes, unreadable, without_path
from resource_ld.validation.shapes_graph import ShapesGraph

RL = Namespace("https://w3id.org/resource-ld/ns#")
FIRST_YEAR, YEARS_AHEAD, PASSES, FAILS = RL.firstYear, RL.yearsAhead, RL.passes, RL.fails
_NOTED = (FIRST_YEAR, YEARS_AHEAD, PASSES, FAILS)


@dataclass(frozen=True, slots=True)
class Notes:
    """What a shapes file says of a shape beyond SHACL.

    `years` are the first and the last one that `rl:firstYear` and `rl:yearsAhead` allow; `passes` and `fails` are the
    examples of `rl:passes` and `rl:fails`, Turtle with the prefixes of the file.
    """

    file: Path
    years: tuple[int, int] | None = None
    passes: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes as one graph; `notes` maps a shape's IRI to what no engine needs to see."""

    graph: Graph
    digest: str
    notes: Mapping[str, Notes] = field(default_factory=dict)

    def read(self) -> ShapesGraph:
        """Return the graph as the reader of shapes asks it."""
        return ShapesGraph(self.graph)

    def fresh(self) -> Graph:
        """Return a copy that may be written into."""
        copy = Graph()
        for triple in self.graph:
            copy.add(triple)
        return copy


def load(folders: Sequence[Path], *, year: int | None = None) -> Shapes:
    """Read `*.ttl` of the folders; raise ShapesError naming the file. `year` is the present one, of today if not given.

    A later file adds to the shapes of an earlier one; the years it gives take the place of those given before.
    """
    year = datetime.now(UTC).year if year is None else year
    graph, digest, notes = Graph(), hashlib.sha256(), dict[URIRef, Notes]()
    files = []
    for path in shapes_files(folders):
        content = path.read_bytes()
        digest.update(content)
        found = parse(path, content)
        for mistake in mistakes(path, content, found):
            raise mistake
        files.append((path, content, found))
        _take_notes(found, path, year, notes)
        graph += found
    for mistake in (each for file in files for each in without_path(*file, graph)):
        raise mistake
    for shape, noted in notes.items():
        if noted.years:
            graph.add((shape, SH.pattern, Literal(f"^{year_pattern(*noted.years)}$")))
            # On New Year's Day the same files allow another year.
            digest.update(str(noted.years).encode())
    return Shapes(graph, digest.hexdigest(), {str(each): notes[each] for each in notes})


def shapes_files(folders: Sequence[Path]) -> list[Path]:
    """Return the shapes files of folders, in the order they are read."""
    return [each for folder in folders for each in sorted(folder.glob("*.ttl"))]


def all_mistakes(folders: Sequence[Path]) -> list[ShapesError]:
    """Return every mistake of the files, which `load` would refuse for the first one."""
    found, files, everything = [], [], Graph()
    for path in shapes_files(folders):
        content = path.read_bytes()
        try:
            graph = parse(path, content)
        except ShapesError as error:
            found.append(error)
            continue
        found += mistakes(path, content, graph)
        files.append((path, content, graph))
        everything += graph
    return [*found, *(each for file in files for each in without_path(*file, everything))]


def _take_notes(graph: Graph, path: Path, year: int, notes: dict[URIRef, Notes]) -> None:
    """Take what is not SHACL out of the graph of a file, into the notes."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in graph.namespaces())
    noted = {node for each in _NOTED for node in graph.subjects(each) if isinstance(node, URIRef)}
    for shape in sorted(noted):
        held = notes.get(shape, Notes(path))
        years = _years(graph, shape, path, year)
        passes, fails = (
            tuple(f"{prefixes}{each}" for each in sorted(map(str, graph.objects(shape, said))))
            for said in (PASSES, FAILS)
        )
        file = path if passes or fails else held.file
        notes[shape] = Notes(file, years or held.years, held.passes + passes, held.fails + fails)
        for each in _NOTED:
            graph.remove((shape, each, None))


def _years(graph: Graph, shape: URIRef, path: Path, year: int) -> tuple[int, int] | None:
    first, ahead = graph.value(shape, FIRST_YEAR), graph.value(shape, YEARS_AHEAD)
    if first is None and ahead is None:
        return None
    texts = ["1000" if first is None else str(first), "1" if ahead is None else str(ahead)]
    if not all(each.isascii() and each.isdigit() for each in texts) or not 0 < int(texts[0]) <= year:
        raise ShapesError(
            f"the years of <{shape}> are no numbers",
            where=str(path),
            mend="Write rl:firstYear 1900 ; rl:yearsAhead 1 .",
        )
    return int(texts[0]), min(year + int(texts[1]), 9999)


def year_pattern(first: int, last: int) -> str:
    """Return the regular expression of the years from the first to the last, four digits each.

    >>> year_pattern(1900, 2027)
    '(19[0-9]{2}|20([0-1][0-9]{1}|2[0-7]))'
    """
    return _between(f"{first:04}", f"{last:04}")


def _between(low: str, high: str) -> str:
    rest = len(low) - 1
    if rest == 0:
        return low if low == high else f"[{low}-{high}]"
    if low[1:] == "0" * rest and high[1:] == "9" * rest:
        return f"{_between(low[0], high[0])}[0-9]{{{rest}}}"
    if low[0] == high[0]:
        return low[0] + _between(low[1:], high[1:])
    whole_low = low[1:] == "0" * rest
    parts = [] if whole_low else [low[0] + _between(low[1:], "9" * rest)]
    start, end = int(low[0]) + (not whole_low), int(high[0]) - 1
    if start <= end:
        parts.append(f"{_between(str(start), str(end))}[0-9]{{{rest}}}")
    parts.append(high[0] + _between("0" * rest, high[1:]))
    return f"({'|'.join(parts)})"


def parse(path: Path, content: bytes) -> Graph:
    """Return the graph of a file; raise ShapesError with the line it cannot be read at."""
    try:
        with as_written():
            return Graph().parse(data=content, format="turtle", publicID="https://w3id.org/resource-ld/shapes")
    except (BadSyntax, ValueError, IndexError, AssertionError) as error:
        raise unreadable(path, content, getattr(error, "lines", 0) + 1) from None


@contextmanager
def as_written() -> Iterator[None]:
    """Keep rdflib from rewriting literals as it parses: `"1"^^xsd:boolean` is another term than `true`."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before
