"""check and publish: from the file to findings, from the file to a release."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import Progress

from resource_ld.cli.setting import data_dir_of, settings_of
from resource_ld.cli.showing import as_json, show_findings
from resource_ld.model import Severity
from resource_ld.release.check import check_catalogue
from resource_ld.release.inputs import own_shapes
from resource_ld.release.publish import Options, Outcome
from resource_ld.release.publish import publish as publish_release
from resource_ld.validation import Validator, explain


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
@click.option("--explain-shapes", is_flag=True, help="Say which shape runs where and why; check nothing.")
@click.pass_context
def check(context: click.Context, *, as_program: bool, explain_shapes: bool) -> None:
    """Read, describe and validate; publish nothing."""
    settings = settings_of(context)
    if explain_shapes:
        for each in explain(Validator(own_shapes(settings)).rules):
            click.echo(f"{each.shape}\n    {each.way}: {each.reason}")
        return
    found = check_catalogue(settings, data_dir_of(context))
    blocks = any(each.severity is Severity.VIOLATION for each in found.findings)
    if as_program:
        click.echo(as_json(found.findings, rows=found.rows, resources=found.resources))
    else:
        console = Console()
        show_findings(console, found.findings)
        held = " Some rows are held back." if blocks else ""
        console.print(f"{found.rows} rows read, {found.resources} ready to publish.{held}", highlight=False)
    sys.exit(1 if blocks else 0)


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
    console = Console()
    with progress(console, quiet=as_program) as move:
        options = Options(
            preview=preview, confirm_removals=confirm_removals, confirm=confirm, progress=move,  # type: ignore[arg-type]
            announce=None if as_program else lambda found: console.print(found.words(), highlight=False, markup=False),
        )  # fmt: skip
        outcome = publish_release(settings, data_dir_of(context), options)
    if as_program:
        facts = {
            "release": outcome.release,
            "changes": outcome.changes.counts(),
            "counts": dict(outcome.counts),
            "old": outcome.old,
        }
        click.echo(as_json(outcome.findings, **facts))
    else:
        show_outcome(console, outcome)
    sys.exit(1 if strict and outcome.counts.get("held") else 0)


def show_outcome(console: Console, outcome: Outcome) -> None:
    """Say what a publication did, what is old first."""
    if outcome.old:
        console.print(
            f"[bold red]Old text is shown for:[/] {', '.join(outcome.old)} (their rows are held back)", highlight=False
        )
    for name in outcome.restored:
        console.print(
            f"[yellow]The register of {name} was lost; it is restored from the last release.[/]", highlight=False
        )
    show_findings(console, outcome.findings)
    if not outcome.release:
        console.print("Nothing changed; the site stays as it is.")
        return
    counts = outcome.changes.counts()
    said = [
        f"{counts[name]} {word}"
        for name, word in (("added", "new"), ("changed", "changed"), ("returned", "back"), ("removed", "gone"))
        if counts[name]
    ]
    console.print(
        f"Release {outcome.release}: {outcome.counts['resources']} resources, {outcome.counts['triples']} triples "
        f"({', '.join(said) or 'the same resources'}).", highlight=False,
    )  # fmt: skip
