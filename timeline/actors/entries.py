"""What a phrase of the lexicon says of the words it matches."""

from __future__ import annotations

from typing import NamedTuple

COUNTRY = "C"  # key: ISO 3166-1 alpha-3
METONYM = "M"  # key: alpha-3; a capital or seat that stands for the government
ADJECTIVE = "A"  # key: alpha-3
PEOPLE = "E"  # key: row of peoples.tsv («كردي», "Sunni", «أممي»)
ORGANISATION = "O"  # key: id
PERSON = "P"  # key: id, by a full name
SHORT = "S"  # key: id, by a surname or a short form
OFFICE = "F"  # key: id
INSTITUTION = "I"  # key: id of institutions.tsv, or "ministry:PORTFOLIO"
GROUP = "G"  # key: row of groups.tsv
TITLE = "T"  # key: row of titles.tsv
GIVEN = "N"  # key: ""; a given name
OTHER = "X"  # key: ""; a word that is no part of a name
MODIFIER = "Q"  # key: sector it tells, or ""

DEFINITE = 1  # written with the article
POSSESSED = 2  # ends in a possessive pronoun
PLURAL = 4
DUAL = 8
AMBIGUOUS = 16  # also a common word: needs evidence
FAMOUS = 32  # the short form alone tells who it is
CAPITAL = 64  # counts only where the original begins with a capital
UPPER = 128  # counts only where the original is all capitals
FREE = 256  # a form that takes no genitive («مسلحون», «جنديا»)


class Entry(NamedTuple):
    """One meaning of a phrase."""

    kind: str
    key: str
    flags: int


class Item(NamedTuple):
    """A phrase of the lexicon at the tokens [first, behind), with the proclitics split off its first word."""

    first: int
    behind: int
    clitics: str
    entries: tuple[Entry, ...]

    def has(self, kinds: str) -> Entry | None:
        """The first entry of one of the kinds."""
        for entry in self.entries:
            if entry.kind in kinds:
                return entry
        return None
