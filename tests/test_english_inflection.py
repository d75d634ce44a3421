"""English verbs and nouns take the forms that newspapers write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.languages.en.inflect import noun_forms, verb_forms
from timeline.tsv import data_path, read_table


def forms(lemma: str, past: str = "", participle: str = "", gerund: str = "") -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for form in verb_forms(lemma, past, participle, gerund):
        found.setdefault(form.tense, set()).add(form.word)
    return found


def verb(lemma: str) -> dict[str, set[str]]:
    """The forms of a verb with the irregular parts that the table gives."""
    row = next(r for r in read_table(data_path("languages", "en", "verbs.tsv")) if r["verb"] == lemma)
    return forms(lemma, row["past"], row["participle"], row["gerund"])


@pytest.mark.parametrize(
    ("lemma", "present", "past", "gerund"),
    [
        ("attack", "attacks", "attacked", "attacking"),
        ("seize", "seizes", "seized", "seizing"),
        ("deny", "denies", "denied", "denying"),
        ("deploy", "deploys", "deployed", "deploying"),
        ("stop", "stops", "stopped", "stopping"),
        ("bar", "bars", "barred", "barring"),
        ("raid", "raids", "raided", "raiding"),
        ("open", "opens", "opened", "opening"),
        ("shell", "shells", "shelled", "shelling"),
        ("crush", "crushes", "crushed", "crushing"),
        ("annex", "annexes", "annexed", "annexing"),
        ("veto", "vetoes", "vetoed", "vetoing"),
        ("agree", "agrees", "agreed", "agreeing"),
        ("free", "frees", "freed", "freeing"),
        ("die", "dies", "died", "dying"),
        ("sue", "sues", "sued", "suing"),
        ("panic", "panics", "panicked", "panicking"),
        ("quiz", "quizzes", "quizzed", "quizzing"),
        ("bow", "bows", "bowed", "bowing"),
        ("co-sign", "co-signs", "co-signed", "co-signing"),
    ],
)
def test_regular_verbs_follow_the_spelling_rules(lemma: str, present: str, past: str, gerund: str) -> None:
    assert forms(lemma) == {
        "base": {lemma},
        "present": {present},
        "past": {past},
        "participle": {past},
        "gerund": {gerund},
    }


def test_the_verb_and_not_its_particle_inflects() -> None:
    assert forms("call on")["past"] == {"called on"}
    assert forms("crack down")["gerund"] == {"cracking down"}
    assert forms("shoot down", "shot")["participle"] == {"shot down"}


@pytest.mark.parametrize(
    ("lemma", "past", "participle", "gerund"),
    [
        ("strike", "struck", "struck", "striking"),
        ("withdraw", "withdrew", "withdrawn", "withdrawing"),
        ("flee", "fled", "fled", "fleeing"),
        ("expel", "expelled", "expelled", "expelling"),
        ("overthrow", "overthrew", "overthrown", "overthrowing"),
        ("take over", "took over", "taken over", "taking over"),
        ("patrol", "patrolled", "patrolled", "patrolling"),
    ],
)
def test_the_table_of_verbs_gives_irregular_parts(lemma: str, past: str, participle: str, gerund: str) -> None:
    found = verb(lemma)
    assert past in found["past"]
    assert participle in found["participle"]
    assert gerund in found["gerund"]


def test_british_and_american_doublings_both_count() -> None:
    assert {"travelled", "traveled"} <= verb("travel")["past"]
    assert {"cancelling", "canceling"} <= verb("cancel")["gerund"]


def test_a_past_participle_may_be_passive_and_a_past_may_not() -> None:
    voices = {(form.word, form.tense): form.voice for form in verb_forms("seize")}
    assert voices[("seized", "participle")] == "either"
    assert voices[("seized", "past")] == "active"


def test_be_and_have_have_their_own_present() -> None:
    assert forms("be ready", "was|were", "been")["present"] == {"is ready", "are ready", "am ready"}
    assert forms("have", "had")["present"] == {"has"}


@pytest.mark.parametrize(
    ("noun", "plurals", "expected"),
    [
        ("attack", "", {"attack", "attacks"}),
        ("air strike", "", {"air strike", "air strikes"}),
        ("clash", "", {"clash", "clashes"}),
        ("casualty", "", {"casualty", "casualties"}),
        ("essay", "", {"essay", "essays"}),
        ("coup d'etat", "coups d'etat", {"coup d'etat", "coups d'etat"}),
        ("memorandum", "memorandums|memoranda", {"memorandum", "memorandums", "memoranda"}),
        ("fighting", "-", {"fighting"}),
        ("talks", "talks", {"talks"}),
    ],
)
def test_nouns_have_their_plurals(noun: str, plurals: str, expected: set[str]) -> None:
    assert {form.word for form in noun_forms(noun, plurals)} == expected


def test_a_noun_that_is_only_plural_has_no_singular() -> None:
    assert [form.number for form in noun_forms("talks", "talks")] == ["pl"]
    assert [form.number for form in noun_forms("fighting", "-")] == ["sg"]


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12))
def test_every_word_has_forms_of_each_tense_that_keep_its_first_letter(word: str) -> None:
    found = forms(word)
    assert set(found) == {"base", "present", "past", "participle", "gerund"}
    assert all(form[0] == word[0] for tense, made in found.items() for form in made if word not in {"be", "have"})
    assert all(form.endswith("ing") for form in found["gerund"])
