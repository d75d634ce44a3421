"""A release as one page: what is in the file, and what is not; the page itself is driven in test_view_in_browser."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import made_pages
import pytest
import sample_release
from typer.testing import CliRunner

import timeline
from timeline.cli import app
from timeline.release import ReleaseError, bundled_release
from timeline.viewing import Wanted, view

ROOT = Path(__file__).parent.parent
ASSETS = ROOT / "timeline" / "viewing" / "assets"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_pages.written(sample_release.rows(), tmp_path_factory.mktemp("view") / "release")


def block(page: Path) -> dict[str, Any]:
    """The data that a page carries."""
    packed = re.search(r'id="release">([^<]*)<', page.read_text("utf-8"))
    assert packed is not None
    found: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(packed[1])))
    return found


def texts(column: dict[str, Any]) -> list[str | None]:
    return [None if code < 0 else column["values"][code] for code in column["codes"]]


def test_events_stand_in_reading_order_with_their_actors_places_and_evidence(release: Path, tmp_path: Path) -> None:
    data = block(view(release, tmp_path / "page.html").path)
    assert texts(data["events"]["trigger_text"]) == ["قتلوا", "met", "visit"]
    days = [date(1970, 1, 1).toordinal() + day for day in data["events"]["date_start"]]
    assert [date.fromordinal(day) for day in days] == [date(2021, 5, 1), date(2021, 5, 2), date(2021, 5, 10)]
    assert data["events"]["location"] == [0, -1, -1]
    named = [texts(data["actors"]["name"])[actor] for actor in data["roles"]["actor"]]
    assert list(zip(data["roles"]["event"], texts(data["roles"]["role"]), named, strict=True)) == [
        (0, "actor", "armed men"), (0, "recipient", "Iraqi Army"), (0, "speaker", "Iraqi Army"),
        (1, "actor", "the minister"), (2, "actor", "the minister"),
    ]  # fmt: skip
    assert data["evidence"]["event"] == [0, 0, 0, 1, 1, 2, 2]
    assert data["countries"]["IRQ"] == {"en": "Iraq", "ar": "العراق"}


def test_no_sentence_is_in_the_page_unless_the_texts_are_given(release: Path, tmp_path: Path) -> None:
    bare = view(release, tmp_path / "bare.html")
    assert (bare.sentences, block(bare.path)["sentences"]) == (0, None)
    full = view(release, tmp_path / "full.html", texts=sample_release.TEXTS)
    assert full.sentences == 3
    said = texts(block(full.path)["sentences"])
    assert said[1] == "She met her counterpart in Cairo on 2 May 2021"
    some = view(release, tmp_path / "some.html", texts=dict([next(iter(sample_release.TEXTS.items()))]))
    assert texts(block(some.path)["sentences"])[1:] == [None, None]


def test_a_release_with_texts_shows_its_sentences_by_itself(tmp_path: Path) -> None:
    rows = sample_release.rows()
    rows["texts"] = [
        {"article_id": article["article_id"], "text": sample_release.TEXTS[str(article["text_sha256"])]}
        for article in rows["articles"]
    ]
    assert view(made_pages.written(rows, tmp_path / "release"), tmp_path / "page.html").sentences == 3


def test_words_of_articles_are_no_part_of_the_markup(tmp_path: Path) -> None:
    folder = made_pages.written(made_pages.hostile(), tmp_path / "release")
    page = view(folder, tmp_path / "page.html", texts=sample_release.TEXTS, title=made_pages.HOSTILE_TITLE)
    markup = page.path.read_text("utf-8")
    assert "onerror" not in re.sub(r"&lt;.*?&gt;", "", markup)
    assert "<script>document" not in markup
    assert markup.count("</script>") == 3
    assert made_pages.HOSTILE_TITLE in texts(block(page.path)["articles"]["title"])


def test_the_page_may_run_its_own_script_only_and_fetch_nothing(release: Path, tmp_path: Path) -> None:
    markup = view(release, tmp_path / "page.html").path.read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', markup)
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    script = re.search(r"<script>(.*)</script>", markup, re.S)
    style = re.search(r"<style>(.*?)</style>", markup, re.S)
    assert script is not None
    assert style is not None
    for found, rule in ((script[1], "script-src"), (style[1], "style-src")):
        digest = base64.b64encode(hashlib.sha256(found.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert rules["default-src"] == "'none'"
    assert "connect-src" not in rules
    assert not re.findall(r'(?:src|href)="(?!data:)', markup.split("<script>")[0])


def test_the_same_release_gives_the_same_bytes(release: Path, tmp_path: Path) -> None:
    one, other = view(release, tmp_path / "a.html"), view(release, tmp_path / "b.html")
    assert one.path.read_bytes() == other.path.read_bytes()


def test_days_and_confidence_bound_what_is_shown(release: Path, tmp_path: Path) -> None:
    def shown(wanted: Wanted) -> list[str | None]:
        return texts(block(view(release, tmp_path / "page.html", wanted=wanted).path)["events"]["trigger_text"])

    assert shown(Wanted(since=date(2021, 5, 2))) == ["met", "visit"]
    assert shown(Wanted(until=date(2021, 5, 2))) == ["قتلوا", "met"]
    assert shown(Wanted(min_confidence=0.5)) == ["met"]
    assert shown(Wanted(min_confidence=0.6)) == []


@pytest.mark.parametrize("made", [made_pages.empty, made_pages.one, made_pages.unplaced, made_pages.hostile])
def test_any_release_has_a_page(made: Any, tmp_path: Path) -> None:
    rows = made()
    page = view(made_pages.written(rows, tmp_path / "release"), tmp_path / "page.html")
    assert page.events == len(rows["events"]) == len(block(page.path)["events"]["article"])


def test_the_published_dataset_fits_in_a_page_of_one_and_a_half_megabytes(tmp_path: Path) -> None:
    page = timeline.view(out=tmp_path / "new" / "page.html")
    assert page.events == len(timeline.load("events", bundled_release()))
    assert page.bytes == page.path.stat().st_size < 1_500_000


def test_the_viewer_in_the_package_was_built_from_its_sources() -> None:
    """Built anew with `npm ci && npm run build` in viewer/ where this fails."""
    viewer = ROOT / "viewer"
    if not viewer.is_dir():
        pytest.skip("the sources of the viewer are in the checkout only")
    names = [f"src/{path.name}" for path in sorted((viewer / "src").iterdir())]
    digest = hashlib.sha256()
    for name in [*names, "build.mjs", "package.json", "package-lock.json"]:
        digest.update(f"{name}\n".encode() + (viewer / name).read_bytes() + b"\n")
    assert (ASSETS / "built-from.sha256").read_text("utf-8").strip() == digest.hexdigest()


def test_the_page_names_the_works_that_it_contains(release: Path, tmp_path: Path) -> None:
    head = view(release, tmp_path / "page.html").path.read_text("utf-8").split("<style>")[0]
    for work in ("Natural Earth", "world-atlas", "d3-geo", "d3-zoom", "topojson-client"):
        assert work in head


def test_the_command_writes_a_page_and_says_what_is_in_it(tmp_path: Path) -> None:
    articles = Path(__file__).parent / "data" / "articles.jsonl"
    release, page = tmp_path / "release", tmp_path / "page.html"
    assert CliRunner().invoke(app, ["build", str(articles), "--out", str(release)]).exit_code == 0
    done = CliRunner().invoke(app, ["view", str(release), "--out", str(page), "--sources", str(articles)])
    assert done.exit_code == 0, done.output
    assert "it quotes" in done.stderr
    assert block(page)["sentences"] is not None


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["nowhere"], 1, "expected a release"),
        (["{release}", "--since", "March"], 2, "--since: expected a day"),
        (["{release}", "--sources", "nowhere.jsonl"], 2, "nowhere.jsonl"),
        (["{release}", "--out", "{release}/data/events.parquet/page.html"], 1, "expected a place to write to"),
    ],
)
def test_the_command_says_what_it_expected(arguments: list[str], code: int, told: str, release: Path) -> None:
    done = CliRunner().invoke(app, ["view", *(item.format(release=release) for item in arguments)])
    assert done.exit_code == code
    assert told in " ".join(done.stderr.split())


def test_a_release_that_cannot_be_read_leaves_the_page_of_before(release: Path, tmp_path: Path) -> None:
    page = view(release, tmp_path / "page.html").path
    before = page.read_bytes()
    broken = shutil.copytree(release, tmp_path / "broken")
    (broken / "data" / "evidence.parquet").write_bytes(b"PAR1")
    with pytest.raises(ReleaseError, match=r"evidence\.parquet: expected a Parquet file"):
        view(broken, page)
    assert page.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken", "page.html"]


def test_more_events_than_a_browser_holds_are_refused_with_what_to_do(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeline.viewing.columns.MOST", 2)
    with pytest.raises(ReleaseError, match=r"at most 2 events for one page, found 3; .*--since"):
        view(release, tmp_path / "page.html")
    assert view(release, tmp_path / "page.html", wanted=Wanted(since=date(2021, 5, 2))).events == 2
