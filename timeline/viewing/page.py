"""One HTML file that shows a release: the viewer, the data and the outlines of the countries, with nothing to fetch.

What comes from articles is data and stays data: the tables are packed (gzip, base64), so that no name or headline is
part of the page's markup, the viewer writes texts as text only, and the page's own security policy lets nothing run but
the viewer's script, known by its digest, and lets nothing be loaded at all.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from timeline.release.errors import ReleaseError
from timeline.release.places import Place, place_of
from timeline.tsv import data_path
from timeline.viewing.columns import Block, Wanted, block_of

_POLICY = (
    "default-src 'none'; script-src {script}; style-src {style}; img-src data:; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_FRAME = """<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="news-timeline">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="icon" href="data:,">
<!--
{notices}
-->
<style>{style}</style>
</head>
<body>
<div id="app"><p class="boot">{title}</p></div>
<noscript><p>This page shows {events} events on a time axis and a map. It needs JavaScript, which is switched off here;
nothing is loaded from elsewhere. The tables themselves are the Parquet files of the release.</p></noscript>
<script type="application/octet-stream" id="release">{release}</script>
<script type="application/octet-stream" id="outlines">{outlines}</script>
<script>{script}</script>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Page:
    """What was written: the file, how many events it shows, for how many of them a sentence, and its size in bytes."""

    path: Path
    events: int
    sentences: int
    bytes: int


def view(
    release: Path | str | None = None,
    out: Path | str = "timeline.html",
    *,
    texts: Mapping[str, str] | None = None,
    wanted: Wanted | None = None,
    title: str | None = None,
) -> Page:
    """Write a page that shows a release; the one that comes with the package where none is named.

    `texts` are articles by the sha256 of their UTF-8 (`timeline.pipeline.texts_of`): the sentences of their events are
    then part of the page, which is no longer free of the articles' text. A release that publishes its texts needs none.
    `wanted` bounds the events that are shown, `title` replaces the release's. The page appears whole or not at all.

    Raises ReleaseError where `release` is none, its tables cannot be read or it has too many events for a page, OSError
    where `out` cannot be written.
    """
    place = place_of(release)
    block = block_of(place, wanted or Wanted(), _texts(place, texts))
    if title is not None:
        block["release"]["title"] = title
    path = Path(out)
    page = render(block).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(page)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    sentences = block["sentences"]
    told = sum(code >= 0 for code in sentences["codes"]) if sentences is not None else 0
    return Page(path, len(block["events"]["article"]), told, len(page))


def render(block: Block) -> str:
    """The page for a block of columns."""
    script, style = _asset("viewer.js"), _asset("viewer.css")
    if "</script" in script or "</style" in style or "--" in _asset("notices.txt"):
        raise ReleaseError("timeline/viewing/assets: expected a viewer that can stand in a page, found markup in it")
    outlines = data_path("viewing", "assets", "countries.json").read_bytes()
    return _FRAME.format(
        policy=html.escape(_POLICY.format(script=_digest(script), style=_digest(style)), quote=False),
        title=html.escape(str(block["release"]["title"])),
        notices=_asset("notices.txt").strip(),
        style=style,
        script=script,
        events=len(block["events"]["article"]),
        release=_packed(json.dumps(block, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()),
        outlines=_packed(outlines),
    )


def _texts(place: Place, given: Mapping[str, str] | None) -> Mapping[str, str] | None:
    """The texts that the release publishes itself, with those given."""
    if "texts" not in place.tables:
        return given
    table, articles = place.table("texts"), place.table("articles", ["article_id", "text_sha256"])
    digests = dict(zip(articles["article_id"].to_pylist(), articles["text_sha256"].to_pylist(), strict=True))
    own = zip(table["article_id"].to_pylist(), table["text"].to_pylist(), strict=True)
    return {**{str(digests[article]): str(text) for article, text in own}, **(given or {})}


def _asset(name: str) -> str:
    return data_path("viewing", "assets", name).read_text("utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _packed(data: bytes) -> str:
    # No time in the header: the same release gives the same page.
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()
