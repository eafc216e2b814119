"""query: SPARQL in the terminal, answered by the same workers that answer the site's readers."""

import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import IO

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from resource_ld.cli.setting import data_dir_of
from resource_ld.errors import QueryError
from resource_ld.formats import RDF_FORMATS, RESULT_FORMATS, RESULTS_CSV, RESULTS_JSON, Format
from resource_ld.query import Limits, Pool, Query, screen
from resource_ld.query.hints import hint
from resource_ld.release.current import Releases

FORMATS = {each.name: each for each in (*RESULT_FORMATS, *RDF_FORMATS)}
TABLE = "table"
HINTED = 4096
"""Bytes of an answer that tell whether it has rows."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@click.command()
@click.argument("text", metavar="[QUERY]", required=False)
@click.option(
    "--file", "path", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Read the query there."
)
@click.option(
    "--format",
    "name",
    type=click.Choice([TABLE, *FORMATS]),
    help="Default: a table on a terminal, CSV or Turtle elsewhere.",
)
@click.option(
    "--time", "seconds", type=click.FloatRange(0.1, 86_400), default=60.0, show_default=True, help="Seconds it may take."
)  # fmt: skip
@click.pass_context
def query(context: click.Context, text: str | None, path: Path | None, name: str | None, seconds: float) -> None:
    """Answer a SPARQL query from the current release; without QUERY and --file, the one on standard input."""
    text = _query_text(text, path)
    form = screen(text).form
    graph = form in ("construct", "describe")
    name = name or (TABLE if sys.stdout.isatty() and not graph else RDF_FORMATS[0].name if graph else RESULTS_CSV.name)
    # A table is made of JSON: CSV knows no difference between an empty text and none.
    wanted = RESULTS_JSON if name == TABLE else FORMATS[name]
    if (wanted in RDF_FORMATS) != graph:
        offered = ", ".join(each.name for each in (RDF_FORMATS if graph else RESULT_FORMATS))
        raise QueryError(f"{form or 'this'} cannot be given as {name}", status=406, mend=f"Choose one of: {offered}.")
    _answer(context, Query(text), form, wanted, seconds, table=name == TABLE)


def _query_text(text: str | None, path: Path | None) -> str:
    if text is not None and text != "-":
        if path is not None:
            raise QueryError("a query and a file with one were given", status=400, mend="Give one of them.")
        return text
    if path is None and sys.stdin.isatty():
        click.echo("Type a query, then Ctrl+D (on Windows Ctrl+Z, Enter).", err=True)
    raw = path.read_bytes() if path else sys.stdin.buffer.read()
    try:
        # Notepad begins a file with a byte order mark.
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise QueryError("the query is not UTF-8", status=400, mend="Save it as UTF-8.") from None


def _answer(context: click.Context, asked: Query, form: str, wanted: Format, seconds: float, *, table: bool) -> None:
    release = Releases(data_dir_of(context)).current()
    pool = Pool(Limits(deadline=seconds, workers=1))
    try:
        base = release.manifest.site["base_iri"]
        with pool.ask(release.store, asked, form=form, wanted=wanted, base_iri=f"{base}sparql") as body:
            if table:
                _show(body.read())
            else:
                _copy(body)
            body.seek(0)
            if said := hint(asked.text, wanted, body.read(HINTED)):
                click.echo(said, err=True)
    finally:
        pool.close()


def _copy(body: IO[bytes]) -> None:
    """Write an answer to standard output, with a last line feed on a terminal; raise QueryError when nothing can be written."""
    try:
        shutil.copyfileobj(body, sys.stdout.buffer)
        if sys.stdout.isatty():
            sys.stdout.buffer.write(b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Whoever read it has had enough; Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise QueryError(f"the answer cannot be written ({error.strerror})", status=500) from None


def _show(body: bytes) -> None:
    found, console = json.loads(body), Console()
    if "boolean" in found:
        console.print("true" if found["boolean"] else "false")
        return
    columns, rows = found["head"]["vars"], found["results"]["bindings"]
    shown = Table()
    for each in columns:
        # A cut address would be of no use; a long one goes on in the next line.
        shown.add_column(Text(each), overflow="fold")
    for row in rows:
        shown.add_row(*(Text(_plain(row.get(each, {}).get("value", ""))) for each in columns))
    console.print(shown)
    console.print("1 row" if len(rows) == 1 else f"{len(rows)} rows", style="dim", highlight=False)


def _plain(value: object) -> str:
    """Return a value without what would steer a terminal."""
    return _CONTROL.sub("\ufffd", value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
