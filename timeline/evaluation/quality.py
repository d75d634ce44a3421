"""What is stated of the program's quality: figures by part and language, checked by another scorer if there is one.

The result is what quality.json holds; `timeline.release.quality` turns it into words for dataset card and site. Of the
articles it holds numbers only.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from timeline.evaluation.documents import read_gold
from timeline.evaluation.reliability import reliability
from timeline.evaluation.report import evaluate

WHOLE = "all"
"""The name of the only part of a gold folder that is not parted, and of all languages together."""


class ScorerError(ValueError):
    """A scorer that can't be run, or that finds other figures."""


def measure(release: Path, gold: Path, *, scorer: Path | None = None, bootstrap: int = 1000) -> dict[str, Any]:
    """Figures with 95 % intervals, and the curve over confidence, of each part of a gold folder.

    A `scorer` is a Python program of its own, run as `SCORER RELEASE GOLD --json [--split PART] [--lang CODE]`; it must
    find the same figures. Digests of the gold folder and of the scorer say what was measured with. Raises GoldError and
    ReleaseError as `evaluate` does, ScorerError where the scorer disagrees.
    """
    parts = sorted({document.part for document in read_gold(gold).values()})
    figures: dict[str, dict[str, Any]] = {}
    confidence: dict[str, Any] = {}
    for part in parts:
        split = part or None
        report = evaluate(release, gold, split=split, bootstrap=bootstrap).as_dict()
        found = {WHOLE: _numbers(report)}
        for code, rows in report["languages"].items():
            found[code] = _numbers(rows)
        if scorer is not None:
            for code, rows in found.items():
                _agree(scorer, release, gold, split, None if code == WHOLE else code, rows)
        figures[part or WHOLE] = found
        confidence[part or WHOLE] = _curve(reliability(release, gold, split=split).as_dict())
    return {
        "gold_sha256": folder_digest(gold),
        "scorer_sha256": None if scorer is None else hashlib.sha256(scorer.read_bytes()).hexdigest(),
        "figures": figures,
        "confidence": confidence,
    }


def folder_digest(folder: Path) -> str:
    """SHA-256 over the names and SHA-256 of the files right in a folder, in the order of their names."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(folder.iterdir())
        if path.suffix in {".json", ".tsv"}
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _numbers(report: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of a report without what says which articles they come from."""
    kept = (
        "documents", "gold events", "predicted events", "detection", "typed", "record", "core recall", "fields",
        "time spans", "time values", "intervals",
    )  # fmt: skip
    return {key: report[key] for key in kept if key in report}


def _curve(found: Mapping[str, Any]) -> dict[str, Any]:
    def rounded(value: Any) -> Any:
        return round(value, 3) if isinstance(value, float) else value

    return {
        "events": found["events"],
        "unrated": found["unrated"],
        "calibration error": rounded(found["error"]),
        "brier": rounded(found["brier"]),
        "curve": [{key: rounded(value) for key, value in point.items()} for point in found["curve"]],
    }


def _agree(
    scorer: Path, release: Path, gold: Path, split: str | None, language: str | None, figures: Mapping[str, Any]
) -> None:
    """Run the scorer on the same articles. Raises ScorerError for the first figure that is another one there."""
    chosen = [*(("--split", split) if split else ()), *(("--lang", language) if language else ())]
    command = [sys.executable, str(scorer), str(release), str(gold), "--json", *chosen]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        said: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise ScorerError(
            f"{scorer}: expected figures as one JSON object, found exit code {done.returncode} and "
            f"{(done.stdout + done.stderr).strip()[-500:]!r}; run it by hand"
        ) from None
    for name, value in said.items():
        if name not in figures or figures[name] != value:
            where = ", ".join(chosen[1::2]) or WHOLE
            raise ScorerError(
                f"{scorer}: {name} ({where}): expected {figures.get(name)!r}, as timeline.evaluation finds, found "
                f"{value!r}; find out which of the two is wrong before figures are published"
            )
