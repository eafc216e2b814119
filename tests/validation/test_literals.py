"""Literals of any length have their value: whether they are well-typed, and their order."""

import time

import pytest
from rdflib import RDF, SH, XSD, Literal, URIRef
from rdflib.term import Node
from tests.validation.oracle import by_us
from tests.validation.test_differential import one_shape, typed, values

LONG = 5_000
ONES, NINES = "1" * LONG, "9" * LONG
LARGEST = 1.7976931348623157e308


def keeps(parameter: Node, value: Node, term: Node) -> bool:
    return not by_us(one_shape(parameter, value), [values(term)])


@pytest.mark.parametrize(
    ("text", "datatype", "well"),
    [
        (ONES, "integer", True), (f"-{ONES}", "integer", True), (f"{ONES}.0", "integer", False), (ONES, "decimal", True),
        (f"0.{ONES}", "decimal", True), (ONES, "double", True), (ONES, "float", True), (ONES, "long", False), (ONES, "positiveInteger", True),
        (f"-{ONES}", "positiveInteger", False), (f"{'0' * LONG}7", "byte", True), (f"{ONES}-01-01", "date", True), (f"-{ONES}-01-01", "date", True),
        (f"{ONES[:-4]}1900-02-29", "date", False), (f"{ONES[:-4]}2000-02-29", "date", True),
        (f"2009-01-01T10:00:00.{ONES}Z", "dateTime", True), (f"{ONES}-01-01T10:00:00", "dateTime", True),
    ],
)  # fmt: skip
def test_a_long_number_is_well_typed_or_not(text: str, datatype: str, well: bool) -> None:
    assert keeps(SH.datatype, XSD[datatype], typed(text, datatype)) is well


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Literal(5), typed(ONES, "integer")), (typed(f"-{ONES}", "integer"), Literal(5)), (typed(ONES, "integer"), typed(NINES, "integer")),
        (typed(ONES, "integer"), typed(f"{ONES}.5", "decimal")), (Literal(0), typed(f"0.{ONES}", "decimal")),
        (typed("1e0", "double"), typed(ONES[:400], "integer")), (typed(f"-{ONES[:400]}", "integer"), typed("1e0", "double")),
        (typed("1e0", "double"), typed(ONES, "integer")), (typed(str(LARGEST), "double"), typed(f"{ONES}.5", "decimal")),
        (typed(f"{ONES}-01-01", "date"), typed(f"{NINES}-01-01", "date")), (typed(f"-{ONES}", "gYear"), typed("2009", "gYear")),
        (typed("2009-01-01T10:00:00Z", "dateTime"), typed(f"2009-01-01T10:00:00.{ONES}Z", "dateTime")),
    ],
)  # fmt: skip
def test_long_numbers_are_in_order(one: Node, other: Node) -> None:
    assert keeps(SH.minExclusive, one, other)
    assert keeps(SH.maxExclusive, other, one)
    assert not keeps(SH.maxInclusive, one, other)


HALF = "16777217"
"""Between two values of xsd:float."""


@pytest.mark.parametrize(
    ("parameter", "bound", "term", "kept"),
    [
        (SH.maxExclusive, Literal(16777217), typed(HALF, "float"), False), (SH.minExclusive, typed("0.1", "decimal"), typed("0.1", "float"), False),
        (SH.maxInclusive, typed("0.1", "decimal"), typed("0.1", "float"), True), (SH.maxInclusive, typed("0.1", "double"), typed("0.1", "float"), False),
        (SH.maxInclusive, typed("0.1", "decimal"), typed("0.1", "double"), True), (SH.minExclusive, typed("0.1", "decimal"), typed("0.1", "double"), False),
        (SH.minInclusive, typed("INF", "float"), typed(ONES, "integer"), True), (SH.minInclusive, typed("1e39", "float"), typed("INF", "float"), True),
        (SH.minExclusive, typed("16777216", "float"), typed(f"{HALF}.{'0' * 50}1", "decimal"), True),
        (SH.minExclusive, typed("16777216", "float"), typed(f"{HALF}.{'0' * 50}1", "float"), True),
        (SH.minExclusive, typed("-16777218", "float"), typed(f"-{HALF}.{'0' * 50}1", "decimal"), False),
        (SH.minExclusive, typed("16777216", "float"), typed(HALF, "decimal"), False),
        (SH.maxInclusive, typed("NaN", "float"), typed("1", "integer"), False), (SH.maxInclusive, typed("0", "integer"), typed("-0.0", "float"), True),
    ],
)  # fmt: skip
def test_beside_a_float_a_decimal_is_a_float(parameter: Node, bound: Node, term: Node, kept: bool) -> None:
    """XPath 2.0, B.1: the decimal is promoted to float; beside a double both are doubles."""
    assert keeps(parameter, bound, term) is kept


