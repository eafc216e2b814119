"""Reads a date as people write it: exact where it is exact, else its text and the years it names, never an invented one."""

import re
from datetime import date

from resource_ld.model import Date, Period

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ]\d{2}:\d{2}.*)?")
_WORDS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([A-Za-z]{3,9})\.?,? (?:(\d{1,2})(?:st|nd|rd|th)?, )?(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_CENTURY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)[ -]+(?:century|c\.)", re.IGNORECASE)
_RANGE = re.compile(r"(?<!\d)(1\d{3}|20\d{2})\s*[-–—/]\s*(\d{1,2})(?![\d?-])")
_DECADE = re.compile(r"(?<!\d)(1\d|20)(\d)(?:0s\b|0'?s\b|-\??(?!\d)|\?(?!\d)|[Xx](?!\w))")
_UNKNOWN_DECADE = re.compile(r"(?<!\d)(1\d|20)(?:--|XX\b|xx\b)")
_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d{2})(?!\d)")
_OPEN_START = re.compile(r"\b(before|until|by|not after|pre)\b", re.IGNORECASE)
_OPEN_END = re.compile(r"\b(after|since|from|not before|post|or later)\b|[-–—]\s*$", re.IGNORECASE)
_PERIOD = re.compile(
    r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)?\s*(?:/|–|—|\bto\b|\s-\s|(?<=\d{4})-(?=\d{4}))\s*(\d{4}(?:-\d{2}(?:-\d{2})?)?)?"
)


def parse_date(text: str) -> Date:
    """Return what a date says; anything that is not exactly a date keeps its text and, where they can be read, its years.

    >>> parse_date("2009-05"), parse_date("c. 1875–1880").year_until, parse_date("date not known").year_from
    (Date(text='2009-05', value='2009-05', year_from=2009, year_until=2009), 1880, None)
    """
    text = text.strip()
    if value := _exact(text):
        year = int(value[:4])
        return Date(text, value, year, year)
    start, end = _years(text)
    return Date(text, "", start, end)


def _exact(text: str) -> str:
    if found := _ISO.fullmatch(text):
        return _checked(*found.groups())
    if found := _WORDS.fullmatch(text):
        day = found[1] or found[3]
        month = _month(found[2])
        return _checked(found[4], f"{month:02}", f"{int(day):02}" if day else None) if month else ""
    if (found := _DAY_FIRST.fullmatch(text)) and int(found[1]) > 12:
        # 17/05/2009 can only be day first; 05/06/2009 is two dates, so only its year is read.
        return _checked(found[3], f"{int(found[2]):02}", f"{int(found[1]):02}")
    return ""


def _checked(year: str, month: str | None, day: str | None) -> str:
    # Any year is read as what it says; whether 3000 can be right is a rule of shapes/, which a catalogue may change.
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join(filter(None, (year, month, day)))


def _month(word: str) -> int:
    """Return 1 to 12 for an English month or its abbreviation, 0 for another word."""
    word = word.lower()
    return next(
        (n for n, month in enumerate(MONTHS, 1) if month == word or (len(word) < 5 and month.startswith(word))), 0
    )


def _years(text: str) -> tuple[int | None, int | None]:
    if re.search(r"\bB\.?\s?C\b|\bBCE\b", text):
        return None, None
    spans = [_span_of_range(found) for found in _RANGE.finditer(text)]
    spans += [(int(f[1] + f[2] + "0"), int(f[1] + f[2] + "9")) for f in _DECADE.finditer(text)]
    spans += [(int(f[1]) * 100, int(f[1]) * 100 + 99) for f in _UNKNOWN_DECADE.finditer(text)]
    spans += [(int(f[1]) * 100 - 99, int(f[1]) * 100) for f in _CENTURY.finditer(text) if 10 < int(f[1]) < 22]
    spans += [(int(f[1]), int(f[1])) for f in _YEAR.finditer(text)]
    if not spans:
        return None, None
    start, end = min(first for first, _ in spans), max(last for _, last in spans)
    if start == end and _OPEN_START.search(text):
        return None, end
    if start == end and _OPEN_END.search(text):
        return start, None
    return start, end


def _span_of_range(found: re.Match[str]) -> tuple[int, int]:
    """Return the years of `1790–5` or `1875-80`; a shorter end borrows the first digits of the start."""
    start, tail = found[1], found[2]
    end = int(start[: 4 - len(tail)] + tail)
    return (int(start), end) if end >= int(start) else (int(start), int(start))


def parse_period(text: str) -> Period:
    """Return the two ends of a period such as `2020-2024`, `2020/2024` or `2020`; both empty when they cannot be read.

    >>> parse_period("2020-2024")
    Period(text='2020-2024', start='2020', end='2024')
    """
    text = text.strip()
    if exact := _exact(text):
        return Period(text, exact, exact)
    if (found := _PERIOD.fullmatch(text)) and any(found.groups()):
        return Period(text, *(_exact(each or "") for each in found.groups()))
    return Period(text)
