"""Fit the weights by which the candidates for an event's roles, place and day are ranked; write knowledge/roles.tsv.

    python bench/train_roles.py GOLD [GOLD …] [--also GOLD …] [--lightly GOLD …] [--split tune] [--on] [--write]

GOLD holds NAME.json and NAME.ann.json (and split.tsv). For every draft that is a typed event of the annotation, the
candidates of each role are labelled by whether they are one of those annotated; a multinomial logit over the candidates
is fitted. Told are the shares of right choices, cross-validated over documents, beside those of the frames alone, for
the events that the coder keeps. Articles of --also are learnt from a little, but not counted, those of --lightly less
still. With --on the weights that are written hold to those of the table as it stands instead of to none: what was
learnt from articles that are no longer at hand is kept. What is cross-validated starts from nothing in any case. Needs
the extra `train`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from annotated import annotated, documents, drafts_of
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from timeline.evaluation.documents import Party, Site
from timeline.evaluation.matching import same_party, same_site
from timeline.events import candidates, confidence, days, ranking
from timeline.events.candidates import Choice, Scene
from timeline.events.merge import Draft
from timeline.events.sentences import Item
from timeline.events.signs import signs_of
from timeline.events.sites import Sites
from timeline.tsv import data_path

STRENGTH = {"actor": 4.0, "recipient": 4.0, "place": 16.0, "date": 4.0}
"""Weight of the quadratic prior, by role."""
ON = 4.0
"""How much stronger the prior is that holds to the weights of the table, which rest on thousands of events."""
ALSO = {"actor": 1.0, "recipient": 1.0, "place": 0.2, "date": 0.2}
"""What an event of --also counts beside one of GOLD, by role: readers agree less on places and days than on parties."""
LIGHTLY = {"actor": 1 / 3, "recipient": 1 / 3, "place": 1 / 3, "date": 0.0}
"""What an event of --lightly counts beside one of --also, by role."""
FOLDS = 8
LEAST = 5
"""How often a sign must occur to get a weight."""
SMALLEST = 0.03
LETTERS = 3
"""Letters that a part of a name has more than where it stands for the whole."""
ROLES = ("actor", "recipient", "place", "date")


class Question(NamedTuple):
    """The choices of one role of one event: their signs, which are right, and which the frames alone would make."""

    document: int
    weight: float
    kept: bool
    signs: list[frozenset[str]]
    right: list[bool]
    ruled: list[bool]


def is_party(item: Item, told: dict[str, Any]) -> bool:
    """Do the words of an item name an annotated party?"""
    mention = item.mention
    if mention is None:
        return False
    guess = Party(mention.text, mention.actor.name or "", mention.country or "", mention.sector)
    gold = Party(told["text"], told.get("name", ""), told.get("country", ""), told.get("sector", ""))
    return same_party(gold, guess) or gold.text in guess.text or (len(guess.text) > LETTERS and guess.text in gold.text)


def is_site(item: Item, told: dict[str, Any]) -> bool:
    """Does an item name an annotated place?"""
    if item.place is None:
        return False
    location = item.place.location
    guess = Site(location.name, location.country or "", location.latitude, location.longitude)
    gold = Site(told["name"], told.get("country", ""), told.get("lat"), told.get("lon"))
    return same_site(gold, guess) or item.place.text == told["text"]


def starts(choice: Choice, published_on: date) -> date:
    """The day that a choice of a date stands for."""
    time = choice.item.time if choice.item else None
    return time.interval.start if time and time.interval else published_on


def judged(
    role: str, draft: Draft, event: dict[str, Any], scene: Scene, published_on: date
) -> tuple[list[Choice], list[bool], list[bool]]:
    """The choices for a role of a draft, which are right by one of its readers (two may differ: `also`), and which the
    frame and its clause would make."""
    readings = [event, event["also"]] if "also" in event else [event]
    if role == "date":
        choices = days.days(draft, scene, published_on)
        found = [starts(choice, published_on) for choice in choices]
        ruled = draft.when.interval.start if draft.when else published_on
        return choices, [day.isoformat() == event["start"] for day in found], [day == ruled for day in found]
    if role == "place":
        choices = Sites(scene, published_on).choices(draft)
        items = {id(draft.place[0])} if draft.place else set()
        wanted = [[reading["place"]] if reading["place"] else [] for reading in readings]
        fits = is_site
    else:
        choices = candidates.parties(draft, scene)[role]
        items = {id(i) for r in candidates.roles_for(role) for i in draft.filled.roles.get(r, ())}
        wanted = [reading["actors" if role == "actor" else "recipients"] for reading in readings]
        fits = is_party
    right = [any(any(fits(c.item, w) for w in ws) if c.item else not ws for ws in wanted) for c in choices]
    return choices, right, [id(c.item) in items if c.item else not items for c in choices]


def questions(
    folders: Sequence[Path], split: str | None, counts: Mapping[str, float] | None = None
) -> Iterator[tuple[str, Question]]:
    """Everything that is to be decided for the drafts that are annotated events, with its role.

    `counts`: what a question counts by its role, where that is not 1.
    """
    for number, (article, events) in enumerate(documents(folders, split)):
        drafts = drafts_of(article)
        if not drafts or article.published_on is None:
            continue
        scene = Scene(drafts.analysis, [draft for _, draft in drafts])
        for (_, draft), event in zip(drafts, annotated(article.text, drafts, events), strict=True):
            for role in ROLES if event is not None else ():
                assert event is not None
                choices, right, ruled = judged(role, draft, event, scene, article.published_on)
                signs = [frozenset(sign for fact in choice.facts for sign in signs_of(fact)) for choice in choices]
                kept = draft.score >= confidence.threshold()
                yield role, Question(number, counts[role] if counts else 1.0, kept, signs, right, ruled)


class Logit:
    """A multinomial logit over the choices of questions, its weights held to those known `before`."""

    def __init__(self, asked: Sequence[Question], strength: float, before: Mapping[str, float] | None = None) -> None:
        self.strength, self.before = strength, before or {}
        counts = Counter(sign for question in asked for signs in question.signs for sign in signs)
        self.names = sorted({name for name, count in counts.items() if count >= LEAST} | set(self.before))
        self.index = {name: at for at, name in enumerate(self.names)}
        self._fit([question for question in asked if any(question.right)])

    def matrix(self, asked: Sequence[Question]) -> csr_matrix:
        """The signs of all choices, one row a choice."""
        rows = [signs for question in asked for signs in question.signs]
        cells = [(at, self.index[sign]) for at, signs in enumerate(rows) for sign in signs if sign in self.index]
        ats, columns = zip(*cells, strict=True)
        return csr_matrix((np.ones(len(cells)), (ats, columns)), shape=(len(rows), len(self.names)))

    def _fit(self, asked: Sequence[Question]) -> None:
        x = self.matrix(asked)
        sizes = [len(question.signs) for question in asked]
        group = np.repeat(np.arange(len(asked)), sizes)
        first = np.r_[0, np.cumsum(sizes)[:-1]]
        right = np.array([is_right for question in asked for is_right in question.right], dtype=float)
        weight = np.array([question.weight for question in asked])
        before = np.array([self.before.get(name, 0.0) for name in self.names])

        def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
            score = x @ weights
            e = np.exp(score - np.maximum.reduceat(score, first)[group])
            total, of_right = np.bincount(group, e), np.maximum(np.bincount(group, e * right), 1e-300)
            off = weights - before
            value = float((weight * np.log(total / of_right)).sum() + 0.5 * self.strength * off @ off)
            gap = weight[group] * (e / total[group] - e * right / of_right[group])
            return value, x.T @ gap + self.strength * off

        self.weights = minimize(loss, before, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x

    def hits(self, asked: Sequence[Question]) -> int:
        """How many of the questions are answered rightly."""
        score = self.matrix(asked) @ self.weights
        ends = np.cumsum([len(question.signs) for question in asked])
        best = [int(part.argmax()) for part in np.split(score, ends[:-1])]
        return sum(question.right[at] for question, at in zip(asked, best, strict=True))


def cross_validated(asked: Sequence[Question], also: Sequence[Question], strength: float) -> float:
    """The share of kept events whose question is answered rightly by weights of other documents and of `also`."""
    folds = np.random.default_rng(0).permutation(max(question.document for question in asked) + 1) % FOLDS
    hits = 0
    for fold in range(FOLDS):
        model = Logit([*(question for question in asked if folds[question.document] != fold), *also], strength)
        hits += model.hits([question for question in asked if folds[question.document] == fold and question.kept])
    return hits / sum(question.kept for question in asked)


def main() -> int:
    """Fit, report, and write where asked to."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path, nargs="+")
    cli.add_argument("--also", type=Path, nargs="*", default=[], help="folders to learn from, but not to measure on")
    cli.add_argument("--lightly", type=Path, nargs="*", default=[], help="the same, of news unlike GOLD's: count less")
    cli.add_argument("--split", default="tune", help="part of GOLD/split.tsv to learn from")
    cli.add_argument("--on", action="store_true", help="hold to the weights of the table as it stands")
    cli.add_argument("--write", action="store_true", help="write the table")
    args = cli.parse_args()
    asked: dict[str, list[Question]] = {role: [] for role in ROLES}
    for role, question in questions(args.gold, args.split):
        asked[role].append(question)
    also: dict[str, list[Question]] = {role: [] for role in ROLES}
    lightly = {role: count * LIGHTLY[role] for role, count in ALSO.items()}
    for folders, counts in ((args.also, ALSO), (args.lightly, lightly)):
        for role, question in questions(folders, args.split, counts):
            if question.weight:
                also[role].append(question)
    lines = ["role\tsign\tweight"]
    for role, of_role in asked.items():
        kept = [question for question in of_role if question.kept]
        ruled = np.mean([any(np.logical_and(question.right, question.ruled)) for question in kept])
        within = np.mean([any(question.right) for question in kept])
        before = ranking.weights().get(role) if args.on else None
        model = Logit([*of_role, *also[role]], STRENGTH[role] * (ON if args.on else 1.0), before)
        elsewhere = cross_validated(of_role, also[role], STRENGTH[role])
        print(
            f"{role}: {len(of_role)} events, {len(kept)} kept; right by frames {ruled:.3f}, cross-validated "
            f"{elsewhere:.3f}, within reach {within:.3f}; {len(model.names)} signs"
        )
        told = zip(model.names, model.weights, strict=True)
        lines += [f"{role}\t{name}\t{weight:.3f}" for name, weight in told if abs(weight) >= SMALLEST]
    if args.write:
        data_path("knowledge", "roles.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
