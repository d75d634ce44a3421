"""Names in Latin letters as English texts spell them: by the names of listed persons, else letter by letter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

_VOWELS = frozenset("aeiou")
_ARTICLES = ("al-", "el-", "ad-", "as-", "ar-", "an-", "at-", "az-", "ash-")
# Initials that one letter may be spelled by.
_FOLDED = str.maketrans("pvcqgz", "bfkkjs", "aeiouyhw")
_KIN = ("aeiouy", "cksqg", "gj", "vbwf", "pb", "uow", "jyi", "tc", "zs", "dz", "xks")


class Romaniser:
    """Spells names in Latin letters by a pack's `romanising` settings and the spellings that listed names have.

    `letters` are those of consonants and vowels, `vowels` letters that are vowels between consonants, `parts` words
    with a spelling of their own, `stems` frequent names (with or without article), `servant` the word that is spelled
    with the next as one («عبد الله»).
    """

    def __init__(self, settings: Mapping[str, Any], article: str, spellings: Mapping[str, str]) -> None:
        self.letters: dict[str, str] = settings["letters"]
        self.vowels: dict[str, str] = settings["vowels"]
        self.final: dict[str, str] = settings["final"]
        self.parts: dict[str, str] = settings["parts"]
        self.stems: dict[str, str] = settings["stems"]
        self.servant: str = settings["servant"]
        self.article = article
        self.spellings = spellings

    def name(self, words: Iterable[str]) -> str:
        """A name of normalised words in Latin letters."""
        return " ".join(self._word(word) for word in self.units(words))

    def units(self, words: Iterable[str]) -> list[str]:
        """The words of a name, the servant's word joined to the one behind it."""
        found: list[str] = []
        for word in words:
            if found and found[-1] == self.servant:
                found[-1] += word
            else:
                found.append(word)
        return found

    def bare(self, word: str) -> str:
        """A word without its article."""
        longer = len(word) > len(self.article) + 2
        return word[len(self.article) :] if longer and word.startswith(self.article) else word

    def _word(self, word: str) -> str:
        if word in self.parts:
            return self.parts[word]
        stem = word if word in self.spellings else self.bare(word)
        if word.startswith(self.servant + self.article) and word not in self.spellings:
            spelled = "Abdul" + self._stem(word[len(self.servant + self.article) :]).lower()
        else:
            spelled = self._stem(stem)
        return spelled if stem == word else f"al-{spelled}"

    def _stem(self, stem: str) -> str:
        known = self.stems.get(stem) or self.spellings.get(stem)
        return known if known is not None else self.by_letters(stem)

    def by_letters(self, stem: str) -> str:
        """A word letter by letter, a short vowel between two consonants where none is written before or behind."""
        sounds: list[str] = []
        for at, letter in enumerate(stem):
            last = at == len(stem) - 1
            vowel = self.vowels.get(letter)
            if last and letter in self.final:
                sounds.append(self.final[letter])
            elif vowel is not None and at and sounds[-1][-1:] not in _VOWELS and not self._vowel_follows(stem, at):
                sounds.append(vowel)
            else:
                sounds.append(self.letters.get(letter, ""))
        sounds = [sound for sound in sounds if sound]
        spelled = ""
        for at, sound in enumerate(sounds):
            consonant = sound[0] not in _VOWELS
            if (
                spelled
                and consonant
                and spelled[-1] not in _VOWELS
                and (self._is_first(spelled) or at == len(sounds) - 1 or sounds[at + 1][0] not in _VOWELS)
            ):
                spelled += "a"
            spelled += sound
        return spelled[:1].upper() + spelled[1:]

    def _vowel_follows(self, stem: str, at: int) -> bool:
        return at + 1 < len(stem) and self.letters.get(stem[at + 1], "")[:1] in _VOWELS

    def _is_first(self, spelled: str) -> bool:
        return not any(letter in _VOWELS for letter in spelled)


def spellings(pairs: Iterable[tuple[list[str], str]], romaniser: Romaniser) -> dict[str, str]:
    """How listed names spell each word: the spelling that most pairs of a name and its English name have.

    Only names of as many parts in both languages count, and only parts that begin alike.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for words, english in pairs:
        local = romaniser.units(words)
        latin = _latin_units(english)
        if len(local) != len(latin):
            continue
        for word, spelled in zip(local, latin, strict=True):
            plain = next((spelled[len(p) :] for p in _ARTICLES if spelled.lower().startswith(p)), spelled)
            whole = plain == spelled and spelled[0] in "AEI"  # «ألكسندر» has no article.
            stem = word if whole else romaniser.bare(word)
            if word in romaniser.parts or len(stem) < 2 or len(plain) < 2 or not plain[0].isupper():
                continue
            if _alike(romaniser.by_letters(stem), plain):
                votes[stem][plain] += 1
    return {
        stem: min(counts.items(), key=lambda item: (-item[1], item[0]))[0] for stem, counts in sorted(votes.items())
    }


def _latin_units(english: str) -> list[str]:
    found: list[str] = []
    for word in english.split():
        if found and found[-1] in {"Abd", "Abdul", "Abdel", "Abdal", "Abed"}:
            found[-1] += word.removeprefix("al-").removeprefix("el-").lower()
        else:
            found.append(word)
    return found


def _alike(one: str, other: str) -> bool:
    """Do two spellings begin alike and share most of their consonants?"""
    first, second = one[0].lower(), other[0].lower()
    if first != second and not any(first in group and second in group for group in _KIN):
        return False
    a, b = (Counter(_skeleton(word)) for word in (one, other))
    return 3 * (a & b).total() >= 2 * max(a.total(), b.total())


def _skeleton(word: str) -> str:
    """The consonants of a spelling that tell it from others, doubled ones once."""
    folded = word.lower().translate(_FOLDED)
    return "".join(letter for at, letter in enumerate(folded) if letter.isalpha() and folded[at - 1 : at] != letter)
