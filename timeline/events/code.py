"""Events from a tagged text: event words, frames, attribution, status, circumstances, and one event per happening."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date

from timeline.events import confidence, lexicon, ranking, topics
from timeline.events.attribution import Attribution, Scope, speaker_of
from timeline.events.candidates import Scene
from timeline.events.circumstances import own_time, place_of, time_of, undated
from timeline.events.merge import Draft, merge
from timeline.events.roles import Filled, RoleFinder
from timeline.events.senses import Sense
from timeline.events.sentences import Analysis, Hit, Item, Sentence, analyse, preposition
from timeline.events.status import judge
from timeline.events.tolls import Counted, belonging, tells_toll, tolls_in
from timeline.events.types import COOPERATIVE, DEADLY, GOVERNING, ON_THE_GROUND, OWN_WORDS, UTTERED
from timeline.model import ActorMention, Event, Evidence, Participant, PlaceMention, Span, TimeExpression
from timeline.text import Text

NEWS_DAYS = 7
"""How far before the page's date the day of a report can lie."""
BROUGHT_REACH = 6
"""How many words behind an event noun its passive light verb stands at most."""


def code_events(
    text: Text,
    zones: Iterable[tuple[Span, bool]],
    actors: tuple[ActorMention, ...],
    places: tuple[PlaceMention, ...],
    times: tuple[TimeExpression, ...],
    published_on: date,
    issue_on: date,
) -> tuple[Event, ...]:
    """The events that the zones (span, is headline) of a text report, in text order."""
    analysis = analyse(text, lexicon.load(text.pack.code), zones, actors, places, times)
    return tuple(event_of(draft, analysis) for draft in kept_drafts(analysis, published_on, issue_on))


def kept_drafts(analysis: Analysis, published_on: date, issue_on: date) -> list[Draft]:
    """The drafts that are sure enough to be events, with parties, places and days decided."""
    drafts = weighed_drafts(analysis, published_on, issue_on)
    kept = [draft for draft in drafts if draft.score >= confidence.threshold()]
    ranking.assign(kept, Scene(analysis, drafts), published_on)
    return kept


def weighed_drafts(analysis: Analysis, published_on: date, issue_on: date) -> list[Draft]:
    """All that could be an event, one draft a happening, each with its signs and how likely they make it."""
    drafts = _drafts(analysis, issue_on)
    merged = merge(drafts)
    _inherit_actors(merged)
    _inherit_places(merged)
    _date(merged, drafts, published_on)
    about = topics.topics_of(analysis)
    confidence.rate(merged, confidence.Signs(analysis, about, merged))
    return merged


def _drafts(analysis: Analysis, issue_on: date) -> list[Draft]:
    roles = RoleFinder(analysis)
    attribution = Attribution(analysis, roles)
    drafts: list[Draft] = []
    for sentence in analysis.sentences:
        scopes = attribution.scopes(sentence)
        filled = _frames(analysis, roles, sentence)
        tolls = tolls_in(analysis, sentence) if any(f.sense.type in DEADLY for f in filled) else []
        tokens = [f.hit.first for f in filled]
        for frame in filled:
            scope = speaker_of(frame.hit.first, scopes)
            judged = judge(analysis, frame, sentence, scope)
            time = own_time(analysis, frame, sentence, tokens)
            told_past = frame.hit.form.pos == "verb" and frame.hit.form.tense == "past"
            if (
                judged.status == "asserted"
                and not told_past
                and frame.sense.type not in UTTERED
                and time
                and time.time
                and time.time.interval
                and time.time.interval.start > issue_on
            ):
                judged = judged._replace(status="planned", first=time.first, behind=time.behind)
            type_, mode = frame.sense.type, frame.sense.mode
            if judged.status == "planned" and type_ in COOPERATIVE:
                type_, mode = "AGREE", None
            drafts.append(
                Draft(
                    frame, sentence, type_, mode, judged, scope, time, place_of(analysis, frame, sentence),
                    _tolls_of(frame, tolls, filled), in_headline=sentence.headline,
                    tells_toll=tells_toll(frame.sense.lemma, analysis.text.pack.code),
                    definite=_definite(analysis, frame.hit),
                )
            )  # fmt: skip
    return drafts


