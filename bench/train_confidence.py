"""Fit the weights of event signs on annotated articles; write knowledge/confidence.tsv and knowledge/wording.tsv.

    python bench/train_confidence.py GOLD [GOLD …] [--also GOLD …] [--split tune] [--weight 3] [--on] [--threshold P]
        [--write]

GOLD holds NAME.json and NAME.ann.json (and split.tsv). Every draft that the coder makes before it decides is labelled
by whether it is a typed event of the annotation; a logistic regression over the signs is fitted, with regularisation,
discount for drafts beside a likelier one and threshold chosen by repeated cross-validation over documents, where the
drafts that would be kept are paired with the annotation anew. Articles of --also are learnt from, but not counted:
such as were chosen for what they tell, or are written for the purpose. With --on the weights that are written hold to
those of the tables as they stand instead of to none: what was learnt from articles that are no longer at hand is kept
(and figures are too good where those articles are measured on again). --weight lets every
article of GOLD count for several of --also. The words of sentences and articles are signs of their own, held back more
than the others. A language whose best threshold is another than the common one has the difference in the weight of its
sign. The F1 is told for all articles and by language. Needs the extra `train`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from annotated import Drafts, annotated, documents, drafts_of
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit
from sklearn.model_selection import GroupKFold

from timeline.events import confidence
from timeline.events.confidence import ARTICLE, OUTDONE, SENTENCE, outdone
from timeline.events.wording import Wording
from timeline.model import Article
from timeline.tsv import data_path, read_table

CONSTANT = "constant"
REPEATS = 2
FOLDS = 8
CUTS = np.arange(0.2, 0.6, 0.01)
PRIOR = 200
"""How many events of all languages count beside those of one when its threshold is chosen: few events tell little."""
PLATEAU = 0.004
"""How far below the best F1 a cut may lie."""
STRENGTHS = (0.1, 0.2)
HELD_BACK = {"sentence": 0.25, "article": 0.15}
"""How large the sign of a word is, where that of others is 1: the smaller, the more the prior holds its weight back."""
LEAST_ARTICLES, LEAST_DRAFTS = 6, 15
"""In how many articles, and in the sentences of how many drafts, a word stands that gets a weight."""
SMALLEST = 0.01
DISCOUNTS = (0.0, 0.5, 1.0, 1.5, 2.0)
"""What the log odds of an outdone draft can lose."""


class Page:
    """An annotated article with its drafts, which stand in the table of all drafts from row `first` on."""

    def __init__(self, article: Article, events: list[dict[str, Any]], drafts: Drafts, first: int) -> None:
        self.article, self.events, self.drafts = article, events, drafts
        self.rows = slice(first, first + len(drafts))
        self.paired = annotated(article.text, drafts, events)
        self.known: dict[bytes, tuple[int, int]] = {}
        self.wording = Wording(drafts.analysis)

    def words(self) -> Iterator[tuple[int, str]]:
        """The words that are signs of a draft, with its row: of its sentence, and of the whole article."""
        language = self.article.language
        for row, (_, draft) in enumerate(self.drafts, self.rows.start):
            yield from [(row, f"{language} sentence {stem}") for stem in self.wording.of(draft.sentence.index)]
            yield from [(row, f"{language} article {stem}") for stem in self.wording.everywhere]

    def outdone(self, guess: np.ndarray) -> np.ndarray:
        """Which drafts stand beside a likelier one, where they are as likely as guessed."""
        for (_, draft), likely in zip(self.drafts, guess, strict=True):
            draft.score = float(likely)
        lower = {id(draft) for draft in outdone([draft for _, draft in self.drafts])}
        return np.array([id(draft) in lower for _, draft in self.drafts], bool)

    def counts(self, keep: np.ndarray) -> tuple[int, int]:
        """How many events are found, and how many told, by the kept drafts; optional events count for neither."""
        key = keep.tobytes()
        if key not in self.known:
            kept = Drafts(pair for pair, holds in zip(self.drafts, keep, strict=True) if holds)
            found = annotated(self.article.text, kept, self.events)
            optional = sum(event is not None and bool(event.get("optional")) for event in found)
            self.known[key] = sum(event is not None for event in found) - optional, len(kept) - optional
        return self.known[key]


def main() -> int:
    """Fit, report, and write where asked to."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path, nargs="+")
    cli.add_argument("--also", type=Path, nargs="*", default=[], help="folders to learn from, but not to measure on")
    cli.add_argument("--weight", type=float, default=1.0, help="for how many of --also an article of GOLD counts")
    cli.add_argument("--split", default="tune", help="part of GOLD/split.tsv to learn from")
    cli.add_argument("--on", action="store_true", help="hold to the weights of the tables as they stand")
    cli.add_argument("--threshold", type=float, help="the probability from which events are kept, instead of the best")
    cli.add_argument("--write", action="store_true", help="write the table")
    args = cli.parse_args()
    pages: list[Page] = []
    rows: list[dict[str, float]] = []
    for article, events in (*documents(args.gold, args.split), *documents(args.also, args.split)):
        pages.append(Page(article, events, drafts_of(article), len(rows)))
        rows += [draft.signs for _, draft in pages[-1].drafts]
    measured = pages[: sum(1 for _ in documents(args.gold, args.split))]
    names = sorted({name for row in rows for name in row} - {OUTDONE, SENTENCE, ARTICLE})
    worded = _worded(pages)
    before = _before() if args.on else {}
    names = sorted({*names, *(name for name in before if not _is_word(name))} - {CONSTANT})
    worded = sorted({*worded, *filter(_is_word, before)})
    column = {name: at for at, name in enumerate((*names, *worded))}
    cells = [(value, at, column[name]) for at, row in enumerate(rows) for name, value in row.items() if name in column]
    cells += [
        (HELD_BACK[name.split()[1]], at, column[name]) for page in pages for at, name in page.words() if name in column
    ]
    values, ats, columns = zip(*cells, strict=True)
    x = csr_matrix((values, (ats, columns)), shape=(len(rows), len(column)))
    paired = [event for page in pages for event in page.paired]
    y = np.array([event is not None for event in paired])
    learnt = np.array([event is None or not event.get("optional") for event in paired])
    by_document = np.concatenate([np.full(len(page.drafts), number) for number, page in enumerate(pages)])
    of_page = [1.0 if number < len(measured) else 1.0 / args.weight for number in range(len(pages))]
    weight = np.repeat(of_page, [len(page.drafts) for page in pages]) * learnt
    known = np.array([before.get(name, 0.0) for name in (CONSTANT, *names, *worded)])
    best = max(found for c in STRENGTHS for found in _cross_validated(x, y, weight, by_document, measured, c, known))
    score, strength, discount, cut, cuts, by_language = best
    judged = learnt & (by_document < len(measured))
    told = f"{judged.sum()} drafts, {y[judged].sum()} right, of {_asked(measured)} annotated events"
    print(f"{told}; cross-validated F1 {score:.3f} at C {strength}, discount {discount}, threshold {cut:.2f}")
    print(by_language)
    if args.write:
        constant, *weights = _fitted(x[learnt], y[learnt], weight[learnt], strength, known)
        lines = ["sign\tweight", f"{CONSTANT}\t{constant:.4f}", f"threshold\t{args.threshold or cut:.4f}"]
        lines.append(f"{OUTDONE}\t{-discount:.4f}")
        fitted = dict(zip((*names, *worded), weights, strict=True))
        for language, own in cuts:  # what is asked of a language's events beyond the common threshold
            fitted[f"language {language}"] -= _log_odds(own) - _log_odds(cut)
        lines += [f"{SENTENCE}\t1.0000", f"{ARTICLE}\t1.0000"]
        lines += [f"{name}\t{fitted[name]:.4f}" for name in names]
        data_path("knowledge", "confidence.tsv").write_text("\n".join(lines) + "\n", "utf-8")
        _write_words({name: fitted[name] for name in worded})
    return 0


