"""Dates keep their text; a year range is read where there is one and never invented."""

import pytest

from resource_ld.mapping.dates import parse_date, parse_period

EXACT = {
    "2009": "2009", "2009-05": "2009-05", "2009-05-17": "2009-05-17", "2009-05-17T10:00:00Z": "2009-05-17",
    "17 May 2009": "2009-05-17", "May 2009": "2009-05", "May 17, 2009": "2009-05-17", "Sept 2009": "2009-09",
    "17/05/2009": "2009-05-17", "17.05.2009": "2009-05-17",
}  # fmt: skip

FREE = {
    "c. 1875–1880": (1875, 1880), "175-?": (1750, 1759), "1914, later cast": (1914, 1914), "date not known": (None, None),
    "c.1790–5": (1790, 1795), "1875-80": (1875, 1880), "1860s": (1860, 1869), "19--": (1900, 1999), "[1890?]": (1890, 1890),
    "18th century": (1701, 1800), "after 1850": (1850, None), "before 1850": (None, 1850), "1850-": (1850, None),
    "05/06/2009": (2009, 2009), "2001-02-30": (2001, 2001), "20x9": (None, None), "500 BC": (None, None), "": (None, None),
    "1914, cast 1965": (1914, 1965), "exhibited 1810, 1812": (1810, 1812), "12345": (None, None), "n.d.": (None, None),
    "1819-20 and 1822": (1819, 1822), "2009/2010": (2009, 2010), "1888 - 1890": (1888, 1890), "0000": (None, None),
    "200X": (2000, 2009), "19XX": (1900, 1999), "200Xa": (None, None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), EXACT.items())
def test_an_exact_date_keeps_its_precision(text: str, value: str) -> None:
    read = parse_date(text)
    assert (read.value, read.text, read.year_from, read.year_until) == (value, text, 2009, 2009)


@pytest.mark.parametrize(("text", "years"), FREE.items())
def test_a_free_date_keeps_its_text_and_gives_its_years(text: str, years: tuple[int | None, int | None]) -> None:
    read = parse_date(text)
    assert (read.text, read.value) == (text, "")
    assert (read.year_from, read.year_until) == years


PERIODS = {"2020-2024": ("2020", "2024"), "2020/2024": ("2020", "2024"), "2020–": ("2020", ""), "2020": ("2020", "2020"), "2020-05/2021-06": ("2020-05", "2021-06"), "soon": ("", "")}  # fmt: skip


@pytest.mark.parametrize(("text", "ends"), PERIODS.items())
def test_a_period_has_two_ends(text: str, ends: tuple[str, str]) -> None:
    read = parse_period(text)
    assert (read.start, read.end) == ends
