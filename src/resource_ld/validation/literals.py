"""Literals as values: whether one is well-typed, and the order of two (XSD 1.1 part 2, SPARQL 1.1 section 17.3)."""

import binascii
import math
import re
import struct
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from resource_ld.terms import Term, split_literal

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_FOURTEEN_HOURS = 14 * 3600
_DIGITS = 4_000
"""Of longer texts Python makes no integer."""
_ZONE = r"(?P<zone>Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_DATE = r"(?P<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9](?:\.[0-9]+)?)|(?P<midnight>24:00:00(?:\.0+)?))"
_INSTANTS = {
    "dateTime": re.compile(f"{_DATE}T{_TIME}{_ZONE}"),
    "dateTimeStamp": re.compile(f"{_DATE}T{_TIME}{_ZONE.removesuffix('?')}"),
    "date": re.compile(_DATE + _ZONE),
    "time": re.compile(_TIME + _ZONE),
    "gYear": re.compile(_DATE.partition("-(?P<month>")[0] + _ZONE),
    "gYearMonth": re.compile(_DATE.partition("-(?P<day>")[0] + _ZONE),
}
_INTEGER, _DECIMAL = re.compile(r"[+-]?[0-9]+"), re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_RANGES: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None), "nonPositiveInteger": (None, 0), "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None), "positiveInteger": (1, None), "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1), "short": (-(2**15), 2**15 - 1), "byte": (-128, 127), "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1), "unsignedShort": (0, 2**16 - 1), "unsignedByte": (0, 255),
}  # fmt: skip
DATATYPES = (
    *_RANGES, "anyAtomicType", "anySimpleType", "anyType", "anyURI", "base64Binary", "boolean", "date", "dateTime",
    "dateTimeStamp", "dayTimeDuration", "decimal", "double", "duration", "float", "gDay", "gMonth", "gMonthDay", "gYear",
    "gYearMonth", "hexBinary", "language", "Name", "NCName", "NMTOKEN", "normalizedString", "NOTATION", "QName", "string",
    "time", "token", "yearMonthDuration", "ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES", "NMTOKENS",
)  # fmt: skip
"""The datatypes of XML Schema (XSD 1.1 part 2, section 3)."""
_DAYS, _CLOCK = r"(?:[0-9]+D)", r"(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)"
_MONTHS = r"(?:[0-9]+Y)?(?:[0-9]+M)?"
_DURATIONS = {
    "duration": re.compile(rf"-?P(?=[0-9T]){_MONTHS}{_DAYS}?{_CLOCK}?"),
    "dayTimeDuration": re.compile(rf"-?P(?=[0-9T]){_DAYS}?{_CLOCK}?"),
    "yearMonthDuration": re.compile(rf"-?P(?=[0-9]){_MONTHS}"),
}


class Single(float):
    """A value of xsd:float, which has fewer digits than a double."""

    __slots__ = ()


Comparable = tuple[str, int | Decimal | float | str | Fraction, bool]
"""A value of a family: `number`, `string`, `boolean`, `dateTime`, …; for instants, whether it has a time zone."""


@lru_cache(maxsize=65536)
def value_of(term: Term) -> Comparable | None:
    """Return the value of a literal that can be put in order, None for anything else or ill-typed.

    >>> value_of('"007"^^<http://www.w3.org/2001/XMLSchema#integer>')
    ('number', 7, False)
    """
    if not term.startswith('"'):
        return None
    text, language, datatype = split_literal(term)
    if language:
        return None
    if not datatype:
        return "string", text, False
    if not datatype.startswith(XSD):
        return None
    name = datatype[len(XSD) :]
    if name in _INSTANTS:
        return _instant(name, text)
    found = _VALUES[name](text) if name in _VALUES else None
    family = "boolean" if name == "boolean" else "string" if name == "string" else "number"
    return None if found is None else (family, found, False)


def compare(one: Comparable | None, other: Comparable | None) -> int | None:
    """Return -1, 0 or 1, or None when the two have no order: other families, NaN, or a time zone only one of them has.

    Without a zone on one side XSD 1.1 section 3.3.7 knows the order only when it holds in every zone.
    """
    if one is None or other is None or one[0] != other[0]:
        return None
    a, b = one[1], other[1]
    if one[2] != other[2]:
        difference = a - b  # type: ignore[operator]
        return None if abs(difference) <= _FOURTEEN_HOURS else (1 if difference > 0 else -1)
    if isinstance(a, float) or isinstance(b, float):
        # Of a float and a decimal the decimal becomes a float; beside a double both become doubles (XPath 2.0, B.1).
        promoted = _as_double if type(a) is float or type(b) is float else _as_single
        a, b = promoted(a), promoted(b)
    if a == b:
        return 0
    return 1 if a > b else -1 if a < b else None  # type: ignore[operator]


