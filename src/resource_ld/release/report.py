"""The public report of a release: coverage, warnings by rule, how many rows are held. Never the text of a held row."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from resource_ld.fields import Field
from resource_ld.model import Finding, Resource, Severity
from resource_ld.profiles import PROFILES, Record
from resource_ld.sentences import LANGUAGES, say
from resource_ld.validation.causes import cause_of

NAME = "report.json"
EXAMPLES = 5


class Coverage:
    """Counts how many resources have each field."""

    def __init__(self) -> None:
        self.resources = 0
        self.fields: Counter[str] = Counter()

    def add(self, resource: Resource) -> None:
        """Count one resource."""
        self.resources += 1
        self.fields.update(resource.values.keys())


class Offers:
    """Counts for how many resources each profile is offered, and what the others lack."""

    def __init__(self) -> None:
        self._offered: Counter[str] = Counter()
        self._lacking: dict[str, Counter[str]] = {each.token: Counter() for each in PROFILES}

    def add(self, record: Record) -> list[str]:
        """Count one resource, and return the tokens of the profiles it is offered in."""
        tokens = []
        for profile in PROFILES:
            if missing := profile.lacks(record):
                self._lacking[profile.token].update(missing)
            else:
                tokens.append(profile.token)
        self._offered.update(tokens)
        return tokens

    def counted(self) -> list[dict[str, Any]]:
        """Return the profiles of works, in their order; what is lacked most comes first."""
        return [
            {
                "profile": each.token, "title": each.title, "offered": self._offered[each.token],
                "lacks": [{"what": what, "resources": number} for what, number in _by_number(self._lacking[each.token])],
            }
            for each in PROFILES if not each.of_everything
        ]  # fmt: skip


def _by_number(counter: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counter.items(), key=lambda each: (-each[1], each[0]))


def public_report(
    findings: Iterable[Finding],
    coverage: Coverage,
    offers: Offers,
    fields: Mapping[str, Field],
    *,
    held: int,
    published: set[str],
) -> dict[str, Any]:
    """Return what anyone may read: only findings about what is published, as rule, field, words, count and examples of ids.

    `fields` give the labels of fields. `findings` are those of no held row: what is found there says nothing
    of the old text the site may show for it.
    """
    groups: dict[tuple[int, str, str, str], list[Finding]] = {}
    for each in findings:
        if each.resource_id in published and each.severity is not Severity.VIOLATION and not each.private:
            groups.setdefault((-each.severity, each.rule, each.path, say(cause_of(each))), []).append(each)
    return {
        "resources": coverage.resources,
        "held": held,
        "coverage": [
            {"field": name, "label": field.label, "resources": coverage.fields[name]}
            for name, field in sorted(fields.items(), key=lambda each: -coverage.fields[each[0]]) if coverage.fields[name]
        ],
        "profiles": offers.counted(),
        "findings": [
            {
                "severity": Severity(-severity).name.lower(), "rule": rule, "field": path,
                "label": fields[path].label if path in fields else "", "count": len(some),
                "said": {language: say(cause_of(some[0]), language) for language in LANGUAGES},
                "examples": sorted({each.resource_id for each in some})[:EXAMPLES],
            }
            for (severity, rule, path, _), some in sorted(groups.items())
        ],
    }  # fmt: skip


def write_report(folder: Path, report: dict[str, Any]) -> None:
    """Write the report of a release."""
    text = json.dumps(report, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read_report(folder: Path) -> dict[str, Any]:
    """Return the report of a release."""
    report: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
    return report
