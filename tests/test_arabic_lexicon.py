"""The Arabic event lexicon holds together: every lemma inflects, every row shows itself in its example."""

from __future__ import annotations

import re
from functools import cache

import pytest

from timeline.languages.ar.inflect import loose_forms, noun_forms, participle_forms, phrase_forms, verb_forms
from timeline.text import splits, words_of
from timeline.tsv import data_path, read_table, split_list

TYPES = {
    row["event_type"]: set(split_list(row.get("modes", ""))) for row in read_table(data_path("knowledge", "plover.tsv"))
}
SLOTS = {
    "subj", "obj", "gen", "agent", "على", "ل", "ب", "من", "إلى", "مع", "ضد", "في", "عن", "بين", "بحق", "تجاه", "حول",
    "نحو", "باتجاه", "فوق", "لدى", "بيد", "أمام", "قرب", "إلى_جانب", "بجانب", "بمشاركة", "بحضور",
}  # fmt: skip
WORD_CLASSES = {
    row["class"]: split_list(row["words"]) for row in read_table(data_path("languages", "ar", "word_classes.tsv"))
}
ROLES = {"actor", "recipient", "place", "content", "with"}
CLASSES = {"", "actor", "person", "place", "thing", "weapon", "clause", "armed"}
TOPICS = {
    "sport", "market", "business", "culture", "weather", "religion", "health", "local-services", "accident", "crime",
    "obituary", "opinion", "technology", "politics", "conflict", "diplomacy", "court",
}  # fmt: skip


def table(name: str) -> list[dict[str, str]]:
    return read_table(data_path("languages", "ar", f"{name}.tsv"))


TRIGGERS = table("triggers")
VERBS = {row["verb"]: row for row in table("verbs")}
NOUNS = {row["noun"]: row for row in table("nouns")}


@cache
def verb_words(lemma: str) -> frozenset[str]:
    """The finite forms and participles of a verb of the table."""
    row = VERBS[lemma]
    words = {form.word for form in verb_forms(lemma, row["present"], row["passive_past"], row["passive_present"])}
    for column, passive in (("participle", False), ("passive_participle", True)):
        for participle in split_list(row[column]):
            words.update(form.word for form in participle_forms(participle, passive))
    return frozenset(words)


@cache
def noun_words(lemma: str) -> frozenset[str]:
    """The forms of a noun of the table."""
    row = NOUNS[lemma]
    return frozenset(form.word for form in noun_forms(lemma, split_list(row["plurals"]), row["gender"]))


@cache
def phrase_words(lemma: str) -> frozenset[tuple[str, ...]]:
    """The forms of a phrase, its first word inflected where it is a noun of the table."""
    head, rest = lemma.split(" ", 1)
    forms = {words_of(lemma, "ar")}
    if head in NOUNS:
        row = NOUNS[head]
        heads = noun_forms(head, split_list(row["plurals"]), row["gender"])
        forms.update(tuple(form.word.split(" ")) for form in phrase_forms(heads, rest))
    return frozenset(forms)


@cache
def condition_words(word: str) -> frozenset[str]:
    return loose_forms(word)


def stems(sentence: str) -> list[set[str]]:
    """What each word of a sentence may be without its proclitics."""
    return [{split.stem for split in splits(word, "ar")} for word in words_of(sentence, "ar")]


def shows(row: dict[str, str], words: list[set[str]]) -> bool:
    if row["pos"] == "phrase":
        phrases = phrase_words(row["lemma"])
        return any(
            all(part in words[at + i] for i, part in enumerate(phrase))
            for phrase in phrases
            for at in range(len(words) - len(phrase) + 1)
        )
    forms = noun_words(row["lemma"]) if row["pos"] == "noun" else verb_words(row["lemma"])
    return any(word & forms for word in words)


def test_there_is_a_row_for_all_sixteen_types_and_a_thousand_in_all() -> None:
    assert {row["type"] for row in TRIGGERS} == set(TYPES)
    assert len(TRIGGERS) >= 1000


def test_every_trigger_lemma_is_a_verb_or_noun_of_the_tables() -> None:
    missing = [
        row["lemma"]
        for row in TRIGGERS
        if (row["pos"] in {"verb", "participle"} and row["lemma"] not in VERBS)
        or (row["pos"] == "noun" and row["lemma"] not in NOUNS)
        or (row["pos"] == "phrase" and " " not in row["lemma"])
        or row["pos"] not in {"verb", "noun", "participle", "phrase"}
    ]
    assert missing == []


def conditions(cell: str) -> list[str]:
    """The words of a condition, those of the classes that it names among them."""
    return [word for name in split_list(cell) for word in (WORD_CLASSES[name[1:]] if name.startswith("@") else (name,))]


def test_every_example_shows_its_trigger() -> None:
    assert [f"{row['lemma']}: {row['example']}" for row in TRIGGERS if not shows(row, stems(row["example"]))] == []


def test_every_example_meets_the_conditions_of_its_row() -> None:
    wrong = []
    for row in TRIGGERS:
        words = set().union(*stems(row["example"]))
        near = conditions(row["with"])
        if near and not any(words & condition_words(word) for word in near):
            wrong.append(f"{row['lemma']} {row['type']} lacks with: {row['example']}")
        if any(words & condition_words(word) for word in conditions(row["without"])):
            wrong.append(f"{row['lemma']} {row['type']} has without: {row['example']}")
    assert wrong == []


def test_conditions_are_single_words() -> None:
    assert [row["lemma"] for row in TRIGGERS if " " in row["with"] + row["without"]] == []


