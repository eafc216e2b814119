"""query: SPARQL in the terminal, answered by the same workers that answer the site's readers."""

import csv
import io
import shutil
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from resource_ld.cli.setting import data_dir_of
from resource_ld.errors import QueryError
from resource_ld.formats import RDF_FORMATS, RESULT_FORMATS, RESULTS_CSV, Format
from resource_ld.query import Limits, Pool, Query, screen
from resource_ld.release.current import Releases

FORMATS = {each.name: each for each in (*RESULT_FORMATS, *RDF_FORMATS)}
TABLE = "table"


@click.command()
@click.argument("text", metavar="[QUERY]", required=False)
@click.option(
    "--file", "path", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Read the query there."
)
@click.option(
    "--format", "name", type=click.Choice([TABLE, *FORMATS]),
    help="Default: a table on a terminal, CSV or Turtle elsewhere.",
)  # fmt: skip
@click.option("--time", "seconds", default=60.0, show_default=True, help="Seconds it may take.")
@click.pass_context
def query(context: click.Context, text: str | None, path: Path | None, name: str | None, seconds: float) -> None:
    """Answer a SPARQL query from the current release."""
    text = path.read_text(encoding="utf-8") if path else text or sys.stdin.read()
    form = screen(text).form
    graph = form in ("construct", "describe")
    name = name or (TABLE if sys.stdout.isatty() and not graph else RDF_FORMATS[0].name if graph else RESULTS_CSV.name)
    wanted = RESULTS_CSV if name == TABLE else FORMATS[name]
    if (wanted in RDF_FORMATS) != graph:
        offered = ", ".join(each.name for each in (RDF_FORMATS if graph else RESULT_FORMATS))
        raise QueryError(f"{form or 'this'} cannot be given as {name}", status=406, mend=f"Choose one of: {offered}.")
    _answer(context, Query(text), form, wanted, seconds, table=name == TABLE)


def _answer(context: click.Context, asked: Query, form: str, wanted: Format, seconds: float, *, table: bool) -> None:
    release = Releases(data_dir_of(context)).current()
    pool = Pool(Limits(deadline=seconds, workers=1))
    try:
        base = release.manifest.site["base_iri"]
        with pool.ask(release.store, asked, form=form, wanted=wanted, base_iri=f"{base}sparql") as body:
            if table:
                _show(body.read().decode())
            else:
                shutil.copyfileobj(body, sys.stdout.buffer)
    finally:
        pool.close()


def _show(text: str) -> None:
    header, *rows = csv.reader(io.StringIO(text))
    shown = Table()
    for each in header:
        shown.add_column(Text(each))
    for row in rows:
        shown.add_row(*(Text(each) for each in row))
    console = Console()
    console.print(shown)
    console.print(f"{len(rows)} rows", style="dim")
