"""The English lexicon is whole: rows have the documented form, refer to known words, and their examples show them."""

import re
from collections import Counter, defaultdict

import pytest

from timeline import languages
from timeline.languages.en import forms
from timeline.languages.en.inflect import noun_forms, verb_forms
from timeline.text import words_of
from timeline.tsv import TableError, data_path, read_table, split_list

MODES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}
CONTEXTS = {
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
}
WORD_CLASSES = {
    row["class"]: split_list(row["words"]) for row in read_table(data_path("languages", "en", "word_classes.tsv"))
}
ROLES = {"actor", "recipient", "place", "content", "with"}
FRAME = re.compile(r"(?P<role>[a-z]+)=[a-z]+(?:/[a-z]+)*(?::(?:actor|armed|person|place|thing|weapon|clause))?")
TOPICS = {
    "sport",
    "market",
    "business",
    "culture",
    "weather",
    "religion",
    "health",
    "local-services",
    "accident",
    "crime",
    "obituary",
    "opinion",
    "technology",
    "politics",
    "conflict",
    "diplomacy",
    "court",
}
CUES = {
    "negation",
    "affirmative",
    "foiled",
    "future",
    "conditional",
    "modal",
    "generality",
    "clause",
    "relative",
    "newspeaker",
    "passive_agent",
    "preposition",
    "background",
    "approx_low",
    "approx_high",
    "approx",
    "vague",
    "part_of",
    "purpose",
}
Row = dict[str, str]


def table(name: str, language: str = "en") -> list[Row]:
    return read_table(data_path("languages", language, f"{name}.tsv"))


PACK = languages.load("en")
TRIGGERS = table("triggers")
VERBS = {row["verb"]: row for row in table("verbs")}
NOUNS = {row["noun"]: row for row in table("nouns")}


def inflected(row: Row) -> list[tuple[str, ...]]:
    """All forms of a trigger's lemma, as tokens."""
    lemma = row["lemma"]
    if row["pos"] == "verb":
        verb = VERBS[lemma]
        words = [form.word for form in verb_forms(lemma, verb["past"], verb["participle"], verb["gerund"])]
    elif row["pos"] == "noun":
        words = [form.word for form in noun_forms(lemma, NOUNS[lemma]["plurals"])]
    else:
        words = [form.word for form in forms.phrases(PACK, {lemma})]
    return [words_of(word, "en") for word in words]


def places(row: Row) -> list[tuple[int, int, tuple[str, ...]]]:
    """Where the example has a form of the lemma: first token, behind the last, and all tokens."""
    tokens = words_of(row["example"], "en")
    return [
        (at, at + len(form), tokens)
        for form in inflected(row)
        for at in range(len(tokens) - len(form) + 1)
        if tokens[at : at + len(form)] == form
    ]


def around(row: Row, first: int, behind: int, tokens: tuple[str, ...]) -> set[str]:
    """The words that a row's conditions look at, also without the endings of plurals and verbs."""
    back = 3 if row["pos"] == "noun" else 2
    near = tokens[max(0, first - back) : first] + tokens[behind : behind + 7]
    bare = {word.removesuffix(end) for word in near for end in ("s", "es", "ed", "ing") if word.endswith(end)}
    return set(near) | bare


def conditions(cell: str) -> set[str]:
    """The words of a condition, those of the classes that it names among them."""
    return {word for name in split_list(cell) for word in (WORD_CLASSES[name[1:]] if name.startswith("@") else (name,))}


def first_sense(rows: list[Row], near: set[str]) -> str:
    """The type of the first row whose conditions the words around meet, "" for none."""
    for row in rows:
        wanted, unwanted = conditions(row["with"]), conditions(row["without"])
        if (not wanted or near & wanted) and not near & unwanted:
            return row["type"]
    return ""


def test_all_sixteen_types_are_covered_in_breadth() -> None:
    counts = Counter(row["type"] for row in TRIGGERS)
    assert set(counts) == set(MODES)
    assert len(TRIGGERS) >= 1000
    assert min(counts.values()) >= 40


def test_every_mode_of_the_common_types_has_an_entry() -> None:
    present = defaultdict(set)
    for row in TRIGGERS:
        present[row["type"]].add(row["mode"])
    missing = {(type_, mode) for type_, modes in MODES.items() for mode in modes.split() if mode not in present[type_]}
    assert missing <= {("COERCE", "withhold")}


def test_rows_name_known_types_modes_contexts_and_priors() -> None:
    for row in TRIGGERS:
        assert row["pos"] in {"verb", "noun", "adjective", "phrase"}, row
        assert not row["mode"] or row["mode"] in MODES[row["type"]].split(), row
        assert set(split_list(row["contexts"])) <= CONTEXTS, row
        assert row["prior"] in {"1", "2", "3"}, row


def test_frames_are_roles_with_slots_and_needs_are_roles_of_the_frame() -> None:
    for row in TRIGGERS:
        roles = set()
        for item in row["frame"].split():
            match = FRAME.fullmatch(item)
            assert match, (row["lemma"], item)
            roles.add(match["role"])
        assert roles <= ROLES, row
        needs = {role for part in row["needs"].split(",") for role in part.split("|") if role}
        assert needs <= roles, (row["lemma"], needs - roles)


def test_conditions_are_single_words_and_exclude_one_another() -> None:
    for row in TRIGGERS:
        wanted, unwanted = conditions(row["with"]), conditions(row["without"])
        assert all(len(words_of(word, "en")) == 1 for word in wanted | unwanted), row["lemma"]
        assert not wanted & unwanted, row["lemma"]


