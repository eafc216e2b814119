"""What a profile is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from resource_ld.terms import Triple


@dataclass(frozen=True, slots=True)
class Profile:
    """One way to say a resource: an IRI, a token for links and suffixes, and what it says of a document's triples."""

    iri: str
    token: str
    title: str
    select: Callable[[Sequence[Triple]], tuple[Triple, ...]]
