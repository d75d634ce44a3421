"""Fit the weights by which the candidates for an event's roles are ranked and write knowledge/roles.tsv.

    python bench/train_roles.py GOLD [GOLD …] [--split tune] [--write]

GOLD holds NAME.json and NAME.ann.json (and split.tsv). For every draft that is a typed event of the annotation, the
candidates of each role are labelled by whether they are one of those annotated; a multinomial logit over the candidates
is fitted. Strength of the prior and share of right choices by cross-validation over documents, beside the share that
the frames alone get right. Needs scikit-learn's SciPy, which the package does not.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from datetime import date
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from train_confidence import annotated, documents, drafts_of

from timeline.evaluation.documents import Party, Site
from timeline.evaluation.matching import same_party, same_site
from timeline.events import candidates, confidence
from timeline.events.candidates import Choice, Scene
from timeline.events.merge import Draft
from timeline.events.sentences import Item
from timeline.events.signs import signs_of
from timeline.tsv import data_path

STRENGTHS = (3.0,)
"""Weights of the quadratic prior that are tried."""
FOLDS = 8
RULED = float(__import__("os").environ.get("RULED", "1"))


class Question:
    """The choices of one role of one event: which are right, and which the frames alone would make."""

    def __init__(
        self, document: int, kept: bool, choices: Sequence[Choice], right: Sequence[bool], ruled: Sequence[bool]
    ) -> None:
        self.document, self.kept, self.choices, self.right, self.ruled = document, kept, choices, right, ruled


def is_party(item: Item, told: dict[str, Any]) -> bool:
    """Do the words of an item name an annotated party?"""
    mention = item.mention
    if mention is None:
        return False
    guess = Party(mention.text, mention.actor.name or "", mention.country or "", mention.sector)
    gold = Party(told["text"], told.get("name", ""), told.get("country", ""), told.get("sector", ""))
    return same_party(gold, guess) or gold.text in guess.text or (len(guess.text) > 3 and guess.text in gold.text)


def is_site(item: Item, told: dict[str, Any]) -> bool:
    """Does an item name an annotated place?"""
    if item.place is None:
        return False
    location = item.place.location
    guess = Site(location.name, location.country or "", location.latitude, location.longitude)
    gold = Site(told["name"], told.get("country", ""), told.get("lat"), told.get("lon"))
    return same_site(gold, guess) or item.place.text == told["text"]


def questions(
    role: str, number: int, drafts: list[tuple[int, Draft]], told: list[dict[str, Any] | None], scene: Scene, published_on: date
) -> list[Question]:
    """What is to be decided for a role of the drafts that an annotated event (or None) belongs to."""
    found = []
    for (_, draft), event in zip(drafts, told, strict=True):
        if event is None:
            continue
        if role == "place":
            choices = candidates.sites(draft, scene)
            wanted = [event["place"]] if event["place"] else []
            ruled_items = {id(draft.place[0])} if draft.place else set()
            match: Callable[[Item, dict[str, Any]], bool] = is_site
        elif role == "date":
            choices = candidates.days(draft, scene, published_on)
            wanted = [event]
            assert draft.when is not None
            ruled_items = {id(c.item) for c in choices if (c.item.time.interval.start if c.item else published_on) == draft.when.interval.start}
            right = [(c.item.time.interval.start if c.item else published_on).isoformat() == event["start"] for c in choices]
            ruled = [(c.item.time.interval.start if c.item else published_on) == draft.when.interval.start for c in choices]
            found.append(Question(number, draft.score >= confidence.threshold(), choices, right, ruled))
            continue
        else:
            choices = candidates.parties(role, draft, scene)
            wanted = event["actors" if role == "actor" else "recipients"]
            ruled_items = {id(i) for r in candidates.roles_for(role) for i in draft.filled.roles.get(r, ())}
            match = is_party
        right = [any(match(c.item, w) for w in wanted) if c.item else not wanted for c in choices]
        ruled = [id(c.item) in ruled_items if c.item else not ruled_items for c in choices]
        found.append(Question(number, draft.score >= confidence.threshold(), choices, right, ruled))
    return found


def signs(choice: Choice) -> set[str]:
    """All signs of a choice."""
    return {sign for fact in choice.facts for sign in signs_of(fact)}


def named(choice: Choice) -> str:
    """The identity that a choice stands for."""
    if choice.item is None:
        return ""
    if choice.item.mention is not None:
        return choice.item.mention.actor.actor_id
    return choice.item.place.location.location_id if choice.item.place else ""


class Logit:
    """A multinomial logit over the choices of questions."""

    def __init__(self, asked: Sequence[Question]) -> None:
        counts = Counter(s for q in asked for c in q.choices for s in signs(c))
        self.names = sorted(name for name, count in counts.items() if count >= 3)
        self.index = {name: i for i, name in enumerate(self.names)}
        self.weights = np.zeros(len(self.names))
        self.pooled = False

    def matrix(self, asked: Sequence[Question]) -> csr_matrix:
        rows, cols = [], []
        for row, choice in enumerate(c for q in asked for c in q.choices):
            for sign in signs(choice):
                if sign in self.index:
                    rows.append(row)
                    cols.append(self.index[sign])
        size = sum(len(q.choices) for q in asked)
        return csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(size, len(self.names)))

    def fit(self, asked: Sequence[Question], strength: float) -> None:
        asked = [q for q in asked if any(q.right)]
        x = self.matrix(asked)
        group = np.repeat(np.arange(len(asked)), [len(q.choices) for q in asked])
        right = np.array([r for q in asked for r in q.right], dtype=bool)

        def shares(score: np.ndarray, mask: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
            score = score - np.maximum.reduceat(score, starts)[group]
            e = np.exp(score) * (mask if mask is not None else 1.0)
            total = np.bincount(group, e, len(asked))
            return e / np.maximum(total, 1e-300)[group], total

        starts = np.r_[0, np.cumsum([len(q.choices) for q in asked])[:-1]]

        prior = strength * np.array([RULED if "rule" in name else 1.0 for name in self.names])

        def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
            score = x @ w
            p, z = shares(score, None)
            q, zr = shares(score, right)
            value = -np.log(np.maximum(zr, 1e-300) / z).sum() + 0.5 * (prior * w @ w)
            return value, x.T @ (p - q) + prior * w

        self.weights = minimize(loss, self.weights, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x

    def hits(self, asked: Sequence[Question]) -> list[bool]:
        score = self.matrix(asked) @ self.weights
        out, at = [], 0
        for q in asked:
            part = score[at : at + len(q.choices)]
            if self.pooled:
                e = np.exp(part - part.max())
                share: Counter[str] = Counter()
                for c, v in zip(q.choices, e, strict=True):
                    share[named(c)] += v
                top = max(share, key=lambda name: share[name])
                part = np.array([p if named(c) == top else -np.inf for c, p in zip(q.choices, part, strict=True)])
            out.append(bool(q.right[int(part.argmax())]))
            at += len(q.choices)
        return out


def main() -> int:
    """Fit, report, and write where asked to."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path, nargs="+")
    cli.add_argument("--split", default="tune", help="part of GOLD/split.tsv to learn from")
    cli.add_argument("--write", action="store_true", help="write the table")
    args = cli.parse_args()
    asked: dict[str, list[Question]] = {"actor": [], "recipient": [], "place": [], "date": []}
    number = 0
    for gold in args.gold:
        for _, article, events in documents(gold, args.split):
            drafts = drafts_of(article)
            if not drafts:
                continue
            scene = Scene(drafts.analysis, [d for _, d in drafts])
            told = annotated(article.text, drafts, events)
            for role in asked:
                asked[role] += questions(role, number, drafts, told, scene, article.published_on)
            number += 1
    lines = ["role\tsign\tweight"]
    for role, qs in asked.items():
        folds = np.random.default_rng(0).permutation(number) % FOLDS
        ruled = np.mean([any(r and u for r, u in zip(q.right, q.ruled, strict=True)) for q in qs if q.kept])
        reach = np.mean([any(q.right) for q in qs if q.kept])
        scores = {}
        pooled = 0
        for strength in STRENGTHS:
            hits = 0
            for fold in range(FOLDS):
                model = Logit([q for q in qs if folds[q.document] != fold])
                model.fit([q for q in qs if folds[q.document] != fold], strength)
                asked_now = [q for q in qs if folds[q.document] == fold and q.kept]
                hits += sum(model.hits(asked_now))
                if strength == 4.0:
                    model.pooled = True
                    pooled += sum(model.hits(asked_now))
            scores[strength] = hits / sum(q.kept for q in qs)
        print("pooled", pooled / sum(q.kept for q in qs))
        best = max(scores, key=lambda s: scores[s])
        model = Logit(qs)
        model.fit(qs, best)
        print("in sample", np.mean(model.hits(qs)))
        print(
            f"{role}: {len(qs)} events, {sum(q.kept for q in qs)} kept, frames right {ruled:.3f}, within reach {reach:.3f}, "
            f"cross-validated {', '.join(f'{s}: {v:.3f}' for s, v in scores.items())}; {len(model.names)} signs"
        )
        lines += [f"{role}\t{n}\t{w:.3f}" for n, w in zip(model.names, model.weights, strict=True) if abs(w) >= 0.005]
    if args.write:
        data_path("knowledge", "roles.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
