"""serve: the current release, through a production server."""

import select
import signal
from pathlib import Path

import click
from flask import Flask
from waitress.server import create_server

from resource_ld.cli.setting import data_dir_of, settings_of
from resource_ld.cli.watching import Watcher
from resource_ld.harvest.repository import PAGE_SIZE, Harvesting
from resource_ld.query import Limits
from resource_ld.query.limits import MEGABYTE, memory_for
from resource_ld.query.sandbox import machine_memory
from resource_ld.release.current import Releases
from resource_ld.release.platform import connections
from resource_ld.web import create_app

_DEFAULT = Limits()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port; 0 takes a free one and says which.")
@click.option("--threads", default=16, show_default=True, help="Requests answered at once.")
@click.option(
    "--watch", is_flag=True, help="Publish when the catalogue changes; on failure keep serving the old release."
)
@click.option("--no-sparql", is_flag=True, help="Answer no queries: for machines with little memory.")
@click.option(
    "--query-time",
    type=click.FloatRange(0.1, 3600),
    default=_DEFAULT.deadline,
    show_default=True,
    help="Seconds a query may take.",
)
@click.option(
    "--query-memory",
    type=click.IntRange(32, 1 << 20),
    help="MB a query may take (default: an eighth of the machine's, 128 to 512).",
)
@click.option(
    "--query-result",
    type=click.IntRange(1, 1 << 16),
    default=_DEFAULT.result // MEGABYTE,
    show_default=True,
    help="MB of an answer.",
)
@click.option(
    "--query-workers",
    type=click.IntRange(1, 256),
    default=_DEFAULT.workers,
    show_default=True,
    help="Queries that run at once.",
)
@click.option(
    "--query-waiting", type=click.IntRange(0, 1000), default=_DEFAULT.waiting, show_default=True,
    help="Queries that wait; the rest get 503.",
)  # fmt: skip
@click.option(
    "--oai-page-size", type=click.IntRange(1, 5_000), default=PAGE_SIZE, show_default=True,
    help="Records in a part of a list for harvesters (OAI-PMH).",
)  # fmt: skip
@click.pass_context
def serve(
    context: click.Context, host: str, port: int, threads: int, *, watch: bool, no_sparql: bool, query_time: float,
    query_memory: int | None, query_result: int, query_workers: int, query_waiting: int, oai_page_size: int,
) -> None:  # fmt: skip
    """Serve the current release."""
    data_dir = data_dir_of(context)
    Releases(data_dir).current()
    memory = query_memory * MEGABYTE if query_memory else memory_for(machine_memory())
    limits = Limits(query_time, query_result * MEGABYTE, memory, query_workers, query_waiting)
    watcher = Watcher(settings_of(context), Path(context.obj[0]).resolve(), data_dir) if watch else None
    try:
        if watcher:
            watcher.start()
        # Lists for harvesters leave half the threads to everybody else.
        harvesting = Harvesting(oai_page_size, max(1, threads // 2))
        app = create_app(data_dir, limits=None if no_sparql else limits, sparql=not no_sparql, harvesting=harvesting)
        run(app, host=host, port=port, threads=threads)
    finally:
        if watcher:
            watcher.stop()


def _stop(_number: int, _frame: object) -> None:
    # As an exception the signal ends the workers too; the default would leave that to their own guard.
    raise SystemExit(0)


def run(app: Flask, *, host: str, port: int, threads: int = 16) -> None:
    """Serve until interrupted."""
    # One request looked at ahead is what lets a query end when its client leaves. Idle and slow connections cost little
    # and must not keep others out; the ones a system allows are as many as it lets a process open files.
    server = create_server(
        app, host=host, port=port, threads=threads, ident=None, clear_untrusted_proxy_headers=True,
        channel_request_lookahead=1, connection_limit=connections(), channel_timeout=30,
        asyncore_use_poll=hasattr(select, "poll"), max_request_body_size=MEGABYTE,
    )  # fmt: skip
    signal.signal(signal.SIGTERM, _stop)
    # A host with several addresses has several sockets, all on the port asked for.
    shown = getattr(server, "effective_port", port)
    click.echo(f"Serving on http://{host}:{shown}/  (Ctrl+C stops)")
    site = app.extensions["resource_ld"]
    pool = site.pool
    try:
        if pool is not None:
            click.echo(f"SPARQL: {pool.limits.words()}.")
            if not pool.warm(site.releases.current().store):
                click.echo(
                    "SPARQL: this system cannot bar queries from the network, so SERVICE and \\u are refused unread."
                )
        server.run()
    finally:
        site.harvesting.ahead.close()
        if pool is not None:
            pool.close()
