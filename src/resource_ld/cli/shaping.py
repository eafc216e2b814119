"""shapes test: for editors who write shapes of their own."""

import sys

import click

from resource_ld.cli.setting import settings_of
from resource_ld.mapping.classes import CLASSES
from resource_ld.mapping.parts import RDF_TYPE
from resource_ld.release.inputs import own_vocabulary, shapes_folders
from resource_ld.validation import load
from resource_ld.validation.doubts import doubts
from resource_ld.validation.examples import try_examples, without_examples
from resource_ld.validation.shapes import all_mistakes


@click.group()
def shapes() -> None:
    """Work on the shapes that records are checked with."""


@shapes.command()
@click.pass_context
def test(context: click.Context) -> None:
    """Look for mistakes in shapes/*.ttl and try the examples of each shape (rl:passes and rl:fails)."""
    settings = settings_of(context)
    folders = shapes_folders(settings)
    found = all_mistakes(folders)
    for mistake in found:
        click.echo(str(mistake))
    if found:
        click.echo(f"{len(found)} mistake{'s' if len(found) > 1 else ''}; the examples are tried when there are none.")
        sys.exit(1)
    held = load(folders)
    vocabulary, _ = own_vocabulary(settings)
    own = {o[1:-1] for _, triples in vocabulary.descriptions() for _, p, o in triples if p == RDF_TYPE}
    for doubt in doubts(held, CLASSES | own):
        click.echo(f"Warning: {doubt}")
    tried = list(try_examples(held))
    wrong = [each for each in tried if each.wrong]
    for each in wrong:
        click.echo(f"{each.where}: <{each.shape}>: {each.wrong}\n    {each.text.strip()}")
    for shape in without_examples(held):
        click.echo(f"<{shape}> has no passing or no failing example: add rl:passes and rl:fails.")
    tested = len({each.shape for each in tried})
    click.echo(f"{len(tried) - len(wrong)} of {len(tried)} examples of {tested} shapes are as they should be.")
    sys.exit(1 if wrong else 0)
