"""A DOI that several records have: each is a work of its own here, and a DOI names one (ISO 26324)."""

from collections.abc import Callable, Container, Iterator

from resource_ld.identifiers.numbers import doi
from resource_ld.mapping.columns import Draft
from resource_ld.model import Finding, Place, Severity, as_text
from resource_ld.sentences import phrase

NAMED = 10
"""Rows that a finding names."""


class Dois:
    """Remembers, while rows go by, which of them have a DOI; its case tells nothing apart."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}
        self._several: dict[str, list[int]] = {}

    def add(self, number: int, draft: Draft) -> None:
        """Remember the DOIs of one row."""
        for each in dict.fromkeys(doi(as_text(value)).casefold() for value in draft.values.get("doi", ())):
            if each and (first := self._first.setdefault(each, number)) != number:
                self._several.setdefault(each, [first]).append(number)

    def findings(self, records: Container[int], draft_of: Callable[[int], Draft]) -> Iterator[tuple[int, Finding]]:
        """Yield (number, finding) for each of `records` that has the DOI of another of them; forget all DOIs."""
        for each, numbers in self._several.items():
            drafts = {number: draft_of(number) for number in numbers if number in records}
            rows = ", ".join([f"{draft.place.file}:{draft.place.row}" for draft in list(drafts.values())[:NAMED]])
            if len(drafts) < 2:
                continue
            for number, draft in drafts.items():
                place, value = _cell(draft, each)
                said = phrase("duplicate-doi", value=value, rows=rows)
                title = as_text(draft.values["title"][0]) if "title" in draft.values else ""
                yield number, Finding(Severity.WARNING, "duplicate-doi", said, place, value, "doi", title=title)
        self._first, self._several = {}, {}


def _cell(draft: Draft, folded: str) -> tuple[Place, str]:
    """Return the place and the spelling of a DOI in a row."""
    texts = [as_text(each) for each in draft.values["doi"]]
    position = [each.casefold() for each in texts].index(folded)
    several = draft.value_places.get("doi", ())
    place = several[position] if position < len(several) else draft.places.get("doi", draft.place)
    return place, texts[position]
