"""Labels as keys: what two spellings of one word have in common, and the id a new word gets."""

import hashlib
import re
import unicodedata

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_SPLIT = re.compile(r"[\W_]+")
SLUG = 60


def fold(text: str) -> str:
    """Return a label without case, accents, punctuation and a leading article.

    >>> fold("The Côte d’Ivoire") == fold("cote d'ivoire")
    True
    """
    return _fold(text).removeprefix("the ")


def _fold(text: str) -> str:
    # NFKD splits accents off; the dotless i of Turkish has no decomposition and is left as it is.
    if not text.isascii():
        text = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(_SPLIT.split(text.casefold())).strip()


def local_id(label: str) -> str:
    """Return the id of a term of the catalogue's own; labels that differ only in case or accents share one.

    >>> local_id("Western Balkans"), local_id("Балканы")
    ('western-balkans', 'c-yg3zmxgd17')
    """
    folded = _fold(label)
    slug = folded.replace(" ", "-")
    if slug.isascii() and slug and len(slug) <= SLUG:
        return slug
    bits = int.from_bytes(hashlib.sha256((folded or label).encode()).digest(), "big")
    symbols = "".join(_CROCKFORD[bits >> shift & 31] for shift in range(251, 201, -5))
    return f"{slug[: SLUG - 12].rstrip('-')}-{symbols}" if slug.isascii() and slug else f"c-{symbols}"
