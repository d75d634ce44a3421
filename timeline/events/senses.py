"""The senses of event words: the rows of a pack's triggers.tsv, with the words of their conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from timeline.events import syntax
from timeline.languages import Pack
from timeline.text import normalise, words_of
from timeline.tsv import TableError, split_list


class Slot(NamedTuple):
    """Where a role's filler stands (`subj`, `obj`, `gen`, a preposition …), and its class ("" for any)."""

    role: str
    slot: str
    cls: str


@dataclass(frozen=True, slots=True)
class Sense:
    """One row of triggers.tsv: under which conditions a lemma is which type of event, and where its roles stand.

    `armed` senses are those of everyday words ("leave", "take") which only forces give, with all their needs met.
    """

    lemma: str
    pos: str
    type: str
    mode: str | None
    slots: tuple[Slot, ...]
    needs: tuple[tuple[str, ...], ...]
    near: frozenset[str]
    far: frozenset[str]
    prior: int
    contexts: tuple[str, ...]
    armed: bool = False

    @property
    def key(self) -> str:
        """How explanations name the sense."""
        return f"{self.lemma}/{self.pos}/{self.type}{'/' + self.mode if self.mode else ''}"


def parse_frame(cell: str, language: str) -> tuple[Slot, ...]:
    """A frame cell («actor=subj recipient=obj/على:actor») as slots, in order of preference within each role."""
    slots: list[Slot] = []
    for item in cell.split():
        role, _, places = item.partition("=")
        places, _, cls = places.partition(":")
        for place in places.split("/"):
            if place:
                slots.append(Slot(role, normalise(place.replace("_", " "), language), cls))
    return tuple(slots)


def _word_classes(pack: Pack) -> dict[str, frozenset[str]]:
    """The words of each class that conditions can name («@weapons»), as conditions compare them."""
    return {
        row["class"]: frozenset(word for cell in split_list(row["words"]) for word in _bare(cell, pack.code))
        for row in pack.table("word_classes", ("class", "words"))
    }


def _condition(cell: str, lemma: str, language: str, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The words of a condition, those of its classes among them."""
    found: set[str] = set()
    for word in split_list(cell):
        if word.startswith("@"):
            if word[1:] not in classes:
                raise TableError(
                    f"triggers.tsv, {lemma}: expected a class of word_classes.tsv, found {word!r}; "
                    f"known: {', '.join(sorted(classes))}"
                )
            found |= classes[word[1:]]
        else:
            found.update(_bare(word, language))
    return frozenset(found)


def _bare(cell: str, language: str) -> Iterator[str]:
    """The words of a cell as conditions compare them.

    Texts don't tell «ألغام» from an article and «غام»: a word that begins so by itself is meant with and without one.
    """
    closed = syntax.load(language)
    written = cell.split()
    words = words_of(cell, language)
    for at, word in enumerate(words):
        yield closed.bare(word)
        own = len(written) == len(words) and not any(written[at].startswith(a) for a in closed.article_clitics)
        if own and closed.bare(word) != word:
            yield word


def _sense(row: dict[str, str], language: str, classes: Mapping[str, frozenset[str]]) -> Sense:
    try:
        prior = int(row["prior"] or 2)
    except ValueError:
        raise TableError(
            f"triggers.tsv, {row['lemma']}: expected a prior of 1, 2 or 3, found {row['prior']!r}"
        ) from None
    slots = parse_frame(row["frame"], language)
    return Sense(
        row["lemma"],
        row["pos"],
        row["type"],
        row["mode"] or None,
        slots,
        tuple(tuple(part.split("|")) for part in row["needs"].replace(" ", "").split(",") if part),
        _condition(row["with"], row["lemma"], language, classes),
        _condition(row["without"], row["lemma"], language, classes),
        prior,
        split_list(row["contexts"]),
        any(slot.cls == "armed" for slot in slots),
    )


def _verbal_noun_frame(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """How a verb's roles stand around its verbal noun: the object as genitive, the subject behind an agent word."""
    found = []
    taken = any(slot.slot == "obj" for slot in slots)
    for slot in slots:
        if slot.slot == "obj":
            found.append(slot._replace(slot="gen"))
        elif slot.slot == "subj":
            found.append(slot._replace(slot="agent"))
            if not taken:
                found.append(slot._replace(slot="gen"))
        else:
            found.append(slot)
    return tuple(found)


def senses_of(pack: Pack) -> dict[tuple[str, str], tuple[Sense, ...]]:
    """The senses by lemma and part of speech; verbal nouns without rows of their own take those of their verbs."""
    found: dict[tuple[str, str], list[Sense]] = {}
    classes = _word_classes(pack)
    for row in pack.table("triggers", ("lemma", "pos", "type", "mode", "frame", "needs", "with", "without", "prior")):
        sense = _sense(row, pack.code, classes)
        pos = "phrase" if sense.pos in {"phrase", "adjective"} else sense.pos
        found.setdefault((sense.lemma, pos), []).append(sense)
        if pos == "verb":
            found.setdefault((sense.lemma, "participle"), []).append(sense)
    for row in pack.table("verbs"):
        for masdar in split_list(row.get("masdars", "")):
            if (masdar, "noun") in found or (row["verb"], "verb") not in found:
                continue
            found[(masdar, "noun")] = [
                Sense(
                    masdar, "noun", s.type, s.mode, _verbal_noun_frame(s.slots), s.needs, s.near, s.far,
                    max(1, s.prior - 1), s.contexts,
                )
                for s in found[(row["verb"], "verb")]
            ]  # fmt: skip
    return {key: tuple(senses) for key, senses in found.items()}
