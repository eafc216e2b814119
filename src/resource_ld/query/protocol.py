"""SPARQL 1.1 Protocol, query operation only (section 2.1): what a request asks, from its raw bytes."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from resource_ld.errors import BadIRI, QueryError
from resource_ld.terms import iri

LONGEST = 256 << 10
"""Bytes of a query: room to look up some thousands of IRIs at once."""

LONGEST_ENCODED = 3 * LONGEST + 4096
"""Bytes of a request: percent-encoding makes three of one, and graphs are named beside the query."""

MOST_PARAMETERS = 100
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
    media_type: str = field(default="", compare=False, repr=False)

    @property
    def graphs(self) -> tuple[tuple[str, str], ...]:
        """The dataset as parameters: (name, IRI)."""
        return (
            *(("default-graph-uri", each) for each in self.default_graphs),
            *(("named-graph-uri", each) for each in self.named_graphs),
        )


def parse_request(method: str, query_string: bytes, content_type: str, body: bytes) -> Query:
    """Return what a request asks; raise QueryError with the status that says what is wrong.

    Percent-encoding is undone once, on the bytes (FACTS 32).

    >>> parse_request("GET", b"query=ASK+%7B%7D", "", b"").text
    'ASK {}'
    """
    if len(query_string) + len(body) > LONGEST_ENCODED:
        raise too_long()
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
    if len(queries[0].encode(errors="replace")) > LONGEST:
        raise too_long()
    graphs = {name: tuple(value for each, value in parameters if each == name) for name in _KNOWN}
    for name in _KNOWN[1:]:
        _check(name, graphs[name])
    # A plus that nobody encoded has become a blank, and no media type holds one.
    media_type = next((value for name, value in parameters if name == "_mediatype"), "").replace(" ", "+")
    return Query(queries[0], graphs["default-graph-uri"], graphs["named-graph-uri"], media_type)


def _check(name: str, graphs: tuple[str, ...]) -> None:
    for each in graphs:
        try:
            iri(each)
        except BadIRI as error:
            raise QueryError(f"{name}: {error.what}", status=400, mend=error.mend) from None


def too_long() -> QueryError:
    """Return the error of a query past the limit, or of unknown length."""
    mend = f"At most {LONGEST:,} bytes, sent with a Content-Length."
    return QueryError("the query is too long or its length is unknown", status=413, mend=mend)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise QueryError("the query is not UTF-8", status=400, mend="Encode it as UTF-8.") from None


def _parameters(raw: bytes) -> list[tuple[str, str]]:
    if raw.count(b"&") >= MOST_PARAMETERS:
        raise QueryError(f"more than {MOST_PARAMETERS} parameters were sent", status=400, mend="Name fewer graphs.")
    try:
        return parse_qsl(raw.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict")
    except ValueError:
        raise QueryError("the parameters cannot be read", status=400, mend="Percent-encode them as UTF-8.") from None
