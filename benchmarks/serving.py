"""Figures of serving, through the WSGI interface in one process: our pages against Flask's hello-world and rdflib."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask, Response
from rdflib import Graph
from werkzeug.test import EnvironBuilder, run_wsgi_app

from benchmarks.figure import Figure, cpu
from benchmarks.generator import write_catalogue
from resource_ld.config import load
from resource_ld.release.current import Releases
from resource_ld.release.publish import Options, publish
from resource_ld.web import ROUTES, create_app

REQUESTS = 1_500


def _asks(app: Flask, path: str, status: str, **headers: str) -> Callable[[], None]:
    environ = EnvironBuilder(path=path, headers=list(headers.items())).get_environ()

    def ask() -> None:
        for _ in range(REQUESTS):
            body, said, _ = run_wsgi_app(app, dict(environ), buffered=True)
            b"".join(body)
            assert said.startswith(status)

    return ask


def _hello(ours: Flask) -> Flask:
    """Return a hello-world with the same route table."""
    app = Flask("hello")
    app.url_map.converters.update(ours.url_map.converters)
    for number, (rule, _) in enumerate(ROUTES):
        app.add_url_rule(f"/other{rule}", f"other{number}", lambda **_: "")
    app.add_url_rule("/resource/<name>", "hello", lambda name: Response("Hello", content_type="text/plain"))
    return app


def serving() -> Iterator[Figure]:
    """Turtle, HTML and 304 against hello-world; Turtle against rdflib's rendering of the same triples."""
    with tempfile.TemporaryDirectory() as folder:
        config = write_catalogue(Path(folder), 1_000)
        publish(load(config), Path(folder) / "site", Options(preview=True, validate=False))
        app = create_app(Path(folder) / "site")
        entry = next(iter(Releases(Path(folder) / "site").current().index.entries("resource")))
        path = f"/{entry.path}.ttl"
        etag = app.test_client().get(path).headers["ETag"]
        rendered = app.test_client().get(path).text

        def by_rdflib() -> str:
            return Graph().parse(data=entry.description, format="nt").serialize(format="turtle")

        assert set(Graph().parse(data=rendered, format="turtle")) == set(
            Graph().parse(data=by_rdflib(), format="turtle")
        )
        rdflib_app = _hello(app)
        rdflib_app.view_functions["hello"] = lambda name: Response(by_rdflib(), content_type="text/turtle")
        hello = cpu(_asks(_hello(app), path, "200"))
        turtle, unchanged = cpu(_asks(app, path, "200")), cpu(_asks(app, path, "304", **{"If-None-Match": etag}))
        page = cpu(_asks(app, f"/{entry.path}.html", "200"))
        rdflib = cpu(_asks(rdflib_app, path, "200"), times=1)
        app.extensions["resource_ld"].pool.close()
    micro = 1e6 / REQUESTS
    yield Figure(
        "Turtle page / rdflib-rendered one",
        rdflib / turtle,
        5,
        note=f"{turtle * micro:.0f} µs against {rdflib * micro:.0f}",
    )
    yield Figure(
        "Turtle page / Flask hello-world, requests a CPU second",
        hello / turtle,
        0.5,
        note=f"hello {hello * micro:.0f} µs",
    )
    yield Figure("304 / Flask hello-world", hello / unchanged, 0.6, note=f"{unchanged * micro:.0f} µs")
    yield Figure("HTML page / Flask hello-world", hello / page, None, note=f"{page * micro:.0f} µs")
