"""Who a text names: spans, identities, countries and sectors, in real sentences."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline import languages
from timeline.actors import ActorContext, Register, find
from timeline.model import ActorMention, Location, PlaceMention, Span
from timeline.text import Text

DAY = date(2018, 3, 1)


@cache
def register(language: str) -> Register:
    return Register.load(languages.load(language))


def actors(
    sentence: str,
    language: str = "ar",
    on: date | None = DAY,
    source: str | None = None,
    places: tuple[PlaceMention, ...] = (),
) -> list[ActorMention]:
    pack = languages.load(language)
    context = ActorContext(on=on, source_country=source, places=places)
    return list(find(Text(sentence, pack), register(pack.code), context))


def only(sentence: str, words: str, language: str = "ar", source: str | None = None) -> ActorMention:
    """The mention whose span is exactly these words."""
    found = [m for m in actors(sentence, language, source=source) if m.text == words]
    assert len(found) == 1, [m.text for m in actors(sentence, language, source=source)]
    return found[0]


def place(sentence: str, name: str, country: str) -> PlaceMention:
    at = sentence.index(name)
    location = Location(name, name, name, "village", country, None, 34.0, 36.0, None, "table", 2)
    return PlaceMention(Span(at, at + len(name)), name, location, 1.0)


# Institutions of states, by rule.


@pytest.mark.parametrize(
    ("sentence", "words", "language", "name", "country", "sector"),
    [
        ("رحبت الحكومة السورية بالقرار", "الحكومة السورية", "ar", "Syrian government", "SYR", "GOV"),
        ("قصف الجيش الأنغولي مواقع في الشمال", "الجيش الأنغولي", "ar", "Angolan army", "AGO", "MIL"),
        ("هاجم مسلحون شرطة السودان أمس", "شرطة السودان", "ar", "Sudanese police", "SDN", "COP"),
        (
            "نفت وزارة الداخلية الليبية الخبر",
            "وزارة الداخلية الليبية",
            "ar",
            "Libyan Ministry of Interior",
            "LBY",
            "GOV",
        ),
        ("أقر البرلمان السنغالي القانون", "البرلمان السنغالي", "ar", "Senegalese parliament", "SEN", "LEG"),
        (
            "Yemen's interior ministry denied it.",
            "Yemen's interior ministry",
            "en",
            "Yemeni Ministry of Interior",
            "YEM",
            "GOV",
        ),
        ("The Kenyan police raided the town.", "Kenyan police", "en", "Kenyan police", "KEN", "COP"),
        ("The government of Chad rejected the plan.", "government of Chad", "en", "Chadian government", "TCD", "GOV"),
    ],
)
def test_an_institution_is_formed_for_any_country(
    sentence: str, words: str, language: str, name: str, country: str, sector: str
) -> None:
    mention = only(sentence, words, language)
    assert (mention.actor.name, mention.country, mention.sector) == (name, country, sector)
    assert mention.actor.actor_id.startswith(f"st:{country}:")


def test_the_same_institution_has_one_identity_in_both_languages() -> None:
    arabic = only("انسحب الجيش اليمني من البلدة", "الجيش اليمني")
    english = only("The Yemeni army left the town.", "Yemeni army", "en")
    assert arabic.actor.actor_id == english.actor.actor_id


def test_an_institution_that_the_tables_list_keeps_its_identity_when_named_without_nationality() -> None:
    named, bare = (m for m in actors("هاجم الجيش التركي القرية. وقال الجيش إن العملية مستمرة.") if "الجيش" in m.text)
    assert named.actor == bare.actor
    assert named.actor.listed


def test_a_ministry_without_nationality_is_the_newspapers_own_where_no_other_country_is_named() -> None:
    mention = only("أوضحت وزارة التعليم أن الدراسة تبدأ غدا", "وزارة التعليم", source="SAU")
    assert mention.country == "SAU"


def test_a_ministry_without_nationality_belongs_to_the_country_that_the_article_is_about() -> None:
    text = "أعلنت الحكومة المغربية حدادا. وزار الرباط وفد مغربي آخر. وقالت وزارة الداخلية إن التحقيق بدأ."
    assert only(text, "وزارة الداخلية", source="SAU").country == "MAR"


def test_forces_of_a_regime_are_its_army() -> None:
    mention = only("تقدمت قوات النظام السوري نحو البلدة", "قوات النظام السوري")
    assert mention.actor == only("تقدم الجيش السوري نحو البلدة", "الجيش السوري").actor


# Nationality words in their forms.


@pytest.mark.parametrize("word", ["سوريين", "سوريون", "السوريين", "السوريون", "السوريات"])
def test_people_of_a_country_are_found_in_every_form(word: str) -> None:
    mention = actors(f"وصل {word} إلى الحدود")[0]
    assert (mention.text, mention.country, mention.sector) == (word, "SYR", "CVL")


@pytest.mark.parametrize(("phrase", "country"), [("جنود أتراك", "TUR"), ("جنود روس", "RUS"), ("جنودا أفغانا", "AFG")])
def test_irregular_plurals_of_nationalities_qualify_nouns(phrase: str, country: str) -> None:
    mention = only(f"أسر المتمردون {phrase} أمس", phrase)
    assert (mention.country, mention.sector) == (country, "MIL")


@pytest.mark.parametrize("name", ["سوريا", "سورية"])
def test_spelling_variants_of_a_country_are_one_actor(name: str) -> None:
    assert actors(f"دعت {name} إلى الحوار")[0].actor.actor_id == "st:SYR"


@pytest.mark.parametrize("word", ["أمريكا", "أميركا", "الولايات المتحدة"])
def test_the_united_states_have_many_names(word: str) -> None:
    assert actors(f"رفضت {word} العرض")[0].country == "USA"


def test_proclitics_are_no_part_of_a_mention() -> None:
    sentence = "ودعت للحوار ولتركيا دور فيه"
    mention = actors(sentence)[-1]
    assert mention.text == "تركيا"
    assert mention.span.of(sentence) == "تركيا"


def test_us_in_lower_case_is_no_country() -> None:
    assert not [m for m in actors("They told us that nobody would help us.", "en") if m.country == "USA"]
    assert actors("The US refused.", "en")[0].country == "USA"


# Groups and numbers.


@pytest.mark.parametrize(
    ("sentence", "words", "language", "count"),
    [
        ("قتل ثلاثة جنود في الهجوم", "ثلاثة جنود", "ar", (3, 3)),
        ("أصيب جنديان في الهجوم", "جنديان", "ar", (2, 2)),
        ("اعتقلت الشرطة 49 متظاهرا أمس", "49 متظاهرا", "ar", (49, 49)),
        ("قتل ما لا يقل عن 12 مدنيا", "ما لا يقل عن 12 مدنيا", "ar", (12, None)),
        ("Two soldiers were hurt.", "Two soldiers", "en", (2, 2)),
        ("They killed at least 12 Yemeni civilians.", "at least 12 Yemeni civilians", "en", (12, None)),
        ("It said three of its fighters had died.", "three of its fighters", "en", (3, 3)),
    ],
)
def test_groups_with_a_number_are_counted(
    sentence: str, words: str, language: str, count: tuple[int, int | None]
) -> None:
    assert only(sentence, words, language).count == count


def test_a_sound_plural_is_not_taken_for_a_dual() -> None:
    assert only("التقى الوزير صحافيين في مكتبه", "صحافيين").count is None


def test_unnamed_groups_get_an_english_name_from_their_words() -> None:
    assert only("أفرج عن جنود يمنيين أمس", "جنود يمنيين").actor.name == "Yemeni soldiers"
    assert (
        only("Syrian Kurdish fighters fled.", "Syrian Kurdish fighters", "en").actor.name == "Syrian Kurdish fighters"
    )


def test_fighters_of_a_listed_group_stand_for_the_group() -> None:
    mention = only("هاجم مسلحون من تنظيم داعش القرية", "مسلحون من تنظيم داعش")
    assert (mention.actor.name, mention.sector) == ("Islamic State", "REB")
    assert only("Islamic State fighters fled.", "Islamic State fighters", "en").actor.name == "Islamic State"


def test_backers_of_a_group_are_not_its_country() -> None:
    mention = only("US-backed Kurdish fighters took Raqqa in Syria.", "US-backed Kurdish fighters", "en")
    assert mention.country == "SYR"


def test_an_adjective_behind_a_noun_is_no_person() -> None:
    assert not [m for m in actors("أدان الهجوم الإرهابي") if m.text == "الإرهابي"]


# Offices, titles and names.


def test_title_nationality_and_name_are_one_mention() -> None:
    mention = only("قال وزير الخارجية التركي مولود جاويش أوغلو إن بلاده ترفض", "وزير الخارجية التركي مولود جاويش أوغلو")
    assert (mention.actor.kind, mention.country, mention.sector) == ("person", "TUR", "GOV")
    assert mention.head.of("قال وزير الخارجية التركي مولود جاويش أوغلو إن بلاده ترفض") == "مولود جاويش أوغلو"


@pytest.mark.parametrize(
    ("language", "sentence", "cited"),
    [
        pytest.param("ar", "قال وزير الصحة الدكتور حمدان الزهراني إن المستشفى جاهز", "حمدان الزهراني", id="name"),
        pytest.param("ar", "قال العقيد حمدان الزهراني، المتحدث باسم الشرطة، إنه", "العقيد حمدان الزهراني", id="rank"),
        pytest.param("ar", "وقضت هذه المحكمة بسجنه", "هذه المحكمة", id="demonstrative"),
        pytest.param("en", "He met the demonstrators in Kyiv", "the demonstrators", id="article"),
        pytest.param("en", "Police arrested his brother on Monday", "his brother", id="possessive"),
        pytest.param("en", "Sarah Smith, the minister, resigned", "Sarah Smith", id="apposition"),
    ],
)
def test_an_event_cites_persons_by_name_and_descriptions_whole(language: str, sentence: str, cited: str) -> None:
    assert cited in [mention.cited.of(sentence) for mention in actors(sentence, language)]


def test_an_office_resolves_to_its_holder_on_the_day_and_else_to_the_office() -> None:
    sentence = "زار الرئيس الأمريكي بغداد"
    assert actors(sentence, on=date(2010, 5, 1))[0].actor.name == "Barack Obama"
    assert actors(sentence, on=date(2018, 5, 1))[0].actor.name == "Donald Trump"
    undated = actors(sentence, on=None)[0].actor
    assert (undated.kind, undated.actor_id, undated.name) == ("office", "off:president:USA", "American president")


def test_a_former_office_is_not_its_present_holder() -> None:
    assert actors("زار الرئيس الأمريكي السابق بغداد", on=date(2018, 5, 1))[0].actor.name != "Donald Trump"


def test_an_unlisted_person_keeps_the_words_of_the_text_and_has_no_invented_name() -> None:
    mention = only("قال المهندس نبيل بن عبدالله زيدان إن العمل بدأ", "المهندس نبيل بن عبدالله زيدان")
    assert (mention.actor.kind, mention.actor.listed, mention.actor.name) == ("person", False, None)
    assert mention.actor.name_local == "نبيل بن عبدالله زيدان"


def test_an_unlisted_person_takes_country_and_sector_from_what_they_speak_for() -> None:
    mention = only("Syrian army spokesman Ali Dabbour confirmed it.", "Syrian army spokesman Ali Dabbour", "en")
    assert (mention.actor.name, mention.country, mention.sector) == ("Ali Dabbour", "SYR", "MIL")


def test_equal_unlisted_actors_have_equal_ids_of_sixteen_hex_digits() -> None:
    first = only("قال المهندس نبيل بن عبدالله زيدان إن العمل بدأ", "المهندس نبيل بن عبدالله زيدان").actor
    second = only("وأكد المهندس نبيل بن عبدالله زيدان ذلك", "المهندس نبيل بن عبدالله زيدان").actor
    assert first.actor_id == second.actor_id
    assert len(first.actor_id) == 18


def test_a_preposition_that_folds_like_a_name_is_no_name() -> None:
    assert not [m for m in actors("سقطت القذائف على أهداف على الطريق") if m.actor.kind == "person"]


def test_the_father_of_somebody_is_not_that_person() -> None:
    found = actors("ناشد والد خالد الدوسري السلطات الأمريكية")
    assert [m.actor.name_local for m in found if m.actor.kind == "person"] == ["خالد الدوسري"]


def test_a_noun_of_a_person_only_modifies_the_noun_behind_it() -> None:
    assert [m.text for m in actors("Child welfare advocates criticised the plan.", "en")] == ["Child welfare advocates"]
    assert [m.text for m in actors("Police wounded protesters.", "en")] == ["Police", "protesters"]


# References within an article.


def test_a_surname_refers_to_the_full_name() -> None:
    text = "التقى سليم سليمان الهرم الوفد. وأضاف الهرم أن اللقاء كان مفيدا."
    first, *_, last = actors(text)
    assert last.text == "الهرم"
    assert last.anaphoric
    assert last.actor == first.actor


def test_a_surname_may_stand_before_the_full_name() -> None:
    text = "Dupont freed. Marie Dupont, a lawyer, left the court in Paris."
    assert [m.actor.name for m in actors(text, "en") if m.text == "Dupont"] == ["Marie Dupont"]


def test_a_month_that_is_a_surname_is_a_person_only_after_the_full_name() -> None:
    text = "The prime minister, Theresa May, spoke. May rejected the claim."
    assert [m.actor.name for m in actors(text, "en")][-1] == "Theresa May"
    assert not [m for m in actors("In May it rained.", "en") if m.actor.kind == "person"]


def test_a_description_alone_refers_to_who_was_named_with_it() -> None:
    _, named, _, last = actors("اعتقلت الشرطة الطالب محمد المصري. وأدانت المحكمة الطالب.")
    assert last.anaphoric
    assert last.actor == named.actor
    _, named, _, last = actors("Police arrested student Omar Haddad. A court convicted the student.", "en")
    assert last.actor == named.actor
    assert only("A court convicted the student.", "student", "en").actor.kind == "unnamed"


def test_an_acronym_defined_in_the_text_refers_to_its_actor() -> None:
    text = 'أصدرت "جبهة تحرير تهامة" (جتت) بيانا، وقالت جتت إنها انسحبت.'
    found = actors(text)
    assert found[0].text == "جبهة تحرير تهامة"
    assert (found[0].actor.name, found[0].actor.name_local) == (None, "جبهة تحرير تهامة")
    assert [m.actor.actor_id for m in found if m.text == "جتت"] == [found[0].actor.actor_id] * 2
    english = actors("The Delta Salvation Congress (DSC) met. The DSC refused.", "en")
    assert {m.actor.name for m in english} == {"Delta Salvation Congress"}


def test_quotation_marks_inside_a_name_are_passed_over() -> None:
    mention = actors('أعلن تنظيم "الدولة الإسلامية" مسؤوليته')[0]
    assert mention.actor.name == "Islamic State"


def test_the_group_refers_to_the_group_named_before() -> None:
    found = actors("سيطرت حركة طالبان على المدينة، وقالت الحركة إنها باقية")
    assert [m.actor.name for m in found] == ["Taliban", "Taliban"]
    assert found[1].anaphoric


def test_the_group_without_antecedent_is_not_resolved() -> None:
    assert all(not m.actor.listed for m in actors("قال مراقبون إن التنظيم انتهى"))


# Places that act.


def test_a_capital_is_marked_as_able_to_stand_for_its_government() -> None:
    mention = actors("دعت أنقرة إلى الحوار")[0]
    assert (mention.actor.actor_id, mention.metonym) == ("st:TUR", True)
    assert not actors("دعت تركيا إلى الحوار")[0].metonym


def test_a_place_behind_a_common_noun_gives_its_country() -> None:
    sentence = "هاجم مجهولون شرطة دمت ليلا"
    mention = next(m for m in actors(sentence, places=(place(sentence, "دمت", "YEM"),)) if "شرطة" in m.text)
    assert (mention.text, mention.country) == ("شرطة دمت", "YEM")


def test_time_expressions_are_no_actors() -> None:
    sentence = "وصل الوفد في عيد الجيش التركي"
    at = sentence.index("عيد")
    pack = languages.load("ar")
    context = ActorContext(blocked=(Span(at, len(sentence)),))
    assert [m.text for m in find(Text(sentence, pack), register(pack.code), context)] == ["الوفد"]


# Properties.

_VOCABULARY = (
    'الجيش التركي قوات النظام وزير الخارجية محمد بن سلمان قال في من و " ( ) ، . 12 جنود مسلحون داعش تنظيم الحكومة '
    "لتركيا على أهداف الرئيس عبد الله أبو المتحدث باسم "
    "the The Turkish army's - led UN (SDF) Kurds of president Smith John"
)
_WORDS = st.sampled_from(_VOCABULARY.split())


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=30), st.sampled_from(["ar", "en"]))
@example(["أبو", "أبو", "قال", "أبو", "أبو"], "ar")
def test_mentions_are_sorted_do_not_overlap_and_quote_the_text(words: list[str], language: str) -> None:
    sentence = " ".join(words)
    found = actors(sentence, language)
    for mention in found:
        assert mention.text == mention.span.of(sentence)
        assert mention.span.start < mention.span.end
        assert mention.span.start <= mention.head.start < mention.head.end <= mention.span.end
        assert 0 <= mention.cited.start < mention.cited.end <= mention.span.end
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert found == actors(sentence, language)
