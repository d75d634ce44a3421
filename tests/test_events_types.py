"""Every type of event is found in ordinary news of both languages, with its parties, and not in lookalikes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import timeline
from timeline.contract.plover import event_types
from timeline.model import Event

FOLDER = Path(__file__).parent / "data"
LANGUAGES = ("ar", "en")
Report = dict[str, Any]


def reports(language: str) -> dict[str, dict[str, list[Report]]]:
    """By type: `events` that are told, and `lookalikes`."""
    found: dict[str, dict[str, list[Report]]] = yaml.safe_load(
        (FOLDER / f"event_types_{language}.yaml").read_text("utf-8")
    )
    return found


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(language, type_, report, id=f"{language}-{type_}-{number}")
        for language in LANGUAGES
        for type_, parts in reports(language).items()
        for number, report in enumerate(parts[kind], 1)
    ]


def coded(language: str, report: Report) -> tuple[Event, ...]:
    return timeline.code(report["text"], published=report["published"], language=language).events


def names(event: Event, role: str) -> set[str]:
    """Who stands in a role, by canonical name, and with the country behind it."""
    found = set()
    for participant in event.participants:
        if participant.role == role:
            name = participant.mention.actor.name or participant.mention.text
            found |= {name, f"{name} ({participant.mention.country})"}
    return found


def listed(value: str | list[str] | None) -> set[str]:
    return set() if value is None else {value} if isinstance(value, str) else set(value)


def fits(event: Event, report: Report) -> bool:
    """Has an event the parties, the place and the status that the report tells?"""
    return (
        listed(report.get("actor")) <= names(event, "actor")
        and listed(report.get("recipient")) <= names(event, "recipient")
        and ("place" not in report or (event.where is not None and event.where.location.name == report["place"]))
        and event.status == report.get("status", "asserted")
    )


def told(events: tuple[Event, ...]) -> str:
    return "; ".join(
        f"{e.type} by {sorted(names(e, 'actor'))} to {sorted(names(e, 'recipient'))} "
        f"at {e.where.location.name if e.where else None}, {e.status}"
        for e in events
    )


@pytest.mark.parametrize(("language", "type_", "report"), cases("events"))
def test_report_is_coded_as_its_type_with_its_parties(language: str, type_: str, report: Report) -> None:
    events = coded(language, report)
    assert any(event.type == type_ and fits(event, report) for event in events), told(events)


@pytest.mark.parametrize(("language", "type_", "report"), cases("lookalikes"))
def test_lookalike_tells_no_event_of_the_type(language: str, type_: str, report: Report) -> None:
    events = coded(language, report)
    assert not any(event.type == type_ for event in events), told(events)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_has_reports_and_lookalikes(language: str) -> None:
    found = reports(language)
    assert set(found) == set(event_types())
    assert all(len(parts["events"]) >= 3 and len(parts["lookalikes"]) >= 2 for parts in found.values())
