"""Roles are chosen among ranked candidates by weights from a table; explanations show what was weighed."""

from __future__ import annotations

import inspect
import math
import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from gold_articles import FOLDER, articles
from hypothesis import given, settings
from hypothesis import strategies as st

import timeline
from timeline import coder
from timeline.events import lexicon, ranking, signs
from timeline.events.candidates import Choice, Scene, parties
from timeline.events.code import weighed_drafts
from timeline.events.days import days
from timeline.events.sentences import analyse
from timeline.events.sites import Sites
from timeline.explaining import explain
from timeline.model import Article, Event

ROLES = ("actor", "recipient", "place", "date")
PUBLISHED = date(2018, 5, 16)


def test_every_role_has_weights_and_all_are_finite() -> None:
    table = ranking.weights()
    assert set(table) == set(ROLES)
    assert all(math.isfinite(weight) for own in table.values() for weight in own.values())
    assert all(own for own in table.values())


def test_weights_are_of_signs_that_are_written_and_not_zero() -> None:
    for role, own in ranking.weights().items():
        assert all(sign == sign.strip() and sign for sign in own), role
        assert all(weight for weight in own.values()), role


VALUES: dict[Any, tuple[object, ...]] = {
    bool: (False, True), int: (0, 3), str: ("x", "m"), tuple[str, ...]: ((), ("anaphoric", "counted")),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(signs._MAKERS))
def test_every_maker_yields_words_whatever_it_is_told(name: str) -> None:
    maker = signs._MAKERS[name]
    hints = get_type_hints(maker)
    choices = [VALUES[hints[argument]] for argument in inspect.signature(maker).parameters]
    for arguments in product(*choices):
        for sign in signs.signs_of((name, *arguments)):
            assert isinstance(sign, str)
            assert sign == sign.strip()


@pytest.mark.parametrize(
    "fact",
    [("untold", "ASSAULT", "", "attack"), ("site_home", "ASSAULT", "", True, "own", "other", "MIL", "")],
    ids=lambda fact: str(fact[0]),
)
def test_event_without_mode_has_the_same_signs_as_the_table(fact: tuple[object, ...]) -> None:
    found = list(signs.signs_of(fact))
    assert all(sign == sign.strip() for sign in found)
    assert len(found) == len(set(found))


def test_unknown_facts_are_refused() -> None:
    with pytest.raises(KeyError):
        list(signs.signs_of(("no such fact", 1)))


def test_distances_are_classes_that_rise() -> None:
    classes = [signs.step(gap) for gap in range(40)]
    assert classes == sorted(classes)
    assert classes[0] == 0


def choices(text: str, language: str) -> Iterator[tuple[str, list[Choice]]]:
    """The candidates for every role of every event that a text could tell."""
    article = Article("a", "test", text, language, published_on=PUBLISHED, published_basis="given")
    found = coder.tag(article)
    analysis = analyse(
        found.text, lexicon.load(language), coder.coded_zones(article), found.actors, found.places, found.times
    )
    drafts = weighed_drafts(analysis, found.published_on, found.issue_on)
    scene = Scene(analysis, drafts)
    for draft in drafts:
        yield from parties(draft, scene).items()
        yield "place", Sites(scene, PUBLISHED).choices(draft)
        yield "date", days(draft, scene, PUBLISHED)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "قصفت تركيا أمس مواقع لحزب العمال الكردستاني في عفرين. ودعت فرنسا أنقرة إلى ضبط النفس."),
        ("en", "Turkey bombed Kurdish positions in Afrin on Tuesday. France called on Ankara to show restraint."),
    ],
)
def test_candidates_of_every_role_can_be_weighed_and_nobody_is_among_them(language: str, text: str) -> None:
    offered = list(choices(text, language))
    assert {role for role, _ in offered} == set(ROLES)
    for role, candidates in offered:
        assert sum(choice.item is None for choice in candidates) == 1
        assert all(math.isfinite(ranking.weigh(role, choice)) for choice in candidates)
        order = [weight for weight, _ in ranking.ranked(role, candidates)]
        assert order == sorted(order, reverse=True)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[str]]:
    folder = tmp_path_factory.mktemp("ranking")
    source = folder / "news.txt"
    source.write_text("Turkey bombed Kurdish positions in Afrin on Tuesday, the French foreign ministry said.", "utf-8")
    timeline.build([source], folder / "release", published=PUBLISHED, language="en", workers=0)
    return folder / "release", source, list(timeline.load("events", folder / "release")["event_id"])


