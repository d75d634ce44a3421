"""Fit the weights of event signs on annotated articles and write knowledge/confidence.tsv.

    python bench/train_confidence.py GOLD [--split tune] [--write]

GOLD holds NAME.json and NAME.ann.json (and split.tsv). Every draft that the coder makes before it decides is labelled by
whether it is a typed event of the annotation; a logistic regression over the signs is fitted, with its regularisation
and the threshold chosen by cross-validation over documents. Needs scikit-learn (not a dependency of the package).
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from timeline import coder
from timeline.articles import article_of
from timeline.events import code as coding
from timeline.events.merge import Draft
from timeline.model import Article, Span
from timeline.tables import data_path

MOST_APART = 60
REPEATS = 5
CUTS = np.arange(0.2, 0.6, 0.01)


def documents(gold: Path, split: str | None) -> list[tuple[str, Article, list[dict[str, Any]]]]:
    """Articles with their annotated events."""
    parts = {}
    if (gold / "split.tsv").exists():
        parts = dict(line.split("\t") for line in (gold / "split.tsv").read_text("utf-8").splitlines()[1:])
    found = []
    for path in sorted(gold.glob("*.ann.json")):
        annotation = json.loads(path.read_text("utf-8"))
        name = annotation["doc_id"]
        if split and parts.get(name) not in {split, None}:
            continue
        raw = json.loads((gold / f"{name}.json").read_text("utf-8"))
        record = {
            "id": name,
            "text": raw["text"],
            "published": raw["published"],
            "language": raw["lang"],
            "source": raw.get("source"),
        }
        article = article_of(record, name)
        if isinstance(article, Article):
            found.append((name, article, annotation["events"]))
    return found


def drafts_of(article: Article) -> list[Draft]:
    """What the coder has before it decides, with the signs of each draft."""
    kept: list[Draft] = []
    original = coding.confidence.score

    seen: list[Draft] = []
    merge = coding.merge

    def spy(drafts: list[Draft]) -> list[Draft]:
        seen[:] = merge(drafts)
        return seen

    coding.merge = spy
    try:
        coder.code(article)
    finally:
        coding.merge = merge
        coding.confidence.score = original
    kept.extend(seen)
    return kept


def spans(text: str, event: dict[str, Any]) -> tuple[Span, Span]:
    """Trigger and sentence of an annotated event."""
    at = -1
    for _ in range(event.get("nth", 0) + 1):
        at = text.find(event["trigger"], at + 1)
    left = max((text.rfind(mark, 0, at) + 1 for mark in ".!?؟\n…"), default=0)
    ends = [end for mark in ".!?؟\n…" if (end := text.find(mark, at)) >= 0]
    return Span(at, at + len(event["trigger"])), Span(left, min(ends, default=len(text)))


def labels(article: Article, drafts: list[Draft], events: list[dict[str, Any]]) -> list[int]:
    """1 for drafts that are an annotated event (each at most once), 0 for others, -1 for those of optional ones."""
    options = []
    text = article.text
    for i, event in enumerate(events):
        trigger, sentence = spans(text, event)
        for j, draft in enumerate(drafts):
            hit = draft.filled.hit
            start = draft.features["_start"]
            gap = max(0.0, trigger.start - start - 1, start - trigger.end)
            if draft.type == event["type"] and (sentence.start <= start <= sentence.end or gap <= MOST_APART):
                options.append((1 / (1 + gap / 40), not event.get("optional", False), -i, -j))
            del hit
    out = [0] * len(drafts)
    used: set[int] = set()
    for _, firm, i, j in sorted(options, reverse=True):
        if -i not in used and out[-j] == 0:
            used.add(-i)
            out[-j] = 1 if firm else -1
    return out


def main() -> int:
    """Fit, report, and write where asked to."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path)
    cli.add_argument("--split", default="tune")
    cli.add_argument("--write", action="store_true")
    args = cli.parse_args()
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold

    rows: list[dict[str, float]] = []
    y: list[int] = []
    groups: list[int] = []
    total = 0
    for number, (_, article, events) in enumerate(documents(args.gold, args.split)):
        article = replace(article, zones=article.zones)
        drafts = drafts_of(article)
        total += sum(not e.get("optional") for e in events)
        for draft, label in zip(drafts, marked(article, drafts, events), strict=True):
            if label >= 0:
                rows.append({k: v for k, v in draft.features.items() if not k.startswith("_")})
                y.append(label)
                groups.append(number)
    names = sorted({name for row in rows for name in row})
    x = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    labels_ = np.array(y)
    best: tuple[float, float, float] | None = None
    numbers = np.array(groups)
    for strength in (0.1, 0.2):
        f1 = np.zeros(len(CUTS))
        for repeat in range(REPEATS):
            folds = np.random.default_rng(repeat).permutation(numbers.max() + 1)[numbers]
            guess = np.zeros(len(y))
            for train, test in GroupKFold(8).split(x, labels_, folds):
                model = LogisticRegression(C=strength, max_iter=3000).fit(x[train], labels_[train])
                guess[test] = model.predict_proba(x[test])[:, 1]
            f1 += [2 * labels_[guess >= cut].sum() / ((guess >= cut).sum() + total) for cut in CUTS]
        # The mean over neighbouring cuts: a plateau is worth more than a peak.
        smooth = np.convolve(f1 / REPEATS, np.ones(5) / 5, mode="same")[2:-2]
        at = int(smooth.argmax())
        if best is None or smooth[at] > best[0]:
            best = (float(smooth[at]), strength, float(CUTS[at + 2]))
    assert best is not None
    print(
        f"{len(y)} drafts, {labels_.sum()} right, {total} annotated events; cross-validated F1 {best[0]:.3f} at C {best[1]}, threshold {best[2]:.2f}"
    )
    model = LogisticRegression(C=best[1], max_iter=2000).fit(x, labels_)
    table = sorted(zip(names, model.coef_[0], strict=True), key=lambda pair: pair[0])
    if args.write:
        lines = ["sign\tweight", f"constant\t{model.intercept_[0]:.4f}", f"threshold\t{best[2]:.4f}"]
        lines += [f"{name}\t{weight:.4f}" for name, weight in table]
        data_path("knowledge", "confidence.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    else:
        for name, weight in sorted(table, key=lambda pair: pair[1]):
            print(f"{weight:7.3f}  {name}")
    return 0


def marked(article: Article, drafts: list[Draft], events: list[dict[str, Any]]) -> list[int]:
    """Labels, with the drafts' offsets taken from the text."""
    from timeline import languages
    from timeline.text import Text

    text = Text(article.text, languages.load(article.language))
    for draft in drafts:
        draft.features["_start"] = float(text.starts[draft.filled.hit.first])
    return labels(article, drafts, events)


if __name__ == "__main__":
    sys.exit(main())
