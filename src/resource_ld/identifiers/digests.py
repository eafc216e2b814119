"""Digests in Crockford's base 32 and the folding of texts that should count as the same."""

import hashlib
import re
import unicodedata

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's alphabet in lower case: no i, l, o or u, so that an id read aloud or copied by hand stays right."""

_SPLIT = re.compile(r"[\W_]+")


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
        text = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(_SPLIT.split(text.casefold())).strip()
