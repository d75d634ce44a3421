"""Why an event was coded as it is: its sentence with every span marked, and what each field rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from timeline import articles, coder, ids
from timeline.coder import PACKAGED, Knowledge
from timeline.events import confidence, lexicon
from timeline.events.code import event_of, kept_drafts
from timeline.events.merge import Draft
from timeline.events.sentences import Analysis, analyse
from timeline.events.summary import summary_of
from timeline.model import Article, Event, PlaceMention, Reject, Span

SHOWN_SIGNS = 8


class ExplainError(ValueError):
    """The event, or the article it was coded from, cannot be found."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """An event with the words of its sentence and the grounds of its fields.

    `marks` are the labelled spans, in offsets of the document's text; `grounds` are (field, what it rests on) in the
    order in which they are read best.
    """

    event: Event
    text: str
    marks: tuple[tuple[Span, str], ...]
    grounds: tuple[tuple[str, str], ...]

    @property
    def sentence(self) -> str:
        """The sentence that the trigger stands in."""
        return self.event.sentence.of(self.text)


def explain(
    release: Path,
    event_id: str,
    sources: Iterable[Path | str],
    knowledge: Knowledge = PACKAGED,
    options: articles.Options = articles.DEFAULTS,
) -> Explanation:
    """Code the article of an event once more and tell what led to it; `options` are those that the build was given.

    Raises ExplainError where the release has no such event, or the sources not the article that it was coded from.
    """
    row, article_id, digest = _row(release, event_id)
    article = _article(article_id, digest, articles.read_all(sources, options))
    found = coder.tag(article, knowledge)
    words = lexicon.load(article.language)
    analysis = analyse(found.text, words, coder.coded_zones(article), found.actors, found.places, found.times)
    for draft in kept_drafts(analysis, found.published_on, found.issue_on):
        event = event_of(draft, analysis)
        if (event.trigger.start, event.trigger.end) == row:
            return Explanation(event, article.text, tuple(_marks(event)), tuple(_grounds(draft, event, analysis)))
    raise ExplainError(
        f"{event_id}: expected an event at characters {row[0]}–{row[1]} of its article, found none on coding it again; "
        "the release was made by another version of the program or with other tables"
    )


def _row(release: Path, event_id: str) -> tuple[tuple[int, int], str, str]:
    from timeline.release.read import load

    events = load("events", release).set_index("event_id")
    if event_id not in events.index:
        raise ExplainError(
            f"{event_id}: expected an event_id of {release}, found none; `timeline show --json` lists them"
        )
    event = events.loc[event_id]
    article = load("articles", release).set_index("article_id").loc[event["article_id"]]
    trigger = event["trigger_start"], event["trigger_end"]
    place = int(str(trigger[0])), int(str(trigger[1]))
    return place, str(event["article_id"]), str(article["text_sha256"])


def _article(article_id: str, digest: str, items: Iterable[Article | Reject]) -> Article:
    """The article with an id; where sources are named in another way than for the build, the first with its text."""
    same: Article | None = None
    for item in items:
        if isinstance(item, Article) and articles.text_digest(item.text) == digest:
            if ids.article_id(item.source, item.document_id, digest) == article_id:
                return item
            same = same or item
    if same is not None:
        return same
    raise ExplainError(
        f"expected the article with sha256 {digest[:12]}… among the sources, found others; name its file, and give the "
        "options that the build was given: --mapping, --published, --language, --limit"
    )


def _marks(event: Event) -> Iterator[tuple[Span, str]]:
    yield event.trigger, f"{event.type}{'/' + event.mode if event.mode else ''}"
    for participant in event.participants:
        yield participant.mention.cited, participant.role
    for evidence in event.evidence:
        if evidence.field != "mode":
            yield evidence.span, evidence.field


def _grounds(draft: Draft, event: Event, analysis: Analysis) -> Iterator[tuple[str, str]]:
    filled = draft.filled
    yield "summary", summary_of(event)
    frame = " ".join(f"{slot.role}={slot.slot}{':' + slot.cls if slot.cls else ''}" for slot in filled.sense.slots)
    yield "trigger", f"«{event.trigger.of(analysis.text.original)}» by the entry {filled.sense.key}"
    yield "frame", f"{frame}{'; passive' if filled.passive else ''}{'; needs unmet' if filled.lacking else ''}"
    for role, items in filled.roles.items():
        how = filled.slots.get(role, "") if role not in filled.implied else "not by the frame"
        names = ", ".join(
            f"{i.mention.actor.name or i.mention.actor.name_local} [{i.mention.basis}]" for i in items if i.mention
        )
        yield role, f"{names or 'a place'} ({how})"
    for role, rivals in draft.rivals.items():
        told = ", ".join(f"{name or 'none'} {share:.2f}" for name, share in rivals)
        yield f"{role} weighed", told
    when = f"{event.when.start} – {event.when.end}, {event.when.precision}, {event.date_basis}"
    item = draft.when.item if draft.when else None
    yield "date", f"{when}{f' by «{item.time.text}»' if item is not None and item.time is not None else ''}"
    if event.where is not None:
        yield "place", f"{_place(event.where)} ({event.location_basis})"
        for other in event.where.rejected[:3]:
            yield "rejected place", f"{other.name}, {other.country or 'no country'} ({other.location_id})"
    yield "status", event.status
    if draft.scope is not None:
        yield "speech", f"{draft.scope.kind}, by «{analysis.text.words[draft.scope.word]}»"
    weights = confidence.weights()
    signs = sorted(draft.signs.items(), key=lambda pair: -abs(weights.get(pair[0], 0.0) * pair[1]))
    told = ", ".join(f"{name} {weights.get(name, 0.0) * value:+.2f}" for name, value in signs[:SHOWN_SIGNS])
    yield "confidence", f"{draft.score:.2f} (kept from {confidence.threshold():.2f}): {told}"


def _place(mention: PlaceMention) -> str:
    location = mention.location
    return f"{location.name}, {location.country or 'no country'} ({location.location_id}) by «{mention.text}»"
