"""Which language a text is in, as far as language packs can tell."""

from __future__ import annotations

from functools import cache

import yaml

from timeline import languages
from timeline.text import words_of


@cache
def _packs() -> tuple[tuple[str, str, frozenset[str]], ...]:
    found = []
    for code in languages.available():
        pack = languages.load(code)
        script = str(yaml.safe_load((pack.folder / "pack.yaml").read_text("utf-8"))["script"])
        cues = (words_of(row["phrase"], code) for row in pack.table("cues"))
        found.append((code, script, frozenset(words[0] for words in cues if len(words) == 1)))
    return tuple(found)


def language_of(text: str) -> str | None:
    """The language whose script fills the text and whose function words occur in it; None where none does."""
    sample = text[:20000]
    arabic = sum("\u0600" <= c <= "\u06ff" for c in sample)
    latin = sum(c.isascii() and c.isalpha() for c in sample)
    script = "Arab" if arabic > latin else "Latn"
    best: tuple[float, str] | None = None
    for code, own, cues in _packs():
        words = words_of(sample, code)
        if own != script or not words:
            continue
        share = sum(word in cues for word in words) / len(words)
        if share > 0.02 and (best is None or share > best[0]):
            best = (share, code)
    return best[1] if best else None
