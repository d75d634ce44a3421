"""Who did what to whom, when, where, how surely, according to whom: what the build of sentences tells.

Every test is of one build, in sentences as newspapers write them; all count from 2018-05-16, a Wednesday.
"""

from __future__ import annotations

from datetime import date

import pytest
from drafted import drafts

import timeline
from timeline.model import Event, Toll

PUBLISHED = "2018-05-16"
YESTERDAY, TODAY = date(2018, 5, 15), date(2018, 5, 16)


def coded(text: str) -> tuple[Event, ...]:
    language = "ar" if any("؀" <= letter <= "ۿ" for letter in text) else "en"
    return timeline.code(text, published=PUBLISHED, language=language).events


def event(text: str, type_: str) -> Event:
    """The one event of a type that a text tells."""
    found = [event for event in coded(text) if event.type == type_]
    assert len(found) == 1, f"expected one {type_}, found {[(e.type, e.trigger.of(text)) for e in coded(text)]}"
    return found[0]


def names(event: Event, role: str) -> set[str]:
    return {p.mention.actor.name or p.mention.text for p in event.participants if p.role == role}


def place(event: Event) -> str | None:
    return event.where.location.name if event.where else None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("قصفت تركيا أمس مواقع لحزب العمال الكردستاني.", id="ar verb first"),
        pytest.param("قالت وكالة الأناضول إن تركيا قصفت أمس مواقع لحزب العمال الكردستاني.", id="ar subject first"),
        pytest.param("Turkey bombed positions of the Kurdistan Workers' Party on Tuesday.", id="en"),
    ],
)
def test_subject_is_actor_wherever_it_stands_to_its_verb(text: str) -> None:
    assert names(event(text, "ASSAULT"), "actor") == {"Turkey"}


@pytest.mark.parametrize(
    ("text", "type_", "actor"),
    [
        pytest.param(
            "The parents of Karim Haddad, a teacher held by rebels in Yemen, have accused the government of doing "
            "nothing.", "ACCUSE", "Parents", id="not the apposition",
        ),
        pytest.param(
            "The Syrian Democratic Forces, who lost a town to Islamic State last week, attacked the village of Hajin "
            "on Tuesday.", "ASSAULT", "Syrian Democratic Forces", id="behind a relative clause",
        ),
        pytest.param("Angela Merkel met Vladimir Putin in Sochi and urged Ukraine to hold elections.", "REQUEST",
                     "Angela Merkel", id="joined to the verb before"),
        pytest.param("Angela Merkel telephoned Vladimir Putin on Tuesday, urging Ukraine to hold elections.", "REQUEST",
                     "Angela Merkel", id="participle behind a comma"),
        pytest.param("Speaking to members of the party in Ankara, Erdogan spoke of Syria. He threatened to attack "
                     "the Kurdish forces in Manbij.", "THREATEN", "Recep Tayyip Erdogan", id="pronoun"),
        pytest.param("Serbia's president accused Kosovo of provoking a war.", "ACCUSE", "Aleksandar Vucic",
                     id="possessor before it"),
    ],
)  # fmt: skip
def test_subject_of_an_english_verb_need_not_stand_next_to_it(text: str, type_: str, actor: str) -> None:
    found = names(event(text, type_), "actor")
    assert actor in found, found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Mahmoud Abbas said there would be no peace without an end to the occupation, and Palestinians "
            "demonstrated in Ramallah on Tuesday.", id="another main clause",
        ),
        pytest.param("Palestinians demonstrated in Ramallah after the United States moved its embassy on Monday.",
                     id="a name with a verb of saying in it"),
    ],
)  # fmt: skip
def test_what_nobody_is_said_to_tell_has_no_speaker(text: str) -> None:
    assert names(event(text, "PROTEST"), "speaker") == set()


