"""init and demo: the first minute."""

import shutil
from pathlib import Path

import click
from rich.console import Console

from resource_ld.bundled import bundled
from resource_ld.cli.publishing import show_outcome
from resource_ld.cli.serving import run
from resource_ld.config import Catalogue, Column, load
from resource_ld.errors import ConfigurationError
from resource_ld.mapping.guess import Guess, guess
from resource_ld.readers import read
from resource_ld.release.publish import Options, publish
from resource_ld.sentences import language_of
from resource_ld.web import create_app


@click.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--no-serve", is_flag=True, help="Publish only.")
def demo(port: int, *, no_serve: bool) -> None:
    """Publish and serve an example catalogue in this folder."""
    folder = Path("resource-ld-demo")
    folder.mkdir(exist_ok=True)
    for name in ("resource-ld.toml", "capacity-building.csv"):
        if not (folder / name).exists():
            shutil.copyfile(bundled("data") / name, folder / name)
    config = folder / "resource-ld.toml"
    # The example's addresses should work where it is served.
    text = config.read_text(encoding="utf-8").replace("http://127.0.0.1:8000/", f"http://127.0.0.1:{port}/")
    config.write_text(text, encoding="utf-8")
    settings = load(config)
    outcome = publish(settings, folder / ".resource-ld", Options(preview=True))
    click.echo(f"The example lies in {folder}/: edit capacity-building.csv there and publish again.")
    show_outcome(Console(), outcome, language_of(settings.site.languages))
    if not no_serve:
        run(create_app(folder / ".resource-ld"), host="127.0.0.1", port=port)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--yes", is_flag=True, help="Take every guess without asking.")
@click.option("--add-ids", is_flag=True, help="Publish later with an ID column: say how to add one.")
@click.pass_context
def init(context: click.Context, file: str, *, yes: bool, add_ids: bool) -> None:
    """Write resource-ld.toml for a spreadsheet, from guesses you can correct."""
    config = Path(context.obj[0])
    if config.exists():
        raise ConfigurationError("exists already", where=str(config), mend="Edit it, or choose another with --config.")
    path = Path(file).resolve()
    root = config.resolve().parent
    relative = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    table = read(Catalogue(relative, (Column("", "title"),), "catalogue"), root)
    guesses = guess(table)
    click.echo(f"{relative}: {len(table.header)} columns")
    for each in guesses.columns:
        click.echo(f"  {each.header!r} → {each.field or 'not published'}   e.g. {each.example[:60]!r}")
    chosen = guesses if yes else _asked(guesses)
    title = "My catalogue" if yes else click.prompt("Title of the site", default="My catalogue")
    base = (
        "http://127.0.0.1:8000/"
        if yes
        else click.prompt("Address of the site, for ever", default="http://127.0.0.1:8000/")
    )
    publisher = "My organisation" if yes else click.prompt("Who publishes the catalogue", default="My organisation")
    config.write_text(chosen.toml(relative, title=title, base_iri=base, publisher=publisher), encoding="utf-8")
    click.echo(f"Wrote {config}. Next: resource-ld check, then resource-ld publish --preview, then resource-ld serve.")
    if add_ids or "id" not in {each.field for each in chosen.columns}:
        click.echo(
            'Tip: a column "ID" with a short code for each row, mapped to "id", keeps addresses whatever else changes.'
        )


def _asked(guesses: Guess) -> Guess:
    """Ask for each column; Enter takes the guess, a hyphen leaves the column out."""
    answers = {each.header: click.prompt(f"{each.header}", default=each.field or "-") for each in guesses.columns}
    return guesses.corrected({header: "" if answer == "-" else answer for header, answer in answers.items()})