def _definite(analysis: Analysis, hit: Hit) -> bool:
    """Has an event noun an article or a demonstrative?"""
    if hit.form.pos not in {"noun", "phrase"}:
        return False
    syntax, words = analysis.lexicon.syntax, analysis.text.words
    bare = words[hit.first][len(hit.clitics) :]
    if any(bare.startswith(article) for article in syntax.article_clitics):
        return True
    return hit.first > 0 and words[hit.first - 1] in syntax.definite_words


def _frames(analysis: Analysis, roles: RoleFinder, sentence: Sentence) -> list[Filled]:
    """The event words of a sentence with their frames filled; words inside what another demands or promises are not."""
    found: list[Filled] = []
    governing: list[tuple[int, int, str]] = []
    behind = sentence.first
    for token in range(sentence.first, sentence.behind):
        if token < behind or token not in analysis.hits:
            continue
        filled = _frame_at(analysis, roles, sentence, token)
        _carry(roles, analysis, sentence, token, filled)
        if filled is None:
            continue
        filled.governed = next((type_ for a, b, type_ in governing if a <= token < b), "")
        found.append(filled)
        if "actor" not in filled.implied and not {"recipient", "with"} & filled.implied:
            others = filled.roles.get("recipient") or filled.roles.get("with", [])
            roles.sides.remember(filled.roles.get("actor", []), others)
        if filled.content is not None and filled.sense.type in GOVERNING and not filled.lacking:
            governing.append((filled.content, _content_end(analysis, sentence, filled.content), filled.sense.type))
        behind = filled.hit.behind
    light = analysis.lexicon.light
    return [
        frame for frame in found if not _lent(frame, found) and not (frame.finite and _brought(frame, found, light))
    ]


def _lent(frame: Filled, found: list[Filled]) -> bool:
    """Is the word only the light verb of an event noun of its own type («launched an attack»)?"""
    return any(
        other.light is not None and other.light.first == frame.hit.first and other.sense.type == frame.sense.type
        for other in found
    )


def _brought(frame: Filled, found: list[Filled], light: Container[str]) -> bool:
    """Is the word the passive light verb of an event noun of its own type ("a deal had been reached")?"""
    hit = frame.hit
    return hit.form.lemma in light and any(
        other.hit.form.pos == "noun"
        and other.sense.type == frame.sense.type
        and 0 < hit.first - other.hit.behind < BROUGHT_REACH
        for other in found
    )


def _content_end(analysis: Analysis, sentence: Sentence, content: int) -> int:
    """Where the content of a speech act ends: with its clause, and with the clauses joined to it."""
    clauses = sentence.clauses
    index = sentence.clause_of(content)
    for start, _ in clauses[index + 1 :]:
        cue = analysis.cue(start)
        if "newspeaker" in cue or ("clause" in cue and "relative" not in cue):
            return start
        if start in analysis.hits and any(h.form.pos in {"verb", "participle"} for h in analysis.hits[start]):
            return start
    return sentence.behind


def _frame_at(analysis: Analysis, roles: RoleFinder, sentence: Sentence, token: int) -> Filled | None:
    hits = analysis.hits.get(token, [])
    if len(hits) > 1:
        hits = sorted(hits, key=_longest_first)
    inside = analysis.item_at.get(token)
    comma = roles.vso and token > sentence.first and analysis.text.words[token - 1] == ","
    best: Filled | None = None
    for hit in hits:
        for sense in analysis.lexicon.senses.get((hit.form.lemma, hit.form.pos), ()):
            if inside is not None and not _tells_inside(analysis, inside, hit, sense):
                continue
            filled = roles.fill(hit, sense, sentence)
            if filled is not None:
                if best is None or _rank(filled, comma) > _rank(best, comma):
                    best = filled
                if not filled.lacking:
                    break
    return best