def test_speaker_may_stand_behind_the_verb_before_another_clause() -> None:
    text = 'Police arrested 12 students in Cairo on Tuesday, said the interior ministry; lawyers called it "a scandal".'
    assert names(event(text, "COERCE"), "speaker") == {"Egyptian Ministry of Interior"}


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        pytest.param("نفت أنقرة أمس اتهامات دمشق لها بقصف مواقع في ريف حلب.", "ACCUSE", id="an accusation denied"),
        pytest.param("Turkey said on Tuesday it would never accept a Kurdish state.", "REJECT", id="a refusal to come"),
        pytest.param("The army sent 500 soldiers to Sinaloa, and the coastguards will meet in July.", "MOBILIZE",
                     id="a past verb beside a day to come"),
    ],
)  # fmt: skip
def test_what_was_said_or_done_is_asserted_whatever_stands_beside_it(text: str, type_: str) -> None:
    assert event(text, type_).status == "asserted"


def test_honorific_behind_a_verb_stands_for_who_spoke_before() -> None:
    text = "قال وزير الخارجية المصري سامح شكري أمس إن الوضع خطير. وطالب معاليه المجتمع الدولي بوقف القتال في ليبيا."
    assert names(event(text, "REQUEST"), "actor") == {"Sameh Shoukry"}


def test_verb_of_a_relative_clause_lends_no_subject_to_the_noun_behind() -> None:
    text = "جددت طائرات التحالف العربي الذي تقوده السعودية أمس غاراتها على قاعدة العند."
    assert names(event(text, "ASSAULT"), "actor") != {"Saudi Arabia"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("اعتُقل ثلاثة صحفيين أمس على يد الشرطة المصرية.", id="ar by form"),
        pytest.param("تم أمس اعتقال ثلاثة صحفيين من قبل الشرطة المصرية.", id="ar by light verb"),
        pytest.param("Three journalists were arrested by Egyptian police on Tuesday.", id="en"),
    ],
)
def test_agent_of_a_passive_is_actor_and_its_subject_recipient(text: str) -> None:
    arrest = event(text, "COERCE")
    assert names(arrest, "actor") == {"Egyptian police"}
    assert any("ournalists" in name for name in names(arrest, "recipient"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("قتل ثلاثة جنود عراقيين أمس في الموصل.", id="ar"),
        pytest.param("Three Iraqi soldiers were killed by a roadside bomb in Mosul on Tuesday.", id="en"),
    ],
)
def test_passive_without_agent_has_its_subject_as_recipient_and_no_actor(text: str) -> None:
    killing = event(text, "ASSAULT")
    assert names(killing, "recipient") == {"Iraqi soldiers"}
    assert names(killing, "actor") == set()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("أدان الأردن أمس مقتل تسعة جنود مصريين في سيناء على يد تنظيم داعش.", id="ar"),
        pytest.param(
            "Egypt buried its dead after the killing of nine Egyptian soldiers in Sinai by Islamic State on Tuesday.",
            id="en",
        ),
    ],
)
def test_genitive_behind_a_noun_of_killing_is_recipient_and_its_agent_actor(text: str) -> None:
    killing = event(text, "ASSAULT")
    assert names(killing, "actor") == {"Islamic State"}
    assert names(killing, "recipient") == {"Egyptian soldiers"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("أسفر هجوم لحركة طالبان أمس عن مقتل تسعة جنود أفغان في قندوز.", id="ar"),
        pytest.param("A Taliban attack killed nine Afghan soldiers in Kunduz on Tuesday.", id="en"),
    ],
)
def test_whose_attack_it_is_is_actor(text: str) -> None:
    attack = event(text, "ASSAULT")
    assert names(attack, "actor") == {"Taliban"}
    assert names(attack, "recipient") == {"Afghan soldiers"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("شنت حركة طالبان أمس هجوماً على القوات الأفغانية في قندوز.", id="ar"),
        pytest.param("The Taliban launched an attack on Afghan forces in Kunduz on Tuesday.", id="en"),
    ],
)
def test_light_verb_lends_its_subject_to_the_event_noun(text: str) -> None:
    attack = event(text, "ASSAULT")
    assert names(attack, "actor") == {"Taliban"}
    assert {p.mention.country for p in attack.participants if p.role == "recipient"} == {"AFG"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("أدانت فرنسا وألمانيا أمس الهجوم على كابول.", id="ar"),
        pytest.param("France and Germany condemned the attack on Kabul on Tuesday.", id="en"),
    ],
)
def test_joined_subjects_make_one_event_with_several_actors(text: str) -> None:
    assert names(event(text, "ACCUSE"), "actor") == {"France", "Germany"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("اندلعت أمس اشتباكات بين الجيش اليمني والحوثيين في تعز.", id="ar"),
        pytest.param("Clashes broke out between the Yemeni army and the Houthis in Taiz on Tuesday.", id="en"),
    ],
)
def test_sides_of_a_clash_between_two_are_both_parties(text: str) -> None:
    clash = event(text, "ASSAULT")
    assert names(clash, "actor") | names(clash, "recipient") == {"Yemeni army", "Houthis"}
    assert not names(clash, "actor") & names(clash, "recipient")


