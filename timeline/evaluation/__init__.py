"""How well a release agrees with articles annotated by hand.

    report = evaluate(Path("build/release"), Path("tests/gold"))
    print(report)

A gold folder holds NAME.json (doc_id, published, lang, text) and NAME.ann.json (timexes, events) for each article. It
may hold split.tsv (doc_id, part), which parts the articles into those to learn from and those that only count (part
`check`): their misses are counted but not shown.
"""

from __future__ import annotations

from timeline.evaluation.documents import GoldError
from timeline.evaluation.figures import Figures, Rate, Share
from timeline.evaluation.reliability import Bin, Reliability, Threshold, reliability
from timeline.evaluation.report import Report, evaluate

__all__ = [
    "Bin",
    "Figures",
    "GoldError",
    "Rate",
    "Reliability",
    "Report",
    "Share",
    "Threshold",
    "evaluate",
    "reliability",
]
