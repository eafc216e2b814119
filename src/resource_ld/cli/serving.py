"""serve: the current release, through a production server."""

from pathlib import Path

import click
from waitress.server import create_server

from resource_ld.cli.setting import data_dir_of, settings_of
from resource_ld.cli.watching import Watcher
from resource_ld.release.current import Releases
from resource_ld.web import create_app


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port; 0 takes a free one and says which.")
@click.option("--threads", default=8, show_default=True, help="Requests answered at once.")
@click.option(
    "--watch", is_flag=True, help="Publish when the catalogue changes; keep serving the old release when that fails."
)
@click.pass_context
def serve(context: click.Context, host: str, port: int, threads: int, *, watch: bool) -> None:
    """Serve the current release."""
    data_dir = data_dir_of(context)
    Releases(data_dir).current()
    if not watch:
        run(data_dir, host=host, port=port, threads=threads)
        return
    watcher = Watcher(settings_of(context), Path(context.obj[0]).resolve(), data_dir)
    watcher.start()
    try:
        run(data_dir, host=host, port=port, threads=threads)
    finally:
        watcher.stop()


def run(data_dir: Path, *, host: str, port: int, threads: int = 8) -> None:
    """Serve until interrupted."""
    app = create_app(data_dir)
    server = create_server(app, host=host, port=port, threads=threads, ident=None, clear_untrusted_proxy_headers=True)
    shown = getattr(
        server, "effective_port", port
    )  # a host with several addresses has several sockets, all on the port asked for
    click.echo(f"Serving on http://{host}:{shown}/  (Ctrl+C stops)")
    try:
        server.run()
    finally:
        app.extensions["resource_ld"].pool.close()