def test_the_two_sides_of_a_meeting_are_told_apart() -> None:
    talks = event("عقدت أمس في الدوحة محادثات بين قياديين من طالبان وممثلين عن حكومة كابول.", "CONSULT")
    assert len(names(talks, "actor")) == len(names(talks, "recipient")) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("أسفرت الغارات الروسية على إدلب أمس عن مقتل 12 مدنياً.", id="ar"),
        pytest.param("Russian air strikes on Idlib killed 12 people on Tuesday.", id="en"),
    ],
)
def test_nationality_adjective_of_an_attack_is_its_actor(text: str) -> None:
    strikes = event(text, "ASSAULT")
    assert {p.mention.country for p in strikes.participants if p.role == "actor"} == {"RUS"}
    assert strikes.killed == Toll(12, 12)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("أدانت فرنسا أمس قصف الغوطة ودعت مجلس الأمن إلى جلسة طارئة.", id="ar"),
        pytest.param("France condemned the shelling of Ghouta on Tuesday and called for an immediate truce.", id="en"),
    ],
)
def test_subject_is_carried_over_to_the_verb_joined_to_it(text: str) -> None:
    assert names(event(text, "ACCUSE"), "actor") == {"France"}
    assert names(event(text, "REQUEST"), "actor") == {"France"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("قالت وزارة الدفاع الروسية إن طائرات إسرائيلية قصفت مطار التيفور أمس.", id="ar"),
        pytest.param("The Russian defence ministry said Israeli jets bombed the T4 airbase on Tuesday.", id="en"),
    ],
)
def test_whoever_says_it_is_speaker_and_not_actor(text: str) -> None:
    raid = event(text, "ASSAULT")
    assert names(raid, "speaker") == {"Russian Ministry of Defence"}
    assert {p.mention.country for p in raid.participants if p.role == "actor"} == {"ISR"}


def test_speaker_of_an_attribution_behind_the_report_is_not_its_nearest_actor() -> None:
    text = "قتل ثلاثة جنود عراقيين في هجوم شنه تنظيم داعش في الموصل أمس، وفق ما أفاد المرصد العراقي لحقوق الإنسان."
    attack = event(text, "ASSAULT")
    assert {p.mention.text for p in attack.participants if p.role == "speaker"} == {"المرصد العراقي لحقوق الإنسان"}
    assert names(attack, "actor") == {"Islamic State"}


def test_the_subject_of_what_is_said_behind_a_comma_is_not_who_says_it() -> None:
    attack = event(
        "The Syrian Observatory for Human Rights, a war monitor, said 24 civilians had died in the shelling of Afrin.",
        "ASSAULT",
    )
    assert "24 civilians" not in {p.mention.text for p in attack.participants if p.role == "speaker"}
    assert "24 civilians" in {p.mention.text for p in attack.participants if p.role == "recipient"}


@pytest.mark.parametrize(
    "behind",
    [
        "كما أعلن المرصد السوري لحقوق الإنسان",
        "حسبما ذكر المرصد السوري لحقوق الإنسان",
        "بحسب المرصد السوري لحقوق الإنسان",
        "وفقاً للمرصد السوري لحقوق الإنسان",
        "على حد قول المرصد السوري لحقوق الإنسان",
    ],
)
def test_arabic_attributions_behind_the_report(behind: str) -> None:
    text = f"قتل سبعة مدنيين أمس في غارة نفذتها طائرات روسية على إدلب، {behind}."
    assert names(event(text, "ASSAULT"), "speaker") == {"Syrian Observatory for Human Rights"}


