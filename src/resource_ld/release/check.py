"""Checking: everything publishing does before it writes, and every finding of it."""

from dataclasses import dataclass
from pathlib import Path

from resource_ld.config import Settings
from resource_ld.mapping.description import Describer
from resource_ld.model import Finding
from resource_ld.release.collect import collect, plan
from resource_ld.release.current import Releases
from resource_ld.release.describe_all import Verdicts, describe_all
from resource_ld.release.harvest_settings import harvest_findings
from resource_ld.release.inputs import load_inputs
from resource_ld.validation import Validator


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
        describer = Describer(settings, inputs.vocabulary)
        resources = sum(
            1 for _ in describe_all(decided, describer, Validator(inputs.shapes), inputs.previous, verdicts)
        )
    finally:
        collected.spool.close()
    findings = (*decided.findings, *verdicts.findings, *harvest_findings(settings.site))
    return Checked(collected.rows, resources, findings)
