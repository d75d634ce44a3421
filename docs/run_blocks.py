"""Run the Python and shell blocks of the documentation: `python docs/run_blocks.py [PAGE…]`.

Each page has a folder and a process of its own. Its blocks (```python and ```sh) run in order; Python blocks share
their variables, shell blocks find the `timeline` of this interpreter. Blocks of any other kind are only for reading.
The README takes part; blocks of it that install are left to CI, which runs them in an environment of their own.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```(python|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """All pages that have blocks to run."""
    found = sorted((ROOT / "docs").rglob("*.md"))
    return [page for page in found if BLOCK.search(page.read_text("utf-8"))]


def blocks(page: Path) -> Iterator[tuple[int, str, str]]:
    """The blocks of a page: line, language, code."""
    text = page.read_text("utf-8")
    for found in BLOCK.finditer(text):
        yield text.count("\n", 0, found.start()) + 2, found[1], found[2]


def run(page: Path) -> bool:
    """Run the blocks of one page in a new folder; says where one fails."""
    variables: dict[str, object] = {"__name__": "__main__"}
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "MPLBACKEND": "agg",
    }
    os.environ["MPLBACKEND"] = "agg"
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for line, language, code in blocks(page):
            place = f"{page.relative_to(ROOT)}:{line}"
            if language == "sh":
                done = subprocess.run(["bash", "-euo", "pipefail", "-c", code], env=environment, check=False)
                failed = done.returncode != 0
            else:
                try:
                    exec(compile("\n" * (line - 1) + code, str(page), "exec"), variables)  # the pages are our own
                    failed = False
                except Exception:
                    traceback.print_exc()
                    failed = True
            if failed:
                print(f"{place}: the block failed", file=sys.stderr)
                os.chdir(ROOT)
                return False
        os.chdir(ROOT)
    return True


def main() -> int:
    """Run the pages named, or all; exits with 1 where one fails."""
    named = [Path(name).resolve() for name in sys.argv[1:]]
    if len(named) == 1:
        return 0 if run(named[0]) else 1
    wrong = []
    for page in named or pages():
        print(f"== {page.relative_to(ROOT)}", flush=True)
        if subprocess.run([sys.executable, __file__, str(page)], check=False).returncode:
            wrong.append(page)
    for page in wrong:
        print(f"{page.relative_to(ROOT)}: failed", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
