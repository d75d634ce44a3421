"""Kill a build at random moments, build again, and compare with an undisturbed build: the bytes must be the same.

    python bench/interrupt.py SOURCE... [--mapping FILE] [--times 10] [--workers 2] [--engine local|dask] [--seed 1]

Each round starts a build, kills that process (and nothing else) with SIGKILL after a random share of the time
that the undisturbed build took, and lets a second build into the same folder finish. With `--engine dask` a worker of
the cluster is killed instead, and the same build has to finish. Exits with 1 where bytes differ.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def digest(release: Path) -> str:
    """One digest over the names and bytes of all files of a release."""
    state = hashlib.sha256()
    for path in sorted(path for path in release.rglob("*") if path.is_file()):
        state.update(f"{path.relative_to(release).as_posix()}\0{path.stat().st_size}\0".encode())
        state.update(path.read_bytes())
    return state.hexdigest()


def start(options: argparse.Namespace, out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, *map(str, options.sources), "--build", str(out)]
    command += ["--workers", str(options.workers), "--engine", options.engine]
    command += ["--mapping", str(options.mapping)] if options.mapping else []
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def finished(process: subprocess.Popen[str]) -> dict[str, int]:
    said, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"a build that should have finished ended with {process.returncode}")
    return dict(json.loads(said))


def children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += map(int, task.read_text().split())
    return found


def a_dask_worker(build: int) -> int | None:
    """A process of the cluster that codes: one that has started a coding process."""
    todo = children(build)
    while todo:
        pid = todo.pop()
        below = children(pid)
        if any("timeline.engines.worker" in Path(f"/proc/{child}/cmdline").read_text() for child in below):
            return pid
        todo += below
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--mapping", type=Path)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--engine", default="local")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        from timeline.articles.mapping import IDENTITY, load_mapping
        from timeline.pipeline import build

        mapping = load_mapping(options.mapping) if options.mapping else IDENTITY
        summary = build(options.sources, options.build, workers=options.workers, engine=options.engine, mapping=mapping)
        print(json.dumps({"articles": summary.articles, "events": summary.events, "reused": summary.reused}))
        return
    moments = random.Random(options.seed)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        undisturbed = Path(folder, "undisturbed")
        engine, options.engine = options.engine, "local"
        finished(start(options, undisturbed))
        options.engine = engine
        began = time.monotonic()
        facts = finished(start(options, undisturbed))
        took = time.monotonic() - began
        expected = digest(undisturbed)
        print(f"undisturbed: {facts['articles']} articles, {facts['events']} events, {took:.1f} s, {expected[:16]}")
        for number in range(1, options.times + 1):
            out = Path(folder, f"release-{number}")
            after = moments.uniform(0.5 if options.engine == "dask" else 0.02, 0.9) * took
            process = start(options, out)
            time.sleep(after)
            if options.engine == "dask":
                killed = a_dask_worker(process.pid)
                if killed is not None:
                    os.kill(killed, signal.SIGKILL)
                what = f"killed worker {killed}"
                facts = finished(process)
            else:
                process.kill()
                process.communicate()
                what = "killed"
                facts = finished(start(options, out))
            left = sorted(path.name for path in Path(folder).glob(f".{out.name}.*"))
            same = digest(out) == expected and not left
            wrong += not same
            print(
                f"{number:2}: {what} after {after:.1f} s; {facts['reused']} of {facts['articles']} articles reused; "
                f"{'same bytes' if same else f'DIFFERENT {digest(out)[:16]} {left}'}",
                flush=True,
            )
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
