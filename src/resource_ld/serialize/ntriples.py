"""N-Triples: the spelling triples have inside the program, one a line."""

from collections.abc import Sequence

from resource_ld.terms import Triple, ntriples


class NTriplesWriter:
    """Streams descriptions as N-Triples."""

    def open(self) -> str:
        """Return nothing."""
        return ""

    def write(self, triples: Sequence[Triple]) -> str:
        """Return the lines of a description."""
        return ntriples(list(triples))

    def close(self) -> str:
        """Return nothing."""
        return ""
