"""Arabic inflection: the unvowelled, normalised surface forms of verbs, nouns, participles and phrases.

Lemmas come in normal orthography (hamza seats, ى and ة written; no vowels), because their spelling tells the class of a
verb: a final ى, ا or ي is a defective verb (التقى, دعا, لقي), a penultimate ا a hollow one (قال, أصاب), a final shadda
or a word of two letters a doubled one (احتلّ, شن). Forms come out folded as texts are (`timeline.text.normalise`) and
without proclitics, which are split off at run time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple, TypeVar

from timeline.text import normalise

NO_PASSIVE = "-"
"""Written in the passive columns of a verb that has no passive, so that its forms are active and not `either`."""

OBJECT_SUFFIXES = ("ه", "ها", "هم", "هما", "هن", "نا", "ني", "ك", "كم")
POSSESSIVE_SUFFIXES = ("ه", "ها", "هم", "هما", "هن", "نا", "ي", "ك", "كم")
_THIRD_SUFFIXES = ("ه", "ها", "هم", "هما", "هن", "ك", "كم")
_SHADDA = "\u0651"
_WRITE_HAMZA = {"أ": "أؤئ", "ء": "ءؤئ"}

T = TypeVar("T")


class Form(NamedTuple):
    """A form of a verb; `suffix` is the object pronoun that ends the word, "" for none."""

    word: str
    tense: str  # past | present
    voice: str  # active | passive | either, where both are spelled alike
    gender: str  # m | f | "" (first person)
    number: str  # sg | du | pl
    mood: str  # "" | short (spelled as only the jussive or subjunctive is)
    suffix: str
    person: str = "3"  # 3 | 1


class NounForm(NamedTuple):
    """A form of a noun or participle; `suffix` is the possessive (or object) pronoun that ends the word."""

    word: str
    definite: str  # bare (indefinite or construct, spelled alike) | indef | def | construct | suffixed
    number: str  # sg | du | pl
    suffix: str
    gender: str = ""  # m | f


def verb_forms(past: str, present: str, passive_past: str = "", passive_present: str = "") -> Iterator[Form]:
    """All forms of a verb, third and first person.

    `past` and `present` are the third person masculine singular (أعلن, يعلن). The passive stems are given where they
    are spelled differently (قيل, يقال); empty ones are taken as spelled like the active; `-` means no passive.
    Raises ValueError where the present does not begin with ي.
    """
    if not present.startswith("ي"):
        raise ValueError(f"expected the present of {past!r} in the third person masculine (ي…), found {present!r}")
    hollow = _is_hollow(past)
    doubled = past.endswith(_SHADDA) or len(_bare(past)) == 2
    voices: dict[Form, str] = {}
    for form in (*_past(past, hollow, doubled), *_present(present, hollow, doubled)):
        voices.setdefault(form, "active")
    if passive_past != NO_PASSIVE:
        passives = (
            *_past(passive_past or past, hollow, doubled),
            *_present(passive_present or present, hollow, doubled),
        )
        for form in passives:
            if form.person == "3" and not form.suffix:
                voices[form] = "either" if voices.get(form) in {"active", "either"} else "passive"
    for form, voice in voices.items():
        yield form._replace(voice=voice)


def noun_forms(noun: str, plurals: Iterable[str] = (), gender: str = "m") -> Iterator[NounForm]:
    """All forms of a noun: singular, dual and the given plurals.

    A plural is written out (هجمات, قتلى) or `+at` (sound feminine: زيارات) or `+un` (sound masculine: ون and ين).
    """
    return _unique(_noun_forms(noun, plurals, gender))


def participle_forms(participle: str, passive: bool = False) -> Iterator[NounForm]:
    """All forms of a participle in both genders; the lemma is masculine singular, defective ones with ي or ى (داعي)."""
    return _unique(_participle_forms(participle, passive))


def phrase_forms(head: Iterable[NounForm], rest: str) -> Iterator[NounForm]:
    """The forms of a phrase whose first word is inflected.

    Where the rest begins with an article or a preposition (إطلاق النار), it stands as it is and the head takes neither
    article nor suffix; otherwise the rest also agrees with its head as an adjective does (غارة جوية, الغارة الجوية,
    اتصالا هاتفيا) while a noun in construct stays (رفع دعوى).
    """
    words = rest.split()
    fixed = words[0].startswith("ال") or words[0] in _FUNCTION_WORDS
    plain = " ".join(_fold(word) for word in words)
    for form in head:
        if fixed:
            if form.definite in {"bare", "construct"} or not words[0].startswith("ال"):
                yield form._replace(word=f"{form.word} {plain}")
            continue
        for agreed in sorted(_agreements(form, words)):
            yield form._replace(word=f"{form.word} {agreed}")


def loose_forms(word: str) -> frozenset[str]:
    """The spellings in which a word of a condition may stand.

    As a noun or adjective with article, accusative, feminine, sound plural and suffixes, as a past verb with ت and وا.
    Broken plurals and present verbs are listed in the tables as words of their own.
    """
    forms = {form.word for form in noun_forms(word, ("+at", "+un"))}
    if not word.endswith(("ة", "ى", "ا", "ء")):
        forms.update(form.word for form in noun_forms(word + "ة", ()))
        forms.update((_fold(word + "ت"), _fold(word + "وا")))
    return frozenset(forms)


_FUNCTION_WORDS = frozenset({"على", "عن", "من", "إلى", "في", "ضد", "مع", "بين", "بحق", "تجاه", "حول", "خلف", "أمام"})


@cache
def _folding() -> dict[int, str]:
    return {code: normalise(chr(code), "ar") for code in range(0x610, 0x700)}


def _fold(word: str) -> str:
    return word.translate(_folding())


def _unique(items: Iterable[T]) -> Iterator[T]:
    return iter(dict.fromkeys(items))


def _bare(word: str) -> str:
    return word.replace(_SHADDA, "")


def _is_hollow(past: str) -> bool:
    return len(past) >= 3 and past[-2] == "ا" and past[-1] != _SHADDA


def _join(stem: str, ending: str) -> tuple[str, ...]:
    """Stem and ending in all spellings: hamza changes its seat, double ن and ت are written once."""
    if not ending:
        return (stem,)
    last = stem[-1]
    if last in _WRITE_HAMZA and ending[0] in "ويه":
        return tuple(stem[:-1] + seat + ending for seat in _WRITE_HAMZA[last])
    if last == "أ" and ending[0] == "ا":
        return (stem[:-1] + "آ" + ending[1:],)
    if last == "ء" and ending[0] in "انتك":
        return (stem + ending, stem[:-1] + "ئ" + ending)
    return (stem + ending,)


def _assimilated(stem: str, ending: str) -> tuple[str, ...]:
    return (stem + ending[1:],) if stem[-1] == ending[0] and ending[0] in "نت" else _join(stem, ending)


def _short_stem(stem: str, hollow: bool, doubled: bool) -> str:
    """The stem before an ending that begins with a consonant: قال → قل, شن → شنن."""
    if hollow and stem[-2] in "اوي":
        last = stem[-1] if stem[-1] != "ء" else ("ئ" if len(stem) == 3 else "أ")
        return stem[:-2] + last
    return stem + stem[-1] if doubled else stem


# gender, number, person, mood, words, words before a suffix
_Slot = tuple[str, str, str, str, tuple[str, ...], tuple[str, ...]]


def _past(past: str, hollow: bool, doubled: bool) -> Iterator[Form]:
    return _conjugated(_past_slots(_bare(past), hollow, doubled), "past")


def _past_slots(past: str, hollow: bool, doubled: bool) -> Iterator[_Slot]:
    last, stem = past[-1], past[:-1]
    if last == "ى" or (past.endswith("يا") and len(past) > 3):
        first, dual, short, object_stem = stem, stem + "يا", stem + "ي", stem + "ا"
    elif last == "ا":
        first, dual, short, object_stem = stem, stem + "وا", stem + "و", stem + "ا"
    elif last == "ي":
        first, dual, short, object_stem = past, past + "ا", past, past
    else:
        short = _short_stem(past, hollow, doubled)
        yield "m", "sg", "3", "", (past,), (past,)
        yield "f", "sg", "3", "", (past + "ت",), (past + "ت",)
        yield "m", "du", "3", "", _join(past, "ا"), _join(past, "ا")
        yield "f", "du", "3", "", (past + "تا",), (past + "تا",)
        yield "m", "pl", "3", "", _join(past, "وا"), _join(past, "و")
        yield "f", "pl", "3", "", _assimilated(short, "ن"), _assimilated(short, "ن")
        yield "", "sg", "1", "", _assimilated(short, "ت"), _assimilated(short, "ت")
        yield "", "pl", "1", "", _assimilated(short, "نا"), _assimilated(short, "نا")
        return
    yield "m", "sg", "3", "", (past,), (object_stem,)
    yield "f", "sg", "3", "", (first + "ت",), (first + "ت",)
    yield "m", "du", "3", "", (dual,), (dual,)
    yield "f", "du", "3", "", (first + "تا",), (first + "تا",)
    yield "m", "pl", "3", "", (stem + "وا",), (stem + "و",)
    yield "f", "pl", "3", "", (short + "ن",), (short + "ن",)
    yield "", "sg", "1", "", (short + "ت",), (short + "ت",)
    yield "", "pl", "1", "", (short + "نا",), (short + "نا",)


def _present(present: str, hollow: bool, doubled: bool) -> Iterator[Form]:
    return _conjugated(_present_slots(_bare(present)[1:], hollow, doubled), "present")


def _present_slots(stem: str, hollow: bool, doubled: bool) -> Iterator[_Slot]:
    last, cut = stem[-1], stem[:-1]
    if last == "ى":
        object_stem, dual, plural, feminine, short = cut + "ا", cut + "ي", cut, cut + "ي", cut
    elif last in "يو":
        object_stem, dual, plural, feminine, short = stem, stem, cut, stem, cut
    else:
        object_stem, dual, plural, feminine = stem, stem, stem, _short_stem(stem, hollow, doubled)
        short = feminine if hollow else stem
    singulars = (("m", "sg", "3", "ي"), ("f", "sg", "3", "ت"), ("", "sg", "1", "أ"), ("", "pl", "1", "ن"))
    for gender, number, person, prefix in singulars:
        yield gender, number, person, "", (_prefixed(prefix, stem),), (_prefixed(prefix, object_stem),)
        if short != stem:
            yield gender, number, person, "short", (_prefixed(prefix, short),), (_prefixed(prefix, short),)
    for gender, prefix in (("m", "ي"), ("f", "ت")):
        yield gender, "du", "3", "", _join(prefix + dual, "ان"), _join(prefix + dual, "ان")
        yield gender, "du", "3", "short", _join(prefix + dual, "ا"), _join(prefix + dual, "ا")
    yield "m", "pl", "3", "", _join("ي" + plural, "ون"), _join("ي" + plural, "ون")
    yield "m", "pl", "3", "short", _join("ي" + plural, "وا"), _join("ي" + plural, "و")
    yield "f", "pl", "3", "", _assimilated("ي" + feminine, "ن"), _assimilated("ي" + feminine, "ن")


def _prefixed(prefix: str, stem: str) -> str:
    return "آ" + stem[1:] if prefix == "أ" and stem.startswith("أ") else prefix + stem


def _conjugated(slots: Iterator[_Slot], tense: str) -> Iterator[Form]:
    for gender, number, person, mood, words, before_suffix in slots:
        for word in words:
            yield Form(_fold(word), tense, "", gender, number, mood, "", person)
        for suffix in _THIRD_SUFFIXES if person == "1" else OBJECT_SUFFIXES:
            for stem in before_suffix:
                for word in _join(stem, suffix):
                    yield Form(_fold(word), tense, "", gender, number, mood, suffix, person)


def _noun_forms(noun: str, plurals: Iterable[str], gender: str) -> Iterator[NounForm]:
    yield from _declined(noun, "sg", gender)
    yield from _dual(noun, gender)
    for plural in plurals:
        if plural == "+at":
            yield from _declined(_feminine_plural(noun), "pl", gender)
        elif plural == "+un":
            yield from _masculine_plural(noun.removesuffix("ة"), gender)
        else:
            yield from _declined(plural, "pl", gender)


def _feminine_plural(noun: str) -> str:
    if noun.endswith("اة"):
        return noun[:-2] + "يات"
    return (noun[:-1] if noun.endswith("ة") else noun[:-1] + "ي" if noun.endswith("ى") else noun) + "ات"


def _declined(word: str, number: str, gender: str) -> Iterator[NounForm]:
    """A word with singular or broken plural endings, or a sound feminine plural."""
    maker = _maker(number, gender)
    yield maker(word, "bare", "")
    if not word.endswith(("ة", "اء", "ى", "ا", "أ")) and not (number == "pl" and word.endswith("ات")):
        yield maker(word + "ا", "indef", "")
    if word.endswith("ي") and (number == "pl" or (word.startswith("ت") and len(word) >= 4)):
        yield maker(word[:-1], "indef", "")
    yield maker("ال" + word, "def", "")
    stem = word[:-1] + ("ت" if word.endswith("ة") else "ا") if word.endswith(("ة", "ى")) else word
    for suffix in POSSESSIVE_SUFFIXES:
        for joined in _possessed(stem, suffix):
            yield maker(joined, "suffixed", suffix)


def _possessed(stem: str, suffix: str) -> tuple[str, ...]:
    if stem[-1] in _WRITE_HAMZA:
        return tuple(stem[:-1] + seat + suffix for seat in _WRITE_HAMZA[stem[-1]])
    return () if stem.endswith("ي") and suffix == "ي" else (stem + suffix,)


def _dual(noun: str, gender: str) -> Iterator[NounForm]:
    maker = _maker("du", gender)
    if noun.endswith("ة"):
        stems: tuple[str, ...] = (noun[:-1] + "ت",)
    elif noun.endswith("ى"):
        stems = (noun[:-1] + "ي",)
    elif noun.endswith("اء"):
        stems = (noun, noun[:-1] + "ئ")
    else:
        stems = (noun,)
    for stem in stems:
        for ending in ("ا", "ي"):
            for joined in _join(stem, ending):
                yield maker(joined + "ن", "indef", "")
                yield maker("ال" + joined + "ن", "def", "")
                yield maker(joined, "construct", "")
                for suffix in _THIRD_SUFFIXES:
                    yield maker(joined + suffix, "suffixed", suffix)


def _masculine_plural(stem: str, gender: str) -> Iterator[NounForm]:
    maker = _maker("pl", gender)
    for ending in ("و", "ي"):
        for joined in _join(stem, ending):
            yield maker(joined + "ن", "indef", "")
            yield maker("ال" + joined + "ن", "def", "")
            yield maker(joined, "construct", "")
            for suffix in _THIRD_SUFFIXES:
                yield maker(joined + suffix, "suffixed", suffix)


def _participle_forms(participle: str, passive: bool) -> Iterator[NounForm]:
    stem = participle[:-1]
    if participle.endswith("ي") and not passive:
        masculine = _maker("sg", "m")
        yield masculine(stem, "bare", "")
        for form in _declined(participle, "sg", "m"):
            yield form._replace(definite="construct") if form.definite == "bare" else form
        yield from _dual(participle, "m")
        yield from _masculine_plural(stem, "m")
        yield from _noun_forms(participle + "ة", ("+at",), "f")
    elif participle.endswith("ى"):
        yield from _declined(participle, "sg", "m")
        yield from _dual(participle, "m")
        yield from _masculine_plural(stem, "m")
        yield from _noun_forms(stem + "اة", ("+at",), "f")
    else:
        yield from _noun_forms(participle, ("+un",), "m")
        yield from _noun_forms(participle + "ة", ("+at",), "f")


def _maker(number: str, gender: str) -> Callable[[str, str, str], NounForm]:
    def make(word: str, definite: str, suffix: str) -> NounForm:
        return NounForm(_fold(word), definite, number, suffix, gender)

    return make


def _agreements(form: NounForm, words: list[str]) -> set[str]:
    """How the words behind a head may be spelled: as they stand, or agreeing with the head as adjectives do."""
    plain = [_fold(word) for word in words]
    spellings = {" ".join(plain)}
    article = "ال" if form.definite == "def" else ""
    if form.definite in {"def", "suffixed"}:
        spellings = {" ".join("ال" + word for word in plain)}
        article = "ال"
    if form.definite in {"bare", "indef"} and form.number == "sg":
        spellings.add(" ".join(word if word.endswith("ه") else word + "ا" for word in plain))
    if form.number == "du":
        duals = [(word[:-1] + "ت" if word.endswith("ه") else word) for word in plain]
        spellings.update(" ".join(article + word + ending for word in duals) for ending in ("ان", "ين"))
    if form.number == "pl":
        feminine = [word if word.endswith("ه") else word + "ه" for word in plain]
        spellings.add(" ".join(article + word for word in feminine))
    return spellings