def test_explanation_shows_the_candidates_that_were_weighed(release: tuple[Path, Path, list[str]]) -> None:
    folder, source, found = release
    from timeline import articles as reading

    options = reading.Options(published=PUBLISHED, language="en")
    grounds = dict(explain(folder, found[0], [source], options=options).grounds)
    weighed = {name for name in grounds if name.endswith(" weighed")}
    assert weighed == {"actor weighed", "recipient weighed", "place weighed"}
    for name in weighed:
        shares = [float(candidate.rsplit(" ", 1)[1]) for candidate in grounds[name].split(", ")]
        assert shares == sorted(shares, reverse=True)
        assert 0 < sum(shares) <= 1.01
    assert grounds["actor weighed"].startswith("Turkey ")


def test_actor_and_recipient_are_chosen_from_the_same_parties() -> None:
    text = "Turkey bombed Kurdish positions in Afrin on Tuesday. France called on Ankara to show restraint."
    offered: dict[str, list[list[Choice]]] = {"actor": [], "recipient": []}
    for role, candidates in choices(text, "en"):
        if role in offered:
            offered[role].append(candidates)
    for actors, recipients in zip(offered["actor"], offered["recipient"], strict=True):
        assert [id(choice) for choice in actors[1:]] == [id(choice) for choice in recipients[1:]]
        for choice in actors[1:]:
            weights = [ranking.party_weights()[fact] for fact in choice.facts]
            assert sum(own for own, _ in weights) == pytest.approx(ranking.weigh("actor", choice))
            assert sum(own for _, own in weights) == pytest.approx(ranking.weigh("recipient", choice))


def facts_of(text: str, language: str, named: str, name: str, role: str = "actor") -> set[tuple[object, ...]]:
    """The facts of a name about a party (or a place), held against all events of a text."""
    found = set()
    for of_role, candidates in choices(text, language):
        for item, facts in candidates if of_role == role else ():
            told = item and (item.place if role == "place" else item.mention)
            if told and told.text == named:
                found |= {fact[1:] for fact in facts if fact[0] == name}
    return found


def facts_of_place(text: str, language: str, place: str, name: str) -> set[tuple[object, ...]]:
    """The facts of a name about a place, held against all events of a text."""
    return facts_of(text, language, place, name, "place")


def test_whose_country_a_place_lies_in_is_known() -> None:
    text = "قصفت تركيا مواقع للأكراد في عفرين."
    assert {fact[3:5] for fact in facts_of_place(text, "ar", "عفرين", "site_home")} == {("other", "own")}
    text = "اعتقلت الشرطة التركية صحفيين في أنقرة."
    assert {fact[3] for fact in facts_of_place(text, "ar", "أنقرة", "site_home")} == {"own"}


def test_place_named_last_before_an_event_is_known() -> None:
    text = "Merkel met Macron in Paris. They travelled to Lyon. There Macron praised the police."
    assert facts_of_place(text, "en", "Lyon", "site_last")
    assert ("SUPPORT", -1) in {fact[:2] for fact in facts_of_place(text, "en", "Lyon", "site_last")}
    assert "SUPPORT" not in {fact[0] for fact in facts_of_place(text, "en", "Paris", "site_last")}


def test_word_that_a_place_hangs_on_is_known() -> None:
    text = "The parents, who live in Oxford, said the minister had refused to help."
    assert "live" in {fact[0] for fact in facts_of_place(text, "en", "Oxford", "site_words")}
    text = "طالب الوزير المقيم في لندن بالإفراج عن المعتقلين."
    assert {fact[0] for fact in facts_of_place(text, "ar", "لندن", "site_words")} == {"مقيم"}


def test_who_speaks_where_he_met_somebody_is_known() -> None:
    text = "Erdogan met Putin in Moscow on Monday. Erdogan accused Iran of arming rebels."
    told = {(fact[0], fact[3]) for fact in facts_of_place(text, "en", "Moscow", "site_shared")}
    assert ("ACCUSE", "meeting") in told


def test_country_whose_towns_are_named_is_told_from_one_of_which_nothing_is() -> None:
    text = "Shells hit Aleppo in Syria. Jordan condemned the attack, a minister said in Jordan."
    assert {fact[1] for fact in facts_of_place(text, "en", "Syria", "site_within")} == {True}


def test_party_is_joined_to_the_actor_of_the_frame() -> None:
    text = "قصفت فرنسا وبريطانيا مواقع داعش في الرقة."
    assert "actor near" in {fact[1] for fact in facts_of(text, "ar", "بريطانيا", "joined_to")}