@pytest.mark.parametrize(
    "text",
    [
        "Russian jets killed two people in Idlib on Tuesday, according to the Syrian Observatory for Human Rights.",
        "Russian jets killed two people in Idlib on Tuesday, the Syrian Observatory for Human Rights said.",
        "According to the Syrian Observatory for Human Rights, Russian jets killed two people in Idlib on Tuesday.",
    ],
)
def test_english_attributions_around_the_report(text: str) -> None:
    assert names(event(text, "ASSAULT"), "speaker") == {"Syrian Observatory for Human Rights"}


def test_report_in_arabic_is_its_sources_not_its_papers() -> None:
    text = "نقلت وكالة رويترز عن وزارة الدفاع الأفغانية أن طائرات أميركية قصفت قندوز أمس."
    assert names(event(text, "ASSAULT"), "speaker") == {"Afghan Ministry of Defence"}


def test_event_noun_behind_an_announcement_has_its_announcer_as_speaker() -> None:
    text = "أعلنت وزارة الداخلية المصرية في بيان مقتل خمسة مسلحين في العريش أمس."
    assert names(event(text, "ASSAULT"), "speaker") == {"Egyptian Ministry of Interior"}


def test_name_with_a_colon_is_speaker_of_what_follows() -> None:
    text = "المرصد السوري لحقوق الإنسان: مقتل سبعة مدنيين في غارات روسية على إدلب."
    assert names(event(text, "ASSAULT"), "speaker") == {"Syrian Observatory for Human Rights"}


def test_what_is_said_by_nobody_has_no_speaker() -> None:
    text = "دعت وزارة الخارجية الفرنسية أمس إلى هدنة. ويُشار إلى أن طائرات روسية قصفت مدينة إدلب الأحد الماضي."
    assert names(event(text, "ASSAULT"), "speaker") == set()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "قال الجيش اليمني إن قواته سيطرت على ميناء المخا أمس. وأضاف أن الحوثيين قصفوا المدينة بالصواريخ.", id="ar"
        ),
        pytest.param(
            "The Yemeni army said its forces had seized the port of Mocha on Tuesday. "
            "It added that the Houthis shelled the town.",
            id="en",
        ),
    ],
)
def test_speaker_goes_on_in_the_next_sentence(text: str) -> None:
    shelling = event(text, "ASSAULT")
    assert names(shelling, "speaker") == {"Yemeni army"}
    assert names(shelling, "actor") == {"Houthis"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "قال متحدث باسم الأمم المتحدة أمس إن وزارة الصحة السورية أعلنت أن طائرات روسية قصفت مستشفى في إدلب.",
            id="ar",
        ),
        pytest.param(
            "A UN spokesman said on Tuesday that the Syrian health ministry had reported that Russian jets bombed a "
            "hospital in Idlib.",
            id="en",
        ),
    ],
)
def test_nearest_source_of_nested_speech_is_speaker(text: str) -> None:
    assert names(event(text, "ASSAULT"), "speaker") == {"Syrian Ministry of Health"}


def test_definite_spokesman_is_whoever_spoke_before_under_that_title() -> None:
    text = (
        "قال المتحدث باسم الجيش المصري إن القوات قتلت خمسة مسلحين في العريش أمس. "
        "وأوضح المتحدث أن الشرطة اعتقلت عشرة أشخاص."
    )
    first = next(p.mention for p in event(text, "ASSAULT").participants if p.role == "speaker")
    second = next(p.mention for p in event(text, "COERCE").participants if p.role == "speaker")
    assert first == second


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("نفت وزارة الدفاع الروسية أمس أن تكون طائرات روسية قصفت مستشفى في إدلب.", id="ar"),
        pytest.param("The Russian defence ministry denied that its jets bombed a hospital in Idlib.", id="en"),
    ],
)
def test_what_is_denied_has_status_denied_and_the_denier_as_speaker(text: str) -> None:
    raid = event(text, "ASSAULT")
    assert raid.status == "denied"
    assert names(raid, "speaker") == {"Russian Ministry of Defence"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("لم تنسحب القوات التركية من عفرين أمس.", id="ar"),
        pytest.param("The Turkish army did not withdraw its troops from Afrin on Tuesday.", id="en"),
    ],
)
def test_negated_verb_is_denied(text: str) -> None:
    assert event(text, "RETREAT").status == "denied"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("يلتقي الرئيس الروسي فلاديمير بوتين نظيره التركي غداً في سوتشي.", id="ar"),
        pytest.param("Vladimir Putin will meet Recep Tayyip Erdogan in Sochi on Thursday.", id="en"),
    ],
)
def test_planned_meeting_is_a_planned_agreement_on_its_day(text: str) -> None:
    meeting = event(text, "AGREE")
    assert meeting.status == "planned"
    assert meeting.when.start == date(2018, 5, 17)
    assert "Vladimir Putin" in names(meeting, "actor")


