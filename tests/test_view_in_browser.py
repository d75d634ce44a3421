"""The page as people use it, in a real Chromium without a window.

Needs the extra `browser` (playwright) and Chromium (`apt install chromium`, or its path in CHROMIUM); the check for
accessibility needs `npm ci` in viewer/. Where one is missing, the tests are skipped and say which.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import made_pages
import pytest
import sample_release

from timeline.release import bundled_release
from timeline.viewing import view

pytestmark = pytest.mark.slow
playwright: Any = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed: pip install 'news-timeline[browser]'"
)

AXE = Path(__file__).parent.parent / "viewer" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
IRAQI_ARMY = "الجيش العراقي"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium found: apt install chromium, or give its path in CHROMIUM")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


Opened = Callable[..., Any]


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Opened]:
    """Opens a page; at the end nothing may have been asked of a network or complained of in the console."""
    complaints: list[str] = []
    asked: list[str] = []
    addresses: set[str] = set()
    contexts = []

    def open_page(path: Path, fragment: str = "", **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        address = path.resolve().as_uri()
        addresses.add(address)
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("request", lambda request: asked.append(request.url.split("#")[0]))
        page.goto(address + (f"#{fragment}" if fragment else ""))
        page.wait_for_selector("html[data-ready]", timeout=60_000)
        settle(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert set(asked) == addresses


def settle(page: Any) -> None:
    """Wait until what was asked for is drawn."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the small release, with its sentences."""
    folder = tmp_path_factory.mktemp("week")
    release = made_pages.written(sample_release.rows(), folder / "release")
    return view(release, folder / "page.html", texts=sample_release.TEXTS).path


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the published dataset."""
    return view(bundled_release(), tmp_path_factory.mktemp("seed") / "page.html").path


@pytest.fixture(scope="module")
def decade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a release of 3,000 events over ten years."""
    folder = tmp_path_factory.mktemp("decade")
    return view(made_pages.written(made_pages.many(3000), folder / "release"), folder / "page.html").path


def listed(page: Any) -> list[str]:
    """The type and parties of the events in the list."""
    return [" ".join(text.split()) for text in page.locator(".row .deed").all_inner_texts()]


def number(page: Any) -> str:
    return str(page.locator(".list .number").inner_text())


def span(page: Any) -> tuple[str, str]:
    """The first and last day shown, as the fields say."""
    return page.input_value("#from"), page.input_value("#to")


def test_the_page_opens_with_all_events_in_every_view(opened: Opened, week: Path) -> None:
    page = opened(week)
    assert page.title() == "Events of a spring week"
    assert page.locator(".axis .lane").count() == 3
    assert listed(page) == [
        "armed men Assault → Iraqi Army", "the minister Consult", "the minister Agree",
    ]  # fmt: skip
    assert "2 without a place" in page.locator(".map .key").inner_text()
    assert number(page) == "3"


def test_zooming_shows_fewer_days_and_the_events_of_these(opened: Opened, decade: Path) -> None:
    page = opened(decade)
    before = span(page)
    assert number(page) == "3,000"
    for _ in range(3):
        page.click(".axis .buttons [aria-label='Zoom in']")
        settle(page)
    first, last = span(page)
    assert before[0] < first < last < before[1]
    assert number(page) not in ("3,000", "0")
    assert number(page).endswith("of 3,000")
    page.click(".axis .buttons [aria-label='All dates']")
    settle(page)
    assert (span(page), number(page)) == (before, "3,000")


def test_the_wheel_zooms_where_the_pointer_is_and_dragging_moves(opened: Opened, decade: Path) -> None:
    page = opened(decade)
    box = page.locator("canvas.lanes").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 20)
    page.keyboard.down("Control")
    for _ in range(6):
        page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    settle(page)
    first, last = span(page)
    assert "2016" <= first < "2018-07" < last <= "2020-12-31"
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.55, box["y"] + 20, steps=4)
    page.mouse.up()
    settle(page)
    assert span(page)[0] > first


def test_the_overview_chooses_days_by_drawing(opened: Opened, decade: Path) -> None:
    page = opened(decade)
    box = page.locator(".overview canvas").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 10, steps=4)
    page.mouse.up()
    settle(page)
    first, last = span(page)
    assert first[:4] == "2015"
    assert last[:4] in ("2016", "2017")