def test_types_modes_and_priors_are_those_of_the_ontology() -> None:
    assert [row["lemma"] for row in TRIGGERS if row["type"] not in TYPES or row["prior"] not in {"1", "2", "3"}] == []
    assert [f"{r['lemma']} {r['mode']}" for r in TRIGGERS if r["mode"] and r["mode"] not in TYPES[r["type"]]] == []


def test_frames_are_roles_with_known_slots_and_classes() -> None:
    wrong = []
    for row in TRIGGERS:
        for item in row["frame"].split():
            match = re.fullmatch(r"(\w+)=([^:]+)(?::(\w+))?", item)
            if match is None or match[1] not in ROLES or (match[3] or "") not in CLASSES:
                wrong.append(f"{row['lemma']}: {item}")
            elif unknown := set(match[2].split("/")) - SLOTS:
                wrong.append(f"{row['lemma']}: {item} ({', '.join(sorted(unknown))})")
            elif row["pos"] == "noun" and "subj" in match[2].split("/"):
                wrong.append(f"{row['lemma']}: a noun has no {item}")
    assert wrong == []


def test_what_a_row_needs_is_a_role_of_its_frame() -> None:
    wrong = []
    for row in TRIGGERS:
        roles = {item.partition("=")[0] for item in row["frame"].split()}
        if not set(re.split(r"[,|]", row["needs"])) - {""} <= roles:
            wrong.append(f"{row['lemma']} {row['type']} needs {row['needs']}")
    assert wrong == []


def test_rows_with_conditions_come_before_the_general_row_of_their_lemma() -> None:
    general: set[tuple[str, str]] = set()
    wrong = []
    for row in TRIGGERS:
        key = (row["lemma"], row["pos"])
        if row["with"] and key in general:
            wrong.append(f"{row['lemma']} {row['type']}")
        if not row["with"]:
            general.add(key)
    assert wrong == []


@pytest.mark.parametrize("name", ["verbs", "nouns"])
def test_a_blocked_spelling_is_one_that_the_lemma_would_claim(name: str) -> None:
    column, words = ("verb", verb_words) if name == "verbs" else ("noun", noun_words)
    idle = [
        f"{row[column]}: {blocked}"
        for row in table(name)
        for blocked in split_list(row["blocked"])
        if not any(word & words(row[column]) for word in stems(blocked))
    ]
    assert idle == []


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("وزارة", "زار"), ("مدينة", "دان"), ("رحلة", "رحل"), ("هنا", "هنأ"), ("نحو", "نحى"), ("يعد", "وعد")],
)
def test_common_words_that_share_a_verbs_spelling_are_blocked_or_not_generated(word: str, lemma: str) -> None:
    blocked = split_list(VERBS[lemma]["blocked"])
    assert word in blocked or not any(part & verb_words(lemma) for part in stems(word))


def test_no_row_stands_twice() -> None:
    keys = [(r["lemma"], r["pos"], r["type"], r["mode"], r["with"]) for r in TRIGGERS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", ["attribution", "light_verbs"])
def test_verbs_that_attribute_or_lend_their_subject_are_in_the_verb_table(name: str) -> None:
    column = "verb" if name == "light_verbs" else "lemma"
    assert [row[column] for row in table(name) if row.get("pos", "verb") == "verb" and row[column] not in VERBS] == []


def test_light_verbs_say_what_their_subject_is() -> None:
    assert {row["subject_role"] for row in table("light_verbs")} == {"actor", "recipient", "place", "none", "cause"}


def test_attribution_kinds_are_known() -> None:
    kinds = {"say", "claim", "deny", "ask", "report", "quote-continuation"}
    assert {row["kind"] for row in table("attribution")} == kinds


def test_topics_are_known_and_weighed() -> None:
    rows = table("topics")
    assert {row["topic"] for row in rows} == TOPICS
    assert {row["weight"] for row in rows} <= {"1", "2", "3"}
    assert len(rows) >= 600


@pytest.mark.parametrize(
    ("sentence", "lemma", "kind"),
    [
        ("التقاهم الوزير مساء أمس", "التقى", "verb"),
        ("وسيلتقي الرئيس قادة الأحزاب", "التقى", "verb"),
        ("فدعتهم المنظمة إلى التهدئة", "دعا", "verb"),
        ("قيل إن المدينة سقطت", "قال", "verb"),
        ("ولم يدع المجلس إلى انتخابات", "دعا", "verb"),
        ("اغتيل القائد في بيروت", "اغتال", "verb"),
        ("أفرج عن المحتجزين الستة", "احتجز", "verb"),
        ("وبهجماتها على المواقع", "هجوم", "noun"),
        ("للقائه بالمبعوث الأممي", "لقاء", "noun"),
        ("سقط عشرات القتلى", "قتيل", "noun"),
    ],
)
def test_forms_in_running_text_lead_to_their_lemma(sentence: str, lemma: str, kind: str) -> None:
    forms = verb_words(lemma) if kind == "verb" else noun_words(lemma)
    assert any(word & forms for word in stems(sentence))


@pytest.mark.parametrize(
    ("sentence", "lemma"), [("قاتل اللاعب حتى النهاية", "قتل"), ("التقدم في السن", "التقى"), ("دعاية انتخابية", "دعا")]
)
def test_words_that_only_look_alike_lead_nowhere(sentence: str, lemma: str) -> None:
    finite = {form.word for form in verb_forms(lemma, VERBS[lemma]["present"])}
    assert not any(word & finite for word in stems(sentence))
