"""SPARQL 1.1 Protocol, query operation only (section 2.1): what a request asks, from its raw bytes."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from resource_ld.errors import QueryError

LONGEST = 64 << 10
"""Bytes of a query; the longest of real ones are a tenth of it."""

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_KNOWN = ("query", "default-graph-uri", "named-graph-uri")


@dataclass(frozen=True, slots=True)
class Query:
    """A query with the dataset the request names; empty graphs mean the service's own dataset.

    `media_type` is what the address asks for with `_mediatype`; it does not make it another query.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    media_type: str = field(default="", compare=False)


def parse_request(method: str, query_string: bytes, content_type: str, body: bytes) -> Query:
    """Return what a request asks; raise QueryError with the status that says what is wrong.

    Percent-encoding is undone once, on the bytes (FACTS 32).

    >>> parse_request("GET", b"query=ASK+%7B%7D", "", b"").text
    'ASK {}'
    """
    if len(query_string) + len(body) > LONGEST:
        raise QueryError("the query is too long", status=413, mend=f"At most {LONGEST:,} bytes.")
    parameters = _parameters(query_string)
    kind = content_type.partition(";")[0].strip().lower()
    if method == "POST" and kind == FORM:
        parameters += _parameters(body)
    elif method == "POST" and kind == DIRECT:
        parameters.append(("query", _text(body)))
    elif method == "POST":
        raise QueryError(f"cannot read {kind or 'a body without a type'}", status=415, mend=f"Send {FORM} or {DIRECT}.")
    if any(name in ("update", "using-graph-uri") for name, _ in parameters):
        raise QueryError("updates are not taken", status=400, mend="Send a query.")
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) != 1:
        raise QueryError(f"{len(queries)} queries were sent", status=400, mend="Send exactly one, as query=….")
    graphs = {name: tuple(value for each, value in parameters if each == name) for name in _KNOWN}
    media_type = next((value for name, value in parameters if name == "_mediatype"), "")
    return Query(queries[0], graphs["default-graph-uri"], graphs["named-graph-uri"], media_type)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise QueryError("the query is not UTF-8", status=400, mend="Encode it as UTF-8.") from None


def _parameters(raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=100
        )
    except ValueError:
        raise QueryError("the parameters cannot be read", status=400, mend="Percent-encode them as UTF-8.") from None
