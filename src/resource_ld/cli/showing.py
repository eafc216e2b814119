"""How findings are shown to people: totals first, then by cause or by record; colours where a terminal is."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from resource_ld.model import Finding, Place, Severity
from resource_ld.release.gaps import ranges
from resource_ld.release.since import Since
from resource_ld.sentences import Phrase, Said, phrase, say
from resource_ld.validation import Cause, causes
from resource_ld.validation.causes import records
from resource_ld.validation.reports import effect, line_of, of_column, quoted, short, table_of, where

COLOURS = {Severity.VIOLATION: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_SECTIONS = {Severity.VIOLATION: "view.fix", Severity.WARNING: "view.warnings", Severity.INFO: "view.notes"}
_COUNTS = {Severity.VIOLATION: "count.fix", Severity.WARNING: "count.warnings", Severity.INFO: "count.notes"}
IN_FULL = {Severity.VIOLATION: 10, Severity.WARNING: 1, Severity.INFO: 1}
"""Findings of one cause that have a line of their own; the values of the others follow, the commonest first."""

FEW = 3
"""So few findings all have a line of their own."""

_BREAKS = re.compile(r"\s*[\n\r\v\f\x85\u2028\u2029]+\s*")
"""What would end a line in the middle of a value."""
VALUES = 8
RECORDS = 50
"""Records shown one by one; the others are counted, and `--report` has them all."""


@dataclass(frozen=True, slots=True)
class View:
    """Shows findings on a console, in a language."""

    console: Console
    language: str

    def totals(self, findings: Iterable[Finding], since: Since | None, read: Phrase | None = None) -> None:
        """Say how many there are of each kind, and what changed since the last release."""
        found = causes(findings)
        if read is not None:
            self._line(say(read, self.language), style="bold")
        counts = [self._count(found, severity) for severity in sorted(Severity, reverse=True)]
        said = " · ".join(each for each in counts if each) or self._say("view.clean")
        if since is not None:
            new = phrase("count.new", count=len(since.new))
            solved = phrase("count.solved", count=sum(number for _, number in since.solved))
            said += " · " + self._say("view.since", release=since.release, new=new, solved=solved)
        self._line(said, style="bold red" if counts[0] else "bold")
        if since is not None and since.solved:
            listed = tuple(f"{say(heading, self.language)} ({number})" for heading, number in since.solved[:VALUES])
            self._line(self._say("view.solved", causes=listed), style="green")

    def _count(self, found: Sequence[Cause], severity: Severity) -> str:
        here = [each for each in found if each.severity is severity]
        count = sum(len(each.findings) for each in here)
        said = phrase(_COUNTS[severity], count=count)
        return (
            ""
            if not count
            else self._say("count.causes", said=said, causes=len(here))
            if len(here) > 1
            else say(said, self.language)
        )

    def by_cause(self, findings: Iterable[Finding], since: Since | None) -> None:
        """Show what findings have in common, the worst first."""
        found = causes(findings)
        many = _several([each.place for cause in found for each in cause.findings])
        for severity, some in groupby(found, key=lambda cause: cause.severity):
            self._section(severity)
            for cause in some:
                self._cause(cause, since, files=many)

    def _cause(self, cause: Cause, since: Since | None, *, files: bool) -> None:
        heading = Text(say(cause.heading, self.language), style="bold")
        if cause.records > (0 if cause.column else 1):
            heading.append(f" · {self._say('view.records', count=cause.records)}", style="not bold")
        new = sum(since.is_new(each) for each in cause.findings) if since else 0
        if new:
            heading.append(f" · {self._say('count.new', count=new)}", style="magenta")
        self._line(heading, indent=2)
        # One cause may hold one row and be published with another: what is said once must be true of all it stands for.
        outcomes: dict[str, list[Finding]] = {}
        for each in cause.findings:
            outcomes.setdefault(self._effect(each), []).append(each)
        for some in outcomes.values():
            alike = len(some) > 1 and len({each.sentence(self.language) for each in some}) == 1
            (self._alike if alike else self._different)(some, files=files)

    def _alike(self, findings: Sequence[Finding], *, files: bool) -> None:
        """Say once what is said of all, then where."""
        first = findings[0]
        self._line(first.sentence(self.language) + self._effect(first), indent=4)
        if len(findings) <= FEW:
            for each in findings:
                title = f" · {quoted(each.title, self.language)}" if each.title else ""
                self._line(f"{where(each, self.language, file=files)}{title}", indent=4, style="dim")
            return
        for file, some in groupby(findings, key=lambda each: table_of(each.place or Place(""))):
            rows = sorted({each.place.row for each in some if each.place})
            said = self._say("view.rows", count=len(rows), rows=ranges(rows))
            self._line(f"{file} {said}" if files else said, indent=4, style="dim")

    def _different(self, findings: Sequence[Finding], *, files: bool) -> None:
        """Say the first ones in full, and the values of the others with how often each stands there."""
        commonest, severity = Counter(each.value for each in findings), findings[0].severity
        distinct: dict[str, Finding] = {}
        whole = severity is Severity.VIOLATION or not all(each.value for each in findings)
        for number, each in enumerate(findings):
            distinct.setdefault(str(number) if whole else each.value, each)
        ordered = sorted(distinct.values(), key=lambda each: 0 if whole else -commonest[each.value])
        shown = IN_FULL[severity] if len(ordered) > max(FEW, IN_FULL[severity]) else len(ordered)
        for each in ordered[:shown]:
            times = "" if whole or commonest[each.value] == 1 else f" ({commonest[each.value]} ×)"
            self._line(line_of(each, self.language, file=files) + self._effect(each) + times, indent=4)
        rest = ordered[shown:]
        if rest and not whole:
            named = [self._named(each, commonest[each.value]) for each in rest[:VALUES]]
            self._line(" · ".join(named), indent=4, style="dim")
            rest = rest[VALUES:]
        if rest:
            self._line(self._say("more", count=len(rest)), indent=4, style="dim")

    def _effect(self, finding: Finding) -> str:
        """Return what happens, which goes without saying for a note."""
        return "" if finding.severity is Severity.INFO else f" [{effect(finding, self.language)}]"

    def _named(self, finding: Finding, times: int) -> str:
        """Return a value with the nearest one and how often it stands there, once with its cell."""
        near = finding.nearest(self.language)
        value = f"{short(finding.value)} ({near})" if near else short(finding.value)
        return f"{value} {times} ×" if times > 1 else f"{value} {where(finding, self.language)}"

    def by_record(self, findings: Iterable[Finding]) -> None:
        """Show each record with all that was found in it, in the order of the files."""
        found = records(findings)
        many = _several([each.place for each in found])
        for each in found[:RECORDS]:
            row = each.place.row if each.place else 0
            place = self._say("view.row", row=row) if row else self._say("view.nowhere")
            file = f"{table_of(each.place) if many else each.place.file} " if each.place and (many or not row) else ""
            title = f" · {quoted(each.title, self.language, 70)}" if each.title else ""
            self._line(f"{file}{place}{title}", style="bold")
            for finding, echoes in each.findings:
                line = Text(self._of_cell(finding), style="")
                line.append(f" [{effect(finding, self.language)}]", style=COLOURS[finding.severity])
                if echoes:
                    line.append(f" {self._say('view.echoes', count=echoes)}", style="dim")
                self._line(line, indent=4)
        if len(found) > RECORDS:
            self._line(self._say("more", count=len(found) - RECORDS), style="dim")

    def _of_cell(self, finding: Finding) -> str:
        place, sentence = finding.place, finding.sentence(self.language)
        cell = f"{place.cell()} · " if place and place.column else ""
        return f"{cell}{of_column(place, sentence, self.language)}"

    def _section(self, severity: Severity) -> None:
        self.console.print()
        self._line(self._say(_SECTIONS[severity]), style=COLOURS[severity])

    def _say(self, key: str, **facts: Said) -> str:
        return say(phrase(key, **facts), self.language)

    def _line(self, text: str | Text, *, indent: int = 0, style: str = "") -> None:
        """Print one line; on a terminal it wraps under its own beginning, elsewhere it stays one line."""
        line = text if isinstance(text, Text) else Text(_BREAKS.sub(" ", text))
        line.stylize_before(style)
        if self.console.is_terminal:
            self.console.print(Padding(line, (0, 0, 0, indent)))
        else:
            self.console.print(Text(" " * indent) + line, soft_wrap=True)


def _several(places: Iterable[Place | None]) -> bool:
    """Return whether places are in several tables: then a cell needs file and sheet to be found."""
    return len({table_of(each) for each in places if each and each.row}) > 1


def of_the_site(old: Sequence[str], vanishing: Sequence[str] = ()) -> list[Phrase]:
    """Return what to say first: which records show old text, and which titles disappear."""
    said = [phrase("view.old", names=_some(old))] if old else []
    if vanishing:
        names = _some([phrase("quoted", text=short(each)) for each in vanishing])
        said.append(phrase("view.vanishing", count=len(vanishing), names=names))
    return said


def _some(names: Sequence[Said]) -> tuple[Said, ...]:
    more = (phrase("more", count=len(names) - RECORDS),) if len(names) > RECORDS else ()
    return (*names[:RECORDS], *more)


def show_findings(
    console: Console, findings: Sequence[Finding], language: str, *, since: Since | None = None, read: Phrase | None = None,
    by: str = "cause", first: Sequence[Phrase] = (),
) -> None:  # fmt: skip
    """Show findings: totals, what is to be said `first`, then by `cause` or by `record`."""
    view = View(console, language)
    view.totals(findings, since, read)
    for each in first:
        console.print(Text(say(each, language), style="bold red"), soft_wrap=True)
    shown: Callable[[], None] = (
        (lambda: view.by_cause(findings, since)) if by == "cause" else (lambda: view.by_record(findings))
    )
    shown()
