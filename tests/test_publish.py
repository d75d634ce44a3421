"""Making a release to publish: the gate, the bytes, what changes when one article does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from timeline import publish
from timeline.publish import InvalidReleaseError, NothingCodedError, VersionTooLowError, release
from timeline.release import ReleaseError, diff_releases, load, validate_release

ARTICLES = [
    {
        "id": "shelling",
        "source": "example",
        "published": "2016-08-04",
        "text": "The Syrian army shelled Aleppo on Tuesday. Three civilians were killed, the Syrian Observatory for "
        "Human Rights said.",
    },
    {
        "id": "visit",
        "source": "example",
        "published": "2016-08-05",
        "text": "The Turkish foreign minister met his Russian counterpart in Moscow on Wednesday. They agreed to "
        "resume talks.",
    },
]


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return write(tmp_path / "articles.jsonl", ARTICLES)


def write(path: Path, records: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_first_release_is_built_validated_and_put_in_place(sources: Path, tmp_path: Path) -> None:
    done = release([sources], tmp_path / "dist", version="0.1.0", workers=0)
    assert done.diff is None
    assert done.path == done.summary.out == tmp_path / "dist"
    assert validate_release(done.path, frictionless=True).ok
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles.jsonl", "dist"]


def test_the_same_sources_version_and_metadata_give_the_same_bytes(sources: Path, tmp_path: Path) -> None:
    one = release([sources], tmp_path / "one", version="0.1.0", workers=0)
    other = release([sources], tmp_path / "other", version="0.1.0", workers=0)
    assert contents(one.path) == contents(other.path)
    again = release([sources], tmp_path / "one", version="0.1.0", workers=0)
    assert contents(again.path) == contents(other.path)
    assert again.diff is not None
    assert again.diff.step == "none"


def test_metadata_and_quality_stand_in_the_documents(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dataset.yaml").write_text("title: Two articles\n", "utf-8")
    (tmp_path / "quality.md").write_text("F1 0.7 on 40 articles.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    done = release([sources], "dist", version="0.1.0", quality="quality.md", workers=0)
    card = (done.path / "README.md").read_text("utf-8")
    assert "# Two articles\n" in card
    assert "## Quality\n\nF1 0.7 on 40 articles.\n" in card
    assert validate_release(done.path).ok


RATE = {"P": 0.6, "R": 0.5, "F": 0.545}
QUALITY = {
    "commit": "0123abcd",
    "committed": "2020-02-03",
    "coder": "timeline 0.1.0",
    "corpus": "Forty articles of a paper.",
    "gold_sha256": "aa",
    "scorer_sha256": "bb",
    "figures": {
        "check": {
            "all": {
                "documents": 40, "gold events": 90, "predicted events": 75, "detection": RATE, "typed": RATE,
                "record": RATE, "core recall": None, "fields": {"place": [0.75, 45]},
                "intervals": {"typed F1": [0.5, 0.6], "place": [0.7, 0.8]},
            }
        }
    },
    "confidence": {
        "check": {
            "events": 75, "unrated": 0, "calibration error": 0.02, "brier": 0.1,
            "curve": [{"confidence": 0.3, "events": 60, "precision": 0.7, "recall": 0.45, "f1": 0.548}],
        }
    },
}  # fmt: skip


def test_measured_figures_of_the_working_folder_stand_in_the_card_with_what_they_were_measured_with(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "quality.json").write_text(json.dumps(QUALITY), "utf-8")
    monkeypatch.chdir(tmp_path)
    done = release([sources], "dist", version="0.1.0", workers=0)
    card = (done.path / "README.md").read_text("utf-8")
    for said in (
        "commit `0123abcd` of 2020-02-03", "Forty articles of a paper.", "SHA-256 `aa`", "SHA-256 `bb`",
        "| Figure | check, all |", "| typed F1 | 0.545 [0.500, 0.600] |", "| place right | 0.750 [0.700, 0.800] |",
        "| 0.3 | 60 | 0.700 | 0.450 | 0.548 |",
    ):  # fmt: skip
        assert said in card
    assert "core recall |" not in card
    assert validate_release(done.path).ok


def test_figures_of_another_form_are_refused_before_anything_is_built(sources: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "figures.json"
    for text in ("{", "[]", json.dumps({**QUALITY, "figures": {"check": 0.7}})):
        wrong.write_text(text, "utf-8")
        with pytest.raises(ReleaseError, match=r"figures\.json: expected Markdown, or figures as bench/quality\.py"):
            release([sources], tmp_path / "dist", version="0.1.0", quality=wrong, workers=0)
    assert not (tmp_path / "dist").exists()


def test_one_changed_article_changes_just_its_events(sources: Path, tmp_path: Path) -> None:
    old = release([sources], tmp_path / "old", version="0.1.0", workers=0).path
    changed = [ARTICLES[0], {**ARTICLES[1], "text": ARTICLES[1]["text"].replace("Wednesday", "Thursday")}]
    write(sources, changed)
    done = release([sources], tmp_path / "new", version="0.2.0", previous=old, workers=0)
    assert done.diff is not None
    events = next(table for table in done.diff.tables if table.table == "events")
    documents: dict[str, str] = {}
    for folder in (old, done.path):
        named = load("articles", folder, columns=["article_id", "document_id"])
        merged = load("events", folder, columns=["event_id", "article_id"]).merge(named, on="article_id")
        documents |= dict(zip(merged["event_id"], merged["document_id"], strict=True))
    assert {documents[key[0]] for key in events.added} == {"visit"}
    assert {documents[key[0]] for key in events.retracted} == {"visit"}
    assert events.changed == ()
    assert events.unchanged == list(documents.values()).count("shelling")


def test_too_low_a_version_is_refused_and_what_was_there_stays(sources: Path, tmp_path: Path) -> None:
    out = release([sources], tmp_path / "dist", version="0.1.0", workers=0).path
    before = contents(out)
    write(sources, ARTICLES[:1])
    with pytest.raises(VersionTooLowError, match=r"expected version 0\.2\.0 or higher.*release with --version 0\.2\.0"):
        release([sources], out, version="0.1.1", workers=0)
    assert contents(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles.jsonl", "dist"]
    assert release([sources], out, version="0.2.0", workers=0).diff is not None
    assert len(load("articles", out)) == 1


def test_a_build_that_does_not_keep_the_contract_is_refused(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    describe = publish._describe

    def damage(folder: Path, *rest: object) -> None:
        describe(folder, *rest)  # type: ignore[arg-type]
        (folder / "data" / "events.parquet").unlink()

    monkeypatch.setattr(publish, "_describe", damage)
    with pytest.raises(InvalidReleaseError, match=r"data/events\.parquet.*file present"):
        release([sources], tmp_path / "dist", version="0.1.0", workers=0)
    assert not (tmp_path / "dist").exists()


def test_a_release_without_any_article_that_could_be_coded_is_refused_with_the_reasons(
    sources: Path, tmp_path: Path
) -> None:
    out = release([sources], tmp_path / "dist", version="0.1.0", workers=0).path
    before = contents(out)
    write(sources, [{"id": "undated", "text": "The army shelled Aleppo on Tuesday."}])
    with pytest.raises(NothingCodedError, match=r"every document was rejected \(1 × .*\); nothing was written"):
        release([sources], out, version="0.2.0", workers=0)
    assert contents(out) == before


def test_another_folder_can_be_the_release_before(sources: Path, tmp_path: Path) -> None:
    old = release([sources], tmp_path / "old", version="1.0.0", workers=0).path
    with pytest.raises(VersionTooLowError, match=r"expected version 1\.0\.0 or higher"):
        release([sources], tmp_path / "new", version="0.9.0", previous=old, workers=0)
    with pytest.raises(ReleaseError, match="expected a release"):
        release([sources], tmp_path / "new", version="1.0.0", previous=tmp_path / "nowhere", workers=0)
    done = release([sources], tmp_path / "new", version="1.0.0", previous=old, workers=0)
    assert diff_releases(old, done.path).ok


@pytest.mark.parametrize("version", ["1.0", "v1.0.0", "1.0.0-rc1", "01.0.0", ""])
def test_a_version_of_another_form_is_refused(sources: Path, tmp_path: Path, version: str) -> None:
    with pytest.raises(ValueError, match=r"--version: expected three numbers X\.Y\.Z"):
        release([sources], tmp_path / "dist", version=version, workers=0)