def _worded(pages: list[Page]) -> list[str]:
    """The signs of words that occur often enough."""
    drafts, articles = Counter[str](), Counter[str]()
    for page in pages:
        told = [name for _, name in page.words()]
        drafts.update(told)
        articles.update(set(told))
    least = {"sentence": (drafts, LEAST_DRAFTS), "article": (articles, LEAST_ARTICLES)}
    return sorted(name for name in drafts if least[name.split()[1]][0][name] >= least[name.split()[1]][1])


def _write_words(fitted: dict[str, float]) -> None:
    """Write what words weigh, those that weigh next to nothing left out."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for name, weight in fitted.items():
        language, where, stem = name.split()
        if abs(weight * HELD_BACK[where]) >= SMALLEST:
            found.setdefault((language, stem), {})[where] = f"{weight * HELD_BACK[where]:.3f}"
    rows = ["language\tstem\tsentence\tarticle"]
    rows += [f"{a}\t{b}\t{cell.get('sentence', '')}\t{cell.get('article', '')}" for (a, b), cell in found.items()]
    data_path("knowledge", "wording.tsv").write_text("\n".join(rows) + "\n", "utf-8")


def _log_odds(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))


def _fitted(x: csr_matrix, y: np.ndarray, weight: np.ndarray, strength: float, before: np.ndarray) -> np.ndarray:
    """The constant, which is not held back, and the weights of a logistic model, held to those known before."""
    side = np.where(y, 1.0, -1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = side * (x @ weights[1:] + weights[0])
        off = np.r_[0.0, weights[1:] - before[1:]] / strength
        value = float(weight @ np.logaddexp(0.0, -margin) + 0.5 * strength * off @ off)
        pull = -side * weight * expit(-margin)
        return value, np.r_[pull.sum(), x.T @ pull] + off

    return np.asarray(minimize(loss, before, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x)


def _is_word(sign: str) -> bool:
    """Is a sign that of a word of the sentence or the article?"""
    return len(parts := sign.split()) == 3 and parts[1] in HELD_BACK


def _before() -> dict[str, float]:
    """The weights that stand in the tables."""
    known = {(CONSTANT if name == "" else name): weight for name, weight in confidence.weights().items()}
    for name in ("threshold", OUTDONE, SENTENCE, ARTICLE):
        known.pop(name, None)
    for row in read_table(data_path("knowledge", "wording.tsv"), ("language", "stem", *HELD_BACK)):
        for where, held_back in HELD_BACK.items():
            if row[where]:
                known[f"{row['language']} {where} {row['stem']}"] = float(row[where]) / held_back
    return known


def _asked(pages: list[Page]) -> int:
    """How many events are to be found."""
    return sum(not event.get("optional") for page in pages for event in page.events)


def _cross_validated(
    x: csr_matrix,
    y: np.ndarray,
    weight: np.ndarray,
    by_document: np.ndarray,
    measured: list[Page],
    strength: float,
    before: np.ndarray,
) -> list[tuple[float, float, float, float, list[tuple[str, float]], str]]:
    """For each discount: the best F1 over the cuts, smoothed, the strength, the discount, the cut in the middle of the
    plateau, that of each language, and precision, recall and F1 there. Drafts without weight are not learnt."""
    languages = sorted({page.article.language for page in measured})
    of_language = [[page.article.language == language for page in measured] for language in languages]
    asked = np.array([_asked([page]) for page in measured]) @ np.transpose(of_language)
    counted = np.zeros((len(DISCOUNTS), len(CUTS), len(languages), 2))
    for repeat in range(REPEATS):
        folds = np.random.default_rng(repeat).permutation(by_document.max() + 1)[by_document]
        guess = np.zeros(len(y))
        for train, test in GroupKFold(FOLDS).split(x, y, folds):
            known = train[weight[train] > 0]
            constant, *weights = _fitted(x[known], y[known], weight[known], strength, before)
            guess[test] = expit(x[test] @ np.array(weights) + constant)
        lower = [page.outdone(guess[page.rows]) for page in measured]
        for at, discount in enumerate(DISCOUNTS):
            less = guess / (guess + (1 - guess) * np.exp(discount))
            final = [
                np.where(own, less[page.rows], guess[page.rows]) for page, own in zip(measured, lower, strict=True)
            ]
            for number, cut in enumerate(CUTS):
                counts = [page.counts(likely >= cut) for page, likely in zip(measured, final, strict=True)]
                counted[at, number] += np.array(of_language, int) @ np.array(counts)
    counted /= REPEATS
    found = []
    for at, discount in enumerate(DISCOUNTS):
        right, told = np.moveaxis(counted[at].sum(axis=1), 1, 0)
        best, cut = _best(right, told, asked.sum())
        own, lines = [], []
        for number, language in enumerate(languages):
            hits, kept = counted[at, :, number].T
            common = PRIOR / asked.sum()
            _, chosen = _best(hits + common * right, kept + common * told, asked[number] + PRIOR)
            own.append((language, float(CUTS[chosen])))
            p, r = hits[chosen] / kept[chosen], hits[chosen] / asked[number]
            lines.append(f"{language} from {CUTS[chosen]:.2f}: P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}")
        found.append((best, strength, discount, float(CUTS[cut]), own, "; ".join(lines)))
    return found


def _best(right: np.ndarray, told: np.ndarray, asked: float) -> tuple[float, int]:
    """The best F1 over the cuts, smoothed, and the number of the cut in the middle of its plateau."""
    smooth = np.convolve(2 * right / (told + asked), np.ones(5) / 5, mode="same")[2:-2]
    plateau = np.flatnonzero(smooth >= smooth.max() - PLATEAU)
    return float(smooth.max()), int(plateau[len(plateau) // 2]) + 2


if __name__ == "__main__":
    sys.exit(main())
