"""Which findings are new since the last release and which are solved; a release keeps digests of them, never a text."""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from resource_ld.identifiers.digests import digest
from resource_ld.model import Finding, Place, Severity
from resource_ld.release.current import Release
from resource_ld.release.gzip_text import GzipText
from resource_ld.sentences import LANGUAGES, Words, say
from resource_ld.validation import causes

NAME = "findings.json.gz"


@dataclass(frozen=True, slots=True)
class Since:
    """How findings differ from those of a release: `new` holds marks of findings, `solved` counts others by cause."""

    release: int
    new: frozenset[str] = frozenset()
    solved: tuple[tuple[Words, int], ...] = ()

    def is_new(self, finding: Finding) -> bool:
        """Return whether the last release did not have a finding; a note is never new."""
        return mark(finding) in self.new


@dataclass(frozen=True, slots=True)
class Known:
    """What a release remembers: marks of findings by cause, and what each cause is called."""

    marks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    headings: Mapping[str, Words] = field(default_factory=dict)


def mark(finding: Finding) -> str:
    """Return the digest a finding is known by: its rule, its record and its value, wherever its row has moved to."""
    place = finding.place or Place("")
    # Without the ending: a commented copy published in the place of a text table solves nothing yet.
    record = (
        finding.resource_id or finding.title or f"{place.file.removesuffix(PurePath(place.file).suffix)}:{place.row}"
    )
    return digest(f"{finding.rule} {finding.path} {record} {finding.value}", 16)


def write_known(folder: Path, findings: Iterable[Finding]) -> None:
    """Write what a release remembers of its findings: violations and warnings."""
    kept: dict[str, list[str]] = {}
    headings: dict[str, dict[str, str]] = {}
    for cause in causes(each for each in findings if each.severity > Severity.INFO):
        key = f"{cause.rule} {say(cause.heading)}"
        kept[key] = sorted({mark(each) for each in cause.findings})
        headings[key] = {language: say(cause.heading, language) for language in LANGUAGES}
    text = json.dumps({"marks": kept, "headings": headings}, ensure_ascii=False, sort_keys=True)
    file = GzipText(folder / NAME)
    file.write(text)
    file.close()


def read_known(folder: Path) -> Known | None:
    """Return what a release remembers, None when it was made before releases did."""
    path = folder / NAME
    if not path.exists():
        return None
    stored = json.loads(gzip.decompress(path.read_bytes()))
    return Known(
        {key: frozenset(marks) for key, marks in stored["marks"].items()},
        {key: Words(tuple(texts.items())) for key, texts in stored["headings"].items()},
    )


def since(findings: Iterable[Finding], previous: Release | None) -> Since | None:
    """Compare findings with those a release remembers; None when there is none that does."""
    known = read_known(previous.path) if previous else None
    if known is None or previous is None:
        return None
    before = frozenset[str]().union(*known.marks.values())
    serious = causes(each for each in findings if each.severity > Severity.INFO)
    now = {mark(each) for cause in serious for each in cause.findings}
    solved = Counter({key: len(marks - now) for key, marks in known.marks.items()})
    listed = tuple((known.headings[key], count) for key, count in solved.most_common() if count)
    return Since(previous.number, frozenset(now - before), listed)
