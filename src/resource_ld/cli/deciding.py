"""same, new, merge, withdraw, restore, rollback: what only a person can decide."""

import click
from rich.console import Console

from resource_ld.cli.publishing import show_outcome
from resource_ld.cli.setting import data_dir_of, settings_of
from resource_ld.release import decisions
from resource_ld.release.publish import Options
from resource_ld.sentences import language_of

NEXT = "It takes effect with the next: resource-ld publish"


@click.command()
@click.argument("resource_id", metavar="ID")
@click.argument("row", metavar="ROW")
@click.pass_context
def same(context: click.Context, resource_id: str, row: str) -> None:
    """Say that ROW (file:row) is the record ID."""
    decisions.same(settings_of(context), data_dir_of(context), resource_id, row)
    click.echo(f"{row} is {resource_id}. {NEXT}")


@click.command()
@click.argument("row", metavar="ROW")
@click.pass_context
def new(context: click.Context, row: str) -> None:
    """Say that ROW (file:row) is a new record."""
    decisions.new(settings_of(context), data_dir_of(context), row)
    click.echo(f"{row} is a record of its own. {NEXT}")


@click.command()
@click.argument("resource_id", metavar="ID")
@click.argument("into", metavar="INTO")
@click.pass_context
def merge(context: click.Context, resource_id: str, into: str) -> None:
    """Let the address of ID redirect to INTO."""
    decisions.merge(settings_of(context), data_dir_of(context), resource_id, into)
    click.echo(f"{resource_id} redirects to {into}. {NEXT}")


@click.command()
@click.argument("resource_id", metavar="ID")
@click.option("--reason", default="", help="Why; shown at its address.")
@click.option("--take-down", is_flag=True, help="Delete its text from every older release and delta too, at once.")
@click.pass_context
def withdraw(context: click.Context, resource_id: str, reason: str, *, take_down: bool) -> None:
    """Take the record ID out, for good."""
    settings, data_dir = settings_of(context), data_dir_of(context)
    if not take_down:
        decisions.withdraw(settings, data_dir, resource_id, reason)
        click.echo(f"{resource_id} is withdrawn. {NEXT}")
        return
    outcome = decisions.take_down(settings, data_dir, resource_id, reason, Options())
    show_outcome(Console(), outcome, language_of(settings.site.languages))
    click.echo(f"Older releases and deltas are deleted. Out of reach: {decisions.UNREACHABLE}.")


@click.command()
@click.argument("resource_id", metavar="ID")
@click.pass_context
def restore(context: click.Context, resource_id: str) -> None:
    """Undo the withdrawal of ID."""
    decisions.restore(settings_of(context), data_dir_of(context), resource_id)
    click.echo(f"{resource_id} returns with its row. {NEXT}")


@click.command()
@click.argument("release", type=int)
@click.pass_context
def rollback(context: click.Context, release: int) -> None:
    """Make a new release with the content of an older RELEASE."""
    settings = settings_of(context)
    outcome = decisions.rollback(settings, data_dir_of(context), release, Options())
    show_outcome(Console(), outcome, language_of(settings.site.languages))
    click.echo("The catalogue as it is now is published again only with: resource-ld publish --confirm")
