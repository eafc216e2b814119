"""Every link of every page leads somewhere, also behind a proxy with a path prefix."""

from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html
from tests.conftest import Catalogue
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client
from werkzeug.wrappers import Response

HOST = "http://localhost"


def found(page: bytes, path: str) -> list[str]:
    """Return what an XPath finds in a page, as texts."""
    nodes = html.fromstring(page).xpath(path)
    assert isinstance(nodes, list)
    return [str(each) for each in nodes]


def targets(address: str, page: bytes) -> list[str]:
    """Return the addresses a page links to relatively."""
    links = [each for each in found(page, "//a/@href | //link/@href | //form/@action") if each and "//" not in each]
    split = [urlsplit(urldefrag(urljoin(HOST + address, each))[0]) for each in links]
    return [each.path + (f"?{each.query}" if each.query else "") for each in split]


def crawl(client: Client, start: str, limit: int) -> dict[str, int]:
    """Return address → status of pages reached from one, following relative links only."""
    seen: dict[str, int] = {}
    waiting = [start]
    while waiting and len(seen) < limit:
        address = waiting.pop(0)
        if address in seen:
            continue
        with client.get(address) as answer:
            seen[address] = answer.status_code
            if answer.status_code in (302, 303, 308):
                waiting.append(urlsplit(urljoin(HOST + address, answer.headers["Location"])).path)
            elif answer.mimetype == "text/html":
                waiting += targets(address, answer.data)
    return seen


@pytest.mark.slow
@pytest.mark.parametrize("prefix", ["", "/some/prefix"])
def test_every_link_leads_to_a_page(client: FlaskClient, prefix: str) -> None:
    app = client.application
    mounted = (
        DispatcherMiddleware(lambda _environ, start: Response("outside", 599)(_environ, start), {prefix: app})
        if prefix
        else app
    )
    seen = crawl(Client(mounted), f"{prefix}/", 400)
    assert len(seen) > 150
    assert {address: status for address, status in seen.items() if status not in (200, 302, 303)} == {}


@pytest.mark.parametrize("lang", ["", "fr/", "ar/"])
def test_a_page_names_its_translations_and_stands_for_itself(
    client: FlaskClient, published: Catalogue, lang: str
) -> None:
    handbook = f"resource/{next(iter(published.ids().values()))}"
    answer = client.get(f"/{lang}{handbook}.html")
    base = "http://127.0.0.1:8000/"
    links = "//link[@hreflang]"
    said = dict(zip(found(answer.data, f"{links}/@hreflang"), found(answer.data, f"{links}/@href"), strict=True))
    assert said["fr"] == f"{base}fr/{handbook}.html"
    assert said["x-default"] == said["en"] == f"{base}{handbook}.html"
    assert found(answer.data, f"//link[@rel='canonical'][@href='{base}{lang}{handbook}.html']")
    assert f'<{base}{lang}{handbook}.html>; rel="canonical"' in answer.headers["Link"]
    assert all(client.get(each.removeprefix(base.rstrip("/"))).status_code == 200 for each in said.values())


@pytest.mark.parametrize("path", ["/resource/nobody.html", "/resource/?q=child"])
def test_what_is_not_there_or_was_searched_has_no_translation(client: FlaskClient, path: str) -> None:
    assert not found(client.get(path).data, "//link[@hreflang]")


def test_a_page_is_well_formed_and_has_one_heading(client: FlaskClient) -> None:
    for path in ("/", "/resource/", "/ar/catalog.html", "/report/"):
        page = client.get(path).data
        assert len(found(page, "//h1")) == 1
        assert found(page, "//main[@id='content']")
        assert not found(page, "//script[not(@type='application/ld+json')]")
        assert not found(page, "//*[@style] | //style")
