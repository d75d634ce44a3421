"""Annotated articles and what the coder drafts in them: what the training scripts learn from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from timeline import coder
from timeline.articles import article_of
from timeline.events import lexicon
from timeline.events.code import weighed_drafts
from timeline.events.merge import Draft
from timeline.events.sentences import Analysis, analyse
from timeline.model import Article, Span

MOST_APART = 60
"""Code points that a draft's event word may lie from the annotated one, outside its sentence."""
_ENDS = ".!?؟\n…"


class Drafts(list[tuple[int, Draft]]):
    """What the coder weighs in an article, each draft with the offset of its event word, and the analysis behind it."""

    analysis: Analysis


def documents(folders: Sequence[Path], split: str | None) -> Iterator[tuple[Article, list[dict[str, Any]]]]:
    """The articles of gold folders with their annotated events; of folders with a split.tsv only that part."""
    for folder in folders:
        parts: dict[str, str] = {}
        if (folder / "split.tsv").exists():
            parts = dict(line.split("\t") for line in (folder / "split.tsv").read_text("utf-8").splitlines()[1:])
        for path in sorted(folder.glob("*.ann.json")):
            annotation = json.loads(path.read_text("utf-8"))
            name = annotation["doc_id"]
            if split and parts.get(name) not in {split, None}:
                continue
            raw = json.loads((folder / f"{name}.json").read_text("utf-8"))
            record = {"id": name, "language": raw["lang"], **{k: raw.get(k) for k in ("text", "published", "source")}}
            article = article_of(record, name)
            if isinstance(article, Article):
                yield article, annotation["events"]


def drafts_of(article: Article) -> Drafts:
    """What the coder weighs in an article."""
    found = coder.tag(article)
    words = lexicon.load(article.language)
    analysis = analyse(found.text, words, coder.coded_zones(article), found.actors, found.places, found.times)
    drafts = weighed_drafts(analysis, found.published_on, found.issue_on)
    weighed = Drafts((found.text.starts[draft.filled.hit.first], draft) for draft in drafts)
    weighed.analysis = analysis
    return weighed


def annotated(text: str, drafts: Drafts, events: list[dict[str, Any]]) -> list[dict[str, Any] | None]:
    """The annotated event that each draft is, each at most once, or None."""
    options = []
    for i, event in enumerate(events):
        trigger, sentence = _spans(text, event)
        for j, (start, draft) in enumerate(drafts):
            gap = max(0, trigger.start - start - 1, start - trigger.end)
            if draft.type == event["type"] and (sentence.start <= start <= sentence.end or gap <= MOST_APART):
                options.append((1 / (1 + gap / 40), not event.get("optional", False), -i, -j))
    out: list[dict[str, Any] | None] = [None] * len(drafts)
    used: set[int] = set()
    for _, _, i, j in sorted(options, reverse=True):
        if i not in used and out[-j] is None:
            used.add(i)
            out[-j] = events[-i]
    return out


def _spans(text: str, event: dict[str, Any]) -> tuple[Span, Span]:
    """Trigger and sentence of an annotated event."""
    at = -1
    for _ in range(event.get("nth", 0) + 1):
        at = text.find(event["trigger"], at + 1)
    left = max(text.rfind(mark, 0, at) + 1 for mark in _ENDS)
    ends = [end for mark in _ENDS if (end := text.find(mark, at)) >= 0]
    return Span(at, at + len(event["trigger"])), Span(left, min(ends, default=len(text)))
