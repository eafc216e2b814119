"""Figures of serving: our pages against Flask's hello-world with the same server and route table, and against rdflib."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import Flask, Response
from rdflib import Graph

from benchmarks.figure import Figure
from benchmarks.generator import write_catalogue
from benchmarks.server import server_cpu
from resource_ld.config import load
from resource_ld.release.current import Releases
from resource_ld.release.index import Entry
from resource_ld.release.publish import Options, publish
from resource_ld.web import ROUTES, create_app

REQUESTS = 3_000


def first(data_dir: Path) -> Entry:
    """Return the first resource of the current release."""
    return next(iter(Releases(data_dir).current().index.entries("resource")))


def by_rdflib(description: str) -> str:
    """Return Turtle as rdflib renders it."""
    return Graph().parse(data=description, format="nt").serialize(format="turtle")


def application(name: str, data_dir: Path) -> Flask:
    """Return the application to measure: `ours`, `hello` or `rdflib`, all with our routes."""
    ours = create_app(data_dir)
    if name == "ours":
        return ours
    app = Flask(name)
    app.url_map.converters.update(ours.url_map.converters)
    for number, (rule, _) in enumerate(ROUTES):
        app.add_url_rule(f"/other{rule}", f"other{number}", lambda **_: "")
    description = first(data_dir).description

    def view(name: str) -> Response:
        return Response(f"Hello {name}" if app.name == "hello" else by_rdflib(description), content_type="text/plain")

    app.add_url_rule("/resource/<name>", "view", view)
    return app


def serving() -> Iterator[Figure]:
    """Turtle, HTML and 304 against hello-world; Turtle against rdflib's rendering of the same triples."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder) / "site"
        publish(load(write_catalogue(Path(folder), 1_000)), data_dir, Options(preview=True, validate=False))
        entry = first(data_dir)
        path = f"/{entry.path}.ttl"
        client = application("ours", data_dir).test_client()
        mine = client.get(path)
        assert set(Graph().parse(data=mine.data, format="turtle")) == set(
            Graph().parse(data=by_rdflib(entry.description), format="turtle")
        )

        def cost(name: str, *paths: str, status: int = 200, requests: int = REQUESTS, **headers: str) -> float:
            said = {key.replace("_", "-"): value for key, value in headers.items()}
            return 1e6 * server_cpu(name, data_dir, paths, requests=requests, status=status, headers=said)

        hello, turtle = cost("hello", path), cost("ours", path)
        unchanged = cost("ours", path, status=304, If_None_Match=mine.headers["ETag"])
        once = [f"/{each.path}.ttl" for each in Releases(data_dir).current().index.entries("resource")]
        cold = cost("ours", *once, requests=len(once))
        page, rdflib = cost("ours", f"/{entry.path}.html"), cost("rdflib", path, requests=500)
    yield Figure("Turtle page / rdflib-rendered one", rdflib / turtle, 5, note=f"{turtle:.0f} µs against {rdflib:.0f}")
    yield Figure(
        "Turtle page / Flask hello-world, same server and routes", hello / turtle, 0.5, note=f"{hello:.0f} µs hello"
    )
    yield Figure("  the same, each page asked once", hello / cold, None, note=f"{cold:.0f} µs")
    yield Figure("304 / Flask hello-world", hello / unchanged, 0.6, note=f"{unchanged:.0f} µs")
    yield Figure("HTML page / Flask hello-world", hello / page, None, note=f"{page:.0f} µs")