def test_adjective_of_an_attack_that_is_also_a_word_for_people_does_not_fill_its_frame() -> None:
    (attack,) = drafts("وقع هجوم انتحاري في كابول أمس، بحسب الشرطة.")
    assert "actor" not in attack.filled.roles


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("قتل 15 شخصاً وأصيب 30 آخرون بجروح في هجوم انتحاري نفذته حركة طالبان في كابول أمس.", id="ar"),
        pytest.param(
            "A Taliban suicide bomber attacked a mosque in Kabul on Tuesday, killing 15 people and wounding 30.",
            id="en",
        ),
    ],
)
def test_tolls_are_those_of_the_attack(text: str) -> None:
    attack = event(text, "ASSAULT")
    assert (attack.killed, attack.injured, attack.captured) == (Toll(15, 15), Toll(30, 30), None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("قتل 12 شخصاً بينهم ثلاثة أطفال في غارة روسية على إدلب أمس.", id="ar"),
        pytest.param("A Russian air strike killed 12 people, including three children, in Idlib on Tuesday.", id="en"),
    ],
)
def test_part_of_a_total_is_not_the_toll(text: str) -> None:
    assert event(text, "ASSAULT").killed == Toll(12, 12)


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        pytest.param("قتل جنديان تركيان في هجوم لحزب العمال الكردستاني في هكاري أمس.", Toll(2, 2), id="ar dual"),
        pytest.param("قتل ثلاثة عشر جندياً أفغانياً في هجوم لطالبان أمس.", Toll(13, 13), id="ar words"),
        pytest.param("قتل ما لا يقل عن عشرين مدنياً في قصف روسي على دوما أمس.", Toll(20, None), id="ar at least"),
        pytest.param("قتل عشرات المدنيين في قصف روسي على دوما أمس.", None, id="ar dozens"),
        pytest.param(
            "Russian shelling killed at least 20 civilians in Douma on Tuesday.", Toll(20, None), id="en at least"
        ),
        pytest.param("Russian shelling killed dozens of civilians in Douma on Tuesday.", None, id="en dozens"),
        pytest.param("Taliban gunmen killed thirteen Afghan soldiers on Tuesday.", Toll(13, 13), id="en words"),
    ],
)
def test_numbers_of_killed(text: str, toll: Toll | None) -> None:
    assert event(text, "ASSAULT").killed == toll


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("انتقدت ألمانيا أمس روسيا بسبب قانون الصحافة.", id="ar"),
        pytest.param("Germany criticised American trade policy on Tuesday.", id="en"),
    ],
)
def test_place_is_null_where_none_is_named(text: str) -> None:
    assert place(event(text, "ACCUSE")) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("عمّان - أدان الأردن أمس الهجوم على الجنود المصريين.", id="ar"),
        pytest.param("AMMAN — Jordan condemned the attack on Egyptian soldiers on Tuesday.", id="en"),
    ],
)
def test_dateline_is_no_place_of_the_event(text: str) -> None:
    assert place(event(text, "ACCUSE")) is None


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param("قصفت طائرات التحالف العربي مواقع للحوثيين في مدينة صعدة أمس.", "Saada", id="ar"),
        pytest.param("Saudi jets bombed the city of Saada on Tuesday.", "Saada", id="en"),
    ],
)
def test_place_of_the_clause_is_the_events(text: str, where: str) -> None:
    assert place(event(text, "ASSAULT")) == where


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "اعتقلت الشرطة التركية عشرة أشخاص في إسطنبول أمس. وكانت الطائرات التركية قصفت عفرين في 20 يناير 2018.",
            id="ar",
        ),
        pytest.param(
            "Turkish police arrested ten people in Istanbul on Tuesday. Turkey bombed Afrin on 20 January 2018.",
            id="en",
        ),
    ],
)
def test_own_time_goes_before_the_reports_day(text: str) -> None:
    assert event(text, "COERCE").when.start == YESTERDAY
    bombing = event(text, "ASSAULT")
    assert (bombing.when.start, bombing.when.precision) == (date(2018, 1, 20), "day")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("اقتحمت القوات الإسرائيلية مدينة نابلس فجر أمس. واعتقلت القوات ثمانية فلسطينيين.", id="ar"),
        pytest.param(
            "Israeli troops stormed the city of Nablus early on Tuesday. The troops arrested eight Palestinians.",
            id="en",
        ),
    ],
)
def test_undated_event_takes_the_day_of_its_report_with_precision_unknown(text: str) -> None:
    arrests = next(e for e in coded(text) if e.type == "COERCE" and e.mode == "arrest")
    assert (arrests.when.start, arrests.when.precision, arrests.date_basis) == (YESTERDAY, "unknown", "inherited")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("انتقدت بريطانيا اعتقال ناشطين في البحرين.", id="ar"),
        pytest.param("Britain criticised the detention of activists in Bahrain.", id="en"),
    ],
)
def test_event_without_any_date_stands_on_the_day_of_the_page(text: str) -> None:
    criticism = event(text, "ACCUSE")
    assert (criticism.when.start, criticism.when.precision, criticism.date_basis) == (TODAY, "unknown", "published")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "مقتل تسعة جنود أفغان في هجوم لطالبان\n\n"
            "قتل تسعة جنود أفغان أمس في هجوم شنته حركة طالبان على قاعدة عسكرية في قندوز. "
            "ووقع الهجوم فجراً.",
            id="ar",
        ),
        pytest.param(
            "Nine Afghan soldiers killed in Taliban attack\n\n"
            "Taliban fighters killed nine Afghan soldiers at an army base in Kunduz on Tuesday. "
            "The attackers came at dawn.",
            id="en",
        ),
    ],
)
def test_headline_and_body_tell_one_event(text: str) -> None:
    attack = event(text, "ASSAULT")
    assert attack.trigger.start > text.index("\n")
    assert attack.core
    assert attack.killed == Toll(9, 9)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "شن الحوثيون أمس هجوماً على القوات السعودية في نجران. وقصفت السعودية مواقع الحوثيين في صعدة.", id="ar"
        ),
        pytest.param(
            "The Houthis attacked Saudi forces in Najran on Tuesday. Saudi Arabia bombed Houthi positions in Saada.",
            id="en",
        ),
    ],
)
def test_different_happenings_do_not_merge(text: str) -> None:
    attacks = [e for e in coded(text) if e.type == "ASSAULT"]
    assert len(attacks) == 2
    assert "Houthis" in names(attacks[0], "actor")
    assert {p.mention.country for p in attacks[1].participants if p.role == "actor"} == {"SAU"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("هددت إيران أمس إسرائيل برد عسكري، ووصفت إسرائيل بأنها خطر على المنطقة.", id="ar"),
        pytest.param("Iran threatened Israel with a military response on Tuesday.", id="en"),
    ],
)
def test_object_of_a_threat_is_recipient(text: str) -> None:
    threat = event(text, "THREATEN")
    assert (names(threat, "actor"), names(threat, "recipient")) == ({"Iran"}, {"Israel"})


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("إذا انسحبت تركيا من عفرين فستعود العائلات إلى بيوتها.", id="ar"),
        pytest.param("If Turkey withdrew from Afrin, families would return to their homes.", id="en"),
    ],
)
def test_condition_is_never_asserted(text: str) -> None:
    assert all(e.status != "asserted" for e in coded(text) if e.type == "RETREAT")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The parents of a former soldier who was arrested in Turkey have urged the government to act.", "Parents"),
        ("The minister who met the rebels on Monday urged the president to resign.", "Minister"),
    ],
)
def test_verb_behind_a_relative_clause_has_the_subject_before_it(text: str, actor: str) -> None:
    assert names(event(text, "REQUEST"), "actor") == {actor}
