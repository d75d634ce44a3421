"""A small release, by hand: two articles with their events, as rows of the contract's tables."""

from __future__ import annotations

import hashlib
from datetime import date

import pyarrow as pa

from timeline.ids import article_id, event_id, unlisted_actor_id
from timeline.release import ReleaseInfo, Source, tables_from_rows

Row = dict[str, object]
Rows = dict[str, list[Row]]

ARABIC = "بغداد - 3 أيار 2021\nقال المتحدث باسم الجيش إن مسلحين قتلوا ثلاثة جنود في كركوك أول من أمس.\n"
ENGLISH = "The minister will visit Ankara next week. She met her counterpart in Cairo on 2 May 2021."

INFO = ReleaseInfo(
    version="2021.5.0",
    title="Events of a spring week",
    created=date(2021, 5, 10),
    coder="timeline 0.1.0",
    sources=(Source("Two articles written for this test"),),
)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def span(text: str, words: str, prefix: str = "") -> Row:
    """Offsets of words in a text, as the columns `start` and `end` with a prefix."""
    start = text.index(words)
    return {f"{prefix}start": start, f"{prefix}end": start + len(words)}


def article(source: str, document: str, text: str, language: str, events: int) -> Row:
    return {
        "article_id": article_id(source, document, digest(text)),
        "document_id": document,
        "source": source,
        "language": language,
        "published_on": date(2021, 5, 3),
        "published_basis": "page",
        "issue_on": date(2021, 5, 3),
        "issue_basis": "published",
        "text_sha256": digest(text),
        "text_length": len(text),
        "event_count": events,
    }


ARABIC_ARTICLE = article("example-ar", "2021/05/03.txt", ARABIC, "ar", 1)
ENGLISH_ARTICLE = article("example-en", "17", ENGLISH, "en", 2)
TEXTS = {digest(ARABIC): ARABIC, digest(ENGLISH): ENGLISH}


def event(article: Row, text: str, trigger: str, sentence: str, **fields: object) -> Row:
    place = span(text, trigger)
    return {
        "event_id": event_id(str(article["article_id"]), text.index(trigger), text.index(trigger) + len(trigger), 0),
        "article_id": article["article_id"],
        "trigger_text": trigger,
        "trigger_start": place["start"],
        "trigger_end": place["end"],
        **span(text, sentence, "sentence_"),
        "coder": "timeline 0.1.0",
        **fields,
    }


