"""How sure an event is: signs of its word, frame and document, weighed by a logistic model.

The weights stand in knowledge/confidence.tsv and were fitted by bench/train_confidence.py on annotated articles; the
figures of that fit stand in the table's first lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import exp

from timeline.events import topics
from timeline.events.merge import Draft, taken_up
from timeline.events.sentences import Analysis, Sentence
from timeline.events.wording import Wording
from timeline.tsv import data_path, read_table

CORE_SHARE = 0.45
"""News is told from the most to the least important: how much of an article is about its subject."""
LEAST_IN_HEADLINE, LEAST_IN_BODY = 3, 4
"""Letters that words have at least which headline and body are compared by."""
CONFLICT = ("conflict", "politics", "diplomacy")
PRIVATE = ("sport", "business", "market", "culture", "opinion", "local-services", "religion", "health")
"""Topics of topics.tsv."""
TYPED = (
    "needs met",
    "own time",
    "place of clause",
    "light verb",
    "reported",
    "governed",
    "quoted",
    "purpose",
    "lead",
    "relative clause",
    "private matter",
    "topic conflict",
    "political actor",
    "political recipient",
    "implied actor",
    "definite noun",
    "taken up",
    "content",
    "first of sentence",
)
SHORT, FEW_WORDS = 150, 60
"""Words below which an article is short, and from which on few drafts tell anything of what it is about."""
SENTENCE, ARTICLE = "wording of sentence", "wording of article"
"""The signs of what all words of the sentence and of the article weigh (see `wording`); their own weight is 1."""
OUTDONE = "outdone"
"""The sign of a draft beside a likelier one of its type: one happening is told by several words."""
BESIDE = 9
"""How many words apart drafts of a type in one sentence mostly tell one happening («هجوم شنه …»)."""
NEAR = 2
"""How many sentences apart two events of one type are still told together."""
POLITICAL = frozenset({"GOV", "MIL", "COP", "REB", "PTY", "JUD", "LEG", "SPY", "OPP", "IGO", "NGO"})


@cache
def weights() -> Mapping[str, float]:
    """The weight of each sign; "" is the constant, "threshold" the probability from which an event is kept."""
    rows = read_table(data_path("knowledge", "confidence.tsv"), ("sign", "weight"))
    return {row["sign"] if row["sign"] != "constant" else "": float(row["weight"]) for row in rows}


class Signs:
    """The signs for and against the drafts of one article."""

    def __init__(self, analysis: Analysis, about: Mapping[str, float], merged: Sequence[Draft]) -> None:
        self.analysis, self.merged = analysis, merged
        self.by_type: dict[str, list[Draft]] = {}
        for draft in merged:
            self.by_type.setdefault(draft.type, []).append(draft)
        headlines = [sentence for sentence in analysis.sentences if sentence.headline]
        self.headline = {word for s in headlines for word in self._stems(s, LEAST_IN_HEADLINE)}
        self.named = {
            i.mention.actor.actor_id for s in headlines for i in analysis.items_in(s.first, s.behind) if i.mention
        }
        telling = {id(draft.sentence): draft.sentence for draft in merged}.values()
        self.shared = {sentence.index: self._shared(sentence) for sentence in telling}
        self.around = {sentence.index: self._around(sentence) for sentence in telling}
        self.wording = Wording(analysis)
        self.worded = {sentence.index: self.wording.sentence(sentence.index) for sentence in telling}
        mentions = [item.mention for item in analysis.items if item.mention]
        words = max(1, len(analysis.text))
        self.document: dict[str, float] = {
            "few drafts": len(merged) <= 3 and len(analysis.text) >= FEW_WORDS,
            "many drafts": min(1.0, len(merged) / 20),
            "short article": len(analysis.text) < SHORT,
            f"language {analysis.text.pack.code}": 1.0,
            "private matter": topics.private_share(about),
            "topic conflict": min(1.0, sum(about.get(topic, 0.0) for topic in CONFLICT) / 20),
            **{f"topic {topic}": min(1.0, about.get(topic, 0.0) / 12) for topic in PRIVATE},
            ARTICLE: self.wording.article,
            "listed parties": min(1.0, 20 * sum(m.actor.listed for m in mentions) / words),
            "political parties": min(1.0, 12 * sum(m.sector in POLITICAL for m in mentions) / words),
            "countries": min(1.0, len({m.country for m in mentions if m.country}) / 10),
        }

    def _stems(self, sentence: Sentence, least: int) -> list[str]:
        """The words of a sentence with at least so many letters, as headlines and bodies are compared."""
        words, told = self.analysis.text.words, self.analysis.told
        stems = [told[token].stem for token in range(sentence.first, sentence.behind) if len(words[token]) >= least]
        return [stem for stem in stems if len(stem) >= LEAST_IN_HEADLINE]

    def _shared(self, sentence: Sentence) -> float:
        if not self.headline:
            return 0.0
        own = self._stems(sentence, LEAST_IN_BODY)
        return min(1.0, 3 * sum(word in self.headline for word in own) / max(6, len(own)))

    def of(self, draft: Draft) -> dict[str, float]:
        """The signs of a draft, each between 0 and 1 but for what the wording weighs; those of 0 are left out."""
        found = {**self.document, **self._word(draft), **self._frame(draft), **self._told(draft)}
        found.update({f"{draft.type} {name}": found[name] for name in TYPED if found.get(name)})
        for sign in (*self._beside(draft), *self._twins(draft)):
            found[sign] = True
        found[f"{draft.type} {draft.mode}"] = True
        found[f"{draft.type} {draft.judged.status}"] = True
        found[f"word {draft.filled.sense.key}"] = True
        return {name: float(value) for name, value in found.items() if value}

    def _around(self, sentence: Sentence) -> dict[str, bool]:
        """Of a sentence: whether it names a time, a place, anybody."""
        items = self.analysis.items_in(sentence.first, sentence.behind)
        return {
            "time in sentence": any(item.kind == "time" for item in items),
            "place in sentence": any(item.place is not None for item in items),
            "nobody in sentence": not any(item.kind == "np" for item in items),
        }

    def _beside(self, draft: Draft) -> Iterator[str]:
        """The function words and the noun phrases right before and behind the event word, and its own shape."""
        analysis, filled, sentence = self.analysis, draft.filled, draft.sentence
        hit, form, words = filled.hit, filled.hit.form, analysis.text.words
        for side, token in (("before", hit.first - 1), ("behind", hit.behind)):
            if not sentence.first <= token < sentence.behind:
                continue
            word, classes = words[token], analysis.cue(token)
            if classes or _is_closed(word, analysis):
                yield f"{side} {'0' if word[0].isdecimal() else word}"
            if side == "before":
                yield from [f"{form.pos} after {kind}" for kind in classes]
        for side, token in (("second before", hit.first - 2), ("second behind", hit.behind + 1)):
            item = analysis.item_at.get(token) if sentence.first <= token < sentence.behind else None
            if item is not None:
                yield f"{side} {item.mention.sector if item.mention else item.kind}"
        if analysis.lexicon.syntax.determiners:
            yield from self._phrase(draft)
        yield from [f"{form.pos} with {clitic}" for clitic in hit.clitics]
        shape = f"{form.pos} {'definite' if draft.definite else 'bare'}"
        yield f"{shape} {form.number}".rstrip()
        yield f"{shape} light" if filled.light else f"{shape} alone"
        if filled.light:
            yield f"light {filled.light.form.lemma}"
        yield f"governed {filled.governed} {form.pos}"
        if filled.sense.type != draft.type:
            yield f"{filled.sense.type} turned {draft.type}"

    def _phrase(self, draft: Draft) -> Iterator[str]:
        """Where determiners mark nouns: is the event word only part of what another word names?"""
        analysis, hit, sentence = self.analysis, draft.filled.hit, draft.sentence
        words, infinitive = analysis.text.words, analysis.lexicon.syntax.infinitive
        if hit.form.pos == "noun" and hit.behind < sentence.behind and self._names(hit.behind):
            yield "noun before noun"
        at = hit.first - 2
        if hit.form.tense == "base" and at >= sentence.first and words[at + 1] in infinitive:
            if at in analysis.hits:
                yield "infinitive of verb"
            else:
                yield "infinitive of noun" if self._names(at) else "infinitive"

    def _names(self, token: int) -> bool:
        """Is a word neither a function word nor an event word nor part of a mention?"""
        analysis, word = self.analysis, self.analysis.text.words[token]
        return not (
            token in analysis.item_at or token in analysis.hits or analysis.cue(token) or _is_closed(word, analysis)
        )

    def _twins(self, draft: Draft) -> Iterator[str]:
        """How the other drafts of the same type stand to a draft: most are the same happening told otherwise."""
        index, at = draft.sentence.index, draft.filled.hit.first
        for other in self.by_type[draft.type]:
            if other is draft:
                continue
            side = "before" if other.filled.hit.first < at else "behind"
            gap = abs(other.sentence.index - index)
            near = "here" if gap == 0 else "near" if gap <= NEAR else "far"
            yield f"{draft.type} twin {side} {near}"
            if other.judged.status != draft.judged.status:
                yield f"twin of other status {side}"
            if other.mode != draft.mode:
                modes = f"{'some' if other.mode else 'no'} to {'some' if draft.mode else 'no'}"
                yield f"twin of other mode {modes} {near}"
            if (place := _own_place(draft)) and (its := _own_place(other)):
                yield "twin at the same place" if place == its else "twin elsewhere"

    def _word(self, draft: Draft) -> dict[str, float | bool]:
        """Of the event word and where it stands."""
        analysis, hit, sentence = self.analysis, draft.filled.hit, draft.sentence
        closed, text = analysis.lexicon.syntax, analysis.text
        clause = sentence.clause_of(hit.first)
        start, _ = sentence.clauses[clause]
        noun, last = hit.form.pos == "noun", hit.clitics[-1:]
        shape = f"{hit.form.pos} {hit.form.tense}" if hit.form.pos == "verb" else hit.form.pos
        if draft.filled.finite:
            shape = f"finite {hit.form.tense}"
        return {
            f"form {shape}": True,
            "trigger in headline": stem_of(analysis, hit.first) in self.headline,
            "opens sentence": hit.first - sentence.first <= 1,
            "opens clause": hit.first - start <= 2,
            "definite noun": draft.definite,
            "purpose": noun and last in closed.purpose_clitics,
            "preposition before": noun and last in closed.means_clitics,
            "toll word": draft.tells_toll,
            "passive participle": hit.form.pos == "participle" and hit.form.voice == "passive",
            "quoted": text.original.count('"', 0, text.starts[hit.first]) % 2 == 1,
            "relative clause": clause in sentence.relative,
            "background": any("background" in analysis.cue(t) for t in range(start, hit.first)),
            "general": any("generality" in analysis.cue(t) for t in range(start, hit.first)),
        }

    def _frame(self, draft: Draft) -> dict[str, float | bool]:
        """Of the frame, its parties and circumstances."""
        filled = draft.filled
        told = () if "actor" in filled.implied else filled.roles.get("actor", ())
        actors = [i.mention for i in told if i.mention]
        others = [i.mention for role in ("recipient", "with") for i in filled.roles.get(role, ()) if i.mention]
        explicit = [role for role in filled.roles if role not in filled.implied]
        time = draft.time.time if draft.time else None
        return {
            f"type {draft.type}": True,
            f"prior {filled.sense.prior}": True,
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
            "actor in headline": any(m.actor.actor_id in self.named for m in (*actors, *others)),
            "no role": not explicit,
            "content": filled.content is not None,
            "bare noun": filled.hit.form.pos == "noun" and not explicit and filled.light is None,
            "light verb": filled.light is not None,
            "own time": draft.time is not None,
            "recent time": time is not None and time.basis == "relative",
            "place of clause": draft.place is not None and draft.place[1] == "clause",
            "toll": bool(draft.tolls),
            **{f"{draft.type} by {sector}": True for sector in {m.sector for m in actors}},
        }

    def _told(self, draft: Draft) -> dict[str, float | bool]:
        """Of how the article tells it, and of what else it tells."""
        sentence, scope, at = draft.sentence, draft.scope, draft.filled.hit.first
        beside = [d for d in self.merged if d.sentence.index == sentence.index and d is not draft]
        denied = draft.judged.status == "denied" and scope is not None
        return {
            f"status {draft.judged.status}": True,
            "headline": sentence.headline,
            "headline words": self.shared[sentence.index],
            "repeats headline": draft.in_headline and not sentence.headline,
            "lead": sentence.lead,
            "late": min(1.0, sentence.index / 15),
            "taken up": any(taken_up(other, draft) for other in self.by_type[draft.type]),
            "reported": scope is not None,
            "speaker": scope is not None and bool(scope.speaker),
            "denied claim": denied and any(role in draft.filled.roles for role in ("recipient", "with")),
            "first of sentence": all(other.filled.hit.first > at for other in beside),
            **self.around[sentence.index],
            SENTENCE: self.worded[sentence.index],
        }


def _is_closed(word: str, analysis: Analysis) -> bool:
    """Is a word one that tells how its neighbours hang together rather than what they are about?"""
    closed = analysis.lexicon.syntax
    return (
        not word[0].isalpha()
        or word in analysis.lexicon.prepositions
        or word in closed.determiners
        or word in closed.copulas
        or word in closed.complementisers
    )


def _own_place(draft: Draft) -> str:
    """Where a draft is told to have happened, "" where only its report is."""
    if draft.place is None or draft.place[1] == "inherited" or draft.place[0].place is None:
        return ""
    return draft.place[0].place.location.location_id


def stem_of(analysis: Analysis, token: int) -> str:
    """A word without proclitics and article, roughly: to compare headlines with bodies."""
    return analysis.told[token].stem


def score(found: Mapping[str, float]) -> float:
    """How likely (0–1) what has these signs is an event."""
    known = weights()
    total = known[""] + sum([known.get(name, 0.0) * value for name, value in found.items()])
    return 1.0 / (1.0 + exp(-total))


def rate(drafts: Sequence[Draft], signs: Signs) -> None:
    """Give every draft of an article its signs and how likely they make it."""
    for draft in drafts:
        draft.signs = signs.of(draft)
        draft.score = score(draft.signs)
    for draft in outdone(drafts):
        draft.signs[OUTDONE] = 1.0
        draft.score = score(draft.signs)


def outdone(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that stand right beside a likelier one of the same type, which is not itself outdone."""
    found: list[Draft] = []
    best: dict[tuple[int, str], list[int]] = {}
    for draft in sorted(drafts, key=lambda draft: -draft.score):
        at = draft.filled.hit.first
        likelier = best.setdefault((draft.sentence.index, draft.type), [])
        if any(abs(at - other) <= BESIDE for other in likelier):
            found.append(draft)
        else:
            likelier.append(at)
    return found


def threshold() -> float:
    """The probability from which a draft is kept as an event."""
    return weights()["threshold"]


def is_core(draft: Draft, analysis: Analysis) -> bool:
    """Is the event what the article is about: told in its headline, or in its upper part?"""
    at = analysis.text.starts[draft.filled.hit.first]
    return draft.in_headline or at < CORE_SHARE * len(analysis.text.original)
