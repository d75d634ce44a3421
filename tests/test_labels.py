"""Annotations of texts that can't be handed on: kept without them, and put together with them again."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parent.parent / "bench" / "labels.py"
GOLD = Path(__file__).parent / "gold"
DAY = "2015-07-31"


def labels(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, SCRIPT, *map(str, arguments)], capture_output=True, text=True)


def article(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    raw, annotation = (json.loads((GOLD / f"{name}.{end}").read_text("utf-8")) for end in ("json", "ann.json"))
    return raw, annotation


def newspaper(folder: Path, text: str) -> None:
    """A day of the newspaper corpus that holds one article."""
    title, _, content = text.partition("\n")
    folder.mkdir()
    with zipfile.ZipFile(folder / f"{DAY}.zip", "w") as day:
        day.writestr(f"{DAY}.json", json.dumps([{"title": title, "content": content.strip()}]))


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """The annotations of one article, without its text."""
    raw, annotation = article("ar01")
    head, _, body = raw["text"].partition("\n")
    raw["text"] = f"{head.strip()}\n{body.strip()}"
    folder = tmp_path / "annotated"
    folder.mkdir()
    told = {**raw, "source_ref": f"{DAY}#0", "source": raw.get("source", "paper")}
    (folder / "ar01.json").write_text(json.dumps(told), "utf-8")
    (folder / "ar01.ann.json").write_text(json.dumps(annotation), "utf-8")
    out = tmp_path / "labels.jsonl.gz"
    assert labels("pack", folder, "--out", out).returncode == 0
    newspaper(tmp_path / "texts", raw["text"])
    return out


def test_annotations_come_back_with_the_text_they_were_made_on(packed: Path, tmp_path: Path) -> None:
    assert labels("unpack", packed, "--texts", tmp_path / "texts", "--out", tmp_path / "out").returncode == 0
    name = f"{DAY}-0"
    text = json.loads((tmp_path / "out" / f"{name}.json").read_text("utf-8"))["text"]
    found = json.loads((tmp_path / "out" / f"{name}.ann.json").read_text("utf-8"))["events"]
    wanted = article("ar01")[1]["events"]
    assert len(found) == len(wanted) > 0
    for event, original in zip(found, wanted, strict=True):
        for field in ("trigger", "nth", "type", "start", "end", "precision", "status"):
            assert event[field] == original[field]
        assert [party["text"] for party in event["actors"]] == [party["text"] for party in original["actors"]]
        assert (event["place"] or {}).get("text") == (original["place"] or {}).get("text")
        assert event["trigger"] in text


def test_labels_hold_no_words_of_the_text(packed: Path) -> None:
    line = json.loads(gzip.decompress(packed.read_bytes()))
    text = article("ar01")[0]["text"]
    assert all(word not in json.dumps(line, ensure_ascii=False) for word in text.split() if len(word) > 3)


def test_another_text_than_the_annotated_one_is_told_and_left_out(packed: Path, tmp_path: Path) -> None:
    newspaper(tmp_path / "others", "عنوان آخر\nنص آخر تماما.")
    done = labels("unpack", packed, "--texts", tmp_path / "others", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert f"1 texts are not in {tmp_path / 'others'}, or are other ones: {DAY}#0" in done.stderr
    assert not list((tmp_path / "out").iterdir())
