"""The page in Debian's Chromium: nothing fetched, no error, axe-core, keyboard, 320 pixels, dark mode, print."""

import base64
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.model import Assignment, Report
from grader.reports import html

webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium (in the dev extra)")
pytestmark = pytest.mark.browser

#: Every flag keeps the browser from doing anything but what a test asks for.
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
FOCUSABLE = "a[href], summary, [tabindex='0']"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("needs Debian's chromium and chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    for flag in FLAGS:
        options.add_argument(flag)
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield found
    found.quit()


Opened = Callable[..., Any]


@pytest.fixture
def opened(browser: Any, report: Report, assignment: Assignment, tmp_path: Path) -> Opened:
    """Open a report in a window of the given width and colour scheme; only this page is in the browser's logs."""

    def open_it(width: int = 1200, scheme: str = "light", shown: Report = report) -> Any:
        page = tmp_path / "report.html"
        page.write_text(html.write(shown, assignment, hints=3), encoding="utf-8")
        browser.get("about:blank")
        browser.get_log("browser")
        browser.get_log("performance")
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"media": "", "features": [{"name": "prefers-color-scheme", "value": scheme}]},
        )
        browser.get(page.as_uri())
        return browser

    return open_it


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core: $AXE_CORE names its axe.min.js, or node_modules of the checkout has it."""
    beside = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
    path = Path(os.environ.get("AXE_CORE", beside))
    if not path.is_file():
        pytest.skip("needs axe-core: npm install --no-save axe-core, or AXE_CORE=…/axe.min.js")
    return path.read_text(encoding="utf-8")


def _unfold(page: Any) -> None:
    page.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")


def test_the_page_has_no_console_message(opened):
    page = opened()
    _unfold(page)
    assert page.get_log("browser") == []


def test_the_page_asks_for_nothing_but_itself(opened):
    page = opened()
    _unfold(page)
    messages = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
    asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    assert asked, "the log holds the page itself at least"
    assert {url for url in asked if not url.startswith("data:")} == {page.current_url}


def test_every_digit_is_drawn(opened):
    page = opened()
    sizes = page.execute_script("return [...document.images].map(image => [image.naturalWidth, image.naturalHeight])")
    assert sizes == [[28, 28]] * 8


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1200])
def test_axe_finds_nothing(opened, axe, scheme, width):
    page = opened(width, scheme)
    _unfold(page)
    page.execute_script(axe)
    found = page.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    assert len(found["passes"]) > 20
    told = [(problem["id"], [node["html"][:120] for node in problem["nodes"]]) for problem in found["violations"]]
    assert told == []


@pytest.mark.parametrize("unfolded", [False, True])
def test_a_phone_of_320_pixels_does_not_scroll_sideways(opened, unfolded):
    page = opened(320)
    if unfolded:
        _unfold(page)
    wide = page.execute_script(
        "return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 320.5"
        " && !e.closest('.scroll, pre')).map(e => e.outerHTML.slice(0, 100))"
    )
    assert wide == []
    assert page.execute_script("return document.documentElement.scrollWidth") == 320


def test_the_keyboard_reaches_everything_that_can_be_used(opened):
    page = opened()
    count = page.execute_script(
        f'const all = [...document.querySelectorAll("{FOCUSABLE}")].filter(e => e.checkVisibility());'
        "all.forEach((e, i) => e.dataset.stop = i); return all.length"
    )
    assert count > 20
    reached = []
    for _ in range(count):
        page.switch_to.active_element.send_keys("\ue004")
        reached.append(page.execute_script("return document.activeElement.dataset.stop"))
    assert reached == [str(stop) for stop in range(count)]


def test_the_first_tab_stop_skips_to_the_summary(opened):
    page = opened()
    page.switch_to.active_element.send_keys("\ue004")
    page.switch_to.active_element.send_keys("\ue007")
    assert page.execute_script("return location.hash") == "#summary"


def test_a_focused_link_is_outlined(opened):
    page = opened()
    for _ in range(3):
        page.switch_to.active_element.send_keys("\ue004")
    style = page.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"


def test_dark_mode_changes_paper_and_ink(opened):
    colours = "const s = getComputedStyle(document.body); return [s.backgroundColor, s.color]"
    light, dark = (opened(scheme=scheme).execute_script(colours) for scheme in ("light", "dark"))
    assert light[0] != dark[0]
    assert light[1] != dark[1]


def test_print_shows_the_code_and_leaves_out_hints_and_navigation(opened):
    page = opened()
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = (
        "const [query, done] = arguments; requestAnimationFrame(() => requestAnimationFrame(() =>"
        " done(document.querySelector(query).checkVisibility({contentVisibilityAuto: true}))))"
    )
    assert page.execute_async_script(shown, "details.code pre")
    assert not page.execute_async_script(shown, ".contents a")
    assert not page.execute_async_script(shown, ".hint summary")


def test_it_prints_on_several_sheets(opened):
    page = opened()
    printed = page.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pdf = base64.b64decode(printed["data"])
    assert pdf.startswith(b"%PDF-")
    assert 3 <= pdf.count(b"/Type /Page\n") <= 12


def test_nothing_a_student_wrote_becomes_an_element(opened, hostile, hostile_text):
    elements = "return [...document.querySelectorAll('*')].map(e => e.tagName.toLowerCase()).filter(" + (
        "t => !['code', 'li', 'div', 'dt', 'dd', 'span'].includes(t)).join(' ')"
    )
    plain = opened(shown=hostile("plain")).execute_script(elements)
    page = opened(shown=hostile(hostile_text))
    titles = page.execute_script("return [document.scripts.length, document.querySelectorAll('style').length]")
    assert titles == [0, 1]
    names = "return [...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).map(a => a.name)"
    assert not [name for name in page.execute_script(names) if name.startswith("on") or name == "style"]
    assert page.get_log("browser") == []
    if hostile_text.count("\n") < 24:
        assert page.execute_script(elements) == plain


def test_hostile_text_does_not_widen_a_phone(opened, hostile, hostile_text):
    page = opened(320, shown=hostile(hostile_text))
    assert page.execute_script("return document.documentElement.scrollWidth") == 320
