"""What is counted while descriptions stream by: the VoID statistics of the catalogue."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from resource_ld.mapping.catalogue import Counts
from resource_ld.mapping.parts import RDF_TYPE
from resource_ld.terms import Term, Triple


@dataclass(slots=True)
class Tally:
    """What is counted while descriptions stream by."""

    triples: int = 0
    subjects: int = 0
    entities: int = 0
    classes: Counter[Term] = field(default_factory=Counter)
    properties: Counter[Term] = field(default_factory=Counter)

    def add(self, triples: Sequence[Triple]) -> None:
        """Count the triples of a description, whose subjects no other description has."""
        self.triples += len(triples)
        self.subjects += len({subject for subject, _, _ in triples})
        self.properties.update([predicate for _, predicate, _ in triples])
        self.classes.update([term for _, predicate, term in triples if predicate == RDF_TYPE])

    def counts(self) -> Counts:
        """Return the counts in a stable order."""
        return Counts(
            self.triples,
            self.entities,
            self.subjects,
            dict(sorted(self.classes.items())),
            dict(sorted(self.properties.items())),
        )
