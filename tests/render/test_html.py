"""The HTML in a headless browser: it opens from disk, fetches nothing, and can be worked without a mouse."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tasks.models import Briefing, Context, Role
from tasks.render import load_template
from tasks.render.html import merged_sections, render_html
from tasks.render.pdf.markup import points

HOSTILE = "<img src=x onerror=alert(1)><script>document.title='x'</script>{{ 7 * 7 }}</script>"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1200, "height": 900}


@pytest.fixture(scope="module")
def file(briefing: Briefing, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("html") / "briefing.html"
    path.write_text(render_html(briefing, load_template("综合简报")), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None and not os.environ.get("CI"):
        pytest.skip("no chromium on this machine")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


class Opened:
    """A page opened from disk, with all it asked for and complained of."""

    def __init__(self, browser: Browser, path: Path, size: dict[str, int], fragment: str = "") -> None:
        self.page: Page = browser.new_page(viewport=size)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri() + fragment)

    def shown(self) -> int:
        return self.page.locator(".point:visible").count()


@pytest.fixture
def desk(browser: Browser, file: Path) -> Iterator[Opened]:
    opened = Opened(browser, file, DESK)
    yield opened
    assert opened.complaints == []
    assert all(address.startswith("file:") for address in opened.requests)
    assert len(opened.requests) == 1
    opened.page.close()


def test_every_point_is_there_once_with_its_sentence(desk: Opened, briefing: Briefing) -> None:
    assert desk.shown() == len(list(points(briefing)))
    desk.page.get_by_role("button", name="展开全部依据").click()
    assert desk.page.locator(".point mark").count() == sum(len(p.contexts) for p in points(briefing))


def test_the_quote_is_marked_in_its_paragraph(desk: Opened, briefing: Briefing) -> None:
    point = next(points(briefing))
    context: Context = point.contexts[0]
    card = desk.page.locator(f"#point-{point.finding_id}")
    card.locator("summary").click()
    assert card.locator("mark").is_visible()
    assert card.locator("mark").inner_text() == context.text[context.start : context.end]
    assert card.locator("blockquote p").inner_text() == context.text


def test_filters_narrow_and_reset(desk: Opened, briefing: Briefing) -> None:
    every = desk.shown()
    desk.page.uncheck("input[value=经验]")
    assert desk.shown() == sum(point.role is not Role.EXPERIENCE for point in points(briefing))
    desk.page.select_option("select[name=topic]", "产业发展")
    assert 0 < desk.shown() < every
    desk.page.get_by_role("button", name="清除筛选").click()
    desk.page.wait_for_function(f"document.querySelectorAll('.point:not([hidden])').length === {every}")
    region = merged_sections((*briefing.body, *briefing.annex))[0].regions[0]
    desk.page.select_option("select[name=region]", f"r:{region.region.full_name}")
    assert desk.shown() == sum(len(section.points) for section in region.sections)
    assert f"显示{desk.shown()}条" in desk.page.get_by_role("status").inner_text()


def test_confidence_and_words_filter_too(desk: Opened, briefing: Briefing) -> None:
    word = next(points(briefing)).text[:6]
    desk.page.get_by_role("searchbox").fill(word)
    assert (
        1
        <= desk.shown()
        <= sum(word in "".join(c.text for c in p.contexts) or word in p.text for p in points(briefing))
    )
    desk.page.get_by_role("searchbox").fill("决不会有的字词")
    assert desk.shown() == 0
    assert desk.page.get_by_text("没有符合条件的要点").is_visible()


def test_it_can_be_worked_by_keyboard(desk: Opened, briefing: Briefing) -> None:
    desk.page.keyboard.press("Tab")
    assert desk.page.evaluate("document.activeElement.textContent") == "跳到要点"
    first = next(points(briefing)).finding_id
    desk.page.locator(f"#point-{first} summary").focus()
    desk.page.keyboard.press("Enter")
    assert desk.page.locator(f"#point-{first} mark").is_visible()
    desk.page.locator("input[value=经验]").focus()
    desk.page.keyboard.press("Space")
    assert desk.page.locator(f"#point-{first}").is_hidden() == (next(points(briefing)).role is Role.EXPERIENCE)


def test_a_link_to_a_point_opens_its_evidence(browser: Browser, file: Path, briefing: Briefing) -> None:
    last = list(points(briefing))[-1].finding_id
    opened = Opened(browser, file, PHONE, f"#point-{last}")
    assert opened.page.locator(f"#point-{last} mark").first.is_visible()
    assert opened.page.locator(f"#point-{last}").evaluate("e => e.getBoundingClientRect().top") < PHONE["height"]


def test_a_phone_needs_no_sideways_scrolling(browser: Browser, file: Path) -> None:
    opened = Opened(browser, file, PHONE)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_names_roles_and_contrast_hold(desk: Opened) -> None:
    """What an accessibility checker would look at: language, title, labels, headings in order, one main, contrast."""
    page = desk.page
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.title()
    assert page.locator("main").count() == page.locator("h1").count() == 1
    unnamed = page.evaluate("""[...document.querySelectorAll('select, input, button')]
        .filter(e => !(e.closest('label')?.textContent.trim() || e.textContent.trim() || e.ariaLabel)).length""")
    assert unnamed == 0
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5')].map(h => +h.tagName[1])")
    assert all(b - a <= 1 for a, b in pairwise(levels))
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert page.evaluate("[...document.querySelectorAll('th')].every(th => th.scope)")
    assert page.evaluate(LEAST_CONTRAST) >= 4.5


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_an_accessibility_checker_finds_nothing(browser: Browser, file: Path, size: dict[str, int]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    opened = Opened(browser, file, size)
    opened.page.get_by_role("button", name="展开全部依据").click()
    found = axe.run(opened.page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    opened.page.close()


LEAST_CONTRAST = """(() => {
  const part = v => v / 255 <= .03928 ? v / 255 / 12.92 : ((v / 255 + .055) / 1.055) ** 2.4;
  const light = c => { const [r, g, b] = c.map(part);
    return .2126 * r + .7152 * g + .0722 * b; };
  const rgb = s => s.match(/[0-9.]+/g).map(Number);
  const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
  let least = 21;
  const inked = 'p, a, summary, .about, footer, h1, h2, h3, h4, h5, td, th, label, button, mark';
  for (const e of document.querySelectorAll(inked)) {
    if (!e.textContent.trim()) continue;
    const a = light(rgb(getComputedStyle(e).color).slice(0, 3)), b = light(ground(e));
    least = Math.min(least, (Math.max(a, b) + .05) / (Math.min(a, b) + .05));
  }
  return least;
})()"""


def test_markup_in_a_source_is_shown_as_it_stands(browser: Browser, briefing: Briefing, tmp_path: Path) -> None:
    province = briefing.body[0]
    region = province.regions[0]
    point = next(points(briefing))
    context = point.contexts[0].model_copy(update={"text": HOSTILE, "start": 0, "end": len(HOSTILE)})
    hostile = point.model_copy(update={"text": HOSTILE, "lead": HOSTILE, "contexts": (context,)})
    sections = (region.sections[0].model_copy(update={"points": (hostile,)}), *region.sections[1:])
    one = province.model_copy(update={"regions": (region.model_copy(update={"sections": sections, "title": HOSTILE}),)})
    path = tmp_path / "hostile.html"
    page = render_html(briefing.model_copy(update={"body": (one,), "annex": ()}), load_template("综合简报"))
    path.write_text(page, encoding="utf-8")
    opened = Opened(browser, path, DESK)
    assert opened.complaints == []
    assert len(opened.requests) == 1
    assert HOSTILE in opened.page.locator(".point p").first.inner_text()
    assert opened.page.title() != "x"


def test_without_script_everything_can_still_be_read(browser: Browser, file: Path, briefing: Briefing) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator(".point:visible").count() == len(list(points(briefing)))
    assert page.locator("#filters").is_hidden()
    page.locator("#texts summary").click()
    said = next(points(briefing)).contexts[0]
    assert page.locator(f"#text-{said.source_number}-{said.paragraph_id}").inner_text() == said.text
    context.close()


def test_the_file_is_the_same_each_time(briefing: Briefing, file: Path) -> None:
    assert render_html(briefing, load_template("综合简报")) == file.read_text(encoding="utf-8")
