"""Keys of the change list in addresses: `<release>` or `<release>.<id>`."""

import re

_KEY = re.compile(r"(\d{1,15})(?:\.(.*))?", re.ASCII | re.DOTALL)


def key_of(text: str) -> tuple[int, str] | None:
    """Return the key a text writes, or None; an id may hold dots.

    >>> key_of("12.r7q.b"), key_of("12"), key_of("r7q")
    ((12, 'r7q.b'), (12, ''), None)
    """
    found = _KEY.fullmatch(text)
    return (int(found[1]), found[2] or "") if found else None


def written(release: int, resource_id: str = "") -> str:
    """Return a key as addresses write it.

    >>> written(12, "r7q")
    '12.r7q'
    """
    return f"{release}.{resource_id}" if resource_id else str(release)
