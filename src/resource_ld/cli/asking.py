"""explain, dump: what a release says."""

import shutil
import sys
from urllib.parse import urlsplit

import click

from resource_ld.cli.setting import data_dir_of, settings_of
from resource_ld.errors import RegisterError
from resource_ld.formats import RDF_FORMATS
from resource_ld.mapping.columns import ColumnMapper
from resource_ld.mapping.description import Describer
from resource_ld.model import Finding, Resource, as_text
from resource_ld.readers import read
from resource_ld.release.check import check_catalogue
from resource_ld.release.current import Releases
from resource_ld.release.inputs import own_vocabulary
from resource_ld.serialize import serialize
from resource_ld.terms import parse_ntriples


@click.command()
@click.argument("what")
@click.pass_context
def explain(context: click.Context, what: str) -> None:
    """Show where a record comes from and what it says. WHAT is an id, an OAI id, a URL, or a row (file:row)."""
    settings, data_dir = settings_of(context), data_dir_of(context)
    file, _, number = what.rpartition(":")
    if number.isdecimal() and "//" not in what and any(each.path == file for each in settings.catalogues):
        _explain_row(context, file, int(number))
        return
    resource_id = (
        urlsplit(what).path.rpartition("/")[2] if "//" in what else number if what.startswith("oai:") else what
    )
    release = Releases(data_dir).current()
    entry = release.index.get(f"resource/{resource_id.lower()}") or release.index.get(
        f"resource/{resource_id.partition('.')[0]}"
    )
    if entry is None:
        raise RegisterError(f"nothing is known of {what!r}", mend="Give an id, an address, or file:row.")
    changed = release.manifest.committed(entry.changed_in)
    click.echo(
        f"{entry.id}: {entry.state} since release {entry.first_in}, changed in release {entry.changed_in} ({changed})"
    )
    if entry.reason or entry.target:
        click.echo(f"{entry.reason} {entry.target}".strip())
    if entry.description:
        base = release.manifest.site["base_iri"]
        formats = ", ".join(f"{base}{entry.path}.{each.suffix}" for each in RDF_FORMATS)
        click.echo(f"Formats: {formats}\n")
        click.echo(serialize("turtle", parse_ntriples(entry.description)).decode())
    for each in check_catalogue(settings, data_dir).findings:
        if each.resource_id == entry.id:
            click.echo(f"{each.severity.name.lower()} {each.rule}: {each.place} {each.message}")


def _explain_row(context: click.Context, file: str, number: int) -> None:
    settings = settings_of(context)
    vocabulary, _ = own_vocabulary(settings)
    catalogue = next(each for each in settings.catalogues if each.path == file)
    fields = {column.header: column.field for column in catalogue.columns}
    mapper, describer = ColumnMapper(catalogue, settings, vocabulary), Describer(settings, vocabulary)
    for row in read(catalogue, settings.root).rows:
        if row.place is None or row.place.row != number:
            continue
        if isinstance(row, Finding):
            click.echo(f"{row.place}: {row.message}")
            return
        for header, texts in row.cells.items():
            click.echo(
                f"{row.at(header).cell()} {header} → {fields.get(header, 'not published')}: {' | '.join(texts)[:200]}"
            )
        draft = mapper.draft(row)
        for name, values in draft.values.items():
            click.echo(f"  {name} = {' | '.join(as_text(each)[:80] for each in values)}")
        for finding in draft.findings:
            click.echo(f"  {finding.severity.name.lower()} {finding.rule}: {finding.message}")
        click.echo(serialize("turtle", describer.describe(Resource("ID", draft.values)).document).decode())
        return
    raise RegisterError(f"there is no row {number} in {file}", mend="Rows count from 1, the header.")


@click.command()
@click.argument("name", metavar="FORMAT", type=click.Choice(["nt", "ttl", "jsonld", "rdf", "csv", "xlsx", "ndjson"]))
@click.option("--output", "-o", type=click.Path(dir_okay=False), help="Where to write it (default: standard output).")
@click.pass_context
def dump(context: click.Context, name: str, output: str | None) -> None:
    """Copy a dump of the current release: gzip for RDF and ndjson."""
    suffix = name if name in ("csv", "xlsx") else f"{name}.gz"
    path = Releases(data_dir_of(context)).current().dumps / f"catalogue.{suffix}"
    if output:
        shutil.copyfile(path, output)
    else:
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