def test_an_actor_is_found_by_a_part_of_its_arabic_name(opened: Opened, week: Path) -> None:
    page = opened(week)
    page.fill("#find-actor", "جيش عراقى")
    settle(page)
    options = page.locator("#find-actor-options [role=option]").all_inner_texts()
    assert len(options) == 1
    assert "Iraqi Army" in options[0]
    assert IRAQI_ARMY in options[0]
    page.keyboard.press("Enter")
    settle(page)
    assert listed(page) == ["armed men Assault → Iraqi Army"]
    assert page.locator(".axis .lane").count() == 1
    assert "actor=st" in page.evaluate("location.hash")


def test_free_text_finds_arabic_and_english_whatever_their_spelling(opened: Opened, week: Path) -> None:
    page = opened(week)
    for query, found in (("KIRKUK", 1), ("كركوك", 1), ("الْجَيْش", 1), ("minister", 2), ("nothing at all", 0)):
        page.fill("#query", query)
        settle(page)
        assert len(listed(page)) == found, query
    assert page.locator(".list .empty").inner_text() == "No event passes all filters."
    page.click(".clear")
    settle(page)
    assert len(listed(page)) == 3


def test_an_event_shows_its_sentence_with_the_words_it_rests_on(opened: Opened, week: Path) -> None:
    page = opened(week)
    page.click(".row >> nth=0")
    settle(page)
    detail = page.locator(".detail")
    assert detail.locator("h2 .swatch").inner_text() == "Assault"
    marks = {mark.get_attribute("class"): mark.inner_text().split("\n")[0] for mark in detail.locator("mark").all()}
    assert marks["m-trigger"].startswith("قتلوا")
    assert "مسلحين" in marks["m-actor"]
    assert marks["m-date"].startswith("أول من أمس")
    assert detail.locator("blockquote").get_attribute("dir") == "rtl"
    assert "Iraqi Army" in detail.locator("dl").inner_text()
    rows = [row.split("\t")[:2] for row in detail.locator("tbody tr").all_inner_texts()]
    assert ["killed", "ثلاثة"] in rows
    page.keyboard.press("Escape")
    settle(page)
    assert not detail.is_visible()


def test_a_click_on_a_dot_or_a_circle_acts_on_all_views(opened: Opened, week: Path) -> None:
    page = opened(week)
    box = page.locator(".map canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    settle(page)
    assert listed(page) == ["armed men Assault → Iraqi Army"]
    lanes = page.locator("canvas.lanes").bounding_box()
    found = False
    for x in range(4, int(lanes["width"]), 5):
        page.mouse.click(lanes["x"] + x, lanes["y"] + 84)
        settle(page)
        found = found or page.locator(".detail").is_visible()
        if found:
            break
    assert found


def test_a_shared_link_restores_the_view(opened: Opened, week: Path) -> None:
    page = opened(week)
    page.click(".choice button:has-text('Actor')")
    page.check("input[value=CONSULT]")
    page.check("input[value=AGREE]")
    page.fill("#from", "2021-05-02")
    page.click("#tongue")
    settle(page)
    page.click(".row >> nth=1")
    settle(page)
    fragment = page.evaluate("location.hash")[1:]
    again = opened(week, fragment)
    for told in (listed, number, span, lambda one: one.locator(".detail").inner_text()):
        assert told(again) == told(page)
    assert again.evaluate("document.documentElement.dir") == "rtl"
    assert again.locator(".choice [aria-pressed=true]").inner_text() == "الفاعل"


def test_everything_is_reached_by_the_keyboard_alone(opened: Opened, week: Path) -> None:
    page = opened(week)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the events"
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    settle(page)
    settle(page)
    assert page.locator(".detail h2 .swatch").inner_text() == "Consult"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Close"
    page.keyboard.press("n")
    settle(page)
    assert page.locator(".detail h2 .swatch").inner_text() == "Agree"
    page.keyboard.press("Escape")
    settle(page)
    assert page.evaluate("document.activeElement.id") == "events"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate("document.activeElement.id || document.activeElement.closest('section, header')?.className")
        )
    assert {"from", "to", "find-actor", "find-place", "confidence", "core", "events", "theme"} <= seen
    page.focus(".axis .field")
    before = span(page)
    page.keyboard.press("+")
    page.keyboard.press("+")
    settle(page)
    assert span(page) != before
    page.keyboard.press("0")
    settle(page)
    assert span(page) == before


def luminance(page: Any, selector: str) -> float:
    colour = page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).backgroundColor")
    return sum(int(part) for part in colour.strip("rgba()").split(",")[:3]) / 765


def test_dark_and_light_follow_the_system_and_can_be_chosen(opened: Opened, week: Path) -> None:
    assert luminance(opened(week, color_scheme="light"), ".panel") > 0.8
    page = opened(week, color_scheme="dark")
    assert luminance(page, ".panel") < 0.2
    page.select_option("#theme", "light")
    settle(page)
    assert luminance(page, ".panel") > 0.8
    assert "theme=light" in page.evaluate("location.hash")


