"""Digests in Crockford's base 32 and the folding of texts that should count as the same."""

import hashlib
import re
import unicodedata

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's alphabet in lower case: no i, l, o or u, so that an id read aloud or copied by hand stays right."""

_SPLIT = re.compile(r"[\W_]+")
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
"""Combining marks of the Latin, Greek, Cyrillic, Hebrew and Arabic scripts."""


def digest(text: str, length: int = 10) -> str:
    """Return the first symbols of the SHA-256 of a text, five bits a symbol.

    >>> digest("example")
    'a3c5hr4rbv'
    """
    bits = int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest(), "big")
    return "".join([CROCKFORD[bits >> shift & 31] for shift in range(251, 251 - 5 * length, -5)])


def fold(text: str) -> str:
    """Return a text without case, accents, punctuation and spacing, for comparing only.

    >>> fold("  L’Été,  2009 – Report ")
    'l ete 2009 report'
    """
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return " ".join(_SPLIT.split(text.casefold())).strip()
