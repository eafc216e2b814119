"""The command line: one command a verb. Errors are one line; no traceback reaches a user."""

import logging
import sys
import warnings

import click

from resource_ld import __version__
from resource_ld.cli.asking import dump, explain
from resource_ld.cli.deciding import merge, new, restore, rollback, same, withdraw
from resource_ld.cli.publishing import check, publish
from resource_ld.cli.querying import query
from resource_ld.cli.serving import serve
from resource_ld.cli.shaping import shapes
from resource_ld.cli.starting import demo, init
from resource_ld.cli.verifying import verify
from resource_ld.errors import ResourceLDError

__all__ = ["main"]


@click.group(name="resource-ld", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option(
    "--config",
    default="resource-ld.toml",
    type=click.Path(dir_okay=False),
    help="The configuration.",
    show_default=True,
)
@click.option(
    "--data-dir",
    default=None,
    type=click.Path(file_okay=False),
    help="Where releases lie (default: .resource-ld beside it).",
)
@click.pass_context
def commands(context: click.Context, config: str, data_dir: str | None) -> None:
    """Turn a catalogue kept in a spreadsheet into a linked-data site."""
    context.obj = (config, data_dir)


for _command in (
    demo,
    init,
    check,
    publish,
    serve,
    same,
    new,
    merge,
    withdraw,
    restore,
    explain,
    dump,
    query,
    rollback,
    verify,
    shapes,
):
    commands.add_command(_command)


def _quieten_libraries() -> None:
    """Keep what libraries tell programmers from the terminal; what is wrong with a file is said in our own words."""
    for each in ("rdflib", "pyshacl"):
        # Without a handler of their own, Python writes their tracebacks on stderr.
        logging.getLogger(each).addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def main() -> None:
    """Run the command; exit with 2 and one line when it cannot run."""
    for stream in (sys.stdout, sys.stderr):
        # A poor terminal shows a replacement character rather than a traceback (invariant 12).
        stream.reconfigure(encoding="utf-8", errors="replace") if hasattr(stream, "reconfigure") else None
    _quieten_libraries()
    try:
        commands(prog_name="resource-ld")
    except ResourceLDError as error:
        click.secho(f"resource-ld: {error}", fg="red", err=True)
        sys.exit(2)
