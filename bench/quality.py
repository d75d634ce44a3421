"""Measure the program on annotated articles, and write the figures to quality.json.

    python bench/quality.py ARTICLES… --gold GOLD [--scorer SCORER.py] [--corpus TEXT] [--out quality.json]

Codes ARTICLES (files and folders) with the package as it is committed, compares the release with GOLD (NAME.json with
NAME.ann.json, maybe split.tsv) by part and language, and writes the figures with the commit and the digests of what was
measured with. A SCORER is a program that measures by itself, and must find the same. TEXT says what the articles are;
where it is not given, what the file says already stays. The dataset card and the site state what is in the file.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import timeline
from timeline.evaluation import GoldError
from timeline.evaluation.quality import ScorerError, measure
from timeline.pipeline import build, coder_name
from timeline.release.quality import QUALITY_FILE

ROOT = Path(__file__).resolve().parents[1]
CODE = ("timeline", "schemas")


def git(*arguments: str) -> str:
    """What git says of this checkout."""
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--corpus", help="what the articles are, where they come from, who annotated them")
    parser.add_argument("--out", type=Path, default=ROOT / QUALITY_FILE)
    given = parser.parse_args()
    if not Path(timeline.__file__).is_relative_to(ROOT):
        sys.exit(f"expected the package of {ROOT}, found {timeline.__file__}; install it with pip install -e")
    if changed := git("status", "--porcelain", "--", *CODE):
        sys.exit(
            f"expected code that is committed, found changes; commit them, so that the figures have a commit\n{changed}"
        )
    written = json.loads(given.out.read_text("utf-8")) if given.out.is_file() else {}
    corpus = given.corpus or written.get("corpus")
    if not corpus:
        sys.exit("--corpus: expected what the articles are, found nothing, and nothing in the file; say it once")
    with tempfile.TemporaryDirectory() as folder:
        release = build(given.articles, Path(folder) / "release").out
        try:
            figures = measure(release, given.gold, scorer=given.scorer)
        except (GoldError, ScorerError) as error:
            sys.exit(str(error))
    found = {
        "commit": git("rev-parse", "HEAD"),
        "committed": git("show", "-s", "--format=%cs", "HEAD"),
        "coder": coder_name(),
        "corpus": corpus,
        **figures,
    }
    given.out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    for part, rows in found["figures"].items():
        for code, row in rows.items():
            print(f"{part:6} {code:4} typed F1 {row['typed']['F']:.3f}  record F1 {row['record']['F']:.3f}")


if __name__ == "__main__":
    main()
