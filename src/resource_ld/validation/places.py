"""Where in a shapes file something stands: rdflib forgets lines, so they are looked up in the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, BNode, Graph, Literal
from rdflib.term import Node

from resource_ld.errors import ShapesError

_COMMENTS = re.compile(r"(?m)(^|\s)#.*$")
_TEXTS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|'
    r"'''(?:[^'\\]|\\.|'(?!''))*'''|"
    r'"(?:[^"\\\n]|\\.)*"|'
    r"'(?:[^'\\\n]|\\.)*'",
    re.DOTALL,
)
_ESCAPES = {"\\": "n", "\n": "n", "\t": "t", "\r": "r", '"': '"', "'": "'"}


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


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
        text = _COMMENTS.sub(_blank, self.text)
        start = self._start(text, subject)
        named = [each for each in inside if not isinstance(each, BNode)]
        for some in [*(named[number:] for number, _ in enumerate(named)), named[:1]]:
            pattern = r"[\s;,\[(]+".join(self._spelled(each) for each in some)
            if some and (found := re.compile(pattern).search(text, start)):
                return text.count("\n", 0, found.start()) + 1
        return text.count("\n", 0, start) + 1

    def _start(self, text: str, subject: Node) -> int:
        trail = [subject]
        while isinstance(trail[-1], BNode):
            above = next(iter(sorted(self.graph.subjects(None, trail[-1]), key=str)), None)
            if above is None or above in trail:
                break
            trail.append(above)
        start = 0
        if not isinstance(trail[-1], BNode):
            found = re.search(rf"(?m)^\s*(?:{self._spelled(trail[-1])})(?=\s)", text)
            start = found.start() + len(found[0]) - len(found[0].lstrip()) if found else 0
        return next((one for each in trail for one in [self._bracket(text, start, each)] if one is not None), start)

    def _bracket(self, text: str, start: int, node: Node) -> int | None:
        """Return where the innermost bracket opens that says all that is said of a blank node."""
        if not isinstance(node, BNode) or (node, RDF.first, None) in self.graph:
            return None
        said = [
            (p, o) if not isinstance(o, BNode) else (p,) for p, o in self.graph.predicate_objects(node)
        ]  # fmt: skip
        wanted = [re.compile(self._spelled(each)) for one in said for each in one if each != RDF.type]
        spans = [each for each in _brackets(text) if each[0] >= start]
        spans = [each for each in spans if all(one.search(text, *each) for one in wanted)]
        return min(spans, key=lambda each: (each[1] - each[0], each[0]))[0] if spans else None

    def _spelled(self, node: Node) -> str:
        """Return a regular expression of the ways a file may write a term."""
        if isinstance(node, Literal):
            return r"[\"']*" + "".join(
                rf"(?:{re.escape(each)}|\\{re.escape(_ESCAPES[each]) if each != chr(92) else chr(92) * 2})"
                if each in _ESCAPES
                else re.escape(each)
                for each in str(node)
            )
        ways = [rf"<[^>\s]*{re.escape(re.split('[/#]', str(node))[-1])}>"]
        for prefix, namespace in self.graph.namespaces():
            if str(node).startswith(str(namespace)):
                ways.append(rf"{re.escape(prefix)}:{re.escape(str(node)[len(namespace) :])}(?![\w-])")
        return rf"(?:{'|'.join(ways)})"


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each pair of square brackets opens and closes; those in texts and IRIs are none."""
    opened: list[int] = []
    for found in re.finditer(r"[\[\]]", re.sub(r"<[^<>\s]*>", _blank, _TEXTS.sub(_blank, text))):
        if found[0] == "[":
            opened.append(found.start())
        elif opened:
            yield opened.pop(), found.end()


def place(files: Sequence[ShapesFile], subject: Node, *inside: Node) -> str:
    """Return file and line of what is said of a shape; of several files the last, for it adds to those before."""
    predicate, value = (*inside, None, None)[:2]
    for said in ((subject, predicate, value), (subject, predicate, None), (subject, None, None), (None, None, subject)):
        for each in reversed(files):
            if said in each.graph:
                return f"{each.path}:{each.line(subject, *inside)}"
    return "shapes/"
