"""What the contract asks between tables, beyond foreign keys: counts, positions, offsets, evidence, texts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from timeline.contract.checks import TOLLS
from timeline.contract.findings import Finding
from timeline.contract.frames import shown
from timeline.contract.schema import contract

if TYPE_CHECKING:
    import pandas as pd

    Frames = Mapping[str, pd.DataFrame]

# Where words of the article stand: the columns of their text (None where only the span is given), start and end.
SPANS: Mapping[str, tuple[tuple[str | None, str, str], ...]] = {
    "events": (("trigger_text", "trigger_start", "trigger_end"), (None, "sentence_start", "sentence_end")),
    "event_actors": (("mention_text", "mention_start", "mention_end"),),
    "evidence": (("text", "start", "end"),),
    "timexes": (("text", "start", "end"),),
}

# The column of `events` that says whether a field of `evidence` must have a row, and its values for which it must
# (None: any). «asserted» is what words say that carry no mark.
_RESTS_ON_WORDS: Mapping[str, tuple[str, tuple[str, ...] | None]] = {
    "date": ("date_basis", ("explicit", "relative")),
    "location": ("location_basis", ("clause", "sentence")),
    "status": ("status", ("denied", "planned", "hypothetical")),
    "mode": ("event_mode", None),
    **{toll: (f"{toll}_low", None) for toll in TOLLS},
}


def _finding(table: str, column: str, row: int, check: str, expected: str, found: str, remedy: str) -> Finding:
    return Finding(contract().file(table), table, column, row, check, expected, found, remedy)


def _with_article(frames: Frames, table: str, columns: list[str]) -> pd.DataFrame:
    """Columns of a table with the article_id of each row, in the table's order; null where the event is not there."""
    frame = frames[table]
    if "article_id" in frame.columns:
        return frame[["article_id", *columns]]
    events = frames["events"][["event_id", "article_id"]].drop_duplicates("event_id")
    return frame[["event_id", *columns]].merge(events, on="event_id", how="left")


def _spans_inside(frames: Frames) -> Iterator[Finding]:
    lengths = frames["articles"][["article_id", "text_length"]].drop_duplicates("article_id")
    for table, spans in SPANS.items():
        for _, _, end in spans:
            frame = _with_article(frames, table, [end]).merge(lengths, on="article_id", how="left")
            outside = frame[(frame[end] > frame["text_length"]).fillna(False)]
            for row, found, length in zip(outside.index, outside[end], outside["text_length"], strict=True):
                yield _finding(
                    table, end, int(row), "span inside the text", f"at most {length}, the article's text_length",
                    f"{found}",
                    "count offsets in code points of the text whose digest is text_sha256, or correct text_length",
                )  # fmt: skip


def _event_counts(frames: Frames) -> Iterator[Finding]:
    counts = frames["events"]["article_id"].value_counts().to_dict()
    articles = frames["articles"]
    for row, (article, found) in enumerate(zip(articles["article_id"], articles["event_count"], strict=True)):
        if found != (expected := counts.get(article, 0)):
            yield _finding(
                "articles", "event_count", row, "number of events", f"{expected}, as many as the table events has",
                f"{found}", "count the article's events again, or write the ones that are missing",
            )  # fmt: skip


def _positions(frames: Frames) -> Iterator[Finding]:
    """Positions are distinct by the primary key; so they have no gaps if each is less than their number."""
    frame = frames["event_actors"]
    numbers = frame.groupby(["event_id", "role"])["position"].transform("size")
    beyond = frame[(frame["position"] >= numbers).fillna(False)]
    for row, role, position in zip(beyond.index, beyond["role"], beyond["position"], strict=True):
        number = numbers.loc[row]
        yield _finding(
            "event_actors", "position", int(row), "positions without gaps",
            f"0 to {number - 1}: the event has {number} with the role {role}", f"{position}",
            "number the actors of each event and role 0, 1, 2 …",
        )  # fmt: skip


