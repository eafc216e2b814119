"""How readiness for an aggregator is shown: how to register, what is missing and how to give it, then record by record."""

from itertools import groupby

from rich.console import Console
from rich.markup import escape

from resource_ld.config import Settings
from resource_ld.model import Finding, Place, Severity
from resource_ld.release.readiness import Readiness
from resource_ld.validation.reports import Report, as_json
from resource_ld.validation.reports.report import short

SHOWN = 50
"""Records that are listed; the others are counted, and `--json` has them all."""


def show_readiness(console: Console, ready: Readiness) -> None:
    """Print the steps of registering, what is missing by its kind, and each record that misses something."""
    console.print(f"[bold]{ready.aggregator.name}: how to register[/]")
    for each in ready.advice:
        console.print(f"  {escape(each)}", highlight=False, soft_wrap=True)
    for finding in ready.findings:
        if not finding.resource_id:
            console.print(
                f"[bold red]missing[/] {finding.place}: {escape(finding.message)}", highlight=False, soft_wrap=True
            )
    _show_kinds(console, ready)
    _show_records(console, ready)
    console.print(f"{ready.ready} of {ready.records} records are ready for {ready.aggregator.name}.", highlight=False)
    if ready.held:
        rows = "1 row is" if ready.held == 1 else f"{ready.held} rows are"
        console.print(f"{rows} held and not counted: see resource-ld check.", highlight=False)


def _show_kinds(console: Console, ready: Readiness) -> None:
    required = {each.message for each in ready.findings if each.severity is Severity.VIOLATION}
    for words, count in ready.counts.most_common():
        colour, word = ("bold red", "missing") if words in required else ("yellow", "better with")
        # "Missing" and "no" together would say that all is there.
        said = words.removeprefix("no ").removeprefix("nothing on ").replace(" and no ", " or ")
        console.print(
            f"[{colour}]{word}[/] {escape(said)}: {count} of {ready.records}", highlight=False, soft_wrap=True
        )
        if ready.mends[words]:
            console.print(f"    {escape(ready.mends[words])}", style="dim", highlight=False, soft_wrap=True)


def _show_records(console: Console, ready: Readiness) -> None:
    records: dict[str, list[Finding]] = {}
    for each in sorted((each for each in ready.findings if each.resource_id), key=_in_the_file):
        records.setdefault(each.resource_id, []).append(each)
    for resource_id, some in list(records.items())[:SHOWN]:
        console.print(f"{resource_id}  {escape(short(ready.titles[resource_id], 70))}", highlight=False, soft_wrap=True)
        for place, here in groupby(some, key=lambda each: str(each.place)):
            words = ", ".join(each.message for each in here)
            console.print(f"    {escape(place)}: {escape(words)}", style="dim", highlight=False, soft_wrap=True)
    if len(records) > SHOWN:
        console.print(f"… and {len(records) - SHOWN} more; --json lists them all.", style="dim")


def _in_the_file(finding: Finding) -> tuple[str, str, int, str]:
    place = finding.place or Place("")
    return place.file, place.sheet, place.row, str(place)


def readiness_as_json(ready: Readiness, settings: Settings) -> str:
    """Return the same as one JSON document."""
    facts: dict[str, object] = {
        "for": ready.aggregator.token, "register": list(ready.advice), "records": ready.records, "ready": ready.ready,
        "held": ready.held,
        "missing": [{"what": words, "records": count, "mend": ready.mends[words]} for words, count in ready.counts.most_common()],
    }  # fmt: skip
    return as_json(Report(tuple(ready.findings), settings, "en", facts))
