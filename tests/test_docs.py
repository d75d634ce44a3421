"""The site: every page is reachable, it builds without network, and the blocks of its pages run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from timeline.release.quality import quality_text

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
GENERATED = {"reference/command.md", "reference/exports.md", "explanation/quality.md"}
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


def navigation(part: Any) -> list[str]:
    """The pages that the navigation names."""
    if isinstance(part, str):
        return [part]
    return [page for value in (part.values() if isinstance(part, dict) else part) for page in navigation(value)]


def test_every_page_is_in_the_navigation_and_every_entry_has_its_page() -> None:
    nav = navigation(yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"])
    assert sorted(nav) == sorted({*PAGES, *GENERATED})


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    path = DOCS / page
    for link in re.findall(r"\]\((?!https?://)([^)#]+)[^)]*\)", path.read_text("utf-8")):
        target = (path.parent / link).resolve()
        assert target.is_file() or target.relative_to(DOCS).as_posix() in GENERATED, link


def test_the_measured_figures_can_be_put_into_words() -> None:
    text = quality_text(ROOT / "quality.json")
    for said in ("| Figure |", "| typed F1 |", "| record F1 |", "| At least | Events | Precision | Recall | F1 |"):
        assert said in text


@pytest.mark.slow
def test_the_site_builds_and_asks_for_nothing_from_elsewhere(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")
    pytest.importorskip("material")
    # A proxy that is not there: whoever asks for the network fails.
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT, env={**os.environ, **nowhere}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for page in (tmp_path / "site").rglob("*.html"):
        loaded = re.findall(
            r'<(?:script|img|link rel="stylesheet")[^>]*(?:src|href)="(https?://[^"]+)"', page.read_text()
        )
        assert loaded == [], page
    assert "Raises" in (tmp_path / "site" / "reference" / "python.html").read_text("utf-8")


@pytest.mark.slow
def test_every_python_and_shell_block_runs() -> None:
    pytest.importorskip("matplotlib")
    pytest.importorskip("duckdb")
    pytest.importorskip("polars")
    done = subprocess.run([sys.executable, "docs/run_blocks.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
