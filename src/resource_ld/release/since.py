"""Which findings are new since the last release and which are solved; a release keeps digests of them, never a text."""

import gzip
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

from resource_ld.identifiers.digests import digest
from resource_ld.model import Finding, Place, Severity
from resource_ld.release.current import Release
from resource_ld.release.gzip_text import GzipText
from resource_ld.sentences import LANGUAGES, Words, say
from resource_ld.validation import causes

NAME = "findings.json.gz"
_Key = Callable[["Mark"], tuple[str, ...]]
_A = TypeVar("_A")
_B = TypeVar("_B")


class Mark(NamedTuple):
    """The digests a finding is known by, wherever its row and its file have moved to: what is said, of which record.

    `record` is empty where no id is known, `title` where the row has none.
    """

    what: str
    record: str
    title: str


@dataclass(frozen=True, slots=True)
class Since:
    """How findings differ from those of a release: `new` holds which ones are new, `solved` counts others by cause."""

    release: int
    new: frozenset[tuple[Mark, Place | None]] = frozenset()
    solved: tuple[tuple[Words, int], ...] = ()

    def is_new(self, finding: Finding) -> bool:
        """Return whether the last release did not have a finding; a note is never new."""
        return (mark(finding), finding.place) in self.new


@dataclass(frozen=True, slots=True)
class Known:
    """What a release remembers: marks of findings by cause, and what each cause is called."""

    marks: Mapping[str, Sequence[Mark]] = field(default_factory=dict)
    headings: Mapping[str, Words] = field(default_factory=dict)


def mark(finding: Finding) -> Mark:
    """Return what a finding is known by."""
    said = digest(f"{finding.rule} {finding.path} {finding.value}", 16)
    return Mark(said, _digest(finding.resource_id), _digest(finding.title))


def _digest(text: str) -> str:
    return digest(text, 16) if text else ""


def write_known(folder: Path, findings: Iterable[Finding], previous: Release | None, unseen: Iterable[str]) -> None:
    """Write what a release remembers of its findings: violations and warnings.

    Of the records `unseen`, whose rows were held before they were looked at further, it goes on to remember what the
    release before did.
    """
    kept: dict[str, list[Mark]] = {}
    headings: dict[str, dict[str, str]] = {}
    known = read_known(previous.path) if previous else None
    if known is not None:
        records = {_digest(each) for each in unseen}
        kept = {key: [each for each in marks if each.record in records] for key, marks in known.marks.items()}
        kept = {key: marks for key, marks in kept.items() if marks}
        headings = {key: dict(known.headings[key].texts) for key in kept}
    for cause in causes(each for each in findings if each.severity > Severity.INFO):
        key = f"{cause.rule} {say(cause.heading)}"
        found = [mark(each) for each in cause.findings]
        # What is found again is not remembered twice.
        kept[key] = sorted([*found, *(Counter(kept.get(key, ())) - Counter(found)).elements()])
        headings[key] = {language: say(cause.heading, language) for language in LANGUAGES}
    text = json.dumps({"marks": kept, "headings": headings}, ensure_ascii=False, sort_keys=True)
    file = GzipText(folder / NAME)
    file.write(text)
    file.close()


def copy_known(folder: Path, source: Release) -> None:
    """Write what another release remembers, if it does."""
    if (source.path / NAME).exists():
        shutil.copyfile(source.path / NAME, folder / NAME)


def read_known(folder: Path) -> Known | None:
    """Return what a release remembers, None when it was made before releases did."""
    path = folder / NAME
    if not path.exists():
        return None
    stored = json.loads(gzip.decompress(path.read_bytes()))
    if any(isinstance(each, str) for marks in stored["marks"].values() for each in marks):
        # A release of an earlier version: a text a mark.
        return None
    return Known(
        {key: [Mark(*each) for each in marks] for key, marks in stored["marks"].items()},
        {key: Words(tuple(texts.items())) for key, texts in stored["headings"].items()},
    )


def since(findings: Iterable[Finding], previous: Release | None, unseen: Iterable[str]) -> Since | None:
    """Compare findings with those a release remembers; None when there is none that does.

    What it remembers of the records `unseen` is not solved: nobody looked.
    """
    known = read_known(previous.path) if previous else None
    if known is None or previous is None:
        return None
    serious = causes(each for each in findings if each.severity > Severity.INFO)
    now = [(mark(each), each.place) for cause in serious for each in cause.findings]
    before = [(each, key) for key, marks in known.marks.items() for each in marks]
    for ours, theirs in _WAYS:
        now, before = _unmatched(now, before, ours, theirs)
    records = {_digest(each) for each in unseen}
    solved = Counter(key for each, key in before if not each.record or each.record not in records)
    return Since(
        previous.number, frozenset(now), tuple((known.headings[key], count) for key, count in solved.most_common())
    )


def _unmatched(
    now: list[tuple[Mark, _A]], before: list[tuple[Mark, _B]], ours: _Key, theirs: _Key
) -> tuple[list[tuple[Mark, _A]], list[tuple[Mark, _B]]]:
    """Return what is left when each of `now` was paired with one of `before` that has the same key, not empty."""
    waiting: dict[tuple[str, ...], list[tuple[Mark, _B]]] = {}
    for each in before:
        waiting.setdefault(theirs(each[0]), []).append(each)
    rest, left = [], waiting.pop((), [])
    for one in now:
        key = ours(one[0])
        if key and waiting.get(key):
            waiting[key].pop()
        else:
            rest.append(one)
    return rest, [*left, *(each for some in waiting.values() for each in some)]


def _by_record(each: Mark) -> tuple[str, ...]:
    return (each.what, each.record) if each.record else ()


def _by_title(each: Mark) -> tuple[str, ...]:
    return (each.what, each.title) if each.title else ()


def _by_title_alone(each: Mark) -> tuple[str, ...]:
    return () if each.record else _by_title(each)


def _by_nothing(each: Mark) -> tuple[str, ...]:
    return () if each.record or each.title else (each.what,)


_WAYS = (
    (_by_record, _by_record), (_by_title_alone, _by_title), (_by_title, _by_title_alone), (_by_nothing, _by_nothing),
)  # fmt: skip
"""How findings are found again, the surest way first: a held row may have its id only now, or only had it then; of rows
without id and title it is only counted how often the same is said."""
