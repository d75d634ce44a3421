"""Copies in real builds: what is recorded of them, whether their events stay, and that nothing else decides that."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import timeline
import timeline.coder
from timeline.cli import app
from timeline.coder import Knowledge
from timeline.model import Article, Coding
from timeline.pipeline import build
from timeline.release.validate import validate_release

code = timeline.coder.code

REPORT = (
    "Syrian army shells Aleppo\n"
    "The Syrian army shelled the northern city of Aleppo on Tuesday and killed nine civilians, the Syrian Observatory "
    "for Human Rights said. Residents of the eastern quarters said that the shelling had begun before dawn and had "
    "gone on until the early evening, and that two bakeries and a school had been hit. Russia condemned the attack on "
    "Wednesday and called on both sides to return to the talks that broke off in the spring."
)
PRINTED = REPORT.replace("Residents of the eastern quarters said", "Residents said") + (
    " Japan condemned the attack in Tartus."
)
OTHER = "Turkey's foreign minister met his Iranian counterpart in Moscow on Friday to discuss trade and the border."


def written(path: Path, texts: Iterable[tuple[str, str]]) -> Path:
    """Articles of several papers as JSON lines: (paper, text) pairs with ids r0, r1 …"""
    records = [
        {"id": f"r{n}", "source": paper, "language": "en", "published": "2016-08-04", "text": text}
        for n, (paper, text) in enumerate(texts)
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """An original, another article, two exact copies, a near copy, and the near copy once more."""
    papers = [
        ("first", REPORT), ("second", OTHER), ("third", REPORT), ("fourth", REPORT.replace("\n", "\n\n") + "\n"),
        ("fifth", PRINTED), ("sixth", PRINTED),
    ]  # fmt: skip
    return written(tmp_path / "corpus.jsonl", papers)


@pytest.fixture(autouse=True)
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that inherit what a test has changed, even where the test runner has threads of its own."""
    if sys.platform == "linux":
        monkeypatch.setattr("timeline.engines.crew.start_method", lambda: "fork")


def files(release: Path) -> dict[str, bytes]:
    return {p.relative_to(release).as_posix(): p.read_bytes() for p in sorted(release.rglob("*")) if p.is_file()}


def copies(release: Path) -> dict[str, tuple[str, float]]:
    """By document: the document it is a copy of, and how like it."""
    assert validate_release(release).ok
    articles = timeline.load("articles", release)
    names = dict(zip(articles["article_id"], articles["document_id"], strict=True))
    found = articles[articles["duplicate_of"].notna()]
    originals, similarities = found["duplicate_of"].map(names), map(float, found["similarity"])
    return dict(zip(found["document_id"], zip(originals, similarities, strict=True), strict=True))


def with_events(release: Path) -> set[str]:
    """The documents that have events."""
    events, articles = timeline.load("events", release), timeline.load("articles", release)
    counted = set(articles.loc[articles["event_count"] > 0, "document_id"])
    assert counted == set(articles.loc[articles["article_id"].isin(events["article_id"]), "document_id"])
    return counted


def test_exact_copies_are_recorded_without_being_asked_for_and_keep_their_events(corpus: Path, tmp_path: Path) -> None:
    summary = build([corpus], tmp_path / "release", workers=0)
    assert copies(tmp_path / "release") == {"r2": ("r0", 1.0), "r3": ("r0", 1.0), "r5": ("r4", 1.0)}
    assert with_events(tmp_path / "release") == {"r0", "r1", "r2", "r3", "r4", "r5"}
    assert (summary.articles, summary.copies) == (6, 3)


def test_near_copies_are_recorded_where_they_are_asked_for(corpus: Path, tmp_path: Path) -> None:
    summary = build([corpus], tmp_path / "release", workers=0, near_duplicates=0.7)
    found = copies(tmp_path / "release")
    assert {name: original for name, (original, _) in found.items()} == dict.fromkeys(["r2", "r3", "r4", "r5"], "r0")
    assert found["r4"] == found["r5"]
    assert 0.7 <= found["r4"][1] < 1
    assert summary.copies == 4