def test_a_telephone_shows_all_of_it_without_scrolling_sideways(opened: Opened, seed: Path) -> None:
    page = opened(seed, viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not page.locator("#query").is_visible()
    page.tap(".drawer")
    assert page.locator("#query").is_visible()
    page.tap(".drawer")
    page.locator(".row").first.scroll_into_view_if_needed()
    page.locator(".row").first.tap()
    settle(page)
    assert page.locator(".detail").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.tap(".detail [data-act=close]")
    settle(page)
    assert not page.locator(".detail").is_visible()


@pytest.mark.parametrize("fragment", ["", "ui=ar&theme=dark&lanes=actor", "event={event}"])
def test_axe_finds_nothing_serious(opened: Opened, seed: Path, fragment: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run `npm ci` in viewer/")
    import timeline

    event = str(timeline.load("events")["event_id"].iloc[0])
    page = opened(seed, fragment.format(event=event), bypass_csp=True)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")
    serious = [
        (item["id"], item["nodes"][0]["html"])
        for item in found["violations"]
        if item["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_words_of_articles_are_shown_and_not_run(opened: Opened, tmp_path: Path) -> None:
    release = made_pages.written(made_pages.hostile(), tmp_path / "release")
    page = opened(view(release, tmp_path / "page.html", texts=sample_release.TEXTS).path)
    for row in range(3):
        page.locator(".row").nth(row).click()
        settle(page)
    page.hover(".row >> nth=0")
    assert page.title() == "Events of a spring week"
    assert "onerror" in page.locator(".row .title").first.inner_text()
    assert page.locator("img, .row script, .detail a, b:has-text('Kirkuk')").count() == 0
    name = page.locator(".row .party bdi").first.inner_text()
    assert "eman" in name
    assert not set("\u202e\u202c\u2067\u2069") & set(page.locator("#app").inner_text())


def test_a_release_without_events_says_so(opened: Opened, tmp_path: Path) -> None:
    page = opened(view(made_pages.written(made_pages.empty(), tmp_path / "release"), tmp_path / "page.html").path)
    assert page.locator(".list .empty").inner_text() == "This release has no events."
    page.click(".axis .buttons [aria-label='Zoom in']")
    page.click(".map .buttons [aria-label='Zoom in']")
    settle(page)


def test_a_single_event_is_shown_at_its_day_and_place(opened: Opened, tmp_path: Path) -> None:
    page = opened(view(made_pages.written(made_pages.one(), tmp_path / "release"), tmp_path / "page.html").path)
    assert span(page) == ("2021-05-01", "2021-05-01")
    assert number(page) == "1"
    box = page.locator(".map canvas").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator(".tip").inner_text().startswith("Kirkuk")


def test_events_without_a_place_leave_the_map_empty_and_told(opened: Opened, tmp_path: Path) -> None:
    page = opened(view(made_pages.written(made_pages.unplaced(), tmp_path / "release"), tmp_path / "page.html").path)
    assert page.locator(".map .empty").inner_text() == "No event shown has a place."
    assert number(page) == "3"
    page.click(".choice button:has-text('Place')")
    settle(page)
    assert page.locator(".axis .lane").count() == 0


def test_fifty_thousand_events_are_listed_filtered_and_reached_to_the_last(opened: Opened, tmp_path: Path) -> None:
    release = made_pages.written(made_pages.many(50_000), tmp_path / "release")
    page = opened(view(release, tmp_path / "page.html").path)
    assert number(page) == "50,000"
    assert page.locator(".row").count() < 60
    page.focus("#events")
    page.keyboard.press("End")
    settle(page)
    settle(page)
    assert page.locator(".row.active").get_attribute("aria-posinset") == "50000"
    page.check("input[value=CONSULT]")
    settle(page)
    assert number(page) == "16,666 of 50,000"
    page.fill("#query", "minister")
    settle(page)
    assert number(page) == "16,666 of 50,000"


def test_arabic_names_keep_their_order_beside_english_ones(opened: Opened, week: Path) -> None:
    page = opened(week)
    for title in page.locator(".row .title bdi").all():
        assert title.get_attribute("dir") in ("rtl", "ltr")
    page.click("#tongue")
    settle(page)
    assert page.evaluate("document.documentElement.lang") == "ar"
    first = page.locator(".row .party bdi").first
    assert (first.inner_text(), first.get_attribute("dir")) == ("مسلحين", "rtl")
    assert page.locator(".list h2").inner_text() == "الأحداث"
