"""Describes and validates what a plan holds, in the order of ids; a violation gives way to the last good description."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from resource_ld.mapping.columns import Draft
from resource_ld.mapping.description import Describer, Description, record_dates
from resource_ld.mapping.stored import from_json
from resource_ld.model import Concept, Finding, Resource, Severity
from resource_ld.release.cells import Cells
from resource_ld.release.collect import Plan
from resource_ld.release.current import Release
from resource_ld.release.inputs import Inputs
from resource_ld.terms import Triple
from resource_ld.validation import Conforming, Result, Validator
from resource_ld.vocabulary.scheme_terms import describe_term

Described = tuple[Resource, Description]
SAMPLE_INSTANT = "2026-01-01T00:00:00Z"
"""Stands for the dates of a record while it is validated: they are ours and known only later."""


@dataclass(slots=True)
class Verdicts:
    """What validation found; `old` are ids that show their last good description, `absent` those that show nothing."""

    findings: list[Finding] = field(default_factory=list)
    old: set[str] = field(default_factory=set)
    absent: set[str] = field(default_factory=set)


class Candidates:
    """What a plan would publish, described anew each time it is read: cheaper than keeping it.

    `current` is the resource, its draft and its description that were read last. Terms of the catalogue's own that no
    list describes yet are described with the record that uses them.
    """

    def __init__(self, plan: Plan, describer: Describer, inputs: Inputs) -> None:
        self._plan, self.describer, self._vocabulary = plan, describer, inputs.vocabulary
        self._findings = inputs.findings()
        self._cells = Cells(describer, inputs.vocabulary, plan.collected.columns)
        self._terms: dict[tuple[str, str], tuple[Triple, ...]] = {}
        self.current: tuple[Resource, Draft, Description] | None = None

    def __iter__(self) -> Iterator[tuple[str, tuple[Triple, ...]]]:
        names = self.describer.names
        for resource, draft in self._plan.resources():
            description = self.describer.describe(resource)
            self.current = (resource, draft, description)
            dates = record_dates(names.record(resource.id), SAMPLE_INSTANT, SAMPLE_INSTANT)
            yield resource.id, (*description.document, *dates, *self._own_terms(resource))

    def finding(self, result: Result, resource: Resource, draft: Draft) -> Finding:
        """Return the finding of a result on a resource."""
        return self._findings.of(
            result, resource.id, lambda one, names: self._cells.home(one, names, resource, draft)
        )  # fmt: skip

    def _own_terms(self, resource: Resource) -> list[Triple]:
        found: list[Triple] = []
        for values in resource.values.values():
            for value in values:
                if isinstance(value, Concept) and value.label and not self._vocabulary.has(value.scheme, value.id):
                    # However many spellings rows have, a term is published with one label.
                    key = (value.scheme, value.id)
                    if key not in self._terms:
                        self._terms[key] = describe_term(self._vocabulary.base_iri, value)
                    found += self._terms[key]
        return found


def describe_all(
    candidates: Candidates,
    validator: Validator | None,
    previous: Release | None,
    verdicts: Verdicts,
    stay: Iterable[str],
    conforming: Conforming | None = None,
) -> Iterator[Described]:
    """Yield every resource the release will show, with its description, in the order of ids.

    `stay` are ids whose stored resource stays as it was; `conforming` spares checking what has not changed.
    """
    waiting = deque(sorted(stay))
    describer = candidates.describer
    # The catalogue and agents are described later, from all of them.
    elsewhere = (describer.names.catalogue, f"<{describer.names.base}agent/")
    checked = (
        validator.validate(candidates, elsewhere=elsewhere, conforming=conforming)
        if validator
        else ((key, ()) for key, _ in candidates)
    )
    for _, results in checked:
        assert candidates.current is not None
        resource, draft, description = candidates.current
        while waiting and waiting[0] < resource.id:
            yield from _old(waiting.popleft(), describer, previous, verdicts)
        found = [candidates.finding(each, resource, draft) for each in results]
        verdicts.findings += found
        if any(each.private for each in found):
            verdicts.absent.add(resource.id)
        elif any(each.severity is Severity.VIOLATION for each in found):
            yield from _old(resource.id, describer, previous, verdicts)
        else:
            yield resource, description
    while waiting:
        yield from _old(waiting.popleft(), describer, previous, verdicts)


def _old(resource_id: str, describer: Describer, previous: Release | None, verdicts: Verdicts) -> Iterator[Described]:
    """Yield the last good description, made again from the stored resource; nothing when there never was one."""
    entry = previous.index.get(f"resource/{resource_id}") if previous else None
    if entry is None or entry.state != "published":
        verdicts.absent.add(resource_id)
        return
    verdicts.old.add(resource_id)
    resource = from_json(entry.resource)
    yield resource, describer.describe(resource)