def test_every_trigger_has_its_inflection() -> None:
    for row in TRIGGERS:
        assert row["pos"] != "verb" or row["lemma"] in VERBS, row["lemma"]
        assert row["pos"] != "noun" or row["lemma"] in NOUNS, row["lemma"]


@pytest.mark.parametrize("type_", sorted(MODES))
def test_examples_show_their_trigger_under_its_conditions(type_: str) -> None:
    for row in TRIGGERS:
        if row["type"] != type_:
            continue
        found = places(row)
        assert found, f"{row['lemma']}: no form of it in {row['example']!r}"
        wanted, unwanted = conditions(row["with"]), conditions(row["without"])
        assert not wanted or any(wanted & around(row, *at) for at in found), f"{row['lemma']}: {row['example']!r}"
        assert not any(unwanted & around(row, *at) for at in found), f"{row['lemma']}: {row['example']!r}"


def test_a_lemma_s_specific_rows_come_before_its_general_row() -> None:
    general: set[tuple[str, str]] = set()
    for row in TRIGGERS:
        key = (row["lemma"], row["pos"])
        assert not (row["with"] and key in general), f"{key} has a conditional row behind its general one"
        if not row["with"]:
            general.add(key)


def test_each_example_is_read_as_its_own_type() -> None:
    rows = defaultdict(list)
    for row in TRIGGERS:
        rows[(row["lemma"], row["pos"])].append(row)
    for row in TRIGGERS:
        read = {first_sense(rows[(row["lemma"], row["pos"])], around(row, *at)) for at in places(row)}
        assert row["type"] in read, f"{row['lemma']}: {row['example']!r} is read as {read}"


def test_no_row_stands_twice() -> None:
    counts = Counter(tuple(row[c] for c in ("lemma", "pos", "type", "mode", "frame", "with")) for row in TRIGGERS)
    assert not [key for key, count in counts.items() if count > 1]


@pytest.mark.parametrize(
    ("sentence", "lemma", "type_"),
    [
        ("Police fired tear gas at the crowd.", "fire", "ASSAULT"),
        ("The president fired the director of intelligence.", "fire", "SANCTION"),
        ("The navy fired a ballistic missile in a test.", "fire", "MOBILIZE"),
        ("Parliament lifted the ban on the party.", "lift", "CONCEDE"),
        ("The army withdrew its troops from the town.", "withdraw", "RETREAT"),
        ("Stockholm withdrew its ambassador.", "withdraw", "SANCTION"),
        ("The rebels withdrew from the talks.", "withdraw", "REJECT"),
        ("Workers struck over pay.", "strike", "PROTEST"),
        ("The two sides struck a deal.", "strike", ""),
        ("The striker struck the winning goal.", "strike", ""),
        ("The governor died of cancer.", "die", ""),
        ("The new virus killed a bill.", "kill", ""),
    ],
)
def test_the_words_around_decide_what_a_word_means(sentence: str, lemma: str, type_: str) -> None:
    row = {"lemma": lemma, "pos": "verb", "example": sentence}
    senses = [sense for sense in TRIGGERS if (sense["lemma"], sense["pos"]) == (lemma, "verb")]
    assert first_sense(senses, around(row, *places(row)[0])) == type_


def test_attribution_and_light_verbs_use_known_words() -> None:
    for row in table("attribution"):
        assert row["pos"] in {"verb", "noun", "preposition phrase"}, row
        assert row["kind"] in {"say", "claim", "deny", "ask", "report"}, row
        assert row["pos"] != "verb" or row["lemma"] in VERBS, row
    for row in table("light_verbs"):
        assert row["subject_role"] in {"actor", "recipient", "place", "none", "cause"}, row
        assert row["verb"] in VERBS, row


def test_verbs_and_nouns_are_all_used() -> None:
    spoken = {(row["lemma"], row["pos"]) for row in table("attribution")}
    light = {row["verb"] for row in table("light_verbs")}
    lemmas = {(row["lemma"], row["pos"]) for row in TRIGGERS} | spoken
    assert not [verb for verb in VERBS if (verb, "verb") not in lemmas and verb not in light]
    assert not [noun for noun in NOUNS if (noun, "noun") not in lemmas]


def test_topics_are_known_words_of_known_topics() -> None:
    rows = table("topics")
    assert len({row["word"] for row in rows}) >= 600
    assert {row["topic"] for row in rows} == TOPICS
    assert {row["weight"] for row in rows} <= {"1", "2", "3"}
    assert all(len(words_of(row["word"], "en")) == 1 for row in rows)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_cues_are_of_known_classes_and_stand_once(language: str) -> None:
    rows = table("cues", language)
    assert {row["cue"] for row in rows} == CUES
    counts = Counter((words_of(row["phrase"], language), row["cue"]) for row in rows)
    assert not [key for key, count in counts.items() if count > 1]
    assert all(words_of(row["phrase"], language) for row in rows)


def test_a_phrase_of_classes_has_a_form_for_each_combination_of_their_words() -> None:
    found = {form.word for form in forms.phrases(PACK, {"@must @yielded"})}
    assert {"must resign", "should resign", "must hand over"} <= found
    with pytest.raises(TableError, match=r"@shall @yielded: expected a class of phrase_words\.tsv, found '@shall'"):
        list(forms.phrases(PACK, {"@shall @yielded"}))
