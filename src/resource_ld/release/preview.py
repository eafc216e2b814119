"""What a publication is about to do, in words, before it does it."""

from collections import Counter
from dataclasses import dataclass

from resource_ld.mapping.stored import from_json, to_json
from resource_ld.model import Resource
from resource_ld.release.collect import Plan
from resource_ld.release.inputs import Inputs

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

    def words(self) -> str:
        """Return the preview as one sentence.

        >>> Preview(2, 0, 1, ("title",), ("Handbook",)).words()
        '2 new, 1 corrected (title), 1 will disappear: “Handbook”.'
        """
        said = [f"{self.new} new"] if self.new else []
        if self.back:
            said.append(f"{self.back} {'comes' if self.back == 1 else 'come'} back")
        if self.corrected:
            said.append(f"{self.corrected} corrected ({_some(self.fields)})")
        if self.renamed:
            ids = _some(tuple(f"{old} is now {new} (“{title}”)" for old, new, title in self.renamed))
            said.append(f"{len(self.renamed)} {'has' if len(self.renamed) == 1 else 'have'} another id: {ids}")
        if self.vanishing:
            titles = _some(tuple(f"“{each}”" for each in self.vanishing))
            said.append(f"{len(self.vanishing)} will disappear: {titles}")
        return f"{', '.join(said) or 'No row is new, corrected or gone'}."


def _some(words: tuple[str, ...]) -> str:
    more = f" and {len(words) - SHOWN} more" if len(words) > SHOWN else ""
    return ", ".join(words[:SHOWN]) + more


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
