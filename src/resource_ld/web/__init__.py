"""The Flask application: every route of the site."""

import re
from pathlib import Path

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter

from resource_ld.errors import ResourceLDError
from resource_ld.harvest.repository import Harvesting
from resource_ld.query import Limits, Pool
from resource_ld.release.current import Releases
from resource_ld.web import (
    browsing,
    catalog,
    documents,
    event_stream,
    harvesting,
    links,
    problems,
    publications,
    resource_sync,
)
from resource_ld.web.answers import Everywhere
from resource_ld.web.languages import TEXTS
from resource_ld.web.oai import oai
from resource_ld.web.site import Site
from resource_ld.web.sparql import sparql as sparql_view
from resource_ld.web.sparql import terms

__all__ = ["ROUTES", "create_app"]

PAGES = (
    ("", browsing.home),
    ("resource/", browsing.browse),
    ("resource/<name>", documents.resource),
    ("agent/<name>", documents.agent),
    ("vocab/", browsing.vocabularies),
    ("vocab/<name>", documents.scheme),
    ("vocab/<scheme>/<name>", documents.concept),
    ("catalog", catalog.catalogue),
    ("catalog.<suffix>", catalog.catalogue),
    ("dumps/", publications.dumps),
    ("changes/", publications.changes),
    ("report/", publications.report),
)
"""Routes with pages, each also under `/<lang>/`."""

DATA = (
    ("/.well-known/void", catalog.void),
    ("/dumps/latest.json", publications.latest),
    ("/dumps/<name>", publications.dump_latest),
    ("/dumps/<int:release>/<name>", publications.dump),
    ("/changes/feed.atom", harvesting.atom),
    ("/changes/<int:release>/<name>", publications.delta),
    ("/sitemap.xml", harvesting.sitemap_xml),
    ("/robots.txt", harvesting.robots),
    ("/linkset/<name>", links.linkset),
    ("/ldes", event_stream.event_stream),
    ("/.well-known/resourcesync", resource_sync.source_description),
    ("/resourcesync/capabilitylist.xml", resource_sync.capability_list),
    ("/resourcesync/resourcelist.xml", resource_sync.resource_list),
    ("/resourcesync/changelist.xml", resource_sync.change_list),
    ("/health", publications.health),
)

ROUTES = (
    *((f"/{rule}", view) for rule, view in PAGES),
    *((f"/<lang:lang>/{rule}", view) for rule, view in PAGES),
    *DATA,
    ("/oai", oai),
    ("/sparql", sparql_view),
    ("/<lang:lang>/sparql", sparql_view),
    ("/sparql/terms.json", terms),
)
"""Every route: (rule, view)."""


class _Language(BaseConverter):
    regex = "|".join(re.escape(each) for each in TEXTS)


def create_app(
    data_dir: Path, *, limits: Limits | None = None, sparql: bool = True, harvesting: Harvesting | None = None
) -> Flask:
    """Return the application that serves the current release of a data directory, with or without SPARQL."""
    app = Flask(__name__)
    app.url_map.converters["lang"] = _Language
    app.config["MAX_CONTENT_LENGTH"] = 1 << 20
    app.extensions["resource_ld"] = Site(
        data_dir, Releases(data_dir), Pool(limits) if sparql else None, harvesting=harvesting or Harvesting()
    )
    for number, (rule, view) in enumerate(ROUTES):
        methods = ["GET", "HEAD", "POST"] if view in (sparql_view, oai) else ["GET", "HEAD"]
        app.add_url_rule(rule, f"{number}-{view.__name__}", view, methods=methods)
    app.wsgi_app = Everywhere(app.wsgi_app)  # type: ignore[method-assign]
    app.register_error_handler(404, problems.not_found)
    app.register_error_handler(HTTPException, problems.refused_by_http)
    app.register_error_handler(ResourceLDError, problems.refused)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    return app
