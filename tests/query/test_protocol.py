"""SPARQL 1.1 Protocol section 2.1, at the level of what a request asks."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resource_ld.errors import QueryError
from resource_ld.query import Query, parse_request
from resource_ld.query.protocol import LONGEST

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"

GOOD = [
    (("GET", b"query=ASK%20%7B%7D", "", b""), Query("ASK {}")),
    (
        ("GET", b"query=ASK+%7B%7D&default-graph-uri=http%3A%2F%2Fa.test%2Fg", "", b""),
        Query("ASK {}", ("http://a.test/g",)),
    ),
    (
        ("GET", b"query=ASK{}&named-graph-uri=http://a.test/1&named-graph-uri=http://a.test/2", "", b""),
        Query("ASK{}", (), ("http://a.test/1", "http://a.test/2")),
    ),
    (("POST", b"", FORM, b"query=ASK+%7B%7D"), Query("ASK {}")),
    (("POST", b"", FORM + "; charset=utf-8", b"query=ASK+%7B%7D"), Query("ASK {}")),
    (
        ("POST", b"", FORM, b"query=ASK+%7B%3Chttp%3A%2F%2Fa.test%2Fa%2520b%3E+%3Fp+%3Fo%7D"),
        Query("ASK {<http://a.test/a%20b> ?p ?o}"),
    ),
    (("POST", b"", DIRECT, b"ASK {}"), Query("ASK {}")),
    (
        ("POST", b"default-graph-uri=http://a.test/g", DIRECT + ";charset=utf-8", b"ASK {}"),
        Query("ASK {}", ("http://a.test/g",)),
    ),
    (("GET", b"query=ASK%20%7B%22%C3%A9%22%7D", "", b""), Query('ASK {"é"}')),
]
BAD = [
    (("GET", b"query=ASK{}&query=ASK{}", "", b""), 400),
    (("GET", b"q=ASK{}", "", b""), 400),
    (("GET", b"update=CLEAR+ALL", "", b""), 400),
    (("POST", b"", FORM, b"update=CLEAR+ALL"), 400),
    (("POST", b"", "application/sparql-update", b"CLEAR ALL"), 415),
    (("POST", b"", "", b"ASK {}"), 415),
    (("POST", b"", "text/plain", b"ASK {}"), 415),
    (("POST", b"query=ASK{}", FORM, b"query=ASK{}"), 400),
    (("GET", b"query=%FF%FE", "", b""), 400),
    (("GET", b"query=\xff", "", b""), 400),
    (("POST", b"", DIRECT, b"\xed\xa0\x80"), 400),
    (("POST", b"", DIRECT, b"x" * (LONGEST + 1)), 413),
    (("GET", b"&".join([b"a=b"] * 200), "", b""), 400),
]


@pytest.mark.parametrize(("request_", "query"), GOOD)
def test_a_request_is_understood(request_: tuple[str, bytes, str, bytes], query: Query) -> None:
    assert parse_request(*request_) == query


@pytest.mark.parametrize(("request_", "status"), BAD)
def test_a_wrong_request_says_how(request_: tuple[str, bytes, str, bytes], status: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse_request(*request_)
    assert caught.value.status == status
    assert caught.value.mend


@given(st.binary(max_size=60), st.binary(max_size=60), st.sampled_from([FORM, DIRECT, ""]))
def test_any_bytes_are_a_query_or_an_error_of_ours(query_string: bytes, body: bytes, content_type: str) -> None:
    with contextlib.suppress(QueryError):
        assert isinstance(parse_request("POST", query_string, content_type, body), Query)
