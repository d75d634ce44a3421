"""Whether an event is told as having happened, as denied, as planned, or as supposed."""

from __future__ import annotations

from typing import NamedTuple

from timeline.events.attribution import Scope
from timeline.events.roles import Filled
from timeline.events.sentences import Analysis, Sentence
from timeline.events.types import UTTERED, VOICED
from timeline.model import Status

NEAR = 4


class Judged(NamedTuple):
    """A status with the tokens [first, behind) of the word that tells it; (0, 0) for plain assertions."""

    status: Status
    first: int = 0
    behind: int = 0


def judge(analysis: Analysis, filled: Filled, sentence: Sentence, scope: Scope | None) -> Judged:
    """The status of a filled frame, from the words before it in its clause and from who reports it."""
    judged = _told(analysis, filled, sentence, scope)
    type_ = filled.sense.type
    denied = judged.status == "denied"
    said = type_ in VOICED and filled.hit.form.pos != "verb" if denied else type_ in UTTERED
    return Judged("asserted") if said else judged


def _told(analysis: Analysis, filled: Filled, sentence: Sentence, scope: Scope | None) -> Judged:
    """The status by words alone, whatever type of event it is."""
    hit = filled.light or filled.hit
    start, _ = sentence.clauses[sentence.clause_of(hit.first)]
    syntax = analysis.lexicon.syntax
    if any(clitic in syntax.future_clitics for clitic in hit.clitics):
        return Judged("planned", hit.first, hit.behind)
    verbal = hit.form.pos in {"verb", "participle"}
    first = max(start, hit.first - (NEAR if verbal else 6))
    for token in range(hit.first - 1, first - 1, -1):
        cue = analysis.cues.get(token)
        if cue is None or token in analysis.item_at:
            continue
        behind, kinds = cue
        if "negation" in kinds and hit.first - behind <= (2 if verbal else 0):
            return Judged("denied", token, behind)
        if "foiled" in kinds and hit.first - behind <= 2:
            return Judged("hypothetical", token, behind)
        if "future" in kinds:
            return Judged("planned", token, behind)
        if "purpose" in kinds and hit.first - behind <= 1:
            return Judged("hypothetical", token, behind)
        if "modal" in kinds and verbal and (hit.form.tense != "past" or analysis.lexicon.syntax.order != "VSO"):
            return Judged("hypothetical", token, behind)
    if analysis.text.words[start] in syntax.complementisers:
        # «من المتوقع أن …»: what is expected stands behind the complementiser, in a clause of its own.
        for token in range(max(sentence.first, start - 4), start):
            cue = analysis.cues.get(token)
            if cue is not None and "future" in cue[1] and start - cue[0] <= 1:
                return Judged("planned", token, cue[0])
    clause_cue = analysis.cues.get(start)
    if clause_cue and "conditional" in clause_cue[1]:
        return Judged("hypothetical", start, clause_cue[0])
    for token in range(first, hit.first):
        if "conditional" in analysis.cue(token) and token not in analysis.item_at:
            return Judged("hypothetical", token, analysis.cues[token][0])
    if not verbal and (denial := _denied(analysis, start, hit.first)) is not None:
        return Judged("denied", denial, denial + 1)
    if scope is not None and scope.kind == "deny":
        return Judged("denied", scope.word, scope.word + 1)
    return Judged("asserted")


def _denied(analysis: Analysis, start: int, at: int) -> int | None:
    """The token of a verb of denial whose object an event noun is («نفت الوزارة انسحاب القوات»)."""
    speech = analysis.lexicon.speech
    for token in range(max(start, at - 8), at):
        for hit in analysis.hits.get(token, ()):
            word = speech.get((hit.form.lemma, "verb")) if hit.form.pos in {"verb", "participle"} else None
            if word is not None and word.kind == "deny":
                return token
    return None
