"""Checking: everything publishing does before it writes, and every finding of it."""

from dataclasses import dataclass
from pathlib import Path

from resource_ld.config import Settings
from resource_ld.mapping.description import Describer
from resource_ld.model import Finding
from resource_ld.release.collect import collect, plan
from resource_ld.release.current import Releases
from resource_ld.release.describe_all import Candidates, Verdicts, describe_all
from resource_ld.release.inputs import load_inputs


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking found: rows read, resources that would be published, findings."""

    rows: int
    resources: int
    findings: tuple[Finding, ...]


def check_catalogue(settings: Settings, data_dir: Path) -> Checked:
    """Read, identify, describe and validate; write nothing."""
    inputs = load_inputs(settings, Releases(data_dir).current_or_none())
    collected = collect(settings, inputs.vocabulary)
    try:
        decided = plan(collected, inputs.register, title_of=inputs.title_of)
        verdicts = Verdicts()
        candidates = Candidates(decided, Describer(settings, inputs.vocabulary), inputs.vocabulary)
        described = describe_all(candidates, inputs.validator(), inputs.previous, verdicts, decided.stay)
        resources = sum(1 for _ in described)
    finally:
        collected.spool.close()
    return Checked(collected.rows, resources, (*decided.findings, *verdicts.findings))
