"""Names of persons that no table lists, told by given names, titles and the shape of names."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.actors import entries as kind
from timeline.actors.entries import Item
from timeline.actors.register import Register
from timeline.text import Text

_MOST_PARTS = 7
_HEADS = kind.GROUP + kind.OFFICE + kind.INSTITUTION


class NameReader:
    """Reads a person's name at a token of one text."""

    def __init__(self, text: Text, register: Register, at: Mapping[int, Item], blocked: bytearray) -> None:
        self.text = text
        self.register = register
        self.at = at
        self.blocked = blocked

    def read(self, token: int, strong: bool, titled: bool = False) -> int:
        """The token behind a name; 0 where there is none.

        `strong`: a title or office stands before it; `titled`: at least a word for what one does.
        """
        if self.register.head_first:
            return self._attached(token, strong, titled)
        return self._capitalised(token, strong)

    def _attached(self, token: int, strong: bool, titled: bool) -> int:
        """The token behind a name in a script without capitals; 0 where there is none.

        `strong`: a title or office stands before it, so one unknown word is enough. Otherwise it takes a given name
        and a second part.
        """
        words, at, register = self.text.words, self.at, self.register
        count, parts, given, binding, surname, unknown = len(words), 0, 0, False, False, False
        quoted = token < count and words[token] == '"'
        here = token + quoted
        while here < count and parts < _MOST_PARTS and not self.blocked[here]:
            word = words[here]
            item = at.get(here)
            if word in register.binding and here + 1 < count and not (item is not None and item.has(kind.OTHER)):
                if item is not None and item.has(kind.GIVEN):
                    parts, given = parts + 1, given + 1
                binding, surname, here = True, False, here + 1
                continue
            if (
                word == "-"
                and parts
                and not self.text.spaced(here)
                and here + 1 < count
                and not self.text.spaced(here + 1)
            ):
                binding, here = True, here + 1
                continue
            if surname or not word.isalpha() or len(word) < 2:
                break
            if binding:
                if item is not None and item.has(kind.OTHER):
                    return 0
                # A name within a name: «بن عبد العزيز».
                length = item.behind - here if item is not None and item.has(kind.GIVEN) else 1
                parts, given, binding, here = parts + 1, given + 1, False, here + length
                continue
            if parts and word in register.suffixes:
                parts, here = parts + 1, here + 1
                continue
            if (
                item is not None
                and item.has(kind.GIVEN + kind.PERSON)
                and ((parts == 0 and here == token + quoted) or not item.clitics)
            ):
                parts, given, here = parts + 1, given + 1, item.behind
                continue
            definite = word.startswith(register.article) and len(word) > len(register.article) + 2
            if item is not None:
                if not parts or item.clitics or not (given or strong) or item.behind > here + 1:
                    break
                nisba = item.has(kind.ADJECTIVE + kind.PEOPLE)
                surname_like = definite and nisba is not None and not nisba.flags & (kind.PLURAL | kind.DUAL)
                if given and definite and not surname_like:
                    surname_like = self._is_nisba(item)
                if not (item.has(kind.SHORT) or surname_like) or item.has(_HEADS):
                    break
                parts, surname, here = parts + 1, True, here + 1
                continue
            if self._is_inside_of_other(here, token):
                break
            if definite:
                if not parts or not (given or strong) or word[len(register.article) :] in register.common:
                    break
                if register.is_verb(word):
                    break
                if not strong and parts == 1 and self._is_abstract(here, titled):
                    break
                if unknown and not word.endswith(register.nisba) and self._is_foreign(token + quoted):
                    break  # «باستيان شفاينشتايجر المنضم»
                parts, surname, here = parts + 1, True, here + 1
                continue
            told = (strong and not parts and self._is_pair(here)) or (given and parts == 1 and self._ends_here(here))
            foreign = parts == 1 and given == 1 and self._is_foreign(here - 1)
            if not (told or self._may_be_name(here, foreign)) or register.is_verbal(word):
                break
            if here > token and self._doubtful(here, token + quoted, strong):
                break
            if (parts == 0 and strong) or (parts == 1 and (given or strong)):
                parts, here, unknown = parts + 1, here + 1, True
                continue
            if parts == 2 and here + 1 < count and words[here + 1] in '",:.()':
                parts, surname, here = parts + 1, True, here + 1
                continue
            break
        if binding or not parts or not (strong or (given and parts >= 2)):
            return 0
        if quoted and here < count and words[here] == '"':
            here += 1
        return here

    def _is_inside_of_other(self, here: int, first: int) -> bool:
        """Does a known phrase go on at a token, other than a name in the name («محسن بن سلمان الدوسري»)?"""
        for before in (here - 1, here - 2):
            item = self.at.get(before)
            if item is not None and item.behind > here and not (before > first and item.has(kind.PERSON)):
                return True
        return False

    def _doubtful(self, here: int, first: int, strong: bool) -> bool:
        """Is an unknown word no part of a name: a verbal noun or verb, or what follows «علي» spelled for «على»?"""
        words, register = self.text.words, self.register
        if words[here] in register.common:
            return True
        if strong or here != first + 1:
            return False
        stems = {split.stem for split in self.text.splits(first)}
        return not stems.isdisjoint(register.exact) or not stems.isdisjoint(register.weak_given)

    def _is_abstract(self, here: int, titled: bool) -> bool:
        """Is a definite word behind one first name a common noun («حسن السيرة», «أسماء الفائزين»)?"""
        text, register = self.text, self.register
        written = text.original[text.starts[here] : text.ends[here]]
        weak = not titled and any(split.stem in register.weak_given for split in text.splits(here - 1))
        return written.endswith(register.abstract_endings) or (weak and not written.endswith(register.nisba))

    def _may_be_name(self, here: int, foreign: bool) -> bool:
        """May an unknown word be part of a name? Not what looks like a verb of the present or a plural.

        `foreign`: it stands behind a foreign first name, so that its first letters tell less.
        """
        register, word = self.register, self.text.words[here]
        if len(word) < 3:
            return False
        if not foreign:
            return register.unlike_names.fullmatch(word) is None
        closed = here + 1 >= len(self.text.words) or self.text.words[here + 1] in '",:.()'
        return register.unlike_foreign_names.fullmatch(word) is None and (
            closed or register.unlike_open_names.fullmatch(word) is None
        )

    def _is_foreign(self, token: int) -> bool:
        """Is a first name none of the language's own, and no common word either?"""
        stem = self.text.splits(token)[0].stem
        return self.register.is_given(stem) and not (
            self.register.is_native_name(stem) or stem in self.register.weak_given
        )

    def _is_nisba(self, item: Item) -> bool:
        """Is an adjective one in the singular that families are called by («محمد الحربي»)?"""
        return item.has(kind.MODIFIER) is not None and self.text.words[item.first] in self.register.surnames

    def _ends_here(self, here: int) -> bool:
        """Does a mark stand behind the word behind a first name, so that it is the last name («محمد كبارة،»)?"""
        text = self.text
        weak = any(split.stem in self.register.weak_given for split in text.splits(here - 1))
        closed = here + 1 < len(text.words) and text.words[here + 1] in '",:.()'
        return closed and not weak and text.original.endswith(self.register.closing_letters, 0, text.ends[here])

    def _is_pair(self, here: int) -> bool:
        """Do two unknown words follow a title, so that the first is no verb («الكولونيل توكور جوسو»)?"""
        words = self.text.words
        for token in (here, here + 1):
            if token >= len(words) or token in self.at or not words[token].isalpha() or len(words[token]) < 3:
                return False
            if words[token].startswith(self.register.article) or words[token] in self.register.common:
                return False
        return self.register.unlike_last_names.fullmatch(words[here + 1]) is None

    def _capitalised(self, token: int, strong: bool) -> int:
        """The token behind a name written with capitals; 0 where there is none."""
        text, words, at, register = self.text, self.text.words, self.at, self.register
        count, parts, here, given = len(words), 0, token, False
        while here < count and parts < _MOST_PARTS and not self.blocked[here]:
            word = words[here]
            item = at.get(here)
            if (
                parts
                and word in {"-", "'", "’"}
                and not text.spaced(here)
                and here + 1 < count
                and not text.spaced(here + 1)
            ):
                here += 1
                continue
            if parts and word == "." and len(words[here - 1]) == 1 and here + 1 < count and text.capitalised(here + 1):
                here += 1
                continue
            if word in register.particles and here + 1 < count and (parts or text.capitalised(here)):
                following = here + 1
                while following + 1 < count and (words[following] in register.particles or words[following] in "-'"):
                    following += 1
                if words[following].isalpha() and text.capitalised(following):
                    parts, here = parts + 1, following + 1
                    continue
            if not word.isalpha() or not text.capitalised(here):
                break
            if item is not None and not item.has(kind.GIVEN):
                if parts == 0 or item.has(kind.OTHER + kind.TITLE + kind.GROUP + kind.OFFICE + kind.INSTITUTION):
                    break
                if item.has(kind.ADJECTIVE) and words[here - 1] == "-":
                    return 0  # "Franco-German"
                if item.has(kind.ORGANISATION + kind.COUNTRY + kind.ADJECTIVE + kind.PERSON) and not (
                    given and parts == 1
                ):
                    break
                parts, here = parts + 1, item.behind
                continue
            if item is not None and item.has(kind.GIVEN):
                given = given or parts == 0
            parts, here = parts + 1, here + 1
        while here > token and words[here - 1] in {"-", "'", "."}:
            here -= 1
        if not parts or not (strong or (given and parts >= 2)):
            return 0
        return here
