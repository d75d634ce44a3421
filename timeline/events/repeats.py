"""Signs that a draft may only tell again what another one of its type tells: how the two stand to each other.

What is told by several words and not merged is one happening or more. Which it is shows less in any one pair than in
where the other mention stands, whether it tells more, and what the two share; so these are signs for the filter to
weigh, not rules of merging.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from timeline.events.merge import Draft

NEAR = 6
"""Up to how many tokens apart two event words of a sentence are near each other."""


def repeat_signs(drafts: Sequence[Draft]) -> list[Mapping[str, float]]:
    """For each draft of an article, in text order, the signs of how the others of its type stand to it.

    "stronger …" is told of a draft with more detail, "weaker …" of one with less; of two alike the first is stronger.
    """
    of_type: dict[str, list[int]] = {}
    for at, draft in enumerate(drafts):
        of_type.setdefault(draft.type, []).append(at)
    found: list[dict[str, float]] = [{} for _ in drafts]
    for alike in of_type.values():
        if len(alike) == 1:
            continue
        details = {at: drafts[at].detail() for at in alike}
        parties = {at: (drafts[at].ids("actor"), drafts[at].ids("recipient")) for at in alike}
        for at in alike:
            for other in alike:
                if other == at:
                    continue
                strength = "stronger" if (details[other], -other) > (details[at], -at) else "weaker"
                for sign in _standing(drafts[at], drafts[other]):
                    found[at][f"{strength} {sign}"] = 1.0
                for role, mine, its in zip(("actor", "recipient"), parties[at], parties[other], strict=True):
                    if mine & its:
                        found[at][f"{strength} {role}"] = 1.0
    return list(found)


def _standing(draft: Draft, other: Draft) -> Iterator[str]:
    """Where another draft stands, seen from a draft, and what it tells besides."""
    first, its_first = draft.filled.hit.first, other.filled.hit.first
    sentence = draft.sentence
    gap = abs(other.sentence.index - sentence.index)
    if gap == 0:
        yield "in sentence"
        yield "before" if its_first < first else "behind"
        if sentence.clause_of(first) == sentence.clause_of(its_first):
            yield "in clause"
        if max(first - other.filled.hit.behind, its_first - draft.filled.hit.behind) <= NEAR:
            yield "near"
    elif sentence.headline:
        yield "below headline"
    if gap == 1:
        yield "in next"
    if draft.tells_toll != other.tells_toll:
        yield "tells toll" if other.tells_toll else "leaves toll"
    here, there = (d.place[0].place if d.place is not None else None for d in (draft, other))
    if here is not None and there is not None:
        yield "place" if here.location.location_id == there.location.location_id else "other place"
