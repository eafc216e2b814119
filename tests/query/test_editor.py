"""The query page in a real browser: type, complete, run, see rows, see a mistake with its line; and without scripts."""

import re
import shutil
import threading
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright
from tests.conftest import Catalogue
from waitress.server import create_server

from resource_ld.web import create_app
from resource_ld.web.sparql_page import EDITOR

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no browser: apt-get install chromium"),
]


built = pytest.mark.skipif(
    not EDITOR.exists(), reason="the editor is not built: install Node 20 or later, then make editor"
)

# WCAG 2.2, "contrast ratio" and "relative luminance"; what lies behind is composed through the shadow root.
CONTRAST = """element => {
    const context = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const parents = [];
    for (let each = element; each; each = each.parentElement || each.parentNode?.host) parents.unshift(each);
    const seen = last => {
        context.fillStyle = "Canvas";
        context.fillRect(0, 0, 1, 1);
        for (const each of parents) {
            context.fillStyle = getComputedStyle(each).backgroundColor;
            context.fillRect(0, 0, 1, 1);
        }
        context.fillStyle = last;
        context.fillRect(0, 0, 1, 1);
        const linear = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3)
            .map(each => each / 255).map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    };
    const [dark, light] = [seen("transparent"), seen(getComputedStyle(element).color)].sort((one, other) => one - other);
    return (light + 0.05) / (dark + 0.05);
}"""

EVERYTHING = """# A comment
PREFIX ex: <http://example.org/>
SELECT ?title (COUNT(?r) AS ?n) WHERE {
  ?r a dcterms:BibliographicResource ; dcterms:title ?title ; ex:size 12 .
  FILTER(CONTAINS(?title, "Data") && LANG(?title) = "en" || ?title = "Daten"@de) dcterms:tit"""


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
    page.clock.install()
    page.goto(address)
    yield page
    page.close()
    assert [each for each in said if "400" not in each] == [], "no error, and nothing from elsewhere"


@built
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
    expect(page.locator("#answer h2").first).to_have_text("1 row")
    expect(page.locator("tbody td")).to_contain_text("Anti-Trafficking Data Collection")
    assert page.locator("#editor .cm-line span[class]").count() > 3, "keywords are coloured"


