"""Fit the weights of event signs on annotated articles and write knowledge/confidence.tsv.

    python bench/train_confidence.py GOLD [GOLD …] [--also GOLD …] [--split tune] [--write]

GOLD holds NAME.json and NAME.ann.json (and split.tsv). Every draft that the coder makes before it decides is labelled
by whether it is a typed event of the annotation; a logistic regression over the signs is fitted, with regularisation
and threshold chosen by repeated cross-validation over documents. Articles of --also are learnt from, but not counted:
such as were chosen for what they tell. Needs the extra `train`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from annotated import annotated, documents, drafts_of
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from timeline.tsv import data_path

REPEATS = 5
FOLDS = 8
CUTS = np.arange(0.2, 0.6, 0.01)
PLATEAU = 0.004
"""How far below the best F1 a cut may lie."""
STRENGTHS = (0.1, 0.2, 0.3)


def main() -> int:
    """Fit, report, and write where asked to."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path, nargs="+")
    cli.add_argument("--also", type=Path, nargs="*", default=[], help="folders to learn from, but not to measure on")
    cli.add_argument("--split", default="tune", help="part of GOLD/split.tsv to learn from")
    cli.add_argument("--write", action="store_true", help="write the table")
    args = cli.parse_args()
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    groups: list[int] = []
    counts: list[bool] = []
    total = 0
    pages = [(page, True) for page in documents(args.gold, args.split)]
    pages += [(page, False) for page in documents(args.also, args.split)]
    for number, ((article, events), measured) in enumerate(pages):
        drafts = drafts_of(article)
        total += measured * sum(not event.get("optional") for event in events)
        for (_, draft), event in zip(drafts, annotated(article.text, drafts, events), strict=True):
            if event is None or not event.get("optional"):
                rows.append(draft.signs)
                right.append(event is not None)
                groups.append(number)
                counts.append(measured)
    names = sorted({name for row in rows for name in row})
    column = {name: at for at, name in enumerate(names)}
    cells = [(value, at, column[name]) for at, row in enumerate(rows) for name, value in row.items()]
    values, ats, columns = zip(*cells, strict=True)
    x = csr_matrix((values, (ats, columns)), shape=(len(rows), len(names)))
    y, by_document = np.array(right), np.array(groups)
    judged = np.array(counts)
    score, strength, cut = max(_cross_validated(x, y, by_document, judged, total, c) for c in STRENGTHS)
    told = f"{judged.sum()} drafts, {y[judged].sum()} right, of {total} annotated events"
    print(f"{told}; cross-validated F1 {score:.3f} at C {strength}, threshold {cut:.2f}")
    if args.write:
        model = _model(strength).fit(x, y)
        lines = ["sign\tweight", f"constant\t{model.intercept_[0]:.4f}", f"threshold\t{cut:.4f}"]
        lines += [f"{name}\t{weight:.4f}" for name, weight in zip(names, model.coef_[0], strict=True)]
        data_path("knowledge", "confidence.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return 0


def _model(strength: float) -> LogisticRegression:
    """The model; its constant is hardly held back (the solver treats it as a sign of this value)."""
    return LogisticRegression(C=strength, solver="liblinear", tol=1e-4, intercept_scaling=10.0)


def _cross_validated(
    x: csr_matrix, y: np.ndarray, by_document: np.ndarray, judged: np.ndarray, total: int, strength: float
) -> tuple[float, float, float]:
    """The best F1 over the cuts, smoothed, with the strength and the lowest cut of its plateau: for recall."""
    f1 = np.zeros(len(CUTS))
    for repeat in range(REPEATS):
        folds = np.random.default_rng(repeat).permutation(by_document.max() + 1)[by_document]
        guess = np.zeros(len(y))
        for train, test in GroupKFold(FOLDS).split(x, y, folds):
            model = _model(strength).fit(x[train], y[train])
            guess[test] = model.predict_proba(x[test])[:, 1]
        keeps = [(guess >= cut) & judged for cut in CUTS]
        f1 += [2 * y[kept].sum() / (kept.sum() + total) for kept in keeps]
    smooth = np.convolve(f1 / REPEATS, np.ones(5) / 5, mode="same")[2:-2]
    at = int((smooth >= smooth.max() - PLATEAU).argmax())
    return float(smooth.max()), strength, float(CUTS[at + 2])


if __name__ == "__main__":
    sys.exit(main())