def _longest_first(hit: Hit) -> tuple[int, int]:
    return hit.first - hit.behind, len(hit.clitics)


def _tells_inside(analysis: Analysis, item: Item, hit: Hit, sense: Sense) -> bool:
    """May a word inside a noun phrase be an event word?

    Names are closed; «ثلاثة قتلى» and the like are not, nor is a single word that its own preposition follows
    («القضاء على …» is no judiciary).
    """
    if item.mention is None:
        return False
    if item.mention.actor.kind == "unnamed" and hit.form.pos in {"noun", "participle"}:
        return True
    governed = preposition(analysis, hit.behind) if hit.behind < len(analysis.text) else ""
    alone = item.first == hit.first and item.behind <= hit.behind
    return alone and bool(governed) and any(slot.slot == governed for slot in sense.slots)


def _rank(filled: Filled, after_comma: bool) -> tuple[int, bool, int, int, int, int]:
    hit = filled.hit
    explicit = len([role for role in filled.roles if role not in filled.implied])
    # «مطالبة» and the like are verbal nouns before they are participles, except behind a comma («…، ومطالبة»).
    noun = (hit.form.pos != "participle") != after_comma
    return (-filled.lacking, noun, hit.behind - hit.first, bool(filled.sense.near), explicit, filled.sense.prior)


def _carry(roles: RoleFinder, analysis: Analysis, sentence: Sentence, token: int, filled: Filled | None) -> None:
    """Remember the subject of the sentence's main verbs, for those that follow without one."""
    if sentence.clause_of(token) in sentence.relative:
        return
    if filled is not None and filled.roles.get("actor") and filled.slots.get("actor") in {"subj", "light"}:
        roles.carry(filled.roles["actor"])
        roles.last_agent = roles.last_subject
        return
    for hit in analysis.hits.get(token, ()):
        if (
            hit.form.pos == "verb"
            and (hit.form.lemma, "verb") in analysis.lexicon.speech
            and (subject := roles.subject(hit, sentence))
        ):
            roles.carry(subject)
            return


def _tolls_of(frame: Filled, tolls: list[Counted], frames: list[Filled]) -> list[Counted]:
    """The tolls of a sentence that belong to an event rather than to the other deadly ones beside it."""
    if not tolls or frame.sense.type not in DEADLY:
        return []
    return belonging(frame, tolls, [f for f in frames if f.sense.type in DEADLY])


def _date(merged: list[Draft], drafts: list[Draft], published_on: date) -> None:
    """Give every event its days: its own, else those of the report it belongs to, else the page's.

    The report's day is that of the first event which has one of its own, near the page's date.
    """
    report = next((day for draft in drafts if (day := _report_day(draft, published_on)) is not None), None)
    for draft in merged:
        draft.when = time_of(draft.time) if draft.time is not None else undated(report, published_on)


def _report_day(draft: Draft, published_on: date) -> Item | None:
    if draft.time is None or draft.time.time is None or draft.judged.status != "asserted":
        return None
    interval = draft.time.time.interval
    if interval is None or interval.precision != "day" or not 0 <= (published_on - interval.start).days <= NEWS_DAYS:
        return None
    return draft.time


def _inherit_actors(merged: list[Draft]) -> None:
    """An act on the ground without an agent is that of the side that acts in the report just before, else after."""
    for at, draft in enumerate(merged):
        if draft.type not in ON_THE_GROUND or "actor" in draft.filled.roles:
            continue
        others = {i.mention.actor.actor_id for i in draft.filled.roles.get("recipient", ()) if i.mention}
        for other in (*reversed(merged[:at]), *merged[at + 1 :]):
            agents = [
                i
                for i in other.filled.roles.get("actor", ())
                if i.mention and i.mention.sector in confidence.POLITICAL and i.mention.actor.actor_id not in others
            ]
            if agents and other.type in ON_THE_GROUND and "actor" not in other.filled.implied:
                draft.filled.roles["actor"] = agents
                draft.filled.implied.add("actor")
                break


