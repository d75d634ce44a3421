"""The page of a large release in a real browser: its size, how long it takes to open, and to filter.

    python bench/view.py [RELEASE] [--events 50000] [--folder build/view] [--json FILE]

Without RELEASE one of so many events is made up. Opening is counted from the start of the navigation until all views
are drawn, filtering from the choice until the next frame is; each is the middle of five runs. The limits are those the
project keeps for 50,000 events: 3 s to open, 100 ms to filter, and 1.5 MB for the published dataset. Needs the extra
`browser` and Chromium (its path in CHROMIUM where it is not found). Exits with 1 where a limit is passed.
"""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path
from statistics import median
from typing import Any

import million
from playwright.sync_api import sync_playwright

from timeline.release import bundled_release
from timeline.viewing import view

LIMITS = {"open_seconds": 3.0, "filter_milliseconds": 100.0, "published_megabytes": 1.5}
RUNS = 5
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Act, then wait for the frame that shows it: a task put behind the frame's callbacks runs when it is drawn.
TIMED = """
act => new Promise(done => {
  const began = performance.now();
  new Function(act)();
  requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => done(performance.now() - began);
    after.port2.postMessage(0);
  });
})
"""
WRITE = (
    "const q = document.querySelector('#query'); q.value = q.value ? '' : 'الجيش'; q.dispatchEvent(new Event('input'))"
)
ACTS = {
    "type": "document.querySelector('[data-choice=type] input').click()",
    "status": "document.querySelector('#core').click()",
    "text": WRITE,
    "zoom": "document.querySelector('.axis .buttons button:nth-child(2)').click()",
    "lanes": "document.querySelector('.choice [aria-pressed=false]').click()",
}


def opened(browser: Any, page: Path) -> tuple[float, Any]:
    """Milliseconds until a page is drawn, and the page."""
    # The page's policy lets no function be made of a text, which the measuring needs.
    tab = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True).new_page()
    tab.goto(page.resolve().as_uri())
    tab.wait_for_selector("html[data-ready]", timeout=120_000)
    return float(tab.evaluate("performance.getEntriesByName('drawn')[0].startTime")), tab


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("release", nargs="?", type=Path)
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--folder", type=Path, default=Path("build/view"))
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    release = given.release or million.release(given.events, given.folder / "release")
    page = view(release, given.folder / "page.html")
    published = view(bundled_release(), given.folder / "published.html")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    found: dict[str, float] = {
        "events": page.events,
        "megabytes": round(page.bytes / 1e6, 2),
        "published_megabytes": round(published.bytes / 1e6, 2),
    }
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        runs = [opened(browser, page.path) for _ in range(RUNS)]
        found["open_seconds"] = round(median(seconds for seconds, _ in runs) / 1000, 2)
        tab = runs[-1][1]
        for other in runs[:-1]:
            other[1].close()
        tab.wait_for_timeout(1500)
        for name, act in ACTS.items():
            times = [float(tab.evaluate(TIMED, act)) for _ in range(RUNS)]
            found[f"{name}_milliseconds"] = round(median(times), 1)
            found[f"{name}_first_milliseconds"] = round(times[0], 1)
        browser.close()
    found["filter_milliseconds"] = max(found[f"{name}_milliseconds"] for name in ACTS)
    million.report(found, LIMITS, given.json)


if __name__ == "__main__":
    main()
