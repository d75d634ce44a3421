"""From a text to its time expressions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, Literal

from timeline import languages
from timeline.dates import days, distances, fractions, month_days, units, years
from timeline.dates.grammar import PatternError, Rule, compile_rule, expand
from timeline.dates.lexicon import Lexicon
from timeline.dates.reading import Context, Reading
from timeline.dates.scan import Grammar, Hit, Scan
from timeline.model import Span, TimeExpression
from timeline.text import Text

MAKERS: dict[str, Callable[[Hit, Context], Reading | None]] = {
    "century": years.read_century,
    "chain": distances.read_chain,
    "date": days.read_date,
    "day of month": month_days.read_day_of_month,
    "decade": years.read_decade,
    "deictic": days.read_deictic,
    "distance": distances.read_distance,
    "duration": distances.read_duration,
    "first units": fractions.read_first_units,
    "fixed": years.read_fixed,
    "fraction": fractions.read_fraction,
    "hijri unit": units.read_hijri_unit,
    "holiday": years.read_holiday,
    "month": years.read_month,
    "neighbour": units.read_neighbour,
    "no date": years.no_date,
    "numeric": days.read_numeric,
    "part of day": units.read_part_of_day,
    "ref": units.read_ref,
    "rest": units.read_rest,
    "same period": fractions.read_same_period,
    "season": units.read_season,
    "set": distances.read_set,
    "span": distances.read_span,
    "span to": fractions.read_span_to,
    "unit": units.read_unit,
    "vague": distances.read_vague,
    "weekday": days.read_weekday,
    "unit ref": units.read_unit_reference,
    "year": years.read_year,
    "year part": fractions.read_year_part,
    "year ending": fractions.read_year_ending,
}


@dataclass(frozen=True, slots=True)
class Tagger:
    """The compiled time grammar of one language."""

    lexicon: Lexicon
    grammar: Grammar
    settings: dict[str, str]


@cache
def load(code: str) -> Tagger:
    """The tagger of a language; one that finds nothing where the pack has no `time_patterns.yaml`."""
    path = languages.load(code).folder / "time_patterns.yaml"
    raw: dict[str, Any] = {}
    if path.exists():
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        raw = yaml.load(path.read_bytes(), Loader=loader)
    settings = {str(k): str(v) for k, v in (raw.get("settings") or {}).items()}
    lexicon = Lexicon(code, tuple(settings.get("locales", "").split()))
    macros = {str(name): str(pattern) for name, pattern in (raw.get("macros") or {}).items()}
    rules: list[Rule] = []
    for entry in raw.get("rules") or []:
        options = {str(k): v for k, v in entry.items() if k not in {"name", "pattern", "make"}}
        if entry["make"] not in MAKERS:
            raise PatternError(
                f"{path}: rule {entry['name']!r}: expected make to be one of {', '.join(MAKERS)}; "
                f"found {entry['make']!r}"
            )
        patterns = entry["pattern"] if isinstance(entry["pattern"], list) else [entry["pattern"]]
        for pattern in patterns:
            rules.append(
                compile_rule(
                    entry["name"], len(rules), expand(str(pattern), macros), entry["make"], options, lexicon.symbols
                )
            )
    return Tagger(lexicon, Grammar(rules), settings)


@lru_cache(maxsize=1)
def scanned(text: Text) -> tuple[Scan, tuple[tuple[int, tuple[Hit, ...]], ...]]:
    """A text's symbols and what the patterns find in them; the last text's are kept, for it is asked for twice."""
    tagger = load(text.pack.code)
    scan = Scan(text, tagger.lexicon)
    return scan, tuple((token, tuple(hits)) for token, hits in tagger.grammar.candidates(scan))


def readings(text: Text, issue_on: date | None) -> list[tuple[Hit, Reading]]:
    """The hits of a text with their values, in order and without overlap; hits that are no dates are left out."""
    scan, candidates = scanned(text)
    context = Context(scan, issue_on, load(text.pack.code).settings)
    found: list[tuple[Hit, Reading]] = []
    done = 0
    for token, hits in candidates:
        if token < done:
            continue
        for hit in hits:
            try:
                reading = MAKERS[hit.rule.make](hit, context)
            except (OverflowError, ValueError):
                # Outside of the calendar: year 0, the 31st of a short month.
                reading = None
            if reading is None:
                continue
            done = hit.behind
            if reading.value:
                found.append((hit, reading))
                context.remember(reading, token)
            break
    return found


def tag(text: Text, issue_on: date | None) -> tuple[TimeExpression, ...]:
    """The time expressions of a text: sorted, without overlap, offsets in the original.

    Relative ones count from `issue_on`; without it they get PAST_REF, PRESENT_REF or FUTURE_REF, or are left out where
    their direction is not in the words. An open interval («منذ 2011», "since March") has the value and days of the date
    that is named, and `open` names the side that it lacks.
    """
    if not text.words:
        return ()
    return tuple(_expression(text, hit, reading) for hit, reading in readings(text, issue_on))


def _expression(text: Text, hit: Hit, reading: Reading) -> TimeExpression:
    span = span_of(text, hit)
    return TimeExpression(
        span=span,
        text=span.of(text.original),
        type=reading.type,
        value=reading.value,
        interval=reading.interval if reading.type == "DATE" else None,
        open=reading.open or _open_side(hit, reading),
        basis=reading.basis,
        calendar=reading.calendar,
    )


def span_of(text: Text, hit: Hit) -> Span:
    """The original range of a hit, without the proclitics of its first word and without loose marks at its end."""
    letters = hit.scan.entries[hit.first].clitics
    first = text.norm_starts[hit.first] + letters
    behind = hit.behind
    if behind - hit.first > 1 and text.words[behind - 1] == ".":
        # The stop of "Aug." may also end the sentence.
        behind -= 1
    span = text.span(first, text.norm_ends[behind - 1])
    end = span.end
    # The tatweel of «هـ» is dropped by normalisation and belongs to the word.
    while end < len(text.original) and text.original[end] == "\u0640":
        end += 1
    return Span(span.start, end)


def _open_side(hit: Hit, reading: Reading) -> Literal["start", "end"] | None:
    """«منذ 2011» has no end, «حتى 2020» no start."""
    if reading.type != "DATE" or reading.interval is None:
        return None
    for token in (hit.first, hit.first - 1, hit.first - 2):
        if token < 0:
            break
        values = hit.scan.values(token)
        if "SINCE" in values:
            return "end"
        if "UNTIL" in values and token < hit.first:
            return "start"
        if token < hit.first and not values:
            break
    return None
