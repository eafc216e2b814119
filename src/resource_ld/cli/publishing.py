"""check and publish: from the file to findings, from the file to a release."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from resource_ld.cli.setting import data_dir_of, settings_of
from resource_ld.cli.showing import of_the_site, show_findings
from resource_ld.cli.showing_readiness import readiness_as_json, show_readiness
from resource_ld.config import Settings
from resource_ld.release.aggregators import AGGREGATORS, aggregator_of
from resource_ld.release.check import Checked, check_catalogue
from resource_ld.release.inputs import own_shapes
from resource_ld.release.publish import Options, Outcome
from resource_ld.release.publish import publish as publish_release
from resource_ld.release.readiness import check_for
from resource_ld.sentences import LANGUAGES, Phrase, language_of, phrase, say
from resource_ld.validation import Validator, explain
from resource_ld.validation.reports import Report, as_json, write


@contextmanager
def progress(console: Console, *, quiet: bool) -> Iterator[object]:
    """Show a bar on a terminal, nothing elsewhere; give the function that moves it."""
    if quiet or not console.is_terminal:
        yield lambda _step, _done: None
        return
    with Progress(console=console, transient=True) as bar:
        tasks: dict[str, object] = {}

        def move(step: str, done: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=None)
            bar.update(tasks[step], completed=done)  # type: ignore[arg-type]

        yield move


@click.command()
@click.option("--json", "as_program", is_flag=True, help="Findings as JSON.")
@click.option(
    "--report", "files", multiple=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Write all findings to FILE: .xlsx is the catalogue with a comment on each cell, to edit and publish; .csv, .json; "
    ".ttl is the validation report of SHACL.",
)  # fmt: skip
@click.option(
    "--by",
    type=click.Choice(["cause", "record"]),
    default="cause",
    show_default=True,
    help="How to group the findings.",
)
@click.option("--language", type=click.Choice(list(LANGUAGES)), help="Of the findings (default: the site's first).")
@click.option(
    "--for", "target", type=click.Choice([each.token for each in AGGREGATORS]), help="What an aggregator misses."
)
@click.option("--explain-shapes", is_flag=True, help="Say which shape runs where and why; check nothing.")
@click.pass_context
def check(
    context: click.Context,
    *,
    as_program: bool,
    files: tuple[Path, ...],
    by: str,
    language: str | None,
    target: str | None,
    explain_shapes: bool,
) -> None:
    """Read, describe and validate; publish nothing. With --for: how to register with an aggregator, and what it misses."""
    settings = settings_of(context)
    if explain_shapes:
        for each in explain(Validator(own_shapes(settings)).rules):
            click.echo(f"{each.shape}\n    {each.way}: {each.reason}")
        return
    if target:
        ready = check_for(settings, data_dir_of(context), aggregator_of(target))
        click.echo(readiness_as_json(ready, settings)) if as_program else show_readiness(Console(), ready)
        sys.exit(1 if ready.blocks else 0)
    found = check_catalogue(settings, data_dir_of(context))
    report = _report(settings, found, language or language_of(settings.site.languages))
    written = [each for file in files for each in write(report, file)]
    if as_program:
        click.echo(as_json(report))
    else:
        _show_checked(Console(), found, report.language, by=by, files=written)
    sys.exit(1 if found.blocks else 0)


def _report(settings: Settings, found: Checked, language: str) -> Report:
    counts: dict[str, object] = {"rows": found.rows, "resources": found.resources, "held": found.held}
    counts |= {"old": found.old, "disappearing": found.vanishing}
    report = Report(found.findings, settings, language, counts)
    return replace(report, is_new=found.since.is_new) if found.since else report


def _show_checked(console: Console, found: Checked, language: str, *, by: str, files: Sequence[Path]) -> None:
    held = phrase("count.held", count=found.held)
    read = phrase("view.read", count=found.rows, ready=found.resources - len(found.old), held=held)
    first = of_the_site(found.old, found.vanishing)
    show_findings(console, found.findings, language, since=found.since, read=read, by=by, first=first)
    for file in files:
        console.print(say(phrase("view.written", file=str(file)), language), highlight=False, soft_wrap=True)
    if found.findings and not files:
        console.print(f"\n{say(phrase('view.whole'), language)}", style="dim", highlight=False, soft_wrap=True)


@click.command()
@click.option("--preview", is_flag=True, help="Publish with a base IRI only this machine can open.")
@click.option("--confirm-removals", is_flag=True, help="Go on although much would vanish or change.")
@click.option("--confirm", is_flag=True, help="Publish again what a rollback undid.")
@click.option("--strict", is_flag=True, help="Exit with 1 when rows are held back.")
@click.option("--json", "as_program", is_flag=True, help="The outcome as JSON.")
@click.pass_context
def publish(
    context: click.Context, *, preview: bool, confirm_removals: bool, confirm: bool, strict: bool, as_program: bool
) -> None:
    """Make the catalogue the current release of the site."""
    settings = settings_of(context)
    console, language = Console(), language_of(settings.site.languages)
    with progress(console, quiet=as_program) as move:
        options = Options(
            preview=preview, confirm_removals=confirm_removals, confirm=confirm, progress=move,  # type: ignore[arg-type]
            announce=None if as_program else lambda found: console.print(found.words(language), highlight=False, markup=False),
        )  # fmt: skip
        outcome = publish_release(settings, data_dir_of(context), options)
    if as_program:
        facts = {
            "release": outcome.release,
            "changes": outcome.changes.counts(),
            "counts": dict(outcome.counts),
            "old": outcome.old,
        }
        click.echo(as_json(Report(outcome.findings, settings, language, facts)))
    else:
        show_outcome(console, outcome, language)
    sys.exit(1 if strict and outcome.counts.get("held") else 0)


def show_outcome(console: Console, outcome: Outcome, language: str) -> None:
    """Say what a publication did; what is old stands in the first lines."""
    for name in outcome.restored:
        console.print(
            Text(say(phrase("outcome.restored", name=name), language), style="yellow"), highlight=False, soft_wrap=True
        )
    if outcome.findings:
        show_findings(console, outcome.findings, language, since=outcome.since, first=of_the_site(outcome.old))
        console.print()
    console.print(say(_done(outcome), language), highlight=False, markup=False)


def _done(outcome: Outcome) -> Phrase:
    """Return the last line: the release and what it changed."""
    if not outcome.release:
        return phrase("outcome.nothing")
    counts = outcome.changes.counts()
    changes = [phrase(f"outcome.{name}", count=count) for name, count in counts.items() if count]
    resources, triples = (phrase(f"count.{each}", count=outcome.counts[each]) for each in ("resources", "triples"))
    return phrase(
        "outcome.release", release=outcome.release, resources=resources, triples=triples,
        changes=tuple(changes) or phrase("outcome.same"),
    )  # fmt: skip
