"""The query page in a real browser: type, complete, run, see rows, see a mistake with its line; and without scripts."""

import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.conftest import Catalogue
from waitress.server import create_server

from resource_ld.web import create_app
from resource_ld.web.sparql_page import EDITOR

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no browser: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def address(published: Catalogue) -> Iterator[str]:
    app = create_app(published.data_dir)
    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{getattr(server, 'effective_port', 0)}/sparql"
    server.close()
    app.extensions["resource_ld"].pool.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "request", lambda request: said.append(request.url) if not request.url.startswith("http://127.0.0.1") else None
    )
    page.goto(address)
    yield page
    page.close()
    assert [each for each in said if "400" not in each] == [], "no error, and nothing from elsewhere"


@pytest.mark.skipif(not EDITOR.exists(), reason="the editor is not built: install Node 20 or later, then make editor")
def test_type_complete_run_and_see_rows(page: Page) -> None:
    editor = page.locator("#editor .cm-content")
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT ?title WHERE { ?resource dcterms:tit")
    page.locator("#editor .cm-tooltip-autocomplete li", has_text="dcterms:title").first.click()
    page.keyboard.type(" ?title ; dcterms:spatial Pola")
    page.locator("#editor .cm-tooltip-autocomplete li", has_text="Poland").first.click()
    assert "<http://127.0.0.1:8000/vocab/place/PL>" in editor.inner_text()
    page.keyboard.press("Control+Enter")
    expect(page.locator("h2#answer")).to_have_text("1 row")
    expect(page.locator("tbody td")).to_contain_text("Anti-Trafficking Data Collection")
    assert page.locator("#editor .cm-line span[class]").count() > 3, "keywords are coloured"


@pytest.mark.skipif(not EDITOR.exists(), reason="the editor is not built: install Node 20 or later, then make editor")
def test_a_mistake_is_marked_at_its_line(page: Page) -> None:
    page.locator("#editor .cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("ASK {\n?s nope:x 1 }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#error")).to_contain_text("Line 2")
    expect(page.locator("#error")).to_contain_text("nope:")
    expect(page.locator("#editor .cm-lintRange-error")).to_have_count(1)


def test_without_scripts_the_page_is_a_text_area_that_works(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address)
    page.locator("textarea").fill("SELECT ?t { ?s a dcterms:BibliographicResource ; dcterms:title ?t }")
    page.locator("form.query button").click()
    expect(page.locator("h2#answer")).to_have_text("9 rows")
    page.locator(".formats a", has_text="CSV").wait_for()
    page.close()


def test_an_example_shows_a_chart(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.get_by_role("link", name="Resources a place").click()
    expect(page.locator("svg.chart rect")).to_have_count(6)
    page.close()
