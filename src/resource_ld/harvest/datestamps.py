"""Datestamps of OAI-PMH: UTC, to the day or to the second (section 3.3), and the releases between two of them."""

import re
from collections.abc import Mapping
from datetime import datetime

_DAY = r"(\d{4})-(\d\d)-(\d\d)"
_DATESTAMP = re.compile(rf"{_DAY}(?:T(\d\d):(\d\d):(\d\d)Z)?", re.ASCII)


def is_datestamp(text: str) -> bool:
    """Return whether a text is a date, or a date and time in UTC, that exists.

    >>> [is_datestamp(each) for each in ("2000-02-29", "2001-02-29", "2001-02-28T23:59:59Z", "2001-02-28T23:59Z")]
    [True, False, True, False]
    """
    if not (found := _DATESTAMP.fullmatch(text)):
        return False
    try:
        datetime(*(int(each) for each in found.groups(default="0")))  # type: ignore[arg-type]  # noqa: DTZ001 - UTC by its Z
    except ValueError:
        return False
    return True


def releases_between(commits: Mapping[str, str], from_: str, until: str) -> tuple[int, int]:
    """Return the first and the last release that became current between two datestamps, both included; empty ones bound nothing.

    When there is none, the first is greater than the last. Datestamps grow with releases and compare as text.

    >>> releases_between({"1": "2026-01-05T10:00:00Z", "2": "2026-01-06T10:00:00Z"}, "2026-01-05", "2026-01-05")
    (1, 1)
    """
    earliest = from_ if len(from_) != len("2026-01-05") else f"{from_}T00:00:00Z"
    latest = until if len(until) != len("2026-01-05") else f"{until}T23:59:59Z"
    numbers = [int(each) for each, at in commits.items() if at >= earliest and (not latest or at <= latest)]
    return min(numbers, default=1), max(numbers, default=0)