def _inherit_places(merged: list[Draft]) -> None:
    """Acts on the ground without a place of their own happen where the report is: at the last place named for one."""
    here: Item | None = None
    for draft in merged:
        if draft.type not in ON_THE_GROUND:
            if draft.place is not None and draft.place[1] != "clause":
                draft.place = None
            continue
        if draft.place is not None:
            here = draft.place[0]
        elif here is not None and draft.judged.status == "asserted":
            draft.place = (here, "inherited")


def event_of(draft: Draft, analysis: Analysis) -> Event:
    """The event that a dated draft tells of."""
    text = analysis.text
    filled = draft.filled
    hit = filled.hit
    assert draft.when is not None
    participants: list[Participant] = []
    for role in ("actor", "recipient"):
        seen: set[str] = set()
        for item in [*filled.roles.get(role, ()), *(filled.roles.get("with", ()) if role == "recipient" else ())]:
            if item.mention is not None and item.mention.actor.actor_id not in seen:
                seen.add(item.mention.actor.actor_id)
                participants.append(Participant("actor" if role == "actor" else "recipient", item.mention))
    speaker = _speaker(draft)
    if speaker is not None and speaker.mention is not None:
        participants.append(Participant("speaker", speaker.mention))
    evidence: list[Evidence] = []
    if draft.when.item is not None and draft.when.item.time is not None:
        evidence.append(Evidence("date", draft.when.item.time.span))
    place = draft.place[0].place if draft.place else None
    if place is not None and draft.place and draft.place[1] != "inherited":
        evidence.append(Evidence("location", place.span))
    if draft.judged.behind:
        evidence.append(Evidence("status", text.tokens_span(draft.judged.first, draft.judged.behind)))
    counts = {counted.field: counted for counted in draft.tolls}
    evidence += [Evidence(c.field, text.tokens_span(c.first, c.behind)) for c in counts.values()]
    if draft.mode:
        evidence.append(Evidence("mode", text.tokens_span(hit.first, hit.behind)))
    start, behind = text.sentences[draft.sentence.index]
    trigger = text.tokens_span(hit.first, hit.behind)
    return Event(
        trigger=_without_clitics(text, trigger, hit),
        sentence=text.tokens_span(start, behind),
        type=draft.type,
        mode=draft.mode,
        when=draft.when.interval,
        date_basis=draft.when.basis,
        where=place,
        location_basis=draft.place[1] if draft.place else None,
        status=draft.judged.status,
        participants=tuple(participants),
        killed=counts["killed"].toll if "killed" in counts else None,
        injured=counts["injured"].toll if "injured" in counts else None,
        captured=counts["captured"].toll if "captured" in counts else None,
        core=confidence.is_core(draft, analysis),
        confidence=round(draft.score, 3),
        contexts=tuple(sorted(set(filled.sense.contexts))),
        evidence=tuple(evidence),
    )


def _without_clitics(text: Text, span: Span, hit: Hit) -> Span:
    """The trigger without the conjunction or preposition that is written to it."""
    length = len(hit.clitics)
    written = text.original[span.start : span.start + length]
    if length and span.end - span.start - length >= 2 and written.isalpha() and len(written) == length:
        return Span(span.start + length, span.end)
    return span


def _speaker(draft: Draft) -> Item | None:
    """Who the article names as its source; a speech act is its own speaker's and has none beside its actor."""
    scope: Scope | None = draft.scope
    if scope is None or not scope.speaker:
        return None
    speaker = scope.speaker[0]
    if (
        draft.type in OWN_WORDS
        and speaker.mention is not None
        and any(
            i.mention and i.mention.actor.actor_id == speaker.mention.actor.actor_id
            for i in draft.filled.roles.get("actor", ())
        )
    ):
        return None
    return speaker
