"""Which language a text is in: by the function words of the packs, else by a general detector."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import yaml

from timeline import languages
from timeline.text import words_of

_SAMPLE = 5000
_LATIN = re.compile("[A-Za-z]")
_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_OTHER = re.compile("[^\\W\\d_A-Za-z\u0600-\u06ff]")
_BEYOND = re.compile("[\u0671-\u06d3\u00c0-\u024f]")
_SURE = 0.1
_LIKELY = 0.02


@cache
def _packs() -> tuple[tuple[str, str, frozenset[str]], ...]:
    found = []
    for code in languages.available():
        pack = languages.load(code)
        script = str(yaml.safe_load((pack.folder / "pack.yaml").read_text("utf-8"))["script"])
        cues = (words_of(row["phrase"], code) for row in pack.table("cues"))
        found.append((code, script, frozenset(words[0] for words in cues if len(words) == 1)))
    return tuple(found)


@cache
def _varieties() -> dict[str, str]:
    """The pack's language for each code of a variety of it (`varieties` in page.yaml)."""
    found: dict[str, str] = {}
    for code in languages.available():
        path = languages.load(code).folder / "page.yaml"
        if path.exists():
            given = yaml.safe_load(path.read_text("utf-8")).get("varieties") or ()
            found |= dict.fromkeys(given, code)
    return found


@cache
def scripts() -> dict[str, str]:
    """The script (ISO 15924) of each language with a pack."""
    return {code: script for code, script, _ in _packs()}


def script_of(text: str) -> str | None:
    """The script that most letters of the text are in: Arab, Latn, or another's first word in Unicode."""
    sample = text[:_SAMPLE]
    counts = {"Latn": len(_LATIN.findall(sample)), "Arab": len(_ARABIC.findall(sample))}
    others = _OTHER.findall(sample)
    if len(others) > max(counts.values()):
        for c in others:
            name = unicodedata.name(c, "?").split()[0]
            counts[name] = counts.get(name, 0) + 1
    best = max(sorted(counts), key=lambda name: counts[name])
    return best if counts[best] else None


def language_of(text: str) -> str | None:
    """The language of a text (ISO 639-1, else 639-3), with a pack or without; None where it can't be told.

    A text full of a pack's function words is in its language; all others are shown to py3langid, whose model is part
    of that package and which is right about nearly all texts longer than a line.
    """
    code, share = _best(text)
    if code and share >= _SURE and not _letters_of_others(text):
        return code
    if script_of(text) is None:
        return None
    return _by_model(text)


def by_function_words(text: str) -> str | None:
    """The language with a pack whose function words fill the text."""
    code, share = _best(text)
    return code if share > _LIKELY else None


def share_of_function_words(text: str) -> float:
    """The share of words that are function words, in the pack's language where it is highest."""
    return _best(text)[1]


def _best(text: str) -> tuple[str | None, float]:
    sample = text[:_SAMPLE]
    script = script_of(sample)
    best: tuple[str | None, float] = (None, 0.0)
    for code, own, cues in _packs():
        if own == script and (words := words_of(sample, code)):
            share = sum(word in cues for word in words) / len(words)
            best = max(best, (code, share), key=lambda found: found[1])
    return best


def _letters_of_others(text: str) -> bool:
    """Letters that the script has beyond those of Arabic and English: Persian, Urdu, Kurdish …, accents."""
    sample = text[:_SAMPLE]
    letters = len(_LATIN.findall(sample)) + len(_ARABIC.findall(sample))
    return len(_BEYOND.findall(sample)) > 0.02 * letters


def _by_model(text: str) -> str | None:
    import py3langid  # type: ignore[import-untyped]

    code, _ = py3langid.classify(text[:_SAMPLE])
    return _varieties().get(str(code), str(code))