def test_a_higher_similarity_finds_fewer_near_copies(corpus: Path, tmp_path: Path) -> None:
    build([corpus], tmp_path / "release", workers=0, near_duplicates=0.99)
    assert copies(tmp_path / "release") == {"r2": ("r0", 1.0), "r3": ("r0", 1.0), "r5": ("r4", 1.0)}


def test_events_of_copies_can_be_left_out_with_all_that_only_they_name(corpus: Path, tmp_path: Path) -> None:
    build([corpus], tmp_path / "kept", workers=0, near_duplicates=0.7)
    summary = build([corpus], tmp_path / "dropped", workers=0, near_duplicates=0.7, keep_duplicates=False)
    assert copies(tmp_path / "dropped") == copies(tmp_path / "kept")
    assert with_events(tmp_path / "dropped") == {"r0", "r1"}
    kept, dropped = (
        {name: timeline.load(name, tmp_path / release) for name in timeline.tables()} for release in ("kept", "dropped")
    )
    assert summary.events == len(dropped["events"]) < len(kept["events"])
    assert "Japan" in set(kept["actors"]["name"])
    assert "Japan" not in set(dropped["actors"]["name"])
    for table, key in (("event_actors", "actor_id"), ("events", "location_id")):
        named = "actors" if key == "actor_id" else "locations"
        used = set(dropped[table][key].dropna()) | set(dropped["articles"]["dateline_location_id"].dropna())
        assert set(dropped[named][key]) <= used
    # What is said of articles themselves stays.
    pd.testing.assert_frame_equal(kept["timexes"], dropped["timexes"])


def test_without_copies_it_makes_no_difference_what_is_done_with_them(tmp_path: Path) -> None:
    source = written(tmp_path / "x.jsonl", [("first", REPORT), ("second", OTHER)])
    for name, keep in (("kept", True), ("dropped", False)):
        build([source], tmp_path / name, workers=0, near_duplicates=0.7, keep_duplicates=keep)
    assert files(tmp_path / "kept") == files(tmp_path / "dropped")


@pytest.mark.parametrize("keep", [True, False])
def test_bytes_are_the_same_for_any_number_of_workers_and_size_of_batches(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keep: bool
) -> None:
    asked = {"near_duplicates": 0.7, "keep_duplicates": keep}
    build([corpus], tmp_path / "reference", workers=0, **asked)  # type: ignore[arg-type]
    reference = files(tmp_path / "reference")
    for workers, documents in ((0, 1), (1, 2), (2, 1), (2, 4)):
        build([corpus], tmp_path / "release", workers=workers, documents=documents, **asked)  # type: ignore[arg-type]
        assert files(tmp_path / "release") == reference, (workers, documents)
    monkeypatch.setattr("timeline.engines.merge.BUDGET", 1000)
    build([corpus], tmp_path / "release", workers=1, documents=1, **asked)  # type: ignore[arg-type]
    assert files(tmp_path / "release") == reference


