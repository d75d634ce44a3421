"""One English line that says what an event's fields say, and nothing else."""

from __future__ import annotations

from functools import cache

from timeline.model import Event, Participant, Role
from timeline.tsv import data_path, read_table


@cache
def _phrases() -> dict[tuple[str, str], str]:
    rows = read_table(data_path("knowledge", "summaries.tsv"), ("event_type", "mode", "phrase"))
    return {(row["event_type"], row["mode"]): row["phrase"] for row in rows}


def summary_of(event: Event) -> str:
    """«Syrian Democratic Forces seizes territory or property from Islamic State; Al Baghuz; 2019-03-23»."""
    phrases = _phrases()
    phrase = phrases.get((event.type, event.mode or ""), phrases[(event.type, "")])
    actor = _names(event, "actor") or "[actor not named]"
    recipient = _names(event, "recipient") or "[recipient not named]"
    parts = [f"{actor} {phrase} {recipient}"]
    if event.where is not None:
        parts.append(event.where.location.name)
    when = event.when.start.isoformat()
    parts.append(when if event.when.start == event.when.end else f"{when} to {event.when.end.isoformat()}")
    if event.status != "asserted":
        parts.append(event.status)
    if speaker := _names(event, "speaker"):
        parts.append(f"according to {speaker}")
    return "; ".join(parts)


def _names(event: Event, role: Role) -> str:
    return ", ".join(_name(p) for p in event.participants if p.role == role)


def _name(participant: Participant) -> str:
    actor = participant.mention.actor
    name = actor.name or actor.name_local or participant.mention.text
    return " ".join(name.split())
