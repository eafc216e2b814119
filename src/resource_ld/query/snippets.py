"""The same query for other programs: text to copy."""

import json
import shlex


def snippets(endpoint: str, query: str, *, graph: bool) -> tuple[tuple[str, str], ...]:
    """Return (program, text) for curl, Python, R and Excel's Power Query; `graph` for CONSTRUCT and DESCRIBE."""
    accept = "text/turtle" if graph else "text/csv"
    curl = f"curl -H 'Accept: {accept}' --data-urlencode {shlex.quote(f'query={query}')} {shlex.quote(endpoint)}"
    if graph:
        return (("curl", curl), ("Python", _python_graph(endpoint, query)))
    return (
        ("curl", curl), ("Python", _python(endpoint, query)), ("R", _r(endpoint, query)),
        ("Excel Power Query", _power_query(endpoint, query)),
    )  # fmt: skip


def _python(endpoint: str, query: str) -> str:
    return f"""# pip install pandas
import urllib.parse
import pandas

query = {_lines(query)}
data = pandas.read_csv({json.dumps(endpoint)} + "?_mediatype=text/csv&" + urllib.parse.urlencode({{"query": query}}))
print(data)"""


def _python_graph(endpoint: str, query: str) -> str:
    return f"""# pip install rdflib
import urllib.parse
import rdflib

query = {_lines(query)}
url = {json.dumps(endpoint)} + "?_mediatype=text/turtle&" + urllib.parse.urlencode({{"query": query}})
graph = rdflib.Graph().parse(url, format="turtle")
print(len(graph))"""


def _lines(query: str) -> str:
    """Return a Python literal, a line of the query a line of code."""
    return "(\n" + "\n".join(f"    {line!r}" for line in query.splitlines(keepends=True)) + "\n)"


def _r(endpoint: str, query: str) -> str:
    # JSON's escapes of texts are R's too.
    return f"""query <- {json.dumps(query, ensure_ascii=False)}
url <- paste0({json.dumps(endpoint)}, "?_mediatype=text/csv&query=", URLencode(query, reserved = TRUE))
data <- read.csv(url)
print(data)"""


def _power_query(endpoint: str, query: str) -> str:
    text = (
        query.replace("#(", "#(#)(")
        .replace('"', '""')
        .replace("\r", "#(cr)")
        .replace("\n", "#(lf)")
        .replace("\t", "#(tab)")
    )
    return f"""let
  Query = "{text}",
  Answer = Web.Contents("{endpoint}", [Query = [query = Query, #"_mediatype" = "text/csv"]]),
  Table = Table.PromoteHeaders(Csv.Document(Answer, [Encoding = 65001]))
in
  Table"""
