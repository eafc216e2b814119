"""The same query for other programs: text to copy."""

import json
import shlex
from urllib.parse import urlencode

Graphs = tuple[tuple[str, str], ...]
"""The dataset of a query as the protocol's parameters: (`default-graph-uri` or `named-graph-uri`, IRI)."""


def snippets(endpoint: str, query: str, *, graph: bool, graphs: Graphs = ()) -> tuple[tuple[str, str], ...]:
    """Return (program, text) for curl, Python, R and Excel's Power Query; `graph` for CONSTRUCT and DESCRIBE."""
    accept = "text/turtle" if graph else "text/csv"
    sent = [f"query={query}", *(f"{name}={iri}" for name, iri in graphs)]
    data = " ".join(f"--data-urlencode {shlex.quote(each)}" for each in sent)
    curl = f"curl -H 'Accept: {accept}' {data} {shlex.quote(endpoint)}"
    address = f"{endpoint}?{urlencode([('_mediatype', accept), *graphs], safe='/')}&query="
    if graph:
        return (("curl", curl), ("Python", _python_graph(address, query)))
    return (
        ("curl", curl), ("Python", _python(address, query)), ("R", _r(address, query)),
        ("Excel Power Query", _power_query(endpoint, query, graphs)),
    )  # fmt: skip


def _python(address: str, query: str) -> str:
    return f"""# pip install pandas
import urllib.parse
import pandas

query = {_lines(query)}
data = pandas.read_csv({json.dumps(address)} + urllib.parse.quote(query))
print(data)"""


def _python_graph(address: str, query: str) -> str:
    return f"""# pip install rdflib
import urllib.parse
import rdflib

query = {_lines(query)}
graph = rdflib.Graph().parse({json.dumps(address)} + urllib.parse.quote(query), format="turtle")
print(len(graph))"""


def _lines(query: str) -> str:
    """Return a Python literal, a line of the query a line of code."""
    return "(\n" + "\n".join(f"    {line!r}" for line in query.splitlines(keepends=True)) + "\n)"


def _r(address: str, query: str) -> str:
    # JSON's escapes of texts are R's too. Without `repeated`, R leaves a query alone that holds a percent-encoded IRI.
    return f"""query <- {json.dumps(query, ensure_ascii=False)}
url <- paste0({json.dumps(address)}, URLencode(query, reserved = TRUE, repeated = TRUE))
data <- read.csv(url)
print(data)"""


def _power_query(endpoint: str, query: str, graphs: Graphs) -> str:
    named = {name: [f'"{_power_text(iri)}"' for each, iri in graphs if each == name] for name, _ in graphs}
    dataset = "".join(f', #"{name}" = {{{", ".join(iris)}}}' for name, iris in named.items())
    return f"""let
  Query = "{_power_text(query)}",
  Answer = Web.Contents("{endpoint}", [Query = [query = Query, #"_mediatype" = "text/csv"{dataset}]]),
  Table = Table.PromoteHeaders(Csv.Document(Answer, [Encoding = 65001]))
in
  Table"""


def _power_text(text: str) -> str:
    """Return a text inside quotes, as Power Query escapes it."""
    pairs = (("#(", "#(#)("), ('"', '""'), ("\r", "#(cr)"), ("\n", "#(lf)"), ("\t", "#(tab)"))
    for character, escaped in pairs:
        text = text.replace(character, escaped)
    return text