def rows() -> Rows:
    """Fresh rows of every table."""
    attack = event(
        ARABIC_ARTICLE,
        ARABIC,
        "قتلوا",
        "قال المتحدث باسم الجيش إن مسلحين قتلوا ثلاثة جنود في كركوك أول من أمس",
        event_type="ASSAULT",
        quad_class="material_conflict",
        cameo_root="19",
        date_start=date(2021, 5, 1),
        date_end=date(2021, 5, 1),
        date_precision="day",
        date_basis="relative",
        location_id="gn:94787",
        location_basis="clause",
        geo_precision=1,
        status="asserted",
        killed_low=3,
        killed_high=3,
        core=True,
        summary="Armed men killed 3 soldiers in Kirkuk, Iraq, on 1 May 2021, according to an army spokesman.",
    )
    visit = event(
        ENGLISH_ARTICLE,
        ENGLISH,
        "visit",
        "The minister will visit Ankara next week",
        event_type="AGREE",
        quad_class="verbal_cooperation",
        cameo_root="03",
        date_start=date(2021, 5, 10),
        date_end=date(2021, 5, 16),
        date_precision="week",
        date_basis="relative",
        status="planned",
        core=True,
        summary="A minister plans a visit between 10 and 16 May 2021.",
    )
    meeting = event(
        ENGLISH_ARTICLE,
        ENGLISH,
        "met",
        "She met her counterpart in Cairo on 2 May 2021",
        event_type="CONSULT",
        event_mode="visit",
        quad_class="verbal_cooperation",
        cameo_root="04",
        date_start=date(2021, 5, 2),
        date_end=date(2021, 5, 2),
        date_precision="day",
        date_basis="explicit",
        status="asserted",
        core=False,
        confidence=0.5,
        summary="A minister met her counterpart on 2 May 2021.",
    )
    gunmen = unlisted_actor_id("مسلحين", "unnamed", within=str(ARABIC_ARTICLE["article_id"]))
    minister = unlisted_actor_id("The minister", "office", sector="GOV", within=str(ENGLISH_ARTICLE["article_id"]))

    def words(event: Row, text: str, field: str, words: str) -> Row:
        return {"event_id": event["event_id"], "field": field, "text": words, **span(text, words)}

    def part(event: Row, text: str, role: str, actor: str, sector: str, words: str, country: str | None = None) -> Row:
        return {
            "event_id": event["event_id"],
            "role": role,
            "position": 0,
            "actor_id": actor,
            "country": country,
            "sector": sector,
            "mention_text": words,
            **span(text, words, "mention_"),
        }

    def timex(article: Row, text: str, words: str, value: str, start: date, end: date, basis: str) -> Row:
        precision = "day" if start == end else "week"
        return {
            "article_id": article["article_id"],
            **span(text, words),
            "text": words,
            "type": "DATE",
            "value": value,
            "date_start": start,
            "date_end": end,
            "precision": precision,
            "basis": basis,
            "calendar": "gregorian",
        }

    return {
        "articles": [dict(ARABIC_ARTICLE), {**ENGLISH_ARTICLE, "title": "Minister to visit Ankara"}],
        "events": [attack, visit, meeting],
        "event_contexts": [
            {"event_id": attack["event_id"], "context": "military"},
            {"event_id": attack["event_id"], "context": "terrorism"},
        ],
        "event_actors": [
            part(attack, ARABIC, "actor", gunmen, "REB", "مسلحين"),
            part(attack, ARABIC, "recipient", "st:IRQ:army", "MIL", "ثلاثة جنود", "IRQ"),
            part(attack, ARABIC, "speaker", "st:IRQ:army", "MIL", "المتحدث باسم الجيش", "IRQ"),
            part(visit, ENGLISH, "actor", minister, "GOV", "The minister"),
            part(meeting, ENGLISH, "actor", minister, "GOV", "She"),
        ],
        "evidence": [
            words(attack, ARABIC, "date", "أول من أمس"),
            words(attack, ARABIC, "location", "كركوك"),
            words(attack, ARABIC, "killed", "ثلاثة"),
            words(visit, ENGLISH, "date", "next week"),
            words(visit, ENGLISH, "status", "will"),
            words(meeting, ENGLISH, "date", "2 May 2021"),
            words(meeting, ENGLISH, "mode", "met"),
        ],
        "actors": [
            {"actor_id": gunmen, "name": "armed men", "name_local": "مسلحين", "kind": "unnamed", "sector": "REB",
             "listed": False},
            {"actor_id": minister, "name": "the minister", "kind": "office", "sector": "GOV", "listed": False},
            {"actor_id": "st:IRQ:army", "name": "Iraqi Army", "name_local": "الجيش العراقي", "kind": "organisation",
             "country": "IRQ", "sector": "MIL", "listed": True},
        ],
        "locations": [
            {"location_id": "gn:94787", "name": "Kirkuk", "name_local": "كركوك", "feature": "city",
             "country": "IRQ", "latitude": 35.46806, "longitude": 44.39222, "geonames_id": 94787, "basis": "geonames"},
        ],
        "timexes": [
            timex(ARABIC_ARTICLE, ARABIC, "3 أيار 2021", "2021-05-03", date(2021, 5, 3), date(2021, 5, 3), "explicit"),
            timex(ARABIC_ARTICLE, ARABIC, "أول من أمس", "2021-05-01", date(2021, 5, 1), date(2021, 5, 1), "relative"),
            timex(ENGLISH_ARTICLE, ENGLISH, "next week", "2021-05-10/2021-05-16", date(2021, 5, 10), date(2021, 5, 16),
                  "relative"),
            timex(ENGLISH_ARTICLE, ENGLISH, "2 May 2021", "2021-05-02", date(2021, 5, 2), date(2021, 5, 2), "explicit"),
        ],
        "rejects": [
            {"document_id": "18", "source": "example-en", "stage": "date", "reason": "no date of publication"},
        ],
    }  # fmt: skip


def sample() -> dict[str, pa.Table]:
    """The tables of the small release."""
    return tables_from_rows(rows())
