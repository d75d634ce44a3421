"""How well `confidence` is calibrated.

    python bench/reliability.py RELEASE GOLD [--split tune|check] [--bins 10] [--json]

RELEASE is a release built from the articles of GOLD (NAME.json with NAME.ann.json, maybe split.tsv). For each bin of
confidence: how many events, their mean confidence and the share that pairs with an annotated event of the same type;
below, precision and recall when only events with at least that confidence are kept.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from timeline.evaluation import reliability


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("release", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--split", help="only this part of GOLD/split.tsv")
    parser.add_argument("--language", help="only articles in this language")
    parser.add_argument("--docs", help="only articles whose id matches this regular expression")
    parser.add_argument("--bins", type=int, default=10)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    table = reliability(
        options.release,
        options.gold,
        split=options.split,
        language=options.language,
        docs=options.docs,
        bins=options.bins,
    )
    print(json.dumps(table.as_dict()) if options.json else table)


if __name__ == "__main__":
    main()
