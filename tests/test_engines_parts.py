"""Batches and parts on their way through files: nothing is changed, and the merge sorts as if all were in memory."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.contract import arrow_schema
from timeline.engines import EngineError
from timeline.engines.merge import Sorter, merge
from timeline.engines.parts import counts, read_part, write_part
from timeline.engines.spool import Item, batches, decode, encode
from timeline.model import Article, Reject, Span, Zone
from timeline.release import tables_from_rows

TEXTS = st.text(st.characters(codec=None), max_size=30)
DAYS = st.none() | st.dates()
SPANS = st.builds(lambda a, b: Span(min(a, b), max(a, b)), st.integers(0, 99), st.integers(0, 99))
ARTICLES = st.builds(
    Article,
    document_id=TEXTS,
    source=TEXTS,
    text=TEXTS,
    language=st.sampled_from(["ar", "en"]),
    title=st.none() | TEXTS,
    agencies=st.lists(TEXTS, max_size=2).map(tuple),
    dateline=st.none() | SPANS,
    zones=st.lists(st.builds(Zone, st.sampled_from(["headline", "body"]), SPANS), max_size=3).map(tuple),
    published_on=DAYS,
    issue_on=DAYS,
    retrieved_on=DAYS,
    url=st.none() | TEXTS,
)
REJECTS = st.builds(Reject, TEXTS, TEXTS, st.just("read"), TEXTS, TEXTS)


@given(st.lists(ARTICLES | REJECTS, max_size=4))
def test_articles_and_rejects_come_back_from_a_batch_as_they_were(items: list[Item]) -> None:
    assert decode(encode(items)) == items


@given(st.lists(ARTICLES | REJECTS, max_size=12), st.integers(1, 5), st.integers(1, 80))
def test_batches_hold_all_items_in_their_order_and_keep_their_bounds(
    items: list[Item], documents: int, characters: int
) -> None:
    cut = list(batches(items, documents, characters))
    assert [item for batch in cut for item in batch] == items
    assert all(0 < len(batch) <= documents for batch in cut)
    for batch in cut:
        texts = [len(item.text) if isinstance(item, Article) else len(item.detail) for item in batch]
        assert sum(texts[:-1]) < characters


def actor(key: str, name: str) -> dict[str, Any]:
    return {"actor_id": key, "name": name, "kind": "person", "sector": "GOV", "listed": True}


def table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    return tables_from_rows({name: rows})[name]


def sorted_rows(name: str, pieces: list[list[dict[str, Any]]], spill_at: int, chunk: int, fan: int) -> list[Any]:
    with tempfile.TemporaryDirectory() as folder:
        sorter = Sorter(name, Path(folder), chunk, fan)
        for rows in pieces:
            sorter.add(table(name, rows))
            if sorter.held > spill_at:
                sorter.spill()
        found = pa.Table.from_batches(list(sorter.batches()), arrow_schema(name)).to_pylist()
        assert not list(Path(folder).iterdir())
    return found


PIECES = st.lists(
    st.lists(st.tuples(st.text("abكز", min_size=1, max_size=3), st.integers(0, 9)), max_size=6), max_size=9
)
SIZES = st.tuples(st.sampled_from([0, 100, 10**9]), st.sampled_from([1, 200, 10**6]), st.integers(2, 4))


@settings(max_examples=60, deadline=None)
@given(PIECES, SIZES)
def test_of_an_actor_that_many_parts_have_the_first_row_stays(
    pieces: list[list[tuple[str, int]]], sizes: tuple[int, int, int]
) -> None:
    first: dict[str, str] = {}
    for piece in pieces:
        for key, number in piece:
            first.setdefault(key, str(number))
    found = sorted_rows("actors", [[actor(k, str(n)) for k, n in piece] for piece in pieces], *sizes)
    assert [(row["actor_id"], row["name"]) for row in found] == sorted(first.items(), key=lambda kv: kv[0].encode())


@settings(max_examples=60, deadline=None)
@given(PIECES, SIZES)
def test_rejects_have_no_key_and_are_all_kept_in_an_order_of_their_own(
    pieces: list[list[tuple[str, int]]], sizes: tuple[int, int, int]
) -> None:
    rows = [
        [{"document_id": k, "source": "s", "stage": "read", "reason": "r", "detail": str(n)} for k, n in piece]
        for piece in pieces
    ]
    found = sorted_rows("rejects", rows, *sizes)
    expected = sorted(((k, str(n)) for piece in pieces for k, n in piece), key=lambda kv: (kv[0].encode(), kv[1]))
    assert [(row["document_id"], row["detail"]) for row in found] == expected


def test_a_key_of_several_columns_is_sorted_by_all_of_them(tmp_path: Path) -> None:
    rows = [
        {"article_id": f"a{n % 3}", "start": n * 7 % 20, "end": 30 - n, "text": "x", "type": "SET", "value": "v",
         "basis": "explicit", "calendar": "gregorian"}
        for n in range(20)
    ]  # fmt: skip
    found = sorted_rows("timexes", [rows[:7], rows[7:9], rows[9:]], 0, 1, 2)
    assert [(r["article_id"], r["start"], r["end"]) for r in found] == sorted(
        (str(r["article_id"]), r["start"], r["end"]) for r in rows
    )


def part(folder: Path, name: str, published: date | None, source: str) -> Path:
    articles = [
        {
            "article_id": name, "document_id": name, "source": source, "language": "en", "published_on": published,
            "published_basis": "given", "issue_on": published, "issue_basis": "published", "text_sha256": "0" * 64,
            "text_length": 1, "event_count": 0,
        }
    ]  # fmt: skip
    rejects = [{"document_id": "d", "source": source, "stage": "read", "reason": f"why {source}", "detail": "x"}]
    path = folder / f"{name}.arrows"
    write_part(path, tables_from_rows({"articles": articles, "rejects": rejects}))
    return path


def test_a_part_gives_back_its_tables_and_leaves_no_draft(tmp_path: Path) -> None:
    path = part(tmp_path, "a1", date(2016, 8, 4), "wire")
    rows = counts(path)
    assert rows is not None
    assert (rows["articles"], rows["rejects"], rows["events"]) == (1, 1, 0)
    assert dict(read_part(path))["articles"]["source"].to_pylist() == ["wire"]
    assert [p.name for p in tmp_path.iterdir()] == ["a1.arrows"]


def test_a_part_that_is_cut_short_anywhere_is_no_part(tmp_path: Path) -> None:
    path = part(tmp_path, "a1", date(2016, 8, 4), "wire")
    data = path.read_bytes()
    for length in range(0, len(data), 97):
        path.write_bytes(data[:length])
        assert counts(path) is None


def test_the_merge_adds_up_what_a_release_says_of_itself(tmp_path: Path) -> None:
    first = part(tmp_path, "a2", date(2016, 8, 4), "wire")
    second = part(tmp_path, "a1", date(2016, 8, 9), "bbc")
    merged = merge([first, second], tmp_path)
    assert merged.latest == date(2016, 8, 9)
    assert merged.sources == ("bbc", "wire")
    assert merged.rejects == {"why bbc": 1, "why wire": 1}
    assert (merged.articles, merged.events) == (2, 0)
    assert [key for batch in merged.tables["articles"] for key in batch["article_id"].to_pylist()] == ["a1", "a2"]


def test_a_part_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"gone\.arrows"):
        merge([tmp_path / "gone.arrows"], tmp_path)