@pytest.mark.slow
def test_bytes_are_the_same_on_a_dask_cluster(corpus: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    build([corpus], tmp_path / "here", workers=0, near_duplicates=0.7, keep_duplicates=False)
    build(
        [corpus], tmp_path / "there", workers=2, documents=1, engine="dask", near_duplicates=0.7, keep_duplicates=False
    )
    assert files(tmp_path / "there") == files(tmp_path / "here")


def test_an_interrupted_build_goes_on_whatever_is_asked_about_copies(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parts hold nothing about copies: those that a build without near copies finished serve one that asks for them."""

    def fails(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("timeline.release.write_release", fails)
        with pytest.raises(KeyboardInterrupt):
            build([corpus], tmp_path / "release", workers=1, documents=2)
    summary = build([corpus], tmp_path / "release", workers=1, documents=2, near_duplicates=0.7, keep_duplicates=False)
    build([corpus], tmp_path / "undisturbed", workers=1, near_duplicates=0.7, keep_duplicates=False)
    assert summary.reused == 6
    assert files(tmp_path / "release") == files(tmp_path / "undisturbed")


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[set[str]], None]:
    """Let the coder fail on some documents."""

    def install(documents: set[str]) -> None:
        def disturbed(article: Article, knowledge: Knowledge = timeline.coder.PACKAGED) -> Coding:
            if article.document_id in documents:
                raise KeyError(article.document_id)
            return code(article, knowledge)

        monkeypatch.setattr(timeline.coder, "code", disturbed)

    return install


def test_where_an_original_cant_be_coded_its_first_copy_takes_its_place(
    corpus: Path, tmp_path: Path, failing: Callable[[set[str]], None]
) -> None:
    failing({"r0"})
    for documents in (1, 64):
        build([corpus], tmp_path / "r", workers=0, documents=documents, near_duplicates=0.7, keep_duplicates=False)
        found = copies(tmp_path / "r")
        assert {name: original for name, (original, _) in found.items()} == dict.fromkeys(["r3", "r4", "r5"], "r2")
        assert found["r3"][1] == 1.0
        assert 0.7 <= found["r4"][1] < 1
        assert with_events(tmp_path / "r") == {"r1", "r2"}


def test_where_copies_cant_be_coded_either_the_next_one_that_can_takes_the_place(
    corpus: Path, tmp_path: Path, failing: Callable[[set[str]], None]
) -> None:
    failing({"r0", "r2", "r3"})
    build([corpus], tmp_path / "release", workers=0, near_duplicates=0.7, keep_duplicates=False)
    assert copies(tmp_path / "release") == {"r5": ("r4", 1.0)}
    assert with_events(tmp_path / "release") == {"r1", "r4"}


def test_the_order_of_reading_decides_which_is_the_original(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("b", "a", "c"):
        written(folder / f"{name}.jsonl", [(name, REPORT)])
    build([folder], tmp_path / "release", workers=0)
    articles = timeline.load("articles", tmp_path / "release").set_index("source")
    assert list(articles.index[articles["duplicate_of"].isna()]) == ["a"]
    assert set(articles["duplicate_of"].dropna()) == {articles.loc["a", "article_id"]}


def test_the_command_says_how_many_copies_there_are_and_can_drop_their_events(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "release"
    base = ["build", str(corpus), "--out", str(out), "--workers", "0"]
    plain = CliRunner().invoke(app, base)
    assert plain.exit_code == 0, plain.stderr
    assert "6 articles" in plain.stderr
    assert "3 of them are copies of others" in plain.stderr
    dropped = CliRunner().invoke(app, [*base, "--near-duplicates", "0.7", "--drop-duplicates", "--json"])
    assert json.loads(dropped.stdout)["copies"] == 4
    assert with_events(out) == {"r0", "r1"}


def test_a_similarity_that_can_never_be_is_wrong_usage_and_leaves_nothing(corpus: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["build", str(corpus), "--out", str(tmp_path / "r"), "--near-duplicates", "70"])
    assert result.exit_code == 2
    assert "--near-duplicates: expected a similarity above 0 and up to 1, found 70" in result.stderr
    with pytest.raises(ValueError, match="found 70"):
        timeline.build(corpus, tmp_path / "r", near_duplicates=70)
    assert [path.name for path in tmp_path.iterdir()] == [corpus.name]


def test_a_call_of_the_library_takes_the_same_options(corpus: Path, tmp_path: Path) -> None:
    summary = timeline.build(corpus, tmp_path / "r", near_duplicates=0.7, keep_duplicates=False, workers=0)
    assert summary.copies == 4
    assert with_events(tmp_path / "r") == {"r0", "r1"}


def test_a_release_to_publish_takes_them_too(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "dataset"
    given = ["--version", "0.1.0", "--out", str(out), "--near-duplicates", "0.7", "--drop-duplicates", "--workers", "0"]
    result = CliRunner().invoke(app, ["release", str(corpus), *given])
    assert result.exit_code == 0, result.stderr
    assert "4 of them are copies of others" in result.stderr
    assert with_events(out) == {"r0", "r1"}
