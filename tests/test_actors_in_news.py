"""Who and where in sentences as news has them: unlisted names, namesakes, acronyms, nationalities, standings."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from timeline import languages, places
from timeline.actors import ActorContext, Register, affiliation, find
from timeline.model import ActorMention, PlaceMention
from timeline.places import Gazetteer, PlaceContext
from timeline.text import Text

DAY = date(2016, 3, 1)


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@cache
def register(language: str) -> Register:
    return Register.load(languages.load(language))


def language_of(sentence: str) -> str:
    return "ar" if any("\u0600" <= letter <= "\u06ff" for letter in sentence) else "en"


def where(sentence: str, source: str | None = None) -> tuple[PlaceMention, ...]:
    text = Text(sentence, languages.load(language_of(sentence)))
    return places.find(text, gazetteer(), PlaceContext(country=source))


def who(sentence: str, on: date | None = DAY, source: str | None = None) -> list[ActorMention]:
    language = language_of(sentence)
    text = Text(sentence, languages.load(language))
    context = ActorContext(on=on, source_country=source, places=where(sentence, source))
    return list(find(text, register(language), context))


def named(sentence: str, words: str, on: date | None = DAY, source: str | None = None) -> ActorMention:
    """The first mention whose span is exactly these words."""
    found = who(sentence, on, source)
    mention = next((m for m in found if m.text == words), None)
    assert mention is not None, [m.text for m in found]
    return mention


# What no table has.


@pytest.mark.parametrize(
    ("sentence", "village"),
    [
        ("قصفت قوات النظام قرية أم الزيتونات بريف حلب الجنوبي", "الزيتونات"),
        ("Rebels seized the village of Kafr Zaghbal in Syria's Idlib province.", "Zaghbal"),
    ],
)
def test_an_unknown_village_is_not_forced_but_its_region_is_known(sentence: str, village: str) -> None:
    found = where(sentence)
    unknown = [mention for mention in found if village in mention.text]
    named = {mention.location.location_id for mention in found if mention not in unknown}
    assert all(mention.location.location_id in named and mention.location.geo_precision > 2 for mention in unknown)
    assert {mention.location.country for mention in found} == {"SYR"}


@pytest.mark.parametrize(
    ("sentence", "words", "country", "sector"),
    [
        ("وأكد العميد نزار الخضور أن المدينة آمنة في سوريا", "العميد نزار الخضور", "SYR", "MIL"),
        ("The governor Hilda Okonjo told police in Nigeria.", "governor Hilda Okonjo", "NGA", "GOV"),
    ],
)
def test_an_unknown_person_keeps_the_words_and_what_they_tell(
    sentence: str, words: str, country: str, sector: str
) -> None:
    mention = named(sentence, words)
    assert (mention.actor.kind, mention.actor.listed) == ("person", False)
    assert (mention.country, mention.sector) == (country, sector)


# Namesakes.


def test_an_arabic_name_with_many_namesakes_goes_where_the_state_says() -> None:
    assert len(gazetteer().lookup("سبرينغفيلد", "ar")) > 10
    found = where("أطلق مسلح النار في مدينة سبرينغفيلد بولاية ماساتشوستس الأمريكية")
    location = next(m.location for m in found if "سبرينغفيلد" in m.text)
    assert location.country == "USA"
    assert location.latitude == pytest.approx(42.1, abs=0.3)


def test_an_english_name_with_fifty_namesakes_goes_where_the_country_says() -> None:
    assert len(gazetteer().lookup("San Antonio", "en")) > 50
    assert where("A bomb exploded in San Antonio, Chile.")[0].location.country == "CHL"


def test_a_person_whose_name_holds_a_place_is_a_person_and_the_place_a_place() -> None:
    sentence = "قال الناطق عدنان الحوري إن القوات دخلت عدن"
    assert [m.text for m in who(sentence) if m.actor.kind == "person"] == ["الناطق عدنان الحوري"]
    assert [m.text for m in where(sentence)] == ["عدن"]


def test_part_of_a_city_is_not_its_namesake_on_another_continent() -> None:
    assert where("The teenager from east London was found.", source="GBR")[0].location.country == "GBR"


def test_an_acronym_that_the_text_defines_stands_for_its_body_later() -> None:
    found = who('أعلن "تجمع أبناء الجزيرة" (تاج) انسحابه، وأكدت تاج أن القرار نهائي')
    assert len({m.actor.actor_id for m in found if m.text in {"تجمع أبناء الجزيرة", "تاج"}}) == 1
    found = who("The Basin Liberty Front (BLF) met envoys. A day later the BLF refused.")
    assert [m.actor.name for m in found if m.text == "BLF"] == ["Basin Liberty Front"] * 2


# The country of a person.


def test_a_nationality_word_tells_more_than_the_places_where_things_happen() -> None:
    text = (
        "Tom Ashworth was arrested in Turkey. He is in a Turkish prison near Ankara, in Turkey. "
        "The British man denies the charge."
    )
    assert named(text, "Tom Ashworth", source="GBR").country == "GBR"


@pytest.mark.parametrize("aside", ['"باكستاني الجنسية"', "- باكستاني -"])
def test_a_nationality_in_an_aside_is_that_of_the_name_before_it(aside: str) -> None:
    sentence = f"تم القبض على نعيم غلام خان {aside} في الرياض"
    person = next(m for m in who(sentence, source="SAU") if m.actor.kind == "person")
    assert (person.country, person.sector) == ("PAK", "CRM")


def test_a_nationality_word_on_somebody_elses_name_is_not_taken() -> None:
    text = "Anna Ashworth spoke in London. Her friend, the Dutch student Jan Visser, left."
    assert named(text, "Anna Ashworth", source="GBR").country == "GBR"


def test_a_relative_is_of_the_country_of_the_person() -> None:
    text = "British soldier Tom Ashworth fell in Iraq. Iraq mourned. Ashworth's mother wept in Baghdad."
    assert next(m for m in who(text) if "mother" in m.text).country == "GBR"


def test_settlers_are_israeli_wherever_they_are_named() -> None:
    assert named("أحرق مستوطنون منزلا في نابلس بفلسطين", "مستوطنون").country == "ISR"


def test_a_kurdish_force_belongs_where_the_fighting_is() -> None:
    text = "Turkey shelled Kurdish fighters in Afrin and Manbij, in northern Syria."
    assert named(text, "Kurdish fighters").country == "SYR"


def test_states_together_are_of_no_country() -> None:
    assert named("Yemen's war worries Arab states.", "Arab states").country is None
    assert named("دعت مصر الدول الأعضاء إلى اجتماع", "الدول الأعضاء").country is None


# Offices, titles and standings.


def test_the_title_between_office_and_name_joins_them() -> None:
    mention = named("التقى وزير الثقافة الدكتور نبيل الزهراوي الوفد", "وزير الثقافة الدكتور نبيل الزهراوي")
    assert (mention.sector, mention.actor.kind) == ("GOV", "person")


def test_the_office_tells_who_is_meant_where_the_name_is_spelled_with_the_fathers() -> None:
    mention = who("قال وزير التعليم السعودي الدكتور عزام بن محمد الدخيل", on=date(2015, 8, 1))[0]
    assert mention.actor.name == "Azzam al-Dakhil"


@pytest.mark.parametrize("sentence", ["The UN envoy Staffan de Mistura spoke.", "قال المبعوث الأممي ستافان دي ميستورا"])
def test_an_envoy_of_the_united_nations_acts_for_no_country(sentence: str) -> None:
    assert [(m.country, m.sector) for m in who(sentence)] == [(None, "IGO")]


def test_an_ambassador_to_the_united_nations_acts_for_their_country() -> None:
    mention = who("Samantha Power, the US ambassador to the United Nations, spoke.", on=date(2015, 5, 1))[0]
    assert (mention.country, mention.sector) == ("USA", "GOV")


def test_justice_ministers_are_government_and_courts_judiciary() -> None:
    assert named("زار وزير العدل المغربي المدينة", "وزير العدل المغربي").sector == "GOV"
    assert named("قضت المحكمة العليا الليبية بذلك", "المحكمة العليا الليبية").sector == "JUD"


def test_shadow_ministers_are_opposition() -> None:
    mention = named("The shadow home secretary, Diane Abbott, spoke.", "shadow home secretary, Diane Abbott")
    assert (mention.country, mention.sector) == ("GBR", "OPP")


def test_servants_of_a_fallen_state_are_its_opposition_after_the_fall() -> None:
    sentence = "ظهر البغدادي المحمودي في طرابلس"
    assert [who(sentence, on=day)[0].sector for day in (date(2009, 1, 1), date(2015, 1, 1))] == ["GOV", "OPP"]


def test_the_coalition_is_the_one_that_fights_in_the_country_of_the_article() -> None:
    assert named("قصف التحالف مواقع في صعدة باليمن", "التحالف").actor.actor_id == "o:arab-coalition-in-yemen"
    mention = named("The coalition hit Raqqa in Syria.", "coalition")
    assert mention.actor.actor_id == "o:global-coalition-against-islamic-state"
    assert not named("The coalition hit Raqqa in Syria.", "coalition", on=date(2009, 1, 1)).actor.listed


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("قال المتحدث باسم قسد مصطفى بالي إن القوات تقدمت", "Syrian Democratic Forces"),
        ("US secretary of state John Kerry said the talks failed.", "American government"),
        ("أكد المتحدث باسم وزارة الداخلية السعودية اللواء منصور التركي", "Saudi Ministry of Interior"),
        ("The UN envoy Staffan de Mistura spoke.", "United Nations"),
        ("زار حسن نصر الله المدينة", "Hezbollah"),
    ],
)
def test_a_titled_person_speaks_for_a_body(sentence: str, name: str) -> None:
    body = affiliation(who(sentence)[0], register(language_of(sentence)), DAY)
    assert body is not None
    assert body.name == name


def test_private_persons_and_bodies_speak_for_nobody() -> None:
    assert affiliation(who("قال المواطن أحمد الحربي")[0], register("ar"), DAY) is None
    assert affiliation(who("قال الجيش التركي")[0], register("ar"), DAY) is None


# Where phrases end.


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("قال عباس صدور القرار كان متوقعا", "عباس صدور"),
        ("اتهم عباس الاسرائيليين بالتصعيد", "عباس الاسرائيليين"),
        ("وقال الحلف في بيان إنه قصف مواقع", "الحلف في بيان"),
        ("شن غارات علي أهداف للحوثيين", "علي أهداف"),
        ("طالبت بوقف القتال داعية دمشق إلى الحوار", "داعية دمشق"),
        ("تعهد القضاء على الإرهاب", "القضاء"),
        ("يهدف إلى تحسين الخدمات في المدينة", "تحسين الخدمات"),
        ("أعلن أسماء الفائزين بالجائزة", "أسماء الفائزين"),
        ("وصل الوفد إلى خميس مشيط أمس", "خميس مشيط"),
    ],
)
def test_what_is_no_name_is_not_taken_for_one(sentence: str, wrong: str) -> None:
    assert wrong not in {mention.text for mention in who(sentence)}


def test_a_place_behind_a_body_named_before_is_no_part_of_it() -> None:
    found = who("سيطر حزب الله على البلدة. وقصفت الطائرات الحزب في شمال العراق.")
    assert [m.actor.name for m in found if m.text == "الحزب"] == ["Hezbollah"]


def test_a_capital_behind_a_participle_is_the_one_addressed() -> None:
    assert named("طالبت بوقف القتال داعية دمشق إلى الحوار", "دمشق").metonym


def test_a_bare_nationality_adjective_says_so() -> None:
    assert named("أطلقت الصواريخ التركية", "التركية").basis == "adjective"


@pytest.mark.parametrize(
    ("english", "arabic", "on"),
    [
        ("Francois Hollande", "فرنسوا هولاند", date(2015, 1, 1)),
        ("Vladimir Putin", "فلاديمير بوتين", date(2015, 1, 1)),
        ("David Cameron", "ديفيد كاميرون", date(2015, 1, 1)),
        ("Scott Morrison", "سكوت موريسون", date(2019, 1, 1)),
        ("Angela Merkel", "أنجيلا ميركل", date(2015, 1, 1)),
        ("Emmanuel Macron", "إيمانويل ماكرون", date(2019, 1, 1)),
        ("Ali Abdullah Saleh", "علي صالح", date(2010, 1, 1)),
    ],
)
def test_leaders_are_one_person_in_both_languages(english: str, arabic: str, on: date) -> None:
    one, other = who(f"{english} met envoys.", on)[0], who(f"التقى {arabic} المبعوثين", on)[0]
    assert one.actor.actor_id == other.actor.actor_id
    assert one.actor.listed
    assert one.sector == other.sector == "GOV"


# Names apart from what tells of them, and nouns that tell of no country.


@pytest.mark.parametrize(
    ("sentence", "name", "sector"),
    [
        ("وقال مدير فرع وزارة العمل بمنطقة الحدود الشمالية، حامد العازمي، إن الحملات ستستمر.", "حامد العازمي", "GOV"),
        ("أكد مدير عام فرع الوزارة بالجوف عبدالعزيز الرويلي أن الحملات ستتواصل.", "عبدالعزيز الرويلي", "GOV"),
        ("قال المتحدث باسم شرطة منطقة مكة المكرمة العقيد عاطي القرشي إن الشرطة حضرت.", "عاطي القرشي", "COP"),
    ],
)
def test_a_name_takes_the_sector_of_the_office_that_stands_apart_before_it(
    sentence: str, name: str, sector: str
) -> None:
    mention = next(m for m in who(sentence, source="SAU") if m.text.endswith(name))
    assert (mention.actor.kind, mention.country, mention.sector) == ("person", "SAU", sector)


def test_a_name_does_not_take_the_office_of_somebody_else() -> None:
    found = who("افتتح وزير الثقافة معرضا في الرياض أمس وشكر محمد الزايد الحضور.", source="SAU")
    assert [m.sector for m in found if m.text == "محمد الزايد"] == ["CVL"]


def test_unknown_words_between_a_verb_of_speech_and_a_noun_of_office_are_a_name() -> None:
    assert (
        named(
            "وقال سوميوت بومبانموانغ قائد شرطة تايلاند إن التحقيق بدأ.", "سوميوت بومبانموانغ قائد شرطة تايلاند"
        ).sector
        == "COP"
    )
    assert "قال مصدر أمني" not in [m.text for m in who("قال مصدر أمني إن الطريق مغلق.")]


def test_unknown_words_behind_the_office_of_a_foreigner_are_a_name() -> None:
    mention = named(
        "قال وزير الثقافة الإيطالي بارتولو فرانشيسكيني: نشكر الجميع.", "وزير الثقافة الإيطالي بارتولو فرانشيسكيني"
    )
    assert (mention.actor.kind, mention.actor.name_local) == ("person", "بارتولو فرانشيسكيني")
    assert (mention.country, mention.sector) == ("ITA", "GOV")


def test_no_verb_is_the_name_of_a_foreigner() -> None:
    assert named("رئيس الوزراء البريطاني يتعهد بترحيل المهاجرين.", "رئيس الوزراء البريطاني")


def test_a_name_behind_more_of_its_noun_is_one_phrase_with_it() -> None:
    words = "رئيس اللجنة المنظمة للمهرجان الدكتور أحمد الغامدي"
    assert named(f"وقال {words} إن المهرجان نجح.", words).actor.name_local == "أحمد الغامدي"


def test_whom_somebody_receives_in_his_office_is_somebody_else() -> None:
    found = [m.text for m in who("استقبل أمير المنطقة بمكتبه الدكتور محمد العلي.")]
    assert found[0] == "أمير المنطقة"
    assert found[-1] == "الدكتور محمد العلي"


def test_an_object_behind_a_name_does_not_tell_what_that_person_is() -> None:
    assert named("استقبل محمد الحربي وفدا من الطلاب.", "محمد الحربي").sector == "CVL"


def test_a_listed_name_inside_of_a_longer_one_is_not_whom_it_names() -> None:
    assert named("استقبل محسن بن سلمان الدوسري الضيوف.", "محسن بن سلمان الدوسري").actor.listed is False


@pytest.mark.parametrize(("sentence", "cited"), [("طالبت للساسة بالعدل", "للساسة"), ("قالت ولتركيا دور", None)])
def test_a_proclitic_written_into_the_article_is_cited_with_the_word(sentence: str, cited: str | None) -> None:
    mention = who(sentence)[-1]
    assert (mention.cited_as and mention.cited_as.of(sentence)) == cited


def test_a_number_behind_a_definite_people_is_part_of_it() -> None:
    assert named("اعتقل السعوديين الثلاثة في بغداد.", "السعوديين الثلاثة").count == (3, 3)


def test_a_unit_is_named_by_its_number() -> None:
    assert named("الفرقة 30 هاجمت المدينة.", "الفرقة 30").actor.kind == "organisation"


# English noun phrases.


def english(sentence: str) -> dict[str, ActorMention]:
    return {mention.text: mention for mention in who(sentence)}


def test_a_number_belongs_to_people_and_police() -> None:
    found = english("At least 10 people and two police were killed in Buffalo.")
    assert {words: mention.count for words, mention in found.items()} == {
        "At least 10 people": (10, None),
        "two police": (2, 2),
    }


def test_an_unknown_word_behind_an_article_or_number_belongs_to_the_noun() -> None:
    found = english("The striking workers met Three Kashmiri students and told other people nothing.")
    assert {"striking workers", "Three Kashmiri students"} <= set(found)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Palestinian Islamist movement Hamas", "Hamas"),
        ("extremist group Islamic State", "Islamic State"),
        ("Kurdish militia YPG", "People's Protection Units"),
    ],
)
def test_a_noun_and_the_listed_body_behind_it_are_one(words: str, name: str) -> None:
    assert english(f"The {words} condemned the attack.")[words].actor.name == name


def test_a_noun_before_what_only_modifies_the_next_is_not_named_by_it() -> None:
    assert "UN" in english("The government gave the group UN backing on Monday.")


def test_those_against_somebody_are_not_his() -> None:
    mention = english("Hundreds of anti-Taliban troops fought in Kabul.")["Hundreds of anti-Taliban troops"]
    assert mention.actor.name != "Taliban"


def test_adjectives_with_one_noun_name_two_bodies_of_its_kind() -> None:
    found = english("Israeli and Palestinian security officials met on Monday.")
    assert (found["Israeli"].country, found["Israeli"].sector) == ("ISR", "COP")


def test_an_acronym_that_the_text_spells_out_tells_nothing_of_another_body_s_country() -> None:
    sentence = (
        "The National Prosecuting Authority (NPA) of South Africa charged Siyabonga Gama. The NPA and NPA were slow."
    )
    assert english(sentence)["Siyabonga Gama"].country == "ZAF"


@pytest.mark.parametrize("words", ["لاجئين", "مهاجرين", "وافدين"])
def test_people_away_from_home_are_not_of_the_country_that_takes_them_in(words: str) -> None:
    sentence = f"أعلنت ألمانيا في برلين إيواء {words} داخل ثكنات الجيش الألماني."
    assert named(sentence, words).country is None
    assert named(f"أعلنت ألمانيا إيواء {words} سوريين.", f"{words} سوريين").country == "SYR"


def test_the_coalition_is_the_one_that_fights_where_the_news_is_and_is_of_no_one_country() -> None:
    yemen = named("دمر طيران التحالف عربة للحوثيين في صعدة شمال اليمن.", "طيران التحالف", date(2015, 8, 1))
    syria = named("قصف طيران التحالف مواقع في الرقة بسوريا.", "طيران التحالف", date(2015, 8, 1))
    assert (yemen.actor.name, yemen.country, yemen.sector) == ("Arab Coalition in Yemen", None, "MIL")
    assert syria.actor.name == "Global Coalition against Islamic State"


def test_the_deputy_of_a_minister_sits_in_no_parliament() -> None:
    assert named("زار نائب وزير الصحة المستشفى.", "نائب وزير الصحة", source="SAU").sector == "GOV"
    assert named("قال نائب لبناني إن الجلسة أرجئت.", "نائب لبناني").sector == "LEG"


def test_what_flies_for_a_regime_is_its_army() -> None:
    mention = named("قصفت طائرة حربية تابعة للنظام السوري البلدة.", "طائرة حربية تابعة للنظام السوري")
    assert (mention.country, mention.sector) == ("SYR", "MIL")


def test_occupation_forces_are_israels_unless_another_is_named() -> None:
    assert named("اعتقلت قوات الاحتلال ستة شبان في القدس.", "قوات الاحتلال").country == "ISR"
    assert named("هاجم متطرفون يهود قرية قرب نابلس.", "متطرفون يهود").sector == "CVL"


# What nouns, alliances and possessives tell of the one they name.


@pytest.mark.parametrize(
    ("sentence", "words", "country", "sector"),
    [
        ("هاجمت قوات المعارضة السورية بلدة في ريف حلب", "قوات المعارضة السورية", "SYR", "REB"),
        ("رفض قادة المعارضة السورية الاقتراح", "قادة المعارضة السورية", "SYR", "OPP"),
        ("تقدمت قوات المقاومة اليمنية نحو المدينة", "قوات المقاومة اليمنية", "YEM", "REB"),
        ("شن التحالف بقيادة واشنطن غارات ليلية", "التحالف بقيادة واشنطن", None, "MIL"),
        ("دعت قيادات البلدين إلى الحوار", "قيادات البلدين", None, "GOV"),
        ("فقد عددا من أفراد أسرته", "عددا من أفراد أسرته", "SAU", "CVL"),
        ("نفت المعارضة في سوريا ذلك", "المعارضة", "SYR", "OPP"),
        ("وأفادت الأنباء بمقتل شخص وإصابة سوري بجروح", "سوري", "SYR", "CVL"),
        ("التقى سفير خادم الحرمين الشريفين لدى لبنان الوزير", "سفير خادم الحرمين الشريفين لدى لبنان", "SAU", "GOV"),
        ("أوضح رئيس التحرير سالم العواد أن الصحيفة مستمرة", "رئيس التحرير سالم العواد", "SAU", "MED"),
        ("تبرع رجل الأعمال سالم العواد بالمبلغ", "رجل الأعمال سالم العواد", "SAU", "BUS"),
    ],
)
def test_nouns_tell_country_and_sector(sentence: str, words: str, country: str | None, sector: str) -> None:
    found = {m.text: m for m in who(sentence, source="SAU")}
    assert words in found, list(found)
    assert (found[words].country, found[words].sector) == (country, sector)


def test_unnamed_aircraft_are_those_of_the_alliance_named_before() -> None:
    sentence = "قال التحالف العربي إنه قصف مخازن في صنعاء. وأغارت المقاتلات على مواقع أخرى"
    aircraft = next(m for m in who(sentence) if m.text == "المقاتلات")
    assert aircraft.actor.name == "Arab Coalition in Yemen"
    assert aircraft.anaphoric


def test_a_noun_written_with_its_own_ending_has_no_owner() -> None:
    assert not [m for m in who("سيطروا على بلدة قرب الحدود") if m.text.startswith("بلدة")]


def test_laws_are_no_governments() -> None:
    assert not [m for m in who("ضبط وافدا خالف نظام العمل") if m.sector == "GOV"]


def test_a_former_minister_has_the_country_that_he_served() -> None:
    mention = next(m for m in who("قالت أورزولا فون دير لاين ذلك", on=date(2015, 8, 1)))
    assert (mention.country, mention.sector) == ("DEU", "GOV")


def test_a_surname_tells_the_movement_that_it_is_the_adjective_of() -> None:
    mention = next(m for m in who("أفرجت السلطات عن أبو ثابت الحوثي") if "الحوثي" in m.text)
    assert (mention.country, mention.sector) == ("YEM", "REB")


def test_a_name_inside_of_a_site_is_no_actor() -> None:
    sentence = "وقع الانفجار في مستشفى الملك فهد بجدة"
    pack = languages.load("ar")
    found = find(Text(sentence, pack), register("ar"), ActorContext(on=DAY, places=where(sentence)))
    assert not [m for m in found if m.actor.kind == "person"]


def test_relatives_and_whose_they_are_are_two_parties() -> None:
    sentence = "The family of a British journalist detained in Cairo asked for help."
    family, journalist = who(sentence)[:2]
    assert (family.text, journalist.text) == ("family", "British journalist")
    assert family.cited.of(sentence) == "The family of a British journalist"
    assert (family.sector, journalist.sector) == ("CVL", "MED")


def test_a_surname_that_an_unlisted_person_bears_tells_no_country_of_its_famous_bearer() -> None:
    found = who("Joe Robinson, 24, was charged. Robinson was arrested on 22 July.")
    assert [(m.actor.name, m.country) for m in found] == [("Joe Robinson", None)] * 2


@pytest.mark.parametrize(
    ("sentence", "words", "country"),
    [
        ("NPA rebels killed two soldiers in Mindanao.", "NPA rebels", "PHL"),
        ("CBI officers searched a house in Delhi.", "CBI officers", "IND"),
        ("CBI officers searched a bank in Baghdad.", "CBI officers", "IRQ"),
        ("The PLO and Iran agreed.", "PLO", "PSE"),
    ],
)
def test_an_acronym_names_a_body_of_a_country_that_the_text_speaks_of(sentence: str, words: str, country: str) -> None:
    assert english(sentence)[words].country == country


def test_an_acronym_of_a_body_whose_country_is_nowhere_near_is_not_that_body() -> None:
    assert not [words for words in english("NPA officers charged a man in Pretoria.") if "NPA" in words]