def test_party_at_home_where_it_happened_is_told_from_strangers() -> None:
    text = "Turkey bombed Kurdish positions in Ankara and France condemned it."
    assert {fact[2] for fact in facts_of(text, "en", "Turkey", "at_home")} == {"own"}
    assert {fact[2] for fact in facts_of(text, "en", "France", "at_home")} == {"other"}


def test_party_is_told_by_the_event_words_next_to_it() -> None:
    text = "Turkey condemned the killing of Iraqi soldiers after France bombed Syria."
    assert {fact[3:] for fact in facts_of(text, "en", "Turkey", "owned")} >= {("none", "own"), ("none", "ACCUSE")}
    assert "own" in {fact[3] for fact in facts_of(text, "en", "Syria", "owned")}


def test_party_has_a_role_in_what_is_told_behind() -> None:
    text = "اتهمت فرنسا إيران بعد أن قصفت إيران مواقع في العراق."
    assert ("actor", "ASSAULT", "ACCUSE") in facts_of(text, "ar", "إيران", "ahead")


def test_who_is_named_first_in_the_article_is_its_topic() -> None:
    text = "Turkey bombed Kurdish positions in Afrin. France urged Turkey to stop."
    assert {fact[1] for fact in facts_of(text, "en", "Turkey", "topic")} == {True}
    assert {fact[1] for fact in facts_of(text, "en", "France", "topic")} == {False}


def test_party_that_others_are_joined_to_heads_a_list() -> None:
    assert ("heads a list",) in facts_of("قصفت فرنسا وبريطانيا مواقع داعش في الرقة.", "ar", "فرنسا", "mark")
    assert ("heads a list",) not in facts_of("قصفت فرنسا مواقع داعش في الرقة.", "ar", "فرنسا", "mark")


def test_party_named_only_in_the_sentence_behind_is_no_candidate() -> None:
    text = "Turkey bombed Kurdish positions in Afrin on Tuesday. France called on Ankara to show restraint."
    first = next(candidates for role, candidates in choices(text, "en") if role == "actor")
    named = {choice.item.mention.text for choice in first if choice.item and choice.item.mention}
    assert "Turkey" in named
    assert "France" not in named


def test_places_next_to_each_other_speak_for_each_other() -> None:
    text = "Shells hit Aleppo. Rebels shelled the Aleppo airport and Paris."
    found = [c.item for role, candidates in choices(text, "en") if role == "place" for c in candidates if c.item]
    names = {item.place.location.name: item for item in found if item.place}
    paris, others = names["Paris"], [item for name, item in names.items() if "Aleppo" in name]
    assert others
    assert all(ranking._near(one, other) for one in others for other in others)
    assert not any(ranking._near(paris, other) for other in others)
    assert not ranking._near(None, paris)
    assert ranking._near(None, None)


@cache
def told(language: str) -> tuple[str, ...]:
    """The sentences of the annotated articles that could tell something."""
    found = []
    for article, _ in articles(FOLDER):
        if article["lang"] == language:
            found += [line.strip() for line in article["text"].replace(". ", ".\n").split("\n") if len(line) > 40]
    return tuple(sorted(set(found)))


def same_party(event: Event) -> set[str]:
    sides: dict[str, set[str]] = {"actor": set(), "recipient": set()}
    for participant in event.participants:
        if participant.role in sides:
            sides[participant.role].add(participant.mention.actor.actor_id)
    return sides["actor"] & sides["recipient"]


@pytest.mark.parametrize("language", ["ar", "en"])
@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_nobody_acts_on_himself_whatever_is_told_beside(language: str, seed: int) -> None:
    text = " ".join(random.Random(seed).sample(told(language), 8))
    for event in timeline.code(text, published=PUBLISHED, language=language).events:
        assert same_party(event) == set(), event.trigger.of(text)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_same_text_gives_the_same_events_with_and_without_remembered_weights(language: str) -> None:
    text = " ".join(random.Random(5).sample(told(language), 12))
    first = timeline.code(text, published=PUBLISHED, language=language).events
    again = timeline.code(text, published=PUBLISHED, language=language).events
    ranking.fact_weights.cache_clear()
    ranking.party_weights.cache_clear()
    ranking._of_parties.cache_clear()
    ranking.weights.cache_clear()
    assert first == again == timeline.code(text, published=PUBLISHED, language=language).events
    assert first
