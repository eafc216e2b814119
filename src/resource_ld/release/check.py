"""Checking: everything publishing does before it writes, and every finding of it."""

from dataclasses import dataclass
from pathlib import Path

from resource_ld.config import Settings
from resource_ld.mapping.description import Describer
from resource_ld.model import Effect, Finding
from resource_ld.release.collect import collect, plan
from resource_ld.release.conforming import read_conforming
from resource_ld.release.current import Releases
from resource_ld.release.describe_all import Candidates, Verdicts, describe_all
from resource_ld.release.harvest_settings import harvest_findings
from resource_ld.release.inputs import Inputs, load_inputs
from resource_ld.release.of_the_catalogue import before_it_is_counted
from resource_ld.release.outcomes import held_rows, settled
from resource_ld.release.preview import vanishing
from resource_ld.release.since import Since, since
from resource_ld.validation import Conforming


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking found: rows read, resources that would be published, rows held, findings.

    `old` are the ids that would show their last good description, `vanishing` the titles of what would disappear,
    ids of what a rule of privacy takes off the site: its title is not to be handed on.
    """

    rows: int
    resources: int
    findings: tuple[Finding, ...]
    held: int = 0
    old: tuple[str, ...] = ()
    since: Since | None = None
    vanishing: tuple[str, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether a row is held or the release would be refused."""
        return self.held > 0 or any(each.outcome is Effect.REFUSED for each in self.findings)


def check_catalogue(settings: Settings, data_dir: Path) -> Checked:
    """Read, identify, describe and validate; write nothing."""
    inputs = load_inputs(settings, Releases(data_dir).current_or_none())
    collected = collect(settings, inputs.vocabulary)
    try:
        decided = plan(collected, inputs.register, title_of=inputs.title_of)
        verdicts = Verdicts()
        candidates = Candidates(decided, Describer(settings, inputs.vocabulary), inputs)
        conforming = Conforming(read_conforming(inputs.previous, inputs.digests()))
        validator = inputs.validator()
        described = describe_all(candidates, validator, inputs.previous, verdicts, decided.stay, conforming)
        resources = sum(1 for _ in described)
    finally:
        collected.spool.close()
    of_the_site = (*harvest_findings(settings.site), *before_it_is_counted(inputs, validator, resources))
    found = (*decided.findings, *verdicts.findings, *of_the_site)
    findings = settled(found, verdicts.old, decided.identified.claims, collected.merged)
    return Checked(
        collected.rows, resources, findings, len(held_rows(findings, collected.merged)), tuple(sorted(verdicts.old)),
        since(findings, inputs.previous, decided.stay), (*vanishing(decided, inputs), *_taken_off(inputs, verdicts)),
    )  # fmt: skip


def _taken_off(inputs: Inputs, verdicts: Verdicts) -> list[str]:
    entries = inputs.register.entries
    return [
        each
        for each in sorted(verdicts.absent)
        if each in entries and entries[each].first_seen and entries[each].state == "published"
    ]