@lru_cache(maxsize=65536)
def is_well_typed(text: str, datatype: str) -> bool:
    """Return whether a lexical form belongs to a datatype; what is not checked (`xsd:gYear`, others' types) belongs.

    SHACL section 4.1.2 asks it of the datatypes SPARQL 1.1 supports; dates, times, durations and binaries are
    checked beyond that, as pySHACL does.
    """
    name = datatype.removeprefix(XSD)
    if name in ("date", "time", "dateTime"):
        return _instant(name, text) is not None
    if name in _DURATIONS:
        return _DURATIONS[name].fullmatch(text) is not None and text[-1:] != "T"
    if name in _BINARIES:
        return _BINARIES[name](text)
    return name not in _VALUES or not datatype.startswith(XSD) or _VALUES[name](text) is not None


def whole_number(digits: str) -> int:
    """Return an integer of any length: `int` refuses texts of more than 4,300 digits, against attacks on the time it takes.

    >>> whole_number("9" * 5_000) == 10**5_000 - 1
    True
    """
    return int(digits) if len(digits) <= _DIGITS else int(Decimal(digits))


def _as_double(number: int | Decimal | float | str | Fraction) -> float:
    """Return the nearest double; beyond the largest there is infinity (XPath F&O 19.1.2.2)."""
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")  # type: ignore[operator]


def _as_single(number: int | Decimal | float | str | Fraction) -> "Single":
    """Return the nearest number that xsd:float has."""
    nearest = _as_double(number)
    if nearest != number and math.isfinite(nearest) and nearest and not struct.pack("<d", nearest)[0] & 1:
        # Rounded twice, half of a float's last digit would be lost: the double beside it keeps on which side it was.
        nearest = math.nextafter(nearest, math.inf if number > nearest else -math.inf)  # type: ignore[operator]
    try:
        return Single(struct.unpack("f", struct.pack("f", nearest))[0])
    except OverflowError:
        return Single(math.copysign(math.inf, nearest))


def _integer(name: str) -> Callable[[str], int | Decimal | None]:
    least, most = _RANGES[name]

    def read(text: str) -> int | Decimal | None:
        if not _INTEGER.fullmatch(text):
            return None
        # A long number is compared as it is read, in time that grows with its length, not with the square of it.
        number = int(text) if len(text) <= _DIGITS else Decimal(text)
        return None if (least is not None and number < least) or (most is not None and number > most) else number

    return read


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if _DECIMAL.fullmatch(text) else None


def _double(text: str) -> float | None:
    return float(text) if _DOUBLE.fullmatch(text) else None


def _float(text: str) -> Single | None:
    number = _double(text)
    if number is None or not math.isfinite(number) or not number:
        return None if number is None else Single(number)
    return _as_single(Decimal(text))


def _boolean(text: str) -> int | None:
    return {"true": 1, "1": 1, "false": 0, "0": 0}.get(text)


_VALUES: dict[str, Callable[[str], int | Decimal | float | str | None]] = {
    **{name: _integer(name) for name in _RANGES}, "decimal": _decimal, "double": _double, "float": _float,
    "boolean": _boolean, "string": str,
}  # fmt: skip


def _is_hex(text: str) -> bool:
    return re.fullmatch(r"(?:[0-9A-Fa-f]{2})*", text) is not None


def _is_base64(text: str) -> bool:
    try:
        binascii.a2b_base64("".join(text.split()).encode("ascii"), strict_mode=bool(text.strip()))
    except (ValueError, UnicodeEncodeError):
        return False
    return True


_BINARIES: dict[str, Callable[[str], bool]] = {"hexBinary": _is_hex, "base64Binary": _is_base64}


def _instant(name: str, text: str) -> Comparable | None:
    """Return seconds since the year 0 of the first instant of a date or time, and whether it has a zone."""
    found = _INSTANTS[name].fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    year, month, day = (
        whole_number(parts.get("year") or "1972"),
        int(parts.get("month") or 1),
        int(parts.get("day") or 1),
    )
    if day > _days_of(year, month):
        return None
    seconds = Fraction(_days_before(year, month, day) * 86400)
    if parts.get("midnight"):
        seconds += 86400 if parts.get("year") else 0
    elif parts.get("hour"):
        seconds += int(parts["hour"]) * 3600 + int(parts["minute"]) * 60 + Fraction(Decimal(parts["second"]))
    zone = parts["zone"]
    if zone and zone != "Z":
        offset = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
        seconds -= offset if zone[0] == "+" else -offset
    # A dateTimeStamp is a dateTime that has a zone (XSD 1.1, section 3.4.28).
    return name.removesuffix("Stamp"), seconds, bool(zone)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_of(year: int, month: int) -> int:
    return 29 if month == 2 and _is_leap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _days_before(year: int, month: int, day: int) -> int:
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400
    return days + sum(_days_of(year, each) for each in range(1, month)) + day - 1
