"""How sure an event is: signs of its word, frame and document, weighed by a logistic model.

The weights stand in knowledge/confidence.tsv and were fitted by bench/train_confidence.py on annotated articles; the
figures of that fit stand in the table's first lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp

from timeline.events import topics
from timeline.events.merge import Draft, taken_up
from timeline.events.sentences import Analysis
from timeline.tsv import data_path, read_table

CORE_SHARE = 0.45
"""News is told from the most to the least important: how much of an article is about its subject."""
POLITICAL = frozenset({"GOV", "MIL", "COP", "REB", "PTY", "JUD", "LEG", "SPY", "OPP", "IGO", "NGO"})


@cache
def weights() -> Mapping[str, float]:
    """The weight of each sign; "" is the constant, "threshold" the probability from which an event is kept."""
    rows = read_table(data_path("knowledge", "confidence.tsv"), ("sign", "weight"))
    return {row["sign"] if row["sign"] != "constant" else "": float(row["weight"]) for row in rows}


def signs(draft: Draft, analysis: Analysis, about: Mapping[str, float], merged: Sequence[Draft]) -> dict[str, float]:
    """The signs for and against an event, each between 0 and 1; signs that are 0 are left out."""
    filled, hit = draft.filled, draft.filled.hit
    stated = () if "actor" in filled.implied else filled.roles.get("actor", ())
    actors = [i.mention for i in stated if i.mention]
    others = [i.mention for i in (*filled.roles.get("recipient", ()), *filled.roles.get("with", ())) if i.mention]
    beside = [other for other in merged if other.sentence.index == draft.sentence.index and other is not draft]
    explicit = [role for role in filled.roles if role not in filled.implied]
    start, _ = draft.sentence.clauses[draft.sentence.clause_of(hit.first)]
    types = Counter(other.type for other in merged)
    text = analysis.text
    headline = {
        word
        for sentence in analysis.sentences
        if sentence.headline
        for token in range(sentence.first, sentence.behind)
        if len(word := stem_of(analysis, token)) > 2
    }
    own = [stem_of(analysis, t) for t in range(draft.sentence.first, draft.sentence.behind) if len(text.words[t]) > 3]
    named = {
        i.mention.actor.actor_id
        for s in analysis.sentences
        if s.headline
        for i in analysis.items_in(s.first, s.behind)
        if i.mention
    }
    found: dict[str, float | bool] = {
        "headline words": min(1.0, 3 * sum(word in headline for word in own) / max(6, len(own))),
        "trigger in headline": stem_of(analysis, hit.first) in headline,
        "actor in headline": any(m.actor.actor_id in named for m in (*actors, *others)),
        "opens sentence": hit.first - draft.sentence.first <= 1,
        "opens clause": hit.first - start <= 2,
        "definite noun": draft.definite,
        "taken up": any(taken_up(other, draft) for other in merged),
        "taken up elsewhere": any(taken_up(draft, other) for other in merged),
        "purpose": hit.form.pos == "noun" and hit.clitics[-1:] in analysis.lexicon.syntax.purpose_clitics,
        "preposition before": hit.form.pos == "noun" and hit.clitics[-1:] in analysis.lexicon.syntax.means_clitics,
        "toll word": draft.tells_toll,
        "passive participle": hit.form.pos == "participle" and hit.form.voice == "passive",
        "few drafts": len(merged) <= 3,
        "many drafts": min(1.0, len(merged) / 20),
        "short article": len(text) < 150,
        "quoted": text.original.count('"', 0, text.starts[hit.first]) % 2 == 1,
        f"type {draft.type}": True,
        f"prior {filled.sense.prior}": True,
        f"form {hit.form.pos} {hit.form.tense if hit.form.pos == 'verb' else ''}".strip(): True,
        f"status {draft.judged.status}": True,
        f"language {analysis.text.pack.code}": True,
        "needs met": filled.lacking == 0,
        "needs unmet": min(filled.lacking, 2) / 2,
        "governed": bool(filled.governed),
        "conditions met": bool(filled.sense.near),
        "actor": bool(actors),
        "political actor": any(m.sector in POLITICAL for m in actors),
        "listed actor": any(m.actor.listed for m in actors),
        "implied actor": "actor" in filled.implied,
        "recipient": bool(others),
        "political recipient": any(m.sector in POLITICAL for m in others),
        "both sides": bool(actors) and bool(others),
        "no role": not explicit,
        "content": filled.content is not None,
        "bare noun": hit.form.pos == "noun" and not explicit and filled.light is None,
        "light verb": filled.light is not None,
        "passive": filled.passive,
        "first person": hit.form.first,
        "own time": draft.time is not None,
        "recent time": draft.time is not None and draft.time.time is not None and draft.time.time.basis == "relative",
        "place": draft.place is not None,
        "place of clause": draft.place is not None and draft.place[1] == "clause",
        "toll": bool(draft.tolls),
        "headline": draft.sentence.headline,
        "repeats headline": draft.in_headline and not draft.sentence.headline,
        "lead": draft.sentence.lead,
        "repeated": min(draft.repeats, 3) / 3,
        "reported": draft.scope is not None,
        "speaker": draft.scope is not None and bool(draft.scope.speaker),
        "denied claim": draft.judged.status == "denied" and draft.scope is not None and bool(others),
        "relative clause": draft.sentence.clause_of(hit.first) in draft.sentence.relative,
        "background": any("background" in analysis.cue(t) for t in range(start, hit.first)),
        "general": any("generality" in analysis.cue(t) for t in range(start, hit.first)),
        "crowded sentence": min(len(beside), 4) / 4,
        "first of sentence": all(other.filled.hit.first > hit.first for other in beside),
        "type repeated": min(types[draft.type] - 1, 3) / 3,
        "late": min(1.0, draft.sentence.index / 15),
        "private matter": topics.private_share(about),
    }  # fmt: skip
    for topic in ("sport", "business", "market", "culture", "opinion", "local-services", "religion", "health"):
        found[f"topic {topic}"] = min(1.0, about.get(topic, 0.0) / 12)
    found["topic conflict"] = min(
        1.0, (about.get("conflict", 0.0) + about.get("politics", 0.0) + about.get("diplomacy", 0.0)) / 20
    )
    return {name: float(value) for name, value in found.items() if value}


def stem_of(analysis: Analysis, token: int) -> str:
    """A word without proclitics and article, roughly: to compare headlines with bodies."""
    closed = analysis.lexicon.syntax
    splits = analysis.text.splits(token)
    best = next((split.stem for split in splits[1:] if not closed.is_bare(split.stem)), analysis.text.words[token])
    return closed.bare(best)


def score(found: Mapping[str, float]) -> float:
    """How likely (0–1) what has these signs is an event."""
    known = weights()
    total = known[""] + sum(known.get(name, 0.0) * value for name, value in found.items())
    return 1.0 / (1.0 + exp(-total))


def threshold() -> float:
    """The probability from which a draft is kept as an event."""
    return weights()["threshold"]


def is_core(draft: Draft, analysis: Analysis) -> bool:
    """Is the event what the article is about: told in its headline, or in its upper part?"""
    at = analysis.text.starts[draft.filled.hit.first]
    return draft.in_headline or at < CORE_SHARE * len(analysis.text.original)
