"""quality.json, the figures that were measured of the program, in words for the dataset card and the site."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from timeline.contract.codebook import markdown_table
from timeline.release.errors import ReleaseError

QUALITY_FILE = "quality.json"
_RATES = ("detection", "typed", "record", "time spans", "time values")
_EXPLAINED = """\
*Detection* asks for an event near the annotated one, *typed* for its type as well, *record* also for its start date,
actors, place and status. *Core recall* is the share of the events an article is about that were found with their type.
The share of each field is taken over the typed events. In brackets: 95 % intervals, from drawing the articles anew.
"""


def quality_text(path: Path) -> str:
    """Markdown for the file that `--quality` names: quality.json in words, anything else as it is.

    Raises ReleaseError where it can't be read.
    """
    try:
        text = path.read_text("utf-8")
        return "\n".join(_words(json.loads(text))) if path.suffix == ".json" else text
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReleaseError(
            f"{path}: expected Markdown, or figures as bench/quality.py writes them (.json), found "
            f"{type(error).__name__}: {error}; measure anew or name another file"
        ) from error


def _words(found: Mapping[str, Any]) -> Iterator[str]:
    scorer = found["scorer_sha256"]
    checked = f" and checked with a second scorer (SHA-256 `{scorer}`)" if scorer else ""
    yield (
        f"Figures of the program, not of these rows alone: {found['coder']} at commit `{found['commit']}` of "
        f"{found['committed']}, measured on annotated articles (SHA-256 `{found['gold_sha256']}`){checked}.\n"
    )
    yield found["corpus"] + "\n"
    figures = {
        f"{part}, {code}": _rows(rows)
        for part, languages in found["figures"].items()
        for code, rows in languages.items()
    }
    names = dict.fromkeys(name for rows in figures.values() for name in rows)
    yield markdown_table(
        ("Figure", *figures), [(name, *(rows.get(name, "") for rows in figures.values())) for name in names]
    )
    yield _EXPLAINED
    for part, rated in found["confidence"].items():
        if rated["events"]:
            yield from _curve(part, rated)


def _curve(part: str, rated: Mapping[str, Any]) -> Iterator[str]:
    yield (
        f"What keeping only events with at least a certain `confidence` gives ({part}); its expected calibration error "
        f"is {rated['calibration error']:.3f}, its Brier score {rated['brier']:.3f}:\n"
    )
    yield markdown_table(
        ("At least", "Events", "Precision", "Recall", "F1"),
        [
            (f"{p['confidence']:.1f}", str(p["events"]), *(f"{p[key]:.3f}" for key in ("precision", "recall", "f1")))
            for p in rated["curve"]
        ],
    )


def _rows(figures: Mapping[str, Any]) -> dict[str, str]:
    """Figure → value with its interval, as text."""
    intervals: Mapping[str, list[float]] = figures["intervals"]

    def shown(value: float, name: str) -> str:
        between = intervals.get(name)
        return f"{value:.3f}" + (f" [{between[0]:.3f}, {between[1]:.3f}]" if between else "")

    rows = {
        "articles": str(figures["documents"]),
        "annotated events": str(figures["gold events"]),
        "predicted events": str(figures["predicted events"]),
    }
    for name in _RATES:
        for letter, word in (("P", "precision"), ("R", "recall"), ("F", "F1")):
            if name in figures and (letter == "F" or name == "typed"):
                rows[f"{name} {word}"] = shown(figures[name][letter], f"{name} {'F1' if letter == 'F' else letter}")
    if figures["core recall"] is not None:
        rows["core recall"] = shown(figures["core recall"], "core recall")
    for name, (share, _) in figures["fields"].items():
        rows[f"{name} right"] = shown(share, name)
    return rows
