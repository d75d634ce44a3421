"""From codings to the rows of the contract's tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from timeline import ids
from timeline.articles import text_digest
from timeline.contract.plover import event_types
from timeline.events.summary import summary_of
from timeline.model import Article, Coding, Event, Evidence, Location, Reject, Toll

Row = dict[str, Any]
Rows = dict[str, list[Row]]


class Records:
    """Rows by table, gathered coding by coding; actors and locations that several events share stand once."""

    def __init__(self, coder: str, with_text: bool = False) -> None:
        self.coder = coder
        self.with_text = with_text
        self.rows: Rows = {
            name: []
            for name in ("articles", "events", "event_contexts", "event_actors", "evidence", "timexes", "rejects")
        }
        if with_text:
            self.rows["texts"] = []
        self._actors: dict[str, Row] = {}
        self._locations: dict[str, Row] = {}

    def add(self, coding: Coding) -> None:
        """Take in the coding of one article."""
        article = coding.article
        digest = text_digest(article.text)
        article_id = ids.article_id(article.source, article.document_id, digest)
        self.rows["articles"].append(self._article(coding, article_id, digest))
        if self.with_text:
            self.rows["texts"].append({"article_id": article_id, "text": article.text})
        for time in coding.timexes:
            interval = time.interval
            self.rows["timexes"].append(
                {
                    "article_id": article_id, "start": time.span.start, "end": time.span.end, "text": time.text,
                    "type": time.type, "value": time.value, "date_start": interval and interval.start,
                    "date_end": interval and interval.end, "precision": interval and interval.precision,
                    "open": time.open, "basis": time.basis, "calendar": time.calendar,
                }
            )  # fmt: skip
        ordinals: dict[tuple[int, int], int] = {}
        for event in coding.events:
            key = (event.trigger.start, event.trigger.end)
            ordinals[key] = ordinals.get(key, -1) + 1
            self._event(article, article_id, ids.event_id(article_id, *key, ordinals[key]), event)

    def reject(self, reject: Reject) -> None:
        """Take in a document that could not be used."""
        self.rows["rejects"].append(
            {"document_id": _writable(reject.document_id), "source": reject.source, "stage": reject.stage,
             "reason": reject.reason, "detail": _writable(reject.detail)}
        )  # fmt: skip

    def absorb(self, other: Records) -> None:
        """Take in what another has gathered, behind what is here."""
        for name, rows in other.rows.items():
            self.rows[name] += rows
        for key, row in other._actors.items():
            self._actors.setdefault(key, row)
        for key, row in other._locations.items():
            self._locations.setdefault(key, row)

    def tables(self) -> Mapping[str, Iterable[Row]]:
        """All rows by table name."""
        return {**self.rows, "actors": list(self._actors.values()), "locations": list(self._locations.values())}

    def _article(self, coding: Coding, article_id: str, digest: str) -> Row:
        article = coding.article
        dateline = None
        if article.dateline is not None:
            named = [p for p in coding.places if article.dateline.covers(p.span)]
            dateline = self._location(named[0].location) if named else None
        return {
            "article_id": article_id, "document_id": article.document_id, "source": article.source,
            "title": article.title, "language": article.language, "section": article.section, "byline": article.byline,
            "agencies": "; ".join(article.agencies) or None, "dateline_location_id": dateline,
            "published_on": article.published_on, "published_basis": article.published_basis,
            "issue_on": article.issue_on, "issue_basis": article.issue_basis, "retrieved_on": article.retrieved_on,
            "url": article.url, "text_sha256": digest, "text_length": len(article.text),
            "event_count": len(coding.events),
        }  # fmt: skip

    def _event(self, article: Article, article_id: str, event_id: str, event: Event) -> None:
        type_ = event_types()[event.type]
        where = event.where
        row: Row = {
            "event_id": event_id, "article_id": article_id, "story_id": None, "event_type": event.type,
            "event_mode": event.mode, "quad_class": type_.quad_class, "cameo_root": type_.root(event.mode),
            "date_start": event.when.start, "date_end": event.when.end, "date_precision": event.when.precision,
            "date_basis": event.date_basis, "location_id": self._location(where.location) if where else None,
            "location_basis": event.location_basis if where else None,
            "geo_precision": where.location.geo_precision if where else None, "status": event.status,
            "trigger_text": event.trigger.of(article.text), "trigger_start": event.trigger.start,
            "trigger_end": event.trigger.end, "sentence_start": event.sentence.start,
            "sentence_end": event.sentence.end,
            "core": event.core, "confidence": event.confidence, "summary": summary_of(event), "coder": self.coder,
        }  # fmt: skip
        for field in ("killed", "injured", "captured"):
            toll: Toll | None = getattr(event, field)
            row[f"{field}_low"] = toll.low if toll else None
            row[f"{field}_high"] = toll.high if toll else None
        self.rows["events"].append(row)
        self.rows["event_contexts"] += [{"event_id": event_id, "context": context} for context in event.contexts]
        positions: dict[str, int] = {}
        for participant in event.participants:
            mention, role = participant.mention, participant.role
            positions[role] = positions.get(role, -1) + 1
            actor = mention.actor
            self._actors.setdefault(
                actor.actor_id,
                {"actor_id": actor.actor_id, "name": actor.name, "name_local": actor.name_local, "kind": actor.kind,
                 "country": actor.country, "sector": actor.sector, "wikidata_id": actor.wikidata_id,
                 "listed": actor.listed},
            )  # fmt: skip
            self.rows["event_actors"].append(
                {"event_id": event_id, "role": role, "position": positions[role], "actor_id": actor.actor_id,
                 "country": mention.country, "sector": mention.sector, "mention_text": mention.cited.of(article.text),
                 "mention_start": mention.cited.start, "mention_end": mention.cited.end}
            )  # fmt: skip
        self.rows["evidence"] += [
            self._evidence(article, event_id, evidence) for evidence in sorted(set(event.evidence), key=_place)
        ]

    def _evidence(self, article: Article, event_id: str, evidence: Evidence) -> Row:
        span = evidence.span
        return {
            "event_id": event_id,
            "field": evidence.field,
            "text": span.of(article.text),
            "start": span.start,
            "end": span.end,
        }

    def _location(self, location: Location) -> str:
        self._locations.setdefault(
            location.location_id,
            {"location_id": location.location_id, "name": location.name, "name_local": location.name_local,
             "feature": location.feature, "country": location.country, "admin1": location.admin1,
             "latitude": location.latitude, "longitude": location.longitude, "geonames_id": location.geonames_id,
             "basis": location.basis},
        )  # fmt: skip
        return location.location_id


def _writable(text: str) -> str:
    """The text with what UTF-8 cannot hold written as escapes: names of files may be any bytes."""
    return text.encode("utf-8", "backslashreplace").decode()


def _place(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.field, evidence.span.start, evidence.span.end
