"""Arabic verbs, nouns and participles inflect as grammars and newspapers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.languages.ar.inflect import (
    NO_PASSIVE,
    OBJECT_SUFFIXES,
    Form,
    loose_forms,
    noun_forms,
    participle_forms,
    phrase_forms,
    verb_forms,
)
from timeline.text import normalise


def cells(*stems: str, person: str = "3", suffix: str = "") -> dict[tuple[str, str, str, str], set[str]]:
    """The conjugation table of a verb: (tense, gender, number, mood) → spellings."""
    table: dict[tuple[str, str, str, str], set[str]] = {}
    for form in verb_forms(*stems):
        if form.person == person and form.suffix == suffix:
            table.setdefault((form.tense, form.gender, form.number, form.mood), set()).add(form.word)
    return table


def folded(*words: str) -> set[str]:
    return {normalise(word, "ar") for word in words}


# he, she, they (two m, two f), they (m), they (f), I, we
PASTS = [
    (("كتب", "يكتب"), "كتب كتبت كتبا كتبتا كتبوا كتبن كتبت كتبنا"),
    (("أعلن", "يعلن"), "أعلن أعلنت أعلنا أعلنتا أعلنوا أعلن أعلنت أعلنا"),
    (("طالب", "يطالب", "طولب"), "طالب طالبت طالبا طالبتا طالبوا طالبن طالبت طالبنا"),
    (("قال", "يقول", "قيل", "يقال"), "قال قالت قالا قالتا قالوا قلن قلت قلنا"),
    (("أصاب", "يصيب", "أصيب", "يصاب"), "أصاب أصابت أصابا أصابتا أصابوا أصبن أصبت أصبنا"),
    (("اقتاد", "يقتاد", "اقتيد"), "اقتاد اقتادت اقتادا اقتادتا اقتادوا اقتدن اقتدت اقتدنا"),
    (("استعاد", "يستعيد", "استعيد", "يستعاد"), "استعاد استعادت استعادا استعادتا استعادوا استعدن استعدت استعدنا"),
    (("شن", "يشن"), "شن شنت شنا شنتا شنوا شنن شننت شننا"),
    (("احتلّ", "يحتل"), "احتل احتلت احتلا احتلتا احتلوا احتللن احتللت احتللنا"),
    (("دعا", "يدعو", "دعي", "يدعى"), "دعا دعت دعوا دعتا دعوا دعون دعوت دعونا"),
    (("التقى", "يلتقي", NO_PASSIVE), "التقى التقت التقيا التقتا التقوا التقين التقيت التقينا"),
    (("تولى", "يتولى", "تولي"), "تولى تولت توليا تولتا تولوا تولين توليت تولينا"),
    (("لقي", "يلقى", NO_PASSIVE), "لقي لقيت لقيا لقيتا لقوا لقين لقيت لقينا"),
    (("سأل", "يسأل", "سئل"), "سأل سألت سألا سألتا سألوا سألن سألت سألنا"),
]
ORDER = [("m", "sg"), ("f", "sg"), ("m", "du"), ("f", "du"), ("m", "pl"), ("f", "pl")]


@pytest.mark.parametrize(("stems", "expected"), PASTS, ids=[stems[0] for stems, _ in PASTS])
def test_the_past_follows_the_class_of_the_verb(stems: tuple[str, ...], expected: str) -> None:
    active = [f for f in verb_forms(*stems) if f.tense == "past" and not f.suffix and f.voice != "passive"]
    words = expected.split()
    for (gender, number), word in zip(ORDER, words, strict=False):
        found = {f.word for f in active if (f.gender, f.number, f.person) == (gender, number, "3")}
        assert found == folded(word)
    assert {f.word for f in active if f.person == "1" and f.number == "sg"} == folded(words[6])
    assert {f.word for f in active if f.person == "1" and f.number == "pl"} == folded(words[7])


# he, she, I, we · two, they (m), they (f) · after لم: he, they
PRESENTS = [
    (("كتب", "يكتب"), "يكتب تكتب أكتب نكتب يكتبان يكتبون يكتبن يكتب يكتبوا"),
    (("طالب", "يطالب", "طولب"), "يطالب تطالب أطالب نطالب يطالبان يطالبون يطالبن يطالب يطالبوا"),
    (("قال", "يقول", "قيل", "يقال"), "يقول تقول أقول نقول يقولان يقولون يقلن يقل يقولوا"),
    (("أصاب", "يصيب", "أصيب", "يصاب"), "يصيب تصيب أصيب نصيب يصيبان يصيبون يصبن يصب يصيبوا"),
    (("اقتاد", "يقتاد", "اقتيد"), "يقتاد تقتاد أقتاد نقتاد يقتادان يقتادون يقتدن يقتد يقتادوا"),
    (("احتلّ", "يحتل"), "يحتل تحتل أحتل نحتل يحتلان يحتلون يحتللن يحتل يحتلوا"),
    (("دعا", "يدعو", "دعي", "يدعى"), "يدعو تدعو أدعو ندعو يدعوان يدعون يدعون يدع يدعوا"),
    (("التقى", "يلتقي", NO_PASSIVE), "يلتقي تلتقي ألتقي نلتقي يلتقيان يلتقون يلتقين يلتق يلتقوا"),
    (("تولى", "يتولى", "تولي"), "يتولى تتولى أتولى نتولى يتوليان يتولون يتولين يتول يتولوا"),
    (("أكد", "يؤكد"), "يؤكد تؤكد أؤكد نؤكد يؤكدان يؤكدون يؤكدن يؤكد يؤكدوا"),
    (("أخذ", "يأخذ"), "يأخذ تأخذ آخذ نأخذ يأخذان يأخذون يأخذن يأخذ يأخذوا"),
    (("هنأ", "يهنئ", "هنئ", "يهنأ"), "يهنئ تهنئ أهنئ نهنئ يهنئان يهنئون يهنئن يهنئ يهنئوا"),
]


@pytest.mark.parametrize(("stems", "expected"), PRESENTS, ids=[stems[0] for stems, _ in PRESENTS])
def test_the_present_follows_the_class_of_the_verb(stems: tuple[str, ...], expected: str) -> None:
    active = [f for f in verb_forms(*stems) if f.tense == "present" and not f.suffix and f.voice != "passive"]

    def spelled(gender: str, number: str, person: str = "3", mood: str = "") -> set[str]:
        return {f.word for f in active if (f.gender, f.number, f.person, f.mood) == (gender, number, person, mood)}

    he, she, i, we, two, they, they_f, not_he, not_they = (folded(word) for word in expected.split())
    assert spelled("m", "sg") == he
    assert spelled("f", "sg") == she
    assert spelled("", "sg", "1") == i
    assert spelled("", "pl", "1") == we
    assert spelled("m", "du") == two
    assert spelled("m", "pl") == they
    assert spelled("f", "pl") == they_f
    assert spelled("m", "sg", mood="short") == (set() if not_he == he else not_he)
    assert spelled("m", "pl", mood="short") == not_they


def test_a_passive_spelled_otherwise_is_told_from_the_active() -> None:
    voices = {form.word: form.voice for form in verb_forms("أصاب", "يصيب", "أصيب", "يصاب") if form.person == "3"}
    assert voices["اصاب"] == "active"
    assert voices["اصيبت"] == "passive"
    assert voices["يصاب"] == "passive"


def test_a_passive_spelled_alike_is_either() -> None:
    voices = {form.word: form.voice for form in verb_forms("قتل", "يقتل") if not form.suffix and form.person == "3"}
    assert {voices["قتل"], voices["قتلت"], voices["قتلوا"], voices["يقتل"]} == {"either"}


def test_a_form_with_an_object_pronoun_is_active() -> None:
    assert {form.voice for form in verb_forms("قتل", "يقتل") if form.suffix} == {"active"}


def test_a_verb_without_passive_has_only_active_forms() -> None:
    assert {form.voice for form in verb_forms("اجتمع", "يجتمع", NO_PASSIVE, NO_PASSIVE)} == {"active"}


@pytest.mark.parametrize(
    ("stems", "suffix", "expected"),
    [
        (("قتل", "يقتل"), "ه", "قتله قتلته قتلوه يقتله تقتله يقتلونه يقتلوه"),
        (("التقى", "يلتقي"), "ه", "التقاه التقته التقوه يلتقيه يلتقونه يلتقوه"),
        (("دعا", "يدعو"), "هم", "دعاهم دعتهم دعوهم يدعوهم يدعهم يدعونهم"),
        (("لقي", "يلقى"), "ها", "لقيها لقوها يلقاها يلقها يلقونها"),
        (("بدأ", "يبدأ"), "ه", "بدأه يبدأه يبدؤه بدأوه بدؤوه"),
        (("سلم", "يسلم"), "نا", "سلمنا سلمتنا يسلمنا سلمونا"),
    ],
)
def test_object_pronouns_join_the_verb(stems: tuple[str, ...], suffix: str, expected: str) -> None:
    found = {form.word for form in verb_forms(*stems) if form.suffix == suffix}
    assert folded(*expected.split()) <= found


def test_a_hamza_is_found_on_every_seat_that_newspapers_give_it() -> None:
    assert cells("بدأ", "يبدأ")["past", "m", "pl", ""] == folded("بدأوا", "بدؤوا", "بدئوا")
    assert folded("لقاءه", "لقائه", "لقاؤه") <= {form.word for form in noun_forms("لقاء", ("+at",))}


def test_a_present_that_is_no_third_person_is_refused() -> None:
    with pytest.raises(ValueError, match="third person"):
        list(verb_forms("قال", "أقول"))


STEMS = st.sampled_from([stems for stems, _ in PASTS + PRESENTS])


@given(STEMS)
def test_forms_are_folded_and_unique(stems: tuple[str, ...]) -> None:
    forms = list(verb_forms(*stems))
    assert all(form.word == normalise(form.word, "ar") and form.word.isalpha() for form in forms)
    assert len(set(forms)) == len(forms)


@given(STEMS, st.sampled_from(OBJECT_SUFFIXES))
def test_a_form_with_a_pronoun_ends_in_it(stems: tuple[str, ...], suffix: str) -> None:
    assert all(form.word.endswith(suffix) for form in verb_forms(*stems) if form.suffix == suffix)


@given(STEMS)
def test_present_forms_begin_with_a_person_prefix(stems: tuple[str, ...]) -> None:
    def prefixes(form: Form) -> str:
        return {"sg": "ا", "pl": "ن"}[form.number] if form.person == "1" else "ي" if form.gender == "m" else "يت"

    assert all(form.word[0] in prefixes(form) for form in verb_forms(*stems) if form.tense == "present")


@pytest.mark.parametrize(
    ("noun", "plurals", "expected"),
    [
        ("هجوم", ("هجمات",), "هجوم هجوما الهجوم هجومه هجومهم هجومان هجومين الهجومين هجمات الهجمات هجماتها"),
        ("زيارة", ("+at",), "زيارة الزيارة زيارته زيارتهما زيارتان زيارتين زيارتي زيارات زياراته"),
        ("لقاء", ("+at",), "لقاء اللقاء لقاءان لقاءين لقاءات لقاءاتهم"),
        ("شكوى", ("شكاوى",), "شكوى الشكوى شكواه شكويان شكاوى شكاواهم"),
        ("قتيل", ("قتلى",), "قتيلا القتيل قتيلان القتيلين قتلى القتلى قتلاهم"),
        ("معتقل", ("+un",), "معتقل معتقلا معتقلون المعتقلين معتقلو معتقليه"),
        ("تحدي", ("+at",), "تحد تحديا التحدي تحديه تحديات"),
        ("مباراة", ("+at",), "مباراة مباراته مباراتين مباريات المباريات"),
    ],
)
def test_nouns_are_declined(noun: str, plurals: tuple[str, ...], expected: str) -> None:
    assert folded(*expected.split()) <= {form.word for form in noun_forms(noun, plurals)}


@pytest.mark.parametrize(
    ("noun", "wrong"),
    [("زيارة", "زيارةا"), ("زيارة", "زيارةه"), ("شكوى", "شكوىه"), ("هجوم", "الهجومه"), ("هجوم", "هجومات")],
)
def test_nouns_have_no_forms_that_nobody_writes(noun: str, wrong: str) -> None:
    assert normalise(wrong, "ar") not in {form.word for form in noun_forms(noun, ())}


def test_the_state_of_a_noun_is_told() -> None:
    states = {form.word: (form.definite, form.number, form.suffix) for form in noun_forms("هجوم", ("هجمات",))}
    assert states["هجوم"] == ("bare", "sg", "")
    assert states["الهجوم"] == ("def", "sg", "")
    assert states["هجومه"] == ("suffixed", "sg", "ه")
    assert states["هجومين"] == ("indef", "du", "")
    assert states["الهجمات"] == ("def", "pl", "")


@pytest.mark.parametrize(
    ("participle", "passive", "expected"),
    [
        ("مطالب", False, "مطالبا مطالبة المطالبون مطالبين مطالبات"),
        ("داعي", False, "داع داعيا الداعي داعية داعون داعين الداعين داعيات"),
        ("محتجز", True, "محتجزا المحتجزين محتجزة المحتجزات محتجزيه"),
        ("ملقى", True, "ملقى الملقى ملقاة ملقون"),
        ("مدعو", True, "مدعوا مدعوة المدعوين"),
    ],
)
def test_participles_have_both_genders(participle: str, passive: bool, expected: str) -> None:
    assert folded(*expected.split()) <= {form.word for form in participle_forms(participle, passive)}


def test_an_adjective_in_a_phrase_agrees_with_its_noun() -> None:
    forms = {form.word for form in phrase_forms(noun_forms("غارة", ("+at",)), "جوية")}
    assert folded("غارة جوية", "الغارة الجوية", "غارات جوية", "غارتين جويتين", "غاراته الجوية") <= forms
    calls = {form.word for form in phrase_forms(noun_forms("اتصال", ("+at",)), "هاتفي")}
    assert folded("اتصالا هاتفيا", "الاتصال الهاتفي", "اتصالات هاتفية") <= calls


def test_a_noun_in_construct_takes_no_article() -> None:
    forms = {form.word for form in phrase_forms(noun_forms("إطلاق", ()), "النار")}
    assert "اطلاق النار" in forms
    assert not {form for form in forms if form.startswith("الاطلاق")}


def test_words_of_conditions_are_found_in_their_spellings() -> None:
    assert folded("عقوبة", "العقوبة", "عقوبات", "العقوبات", "عقوباتها") <= loose_forms("عقوبة")
    assert folded("هاتفي", "هاتفيا", "الهاتفي", "هاتفية") <= loose_forms("هاتفي")
