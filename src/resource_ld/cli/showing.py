"""How findings and outcomes are shown: grouped and readable for people, JSON for programs."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape

from resource_ld.model import Finding, Severity
from resource_ld.validation import group

COLOURS = {Severity.VIOLATION: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
WORDS = {Severity.VIOLATION: "held back", Severity.WARNING: "warning", Severity.INFO: "note"}


def show_findings(console: Console, findings: Iterable[Finding]) -> None:
    """Print findings by rule, the worst first, each with its cell."""
    for some in group(findings):
        console.print(f"[{COLOURS[some.severity]}]{WORDS[some.severity]}[/] {some.rule} ({some.count})")
        for each in some.examples:
            place = escape(str(each.place)) if each.place else escape(each.resource_id)
            console.print(f"    {place}", style="dim", highlight=False, soft_wrap=True)
            console.print(f"    {escape(each.message)}", highlight=False, soft_wrap=True)
        if some.count > len(some.examples):
            console.print(f"    … and {some.count - len(some.examples)} more", style="dim")


def as_json(findings: Sequence[Finding], **facts: Any) -> str:
    """Return findings and facts as one JSON document."""
    listed = [
        {
            "severity": each.severity.name.lower(), "rule": each.rule, "message": each.message, "place": str(each.place or ""),
            "value": each.value, "field": each.path, "id": each.resource_id,
        }
        for each in findings
    ]  # fmt: skip
    return json.dumps({**facts, "findings": listed}, ensure_ascii=False, indent=1)