def _evidence_given(frames: Frames) -> Iterator[Finding]:
    """Every field that is neither null nor inherited has its words."""
    events, evidence = frames["events"], frames["evidence"]
    for field, (column, values) in _RESTS_ON_WORDS.items():
        needed = events[column].notna() if values is None else events[column].isin(list(values))
        given = evidence.loc[(evidence["field"] == field).fillna(False), "event_id"]
        lacking = events[needed & ~events["event_id"].isin(given)]
        for row, event, value in zip(lacking.index, lacking["event_id"], lacking[column], strict=True):
            yield _finding(
                "events", column, int(row), "evidence given",
                f"a row with field {field} in {contract().file('evidence')}",
                f"none for {event}, {column} {shown(value)}",
                "write the words that the field rests on as evidence, or leave the field null",
            )  # fmt: skip


_RELATIONS: tuple[tuple[frozenset[str], Callable[[Frames], Iterator[Finding]]], ...] = (
    (frozenset({"articles", *SPANS}), _spans_inside),
    (frozenset({"articles", "events"}), _event_counts),
    (frozenset({"event_actors"}), _positions),
    (frozenset({"events", "evidence"}), _evidence_given),
)


def relation_findings(frames: Frames) -> Iterator[Finding]:
    """Where the tables, as frames of Arrow dtypes, contradict each other.

    Checks that need a table which is not there are passed over.
    """
    for needed, check in _RELATIONS:
        if needed <= set(frames):
            yield from check(frames)


def text_findings(frames: Frames, texts: Mapping[str, str]) -> list[Finding]:
    """Where lengths, triggers, mentions or evidence are not what stands in the texts, by table and row.

    `texts` maps text_sha256 to the text, as decoded and otherwise unchanged; it is asked for each text once, and passed
    over where it has none. A table `texts` among the frames is checked against the digests, and goes first.
    """
    own: dict[str, tuple[int, str]] = {}
    if "texts" in frames:
        rows = frames["texts"][["article_id", "text"]].itertuples(index=False)
        own = {article: (row, text) for row, (article, text) in enumerate(rows)}
    located = {
        table: _with_article(frames, table, [name for span in spans for name in span if name is not None])
        for table, spans in SPANS.items()
        if table in frames
    }
    rows_of: dict[str, dict[Any, Any]] = {
        table: frame.groupby("article_id").indices for table, frame in located.items()
    }
    findings: list[Finding] = []
    articles = frames["articles"][["article_id", "text_sha256", "text_length"]].itertuples(index=False)
    for row, (article, digest, length) in enumerate(articles):
        if article in own:
            at, text = own[article]
            if (actual := hashlib.sha256(text.encode()).hexdigest()) != digest:
                findings.append(
                    _finding(
                        "texts", "text", at, "digest of the text", f"the text with the SHA-256 {digest}", actual,
                        "write the text as decoded and otherwise unchanged",
                    )
                )  # fmt: skip
        elif (given := texts.get(digest)) is not None:
            text = given
        else:
            continue
        if len(text) != length:
            findings.append(
                _finding(
                    "articles", "text_length", row, "length of the text", f"{len(text)}, its code points", f"{length}",
                    "count code points (not bytes or UTF-16 units) of the text as decoded, with its newlines",
                )
            )  # fmt: skip
        for table, frame in located.items():
            here = rows_of[table].get(article)
            if here is not None:
                findings += _words(table, frame.take(here), here.tolist(), text)
    order = list(frames)
    return sorted(findings, key=lambda finding: (order.index(finding.table or ""), finding.row or 0))


def _words(table: str, frame: pd.DataFrame, rows: Iterable[int], text: str) -> Iterator[Finding]:
    """Where words of one article are not those of its text; `rows` are the frame's rows as the table counts them."""
    for column, start, end in SPANS[table]:
        if column is None:
            continue
        for row, words, first, last in zip(rows, frame[column], frame[start], frame[end], strict=True):
            if (found := text[first:last]) != words:
                yield _finding(
                    table, column, int(row), "words of the text", f"{shown(found)} ({first} to {last})",
                    shown(words), "take the words from the text at these offsets, or correct the offsets",
                )  # fmt: skip
