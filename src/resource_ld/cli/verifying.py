"""verify: whether a live site says the same at every door, and what the local release says, where there is one."""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from resource_ld.cli.setting import data_dir_of
from resource_ld.errors import DoorError, ReleaseError
from resource_ld.release.current import Release, Releases
from resource_ld.verification import (
    Checked,
    Client,
    Extent,
    Fault,
    Manners,
    Report,
    Schemas,
    Site,
    Watch,
    find_site,
    prove_gone,
)
from resource_ld.verification import (
    verify as verify_site,
)

SHOWN = 10
"""Faults of a door that are shown; the others are counted, and `--json` has them."""

LOCAL = "the release here"
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@click.command()
@click.argument("url")
@click.option(
    "--sample",
    default=20,
    show_default=True,
    type=click.IntRange(0),
    metavar="N",
    help="Records that are looked at one by one.",
)
@click.option("--all", "everything", is_flag=True, help="Look at every record and follow every link.")
@click.option("--gone", metavar="ID", help="Prove instead that a record is withdrawn at every door.")
@click.option(
    "--delay", default=0.1, show_default=True, type=click.FloatRange(0), help="Seconds between requests, at least."
)
@click.option(
    "--timeout",
    default=30.0,
    show_default=True,
    type=click.FloatRange(1),
    help="Seconds without a sign after which an answer is given up.",
)
@click.option("--allow-host", "hosts", multiple=True, metavar="HOST", help="Another host that redirects may lead to.")
@click.option(
    "--schemas", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER",
    help="Check XML by the schemas of others that lie here.",
)  # fmt: skip
@click.option("--json", "as_program", is_flag=True, help="What was checked and what differs, as JSON.")
@click.pass_context
def verify(
    context: click.Context, *, url: str, sample: int, everything: bool, gone: str | None, delay: float, timeout: float,
    hosts: tuple[str, ...], schemas: Path | None, as_program: bool,
) -> None:  # fmt: skip
    """Harvest the site at URL by every door and prove that they agree; exit with 1 when they do not."""
    if gone is not None and not _ID.fullmatch(gone):
        raise ReleaseError(f"{gone[:80]!r} is no id", mend="Give the last part of the record's address.")
    client = Client(Manners(delay=delay, timeout=timeout, hosts=frozenset(hosts)))
    with _watched(quiet=as_program) as watch:
        site = replace(find_site(client, url), schemas=Schemas(schemas) if schemas else None)
        if gone is not None and not site.release:
            raise DoorError("only a site of this program can be asked for withdrawals", where=url)
        if gone is not None:
            report = prove_gone(site, gone, watch)
        else:
            report = _with_release(
                site, verify_site(site, Extent(None, None) if everything else Extent(sample), watch), context
            )
    if as_program:
        click.echo(json.dumps({"right": report.right, **asdict(report)}, ensure_ascii=False, indent=1))
    else:
        _show(Console(), report, gone or "")
    sys.exit(0 if report.right else 1)


@contextmanager
def _watched(*, quiet: bool) -> Iterator[Watch]:
    """Show on a terminal which door is read and how far."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:,}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as progress:
        task = progress.add_task("", total=None)
        yield lambda door, count: progress.update(task, description=escape(door), completed=count)


def _with_release(site: Site, report: Report, context: click.Context) -> Report:
    """Return the report with one check more: whether the site serves the release that is here."""
    release = _release(site, data_dir_of(context), context.obj[0])
    if release is None:
        return report
    faults = tuple(_against(site, release))
    checked = (*report.checked, Checked(LOCAL, len(release.manifest.files)))
    return replace(report, checked=checked, faults=(*report.faults, *faults))


def _release(site: Site, data_dir: Path, config: str) -> Release | None:
    """Return the release here, when there is one and it is of this site."""
    if not Path(config).exists() and not data_dir.exists():
        return None
    try:
        release = Releases(data_dir).current()
    except ReleaseError:
        return None
    return release if release.manifest.site["base_iri"] == site.base_iri else None


def _against(site: Site, release: Release) -> Iterator[Fault]:
    """Yield where the site differs from the release here: its number, its dumps by checksum, some records byte for byte."""
    if site.release != release.number:
        yield Fault(
            LOCAL, "", f"the site serves release {site.release}", f"the current release here is {release.number}",
            "Copy the release to the site, or serve from here.", site.address,
        )  # fmt: skip
        return
    for name, (digest, _) in release.manifest.files.items():
        if name.startswith("dumps/"):
            with site.saved(f"dumps/{release.number}/{name[6:]}") as saved:
                if saved.sha256 != digest:
                    yield Fault(LOCAL, "", f"{name} differs", f"its SHA-256 here is {digest}", "", site.address)
    for resource_id in release.index.ids(limit=20):
        entry = release.index.get(f"resource/{resource_id}")
        if entry is not None and site.get(f"{entry.path}.nt").body.decode() != entry.description:
            yield Fault(LOCAL, resource_id, "differs", "the index here has another description", "", site.address)


def _show(console: Console, report: Report, gone: str) -> None:
    """Print what is wrong, door by door, then what was checked and the sum."""

    def line(text: str, style: str = "") -> None:
        console.print(escape(text), style=style, highlight=False, soft_wrap=True)

    doors: dict[str, list[Fault]] = {}
    for each in report.faults:
        doors.setdefault(each.door, []).append(each)
    for door, faults in doors.items():
        line(f"{door} ({len(faults) + report.more.get(door, 0)})", "bold red")
        for each in faults[:SHOWN]:
            line(f"    {each.record + ' ' if each.record else ''}{each.says}")
            for more in (each.others, each.mend, each.address):
                line(f"        {more}", "dim") if more else None
        if len(faults) > SHOWN:
            line(f"    … and {len(faults) - SHOWN + report.more.get(door, 0)} more", "dim")
    for checked in report.checked:
        mark = "–" if checked.left_out else "✗" if checked.door in doors else "✓"
        line(f"{mark} {checked.door}: {checked.left_out or f'{checked.records:,}'}", "dim" if checked.left_out else "")
    line(_sum(report, gone), "bold red" if report.faults else "bold green")


def _sum(report: Report, gone: str) -> str:
    """Return the outcome in one sentence."""
    count = len(report.faults) + sum(report.more.values())
    if count:
        return f"{report.address}: {count} fault{'s' if count > 1 else ''}, {report.requests:,} requests."
    doors = sum(not each.left_out for each in report.checked)
    if gone:
        return f"{gone} is withdrawn at all of {doors} doors of {report.address} ({report.requests:,} requests)."
    of = f"release {report.release} of {report.base_iri}" if report.release else report.address
    return f"{of}: {doors} doors agree ({report.requests:,} requests)."
