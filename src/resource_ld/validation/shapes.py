"""Shapes files → a graph, checked before it is used: a shapes file that cannot be trusted refuses the release."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from rdflib import SH, Graph, Literal, Namespace, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax

from resource_ld.errors import ShapesError
from resource_ld.validation.mistakes import mistakes, unreadable, without_path
from resource_ld.validation.places import ShapesFile
from resource_ld.validation.rdf_terms import as_written
from resource_ld.validation.reading import read_targets
from resource_ld.validation.shapes_graph import ShapesGraph
from resource_ld.validation.well_formed import ill_formed, near, recursive

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
    """All shapes as one graph, from `files`; `notes` maps a shape's IRI to what no engine needs to see."""

    graph: Graph
    digest: str
    notes: Mapping[str, Notes] = field(default_factory=dict)
    files: tuple[ShapesFile, ...] = ()

    def read(self) -> ShapesGraph:
        """Return the graph as the reader of shapes asks it."""
        return ShapesGraph(self.graph, self.files)

    def fresh(self) -> Graph:
        """Return a copy that may be written into."""
        copy = Graph()
        for triple in self.graph:
            copy.add(triple)
        return copy


def load(folders: Sequence[Path], *, year: int | None = None) -> Shapes:
    """Read `*.ttl` of the folders; raise ShapesError naming file and line. `year` is the present one, of today if not given.

    A later file adds to the shapes of an earlier one; the years it gives take the place of those given before.
    """
    shapes, found = _read(folders, datetime.now(UTC).year if year is None else year)
    for mistake in found:
        raise mistake
    return shapes


def all_mistakes(folders: Sequence[Path]) -> list[ShapesError]:
    """Return every mistake of the files, which `load` would refuse for the first one."""
    return _read(folders, datetime.now(UTC).year)[1]


def shapes_files(folders: Sequence[Path]) -> list[Path]:
    """Return the shapes files of folders, in the order they are read."""
    return [each for folder in folders for each in sorted(folder.glob("*.ttl"))]


def _read(folders: Sequence[Path], year: int) -> tuple[Shapes, list[ShapesError]]:
    """Return the shapes of the folders and every mistake in them."""
    digest, notes, found = hashlib.sha256(), dict[URIRef, Notes](), list[ShapesError]()
    files: list[ShapesFile] = []
    graph = Graph()
    for path in shapes_files(folders):
        content = path.read_bytes()
        digest.update(content)
        try:
            file = ShapesFile(path, content.decode("utf-8-sig", "replace"), parse(path, content))
        except ShapesError as error:
            found.append(error)
            continue
        found += [*mistakes(file), *_take_notes(file, year, notes)]
        files.append(file)
        for triple in file.graph:
            if triple[1] not in _NOTED or not isinstance(triple[0], URIRef):
                graph.add(triple)
    found += [each for file in files for each in without_path(file, graph)]
    shapes = Shapes(graph, "", {str(each): notes[each] for each in notes}, tuple(files))
    found += _of_all(shapes.read(), notes, {each.where for each in found})
    for shape, noted in notes.items():
        if noted.years:
            graph.add((shape, SH.pattern, Literal(f"^{year_pattern(*noted.years)}$")))
            # On New Year's Day the same files allow another year.
            digest.update(str(noted.years).encode())
    return replace(shapes, digest=digest.hexdigest()), found


def _of_all(graph: ShapesGraph, notes: Iterable[URIRef], said: Collection[str]) -> Iterator[ShapesError]:
    """Yield the mistakes that only all files together show; a line that one was said of already is mended first."""
    for shape in notes:
        if (shape, None, None) not in graph.graph:
            yield graph.mistake(f"there is no shape <{shape}>", near(graph, shape), shape)
    found = list(ill_formed(graph))
    yield from (each for each in found if each.where not in said)
    if said or found:
        return
    yield from recursive(graph)
    try:
        read_targets(graph)
    except ShapesError as error:
        yield error


def _take_notes(file: ShapesFile, year: int, notes: dict[URIRef, Notes]) -> Iterator[ShapesError]:
    """Take what a file says beyond SHACL into the notes; yield the mistakes in it."""
    graph = file.graph
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in graph.namespaces())
    noted = {node for each in _NOTED for node in graph.subjects(each) if isinstance(node, URIRef)}
    for shape in sorted(noted):
        held = notes.get(shape, Notes(file.path))
        try:
            years = _years(file, shape, year)
        except ShapesError as error:
            yield error
            continue
        passes, fails = (
            tuple(f"{prefixes}{each}" for each in sorted(map(str, graph.objects(shape, said))))
            for said in (PASSES, FAILS)
        )
        path = file.path if passes or fails else held.file
        notes[shape] = Notes(path, years or held.years, held.passes + passes, held.fails + fails)


def _years(file: ShapesFile, shape: URIRef, year: int) -> tuple[int, int] | None:
    given = {each: list(file.graph.objects(shape, each)) for each in (FIRST_YEAR, YEARS_AHEAD)}
    if not any(given.values()):
        return None
    years = []
    for said, usual in ((FIRST_YEAR, "1000"), (YEARS_AHEAD, "1")):
        texts = [str(each) for each in given[said]] or [usual]
        number = int(texts[0]) if texts[0].isascii() and texts[0].isdigit() and len(texts[0]) <= 9 else -1
        if len(texts) > 1 or number < 0 or (said == FIRST_YEAR and not 0 < number <= year):
            raise file.mistake(
                f"rl:{said.removeprefix(str(RL))} of <{shape}> has the value “{'”, “'.join(texts)}”, which is no year",
                "Write rl:firstYear 1900 ; rl:yearsAhead 1 .", shape, said,
            )  # fmt: skip
        years.append(number)
    return years[0], min(year + years[1], 9999)


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
    except RecursionError:
        raise ShapesError(
            "brackets are nested too deep", where=str(path), mend="Give the inner shapes names."
        ) from None
