"""How sure an event is: signs of its word, frame and document, weighed."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.events import topics
from timeline.events.merge import Draft
from timeline.events.sentences import Analysis

THRESHOLD = 0.5
POLITICAL = frozenset({"GOV", "MIL", "COP", "REB", "PTY", "JUD", "LEG", "SPY", "OPP", "IGO", "NGO"})


def signs(draft: Draft, analysis: Analysis, about: Mapping[str, float], merged: list[Draft]) -> dict[str, float]:
    """The signs for and against an event, each between 0 and 1."""
    filled = draft.filled
    actors = [i.mention for i in filled.roles.get("actor", ()) if i.mention]
    others = [i.mention for i in (*filled.roles.get("recipient", ()), *filled.roles.get("with", ())) if i.mention]
    return {
        "prior 1": float(filled.sense.prior == 1),
        "prior 3": float(filled.sense.prior >= 3),
        "verb": float(filled.hit.form.pos == "verb"),
        "participle": float(filled.hit.form.pos == "participle"),
        "actor": float(bool(actors)),
        "political actor": float(any(m.sector in POLITICAL for m in actors)),
        "implied actor": float("actor" in filled.implied),
        "recipient": float(bool(others)),
        "political recipient": float(any(m.sector in POLITICAL for m in others)),
        "time": float(draft.time is not None),
        "place": float(draft.place is not None),
        "toll": float(bool(draft.tolls)),
        "headline": float(draft.in_headline),
        "lead": float(draft.sentence.lead),
        "repeated": float(draft.repeats > 0),
        "reported": float(draft.scope is not None),
        "light verb": float(filled.light is not None),
        "hypothetical": float(draft.judged.status == "hypothetical"),
        "denied": float(draft.judged.status == "denied"),
        "private matter": topics.private_share(about),
        "late": min(1.0, draft.sentence.index / 20),
    }


WEIGHTS = {
    "": -0.6,
    "prior 1": -1.0,
    "prior 3": 0.6,
    "political actor": 0.8,
    "actor": 0.3,
    "recipient": 0.4,
    "political recipient": 0.3,
    "implied actor": -0.6,
    "time": 0.3,
    "place": 0.2,
    "toll": 0.4,
    "headline": 0.4,
    "lead": 0.4,
    "repeated": 0.3,
    "light verb": 0.3,
    "participle": -0.8,
    "hypothetical": -2.0,
    "denied": -0.7,
    "private matter": -1.2,
    "late": -0.5,
}


def score(draft: Draft, analysis: Analysis, about: Mapping[str, float], merged: list[Draft]) -> float:
    """How likely (0–1) the draft is an event, by the weighed signs."""
    from math import exp

    draft.features = signs(draft, analysis, about, merged)
    total = WEIGHTS[""] + sum(WEIGHTS.get(name, 0.0) * value for name, value in draft.features.items())
    return 1.0 / (1.0 + exp(-total))


def is_core(draft: Draft, analysis: Analysis) -> bool:
    """Is the event what the article is about: told in its headline or lead, or repeated?"""
    return draft.in_headline or draft.sentence.lead or draft.repeats > 0
