"""The signs by which expressions of time are weighed, and the day of the page beside them (see `signs`)."""

from __future__ import annotations

from collections.abc import Iterator


def no_day(basis: str, type_: str, shape: str, status: str, language: str, told: bool, lead: bool) -> Iterator[str]:
    """No expression of time: the day of the page."""
    yield from ("-", f"- {basis}", f"- {type_}", f"- {shape}", f"- {status}", f"- {basis} {shape}", f"- {language}")
    if told:
        yield "- reported"
    if lead:
        yield "- lead"


def day(
    precision: str, age: str, status: str, type_: str, shape: str, basis: str, prep: str, opens: str, spans: bool
) -> Iterator[str]:
    """What sort of expression of time it is, and how long ago."""
    yield from (precision, age, f"{age} {status}", f"{age} {type_}", f"{precision} {age}", f"{age} {shape}")
    yield from (f"basis {basis}", f"prep {prep}")
    if opens:
        yield from (f"open {opens}", f"open {opens} {shape}")
    if spans:
        yield f"spans {age}"


def day_position(
    pos: str, shape: str, age: str, side: str, gap: int, apart: int, nearer: int, past: int, relative: bool
) -> Iterator[str]:
    """Where in the event's sentence an expression of time stands; `nearer` counts events nearer to it."""
    where = f"{side} {gap}"
    yield from (where, f"{side} clause {apart}", f"{side} clause {apart} {age}", f"{shape} {side}", f"{pos} {where}")
    yield from (f"{side} nearer to {nearer}", f"past {past}")
    if relative:
        yield "relative clause" if apart else "own relative clause"


def day_elsewhere(where: str, precision: str, age: str, shape: str, type_: str) -> Iterator[str]:
    """An expression of time in another sentence."""
    yield from (where, f"{where} {age}", f"elsewhere {precision}", f"elsewhere {age} {shape}", f"elsewhere {type_}")


def day_told(where: str, age: str, aspect: str, quoted: bool, told: bool) -> Iterator[str]:
    """How the event is told that the expression might date: auxiliary of its verb, in quotation marks, reported."""
    if aspect:
        yield from (f"aspect {aspect} {where}", f"aspect {aspect} {age}")
    if quoted:
        yield from (f"quoted {where}", f"quoted {age}")
    if told:
        yield from (f"told {where}", f"told {where} {age}")


def no_day_told(basis: str, aspect: str, quoted: bool) -> Iterator[str]:
    """No expression of time; how the event is told."""
    if aspect:
        yield from (f"- aspect {aspect}", f"- aspect {aspect} {basis}")
    if quoted:
        yield from ("- quoted", f"- quoted {basis}")


def day_proposed(how: str, age: str, shape: str) -> Iterator[str]:
    """The clause has it as its own time, or the report as its day."""
    yield from (how, f"{how} {age}", f"{how} {shape}")
