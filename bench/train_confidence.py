"""Fit the weights of event signs on annotated articles and write knowledge/confidence.tsv.

    python bench/train_confidence.py GOLD [--split tune] [--write]

GOLD holds NAME.json and NAME.ann.json (and split.tsv). Every draft that the coder makes before it decides is labelled
by whether it is a typed event of the annotation; a logistic regression over the signs is fitted, with regularisation
and threshold chosen by repeated cross-validation over documents. Needs scikit-learn, which the package does not.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from timeline import coder
from timeline.articles import article_of
from timeline.events import lexicon
from timeline.events.code import weighed_drafts
from timeline.events.merge import Draft
from timeline.events.sentences import Analysis, analyse
from timeline.model import Article, Span
from timeline.tsv import data_path

MOST_APART = 60
REPEATS = 5
MOST_TOLD = 0
CUTS = np.arange(0.2, 0.6, 0.01)
STRENGTHS = (0.03, 0.06, 0.12)


def documents(gold: Path, split: str | None) -> Iterator[tuple[str, Article, list[dict[str, Any]]]]:
    """Articles with their annotated events."""
    parts: dict[str, str] = {}
    if (gold / "split.tsv").exists():
        parts = dict(line.split("\t") for line in (gold / "split.tsv").read_text("utf-8").splitlines()[1:])
    for path in sorted(gold.glob("*.ann.json")):
        annotation = json.loads(path.read_text("utf-8"))
        name = annotation["doc_id"]
        if split and parts.get(name) not in {split, None}:
            continue
        raw = json.loads((gold / f"{name}.json").read_text("utf-8"))
        record = {"id": name, "language": raw["lang"], **{k: raw.get(k) for k in ("text", "published", "source")}}
        article = article_of(record, name)
        if isinstance(article, Article):
            yield name, article, annotation["events"]


class Drafts(list[tuple[int, Draft]]):
    """What the coder weighs in an article, each draft with the offset of its trigger, and the analysis behind it."""

    analysis: Analysis


def drafts_of(article: Article) -> Drafts:
    """What the coder weighs in an article."""
    found = coder.tag(article)
    words = lexicon.load(article.language)
    analysis = analyse(found.text, words, coder.coded_zones(article), found.actors, found.places, found.times)
    drafts = weighed_drafts(analysis, found.published_on, found.issue_on)
    weighed = Drafts((found.text.starts[draft.filled.hit.first], draft) for draft in drafts)
    weighed.analysis = analysis
    return weighed


def labels(text: str, drafts: list[tuple[int, Draft]], events: list[dict[str, Any]]) -> list[int]:
    """1 for drafts that are an annotated event (each at most once), 0 for others, -1 for those of optional ones."""
    return [0 if event is None else -1 if event.get("optional") else 1 for event in annotated(text, drafts, events)]


def annotated(
    text: str, drafts: list[tuple[int, Draft]], events: list[dict[str, Any]]
) -> list[dict[str, Any] | None]:
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
    for _, _, i, j in sorted(options, key=lambda option: option[:4], reverse=True):
        if i not in used and out[-j] is None:
            used.add(i)
            out[-j] = events[-i]
    return out


def _spans(text: str, event: dict[str, Any]) -> tuple[Span, Span]:
    """Trigger and sentence of an annotated event."""
    at = -1
    for _ in range(event.get("nth", 0) + 1):
        at = text.find(event["trigger"], at + 1)
    left = max(text.rfind(mark, 0, at) + 1 for mark in ".!?؟\n…")
    ends = [end for mark in ".!?؟\n…" if (end := text.find(mark, at)) >= 0]
    return Span(at, at + len(event["trigger"])), Span(left, min(ends, default=len(text)))


def main() -> int:
    """Fit, report, and write where asked to."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path, nargs="+")
    cli.add_argument("--split", default="tune", help="part of GOLD/split.tsv to learn from")
    cli.add_argument("--write", action="store_true", help="write the table; otherwise print the weights")
    cli.add_argument("--drop", nargs="*", default=[], help="beginnings of signs to leave out")
    args = cli.parse_args()
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold

    rows: list[dict[str, float]] = []
    right: list[int] = []
    groups: list[int] = []
    total = 0
    found = (document for gold in args.gold for document in documents(gold, args.split))
    for number, (_, article, events) in enumerate(found):
        drafts = drafts_of(article)
        total += sum(not event.get("optional") for event in events)
        for (_, draft), label in zip(drafts, labels(article.text, drafts, events), strict=True):
            if label >= 0:
                rows.append(draft.signs)
                right.append(label)
                groups.append(number)
    if args.drop:
        rows = [{k: v for k, v in row.items() if not any(k.startswith(d) for d in args.drop)} for row in rows]
    names = sorted({name for row in rows for name in row})
    column = {name: at for at, name in enumerate(names)}
    x = csr_matrix(
        (
            [value for row in rows for value in row.values()],
            [column[name] for row in rows for name in row],
            np.cumsum([0, *map(len, rows)]),
        ),
        shape=(len(rows), len(names)),
    )
    y, by_document = np.array(right), np.array(groups)
    best: tuple[float, float, float] | None = None
    for strength in STRENGTHS:
        f1 = np.zeros(len(CUTS))
        for repeat in range(REPEATS):
            folds = np.random.default_rng(repeat).permutation(by_document.max() + 1)[by_document]
            guess = np.zeros(len(y))
            for train, test in GroupKFold(8).split(x, y, folds):
                model = LogisticRegression(C=strength, max_iter=3000).fit(x[train], y[train])
                guess[test] = model.predict_proba(x[test])[:, 1]
            f1 += [2 * y[guess >= cut].sum() / ((guess >= cut).sum() + total) for cut in CUTS]
        # The mean over neighbouring cuts: a plateau is worth more than a peak.
        smooth = np.convolve(f1 / REPEATS, np.ones(5) / 5, mode="same")[2:-2]
        at = int(smooth.argmax())
        if best is None or smooth[at] > best[0]:
            best = (float(smooth[at]), strength, float(CUTS[at + 2]))
    assert best is not None
    score, strength, cut = best
    told = f"{len(y)} drafts, {y.sum()} right, of {total} annotated events"
    print(f"{told}; cross-validated F1 {score:.3f} at C {strength}, threshold {cut:.2f}")
    model = LogisticRegression(C=strength, max_iter=3000).fit(x, y)
    table = sorted(zip(names, model.coef_[0], strict=True))
    if not args.write:
        for name, weight in sorted(table, key=lambda pair: -abs(float(pair[1])))[:MOST_TOLD]:
            print(f"{weight:7.3f}  {name}")
        return 0
    lines = ["sign\tweight", f"constant\t{model.intercept_[0]:.4f}", f"threshold\t{cut:.4f}"]
    lines += [f"{name}\t{weight:.4f}" for name, weight in table]
    data_path("knowledge", "confidence.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
