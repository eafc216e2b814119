"""What a publication is about to do, in words, before it does it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from resource_ld.mapping.stored import from_json, to_json
from resource_ld.model import Resource
from resource_ld.release.collect import Plan
from resource_ld.release.inputs import Inputs
from resource_ld.sentences import Said, phrase, say

SHOWN = 5
"""Titles and field names a preview lists before it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Preview:
    """How many resources are new, come back and are corrected, in which fields; the titles of those that disappear.

    `renamed` are the old and the new id and the title of those whose id the curator changed.
    """

    new: int
    back: int
    corrected: int
    fields: tuple[str, ...]
    vanishing: tuple[str, ...]
    renamed: tuple[tuple[str, str, str], ...] = ()

    def words(self, language: str = "en") -> str:
        """Return the preview as one sentence.

        >>> Preview(2, 0, 1, ("title",), ("Handbook",)).words()
        '2 new, 1 corrected (title), 1 will disappear: “Handbook”.'
        """
        said = [
            phrase(f"preview.{each}", count=count) for each, count in (("new", self.new), ("back", self.back)) if count
        ]
        if self.corrected:
            said.append(phrase("preview.corrected", count=self.corrected, fields=_some(self.fields)))
        if self.renamed:
            ids = [phrase("preview.id", old=old, new=new, title=title) for old, new, title in self.renamed]
            said.append(phrase("preview.renamed", count=len(ids), ids=_some(ids)))
        if self.vanishing:
            titles = _some([phrase("quoted", text=each) for each in self.vanishing])
            said.append(phrase("preview.vanishing", count=len(self.vanishing), titles=titles))
        return f"{say(tuple(said), language)}." if said else say(phrase("preview.nothing"), language)


def _some(said: Sequence[Said]) -> tuple[Said, ...]:
    more = (phrase("more", count=len(said) - SHOWN),) if len(said) > SHOWN else ()
    return (*said[:SHOWN], *more)


def preview(plan: Plan, inputs: Inputs) -> Preview:
    """Compare what a plan holds with what the release before holds, row by row; nothing is described."""
    new = back = corrected = 0
    ids = plan.identified.renamed
    named = set(ids.values())
    fields: Counter[str] = Counter()
    for resource, _ in plan.resources():
        before = inputs.previous.index.get(f"resource/{resource.id}") if inputs.previous else None
        if before is None:
            new += resource.id not in named
        elif before.state != "published":
            back += 1
        elif before.resource != to_json(resource):
            corrected += 1
            fields.update(_differing(from_json(before.resource), resource))
    names = tuple(name for name, _ in fields.most_common())
    renamed = tuple((old, ids[old], inputs.title_of(old)) for old in sorted(ids))
    return Preview(new, back, corrected, names, vanishing(plan, inputs), renamed)


def vanishing(plan: Plan, inputs: Inputs) -> tuple[str, ...]:
    """Return the titles of what a publication would tombstone, ids where a title is unknown."""
    gone = [each for each in plan.identified.gone if inputs.register.entries[each].first_seen]
    return tuple(inputs.title_of(each) or each for each in gone)


def _differing(before: Resource, after: Resource) -> list[str]:
    names = {**before.values, **after.values}
    return [name for name in names if before.values.get(name) != after.values.get(name)]