@built
def test_a_snippet_is_copied_as_it_stands(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    snippet = page.locator("details", has_text="curl").first
    snippet.locator("summary").click()
    snippet.get_by_role("button", name="Copy").click()
    expect(snippet.get_by_role("button")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == snippet.locator("pre").inner_text()
    page.clock.run_for(3_000)
    expect(snippet.get_by_role("button")).to_have_text("Copy")


def write(page: Page, text: str) -> None:
    """Replace the query; its last two characters are typed, so that nothing before them closes its bracket by itself."""
    page.locator("#editor .cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text[:-2])
    page.keyboard.type(text[-2:])


def lines(page: Page) -> list[str]:
    return page.locator("#editor .cm-line").all_inner_texts()


def settle(page: Page) -> None:
    """Let a second pass in the page: completion waits a moment for the next key, and so does Enter in it."""
    page.clock.run_for(1_000)


def offered(page: Page) -> list[str]:
    settle(page)
    return page.locator("#editor .cm-tooltip-autocomplete li .cm-completionLabel").all_inner_texts()


@built
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_can_be_read_in_light_and_in_dark(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.reload()
    write(page, EVERYTHING)
    page.locator("#editor .cm-tooltip-autocomplete li").first.wait_for()
    page.keyboard.press("ArrowDown")
    seen = {}
    for each in (
        ".cm-line",
        ".cm-line span",
        ".cm-lineNumbers .cm-gutterElement",
        ".cm-tooltip li",
        ".cm-completionDetail",
    ):
        for element in page.locator(f"#editor {each}").all():
            seen[f"{each} {element.inner_text()!r}"] = element.evaluate(CONTRAST)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+F")
    for element in page.locator("#editor .cm-panel").locator("label, button, input").all():
        seen[f"panel {element.inner_text()!r}"] = element.evaluate(CONTRAST)
    assert len(seen) > 40
    assert {each: ratio for each, ratio in seen.items() if ratio < 4.5} == {}, "WCAG 2.2 success criterion 1.4.3"


@built
def test_a_scheme_that_changes_changes_the_editor(page: Page) -> None:
    editor = page.locator("#editor .cm-content")
    page.emulate_media(color_scheme="light")
    expect(editor).to_have_css("color", "rgb(29, 39, 51)")
    light = editor.evaluate("each => getComputedStyle(each.closest('.cm-editor')).backgroundColor")
    page.emulate_media(color_scheme="dark")
    expect(editor).to_have_css("color", "rgb(230, 235, 240)")
    dark = editor.evaluate("each => getComputedStyle(each.closest('.cm-editor')).backgroundColor")
    assert light != dark
    write(page, "ASK { ?s dcterms:tit")
    option = page.locator("#editor .cm-tooltip-autocomplete li[aria-selected]").first
    assert option.evaluate(CONTRAST) > 4.5


@built
def test_a_variable_is_completed_with_one_question_mark(page: Page) -> None:
    write(page, "SELECT ?title { ?s dcterms:title ?tit")
    expect(page.locator("#editor .cm-tooltip-autocomplete li")).to_have_text(["?title"])
    page.locator("#editor .cm-tooltip-autocomplete li").click()
    assert lines(page) == ["SELECT ?title { ?s dcterms:title ?title"]


@built
@pytest.mark.parametrize(
    "typed",
    ["ASK { ?s dcterms:title ?tit", "ASK { ?s a", "ASK { ?s dcterms:title 'a'@en", "# dcterms:tit",
     "ASK { ?s ?p 'Pol", "ASK { <http://example.org/tit", "ASK { ?s dcterms:spatial?"],
)  # fmt: skip
def test_enter_after_what_is_whole_begins_a_line(page: Page, typed: str) -> None:
    write(page, typed)
    settle(page)
    page.keyboard.press("Enter")
    assert [each.strip() for each in lines(page)[:2]] == [typed, ""]


@built
def test_the_prefix_of_a_declaration_is_completed_with_its_namespace(page: Page) -> None:
    write(page, "PREFIX dct")
    settle(page)
    page.keyboard.press("Enter")
    assert lines(page) == ["PREFIX dcterms: <http://purl.org/dc/terms/>"]
    write(page, "prefix sk")
    assert offered(page) == ["skos:"]


@built
@pytest.mark.parametrize("typed", ["# ", "ASK { ?s ?p '", "ASK { <"])
def test_nothing_is_offered_in_comments_strings_and_iris(page: Page, typed: str) -> None:
    write(page, typed + "dcterms:tit")
    page.keyboard.press("Control+Space")
    settle(page)
    assert page.locator("#editor .cm-tooltip-autocomplete").count() == 0


@built
def test_a_concept_is_found_by_its_label_in_every_language(page: Page) -> None:
    write(page, "ASK { ?s dcterms:spatial Polo")
    page.locator("#editor .cm-tooltip-autocomplete li", has_text="Pologne").click()
    assert lines(page) == ["ASK { ?s dcterms:spatial <http://127.0.0.1:8000/vocab/place/PL>"]


@built
def test_a_click_on_the_label_begins_writing(page: Page) -> None:
    page.locator("label[for=query]").click()
    expect(page.locator("#editor .cm-content")).to_be_focused()
    expect(page.locator("#editor .cm-editor")).to_have_css("outline-style", "solid")
    expect(page.locator("#editor .cm-editor")).to_have_css("outline-width", "3px")


@built
def test_the_editor_says_that_it_is_invalid_and_why(page: Page) -> None:
    editor = page.locator("#editor .cm-content")
    expect(editor).to_have_accessible_name("Query")
    expect(editor).not_to_have_attribute("aria-invalid", "true")
    write(page, "ASK { ?s nope:x 1 }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#error")).to_be_visible()
    expect(editor).to_have_attribute("aria-invalid", "true")
    expect(editor).to_have_accessible_description(re.compile(r"Line 1, column .*nope:.*\. \w"))


@built
def test_the_keys_are_said_below_the_editor_in_the_words_of_the_server(page: Page) -> None:
    def worded(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("<textarea", '<textarea data-hint="Keys: Ä."', 1))

    page.route("**/sparql", worded)
    page.reload()
    expect(page.locator("#editor + p")).to_have_text("Keys: Ä.")
    expect(page.locator("#editor .cm-content")).to_have_accessible_description(re.compile("Keys: Ä."))


@built
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
    expect(page.locator("#answer h2").first).to_have_text("9 rows")
    page.locator(".formats a", has_text="CSV").wait_for()
    page.close()


def test_an_example_shows_a_chart(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.get_by_role("link", name="Resources per place").click()
    expect(page.locator("svg.chart rect")).to_have_count(6)
    page.close()