def test_what_is_larger_than_every_double_is_infinite_beside_one() -> None:
    assert keeps(SH.maxInclusive, typed("INF", "double"), typed(ONES, "integer"))
    assert keeps(SH.minInclusive, typed("-INF", "double"), typed(f"-{ONES[:400]}", "integer"))


def test_a_count_may_be_as_long() -> None:
    assert keeps(SH.maxLength, typed(ONES, "integer"), Literal("a"))
    assert not keeps(SH.minLength, typed(ONES, "integer"), Literal("a"))
    assert not keeps(SH.minCount, typed(ONES, "integer"), Literal("a"))


@pytest.mark.parametrize(
    ("before", "after", "datatype"), [("", "", "integer"), ("", ".5", "decimal"), ("", "-01-01", "date"), ("2009-01-01T10:00:00.", "", "dateTime")]
)  # fmt: skip
def test_a_cell_full_of_digits_takes_no_time(before: str, after: str, datatype: str) -> None:
    start = time.process_time()
    term = typed(f"{before}{'7' * 32_000}{after}", datatype)
    assert keeps(SH.maxInclusive, term, term)
    assert time.process_time() - start < 2


STAMP = typed("2010-01-01T00:00:00Z", "dateTimeStamp")


def test_a_stamp_is_an_instant_with_a_zone() -> None:
    """xsd:dateTimeStamp is derived from xsd:dateTime (XSD 1.1, section 3.4.28)."""
    assert keeps(SH.minInclusive, typed("2009-01-01T00:00:00Z", "dateTime"), STAMP)
    assert not keeps(SH.maxInclusive, typed("2009-01-01T00:00:00Z", "dateTime"), STAMP)
    assert keeps(SH.maxInclusive, STAMP, typed("2009-12-31T24:00:00", "dateTimeStamp")) is False
    assert keeps(SH.maxInclusive, STAMP, typed("2009-12-31T24:00:00Z", "dateTimeStamp"))


@pytest.mark.parametrize(
    ("datatype", "text"),
    [
        ("date", "12009-01-01"), ("date", "-0044-03-15"), ("date", "0000-01-01"), ("time", "24:00:00"), ("dateTime", "2009-01-01T24:00:00"),
        ("double", "+INF"), ("double", "NaN"), ("duration", "P1Y2M3DT4H5M6.7S"),
    ],
)  # fmt: skip
def test_what_xsd_has_is_well_typed(datatype: str, text: str) -> None:
    assert keeps(SH.datatype, XSD[datatype], typed(text, datatype))


@pytest.mark.parametrize(
    ("datatype", "text"),
    [
        ("duration", "P1W"), ("duration", "P1.5D"), ("long", "9223372036854775808"), ("integer", "\u0663"), ("integer", "1 0"), ("integer", " 1"),
        ("double", "inf"), ("double", "nan"), ("float", "Infinity"), ("time", "10:00"), ("dateTime", "2009-01-01T10:00"), ("date", "2009-01-01+14:01"),
        ("decimal", "NaN"), ("date", "2009-W01-1"), ("date", "2009-02-29"),
    ],
)  # fmt: skip
def test_what_xsd_has_not_is_ill_typed(datatype: str, text: str) -> None:
    assert not keeps(SH.datatype, XSD[datatype], typed(text, datatype))


@pytest.mark.parametrize(
    "datatype", ["duration", "dayTimeDuration", "yearMonthDuration", "anyURI", "normalizedString", "token"]
)
def test_some_datatypes_have_no_order(datatype: str) -> None:
    term = typed("P1D" if "uration" in datatype else "a", datatype)
    assert not keeps(SH.minInclusive, term, term)


@pytest.mark.parametrize("datatype", [RDF.XMLLiteral, RDF.HTML, XSD.gYear, XSD.dateTimeStamp])
def test_of_some_datatypes_the_text_is_not_looked_at(datatype: URIRef) -> None:
    assert keeps(SH.datatype, datatype, Literal("<a", datatype=datatype, normalize=False))
