"""SELECT answers as CSV (SPARQL 1.1 Query Results CSV section 3): the engine's own leaves a comma in an IRI unquoted."""

import csv
import io
from typing import IO

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

Value = NamedNode | BlankNode | Literal | Triple | None


def write_csv(solutions: QuerySolutions, output: IO[bytes]) -> None:
    """Write values as plain text, quoted where RFC 4180 asks for it, lines ended by CR LF."""
    text = io.TextIOWrapper(output, encoding="utf-8", newline="")
    rows = csv.writer(text)
    rows.writerow([each.value for each in solutions.variables])
    rows.writerows([_plain(each) for each in solution] for solution in solutions)
    text.detach()


def _plain(value: Value) -> str:
    if value is None:
        return ""
    return value.value if isinstance(value, (Literal, NamedNode)) else str(value)
