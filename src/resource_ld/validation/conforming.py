"""What need not be validated again: a description that conformed still does, for as long as shapes and vocabularies are the same."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from resource_ld.terms import Triple

SIZE = 16
"""Bytes of a digest."""


def digest_of(triples: Iterable[Triple]) -> bytes:
    """Return the digest of a description; terms end where the next begins, so nothing need stand between them."""
    return hashlib.sha256("".join(chain.from_iterable(triples)).encode()).digest()[:SIZE]


@dataclass(slots=True)
class Conforming:
    """Digests of descriptions without a result of the rules that look at one description alone.

    `before` are those of the last time, `now` those of this time. Rules that reach across records are asked again.
    """

    before: frozenset[bytes] = frozenset()
    now: set[bytes] = field(default_factory=set)
