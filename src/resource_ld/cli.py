"""The command line: one command a verb."""

import click

from resource_ld import __version__


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Turn a catalogue kept in a spreadsheet into a linked-data site."""
