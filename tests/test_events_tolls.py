"""How many were killed, injured and captured, and in which event.

A toll is read where the text gives a number; a single victim told of without one, "dozens" and numbers of things give
none. All texts count from 2018-05-16, a Wednesday.
"""

from __future__ import annotations

from datetime import date

import pytest

from timeline.coder import code, coded_zones, tag
from timeline.events import lexicon
from timeline.events.sentences import analyse
from timeline.events.tolls import tolls_in
from timeline.model import Article, Event

Numbers = dict[str, int | None]


def article(text: str) -> Article:
    language = "ar" if any("؀" <= letter <= "ۿ" for letter in text) else "en"
    return Article(document_id="a", source="s", published_on=date(2018, 5, 16), language=language, text=text)


def stated(text: str) -> list[tuple[str, int | None, int | None]]:
    """All tolls that a text states, in its order: field, lower and upper bound."""
    found = tag(article(text))
    words = lexicon.load(found.text.pack.code)
    analysis = analyse(found.text, words, coded_zones(found.article), found.actors, found.places, found.times)
    return [(c.field, c.toll.low, c.toll.high) for s in analysis.sentences for c in tolls_in(analysis, s)]


def told(text: str) -> dict[str, Numbers]:
    """The lower bounds by event: type and mode of those that have any."""
    return {f"{e.type} {e.mode or ''}".strip(): numbers for e in code(article(text)).events if (numbers := lows(e))}


def lows(event: Event) -> Numbers:
    tolls = {"killed": event.killed, "injured": event.injured, "captured": event.captured}
    return {field: toll.low for field, toll in tolls.items() if toll is not None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("قتل سبعة جنود في كمين قرب الحدود.", [("killed", 7, 7)], id="ar verb"),
        pytest.param("أعلن الجيش مقتل ثلاثة عشر مسلحا في الجبال.", [("killed", 13, 13)], id="ar verbal noun"),
        pytest.param("سقط أحد عشر قتيلا في المعارك.", [("killed", 11, 11)], id="ar counted noun"),
        pytest.param("قالت الوزارة إن 40 مدنيا قتلوا في المدينة.", [("killed", 40, 40)], id="ar number first"),
        pytest.param("ارتفع عدد القتلى في المدينة إلى 65.", [("killed", 65, 65)], id="ar tally"),
        pytest.param("Rebels killed seven soldiers in an ambush.", [("killed", 7, 7)], id="en verb"),
        pytest.param("Seven soldiers were killed in an ambush.", [("killed", 7, 7)], id="en passive"),
        pytest.param("The blast left fourteen dead.", [("killed", 14, 14)], id="en counted noun"),
        pytest.param("A dozen soldiers died in the fighting.", [("killed", 12, 12)], id="en dozen"),
        pytest.param("The death toll in the city climbed to 65.", [("killed", 65, 65)], id="en tally"),
        pytest.param("The soldiers shot dead 12 protesters.", [("killed", 12, 12)], id="en word of two words"),
        pytest.param("The rebels still hold 30 hostages.", [("captured", 30, 30)], id="en hostages"),
        pytest.param("Police rounded up 40 people in the town.", [("captured", 40, 40)], id="en rounded up"),
    ],
)
def test_number_is_read_on_the_side_where_its_word_has_it(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("قتل جنديان في انفجار لغم.", ("killed", 2), id="subject"),
        pytest.param("أدى القصف إلى مقتل شرطيين.", ("killed", 2), id="behind a verbal noun"),
        pytest.param("ألقت الشرطة القبض على شخصين.", ("captured", 2), id="behind a preposition"),
        pytest.param("اعتقلت السلطات صينيين يشتبه بأنهما هربا أسلحة.", ("captured", 2), id="pronoun for two"),
        pytest.param("اعتقلت السلطات صينيين يشتبه بأنهم هربوا أسلحة.", None, id="plural of the same letters"),
    ],
)
def test_arabic_dual_is_two(text: str, expected: tuple[str, int] | None) -> None:
    assert [(field, low) for field, low, _ in stated(text)] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("قتل جنديان وحارس في هجوم على البنك.", ("killed", 3, 3), id="ar dual and one"),
        pytest.param("مقتل 9 من المسلحين و6 من الجنود في المعارك.", ("killed", 15, 15), id="ar two parties"),
        pytest.param("مقتل 42 مسلحا على الأقل، و9 جنود، في المعارك.", ("killed", 51, None), id="ar at least"),
        pytest.param("اعتقلت الشرطة اثنين من الأتراك وثلاثة من اليونانيين.", ("captured", 5, 5), id="ar partitives"),
        pytest.param("Gunmen killed two policemen and a soldier.", ("killed", 3, 3), id="en number and one"),
        pytest.param("The blast killed a soldier and two civilians.", ("killed", 3, 3), id="en one and number"),
        pytest.param(
            "Rebels killed five soldiers and at least three policemen.", ("killed", 8, None), id="en at least"
        ),
    ],
)
def test_joined_victims_are_added_up(text: str, expected: tuple[str, int, int | None]) -> None:
    assert stated(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("سقط 27 قتيلا كما جرح 227 آخرون.", [("killed", 27), ("injured", 227)], id="ar noun, verb"),
        pytest.param("قتل جنديان وأصيب 31 آخرون.", [("killed", 2), ("injured", 31)], id="ar two verbs"),
        pytest.param("سقط خمسة قتلى وقرابة مئة جريح.", [("killed", 5), ("injured", 100)], id="ar two nouns"),
        pytest.param(
            "The ministry said 21 people had been killed and 27 wounded.", [("killed", 21), ("injured", 27)], id="en"
        ),
        pytest.param("It left 12 dead and nearly 100 injured.", [("killed", 12), ("injured", 100)], id="en nearly"),
    ],
)
def test_each_word_has_its_own_number(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(field, low) for field, low, _ in stated(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("أسفر القصف عن مقتل وإصابة نحو 25 قرويا.", id="ar two verbal nouns"),
        pytest.param("أوقع الهجوم 33 قتيلا وجريحا.", id="ar two nouns"),
        pytest.param("The shelling left 20 people dead or wounded.", id="en"),
    ],
)
def test_number_of_killed_and_injured_together_is_neither_s(text: str) -> None:
    assert stated(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("نفذ الطيران 21 ضربة أصابت مواقع للمسلحين.", id="ar strikes"),
        pytest.param("ضبطت الشرطة 39 عربة.", id="ar vehicles"),
        pytest.param("أسفرت الحملة عن ضبط 42 مخالفة.", id="ar violations"),
        pytest.param("ضبطت الفرق المخالفين للمادة رقم 122 من النظام.", id="ar number of an article"),
        pytest.param("قتل الجيش مسلحا (35) في المدينة.", id="ar age"),
        pytest.param("أصدرت المحكمة حكما بإعدام ثمانية متهمين.", id="ar sentence to death"),
        pytest.param("The navy seized three vessels.", id="en vessels"),
        pytest.param("The army captured 12 villages.", id="en villages"),
        pytest.param("Two gunmen killed a policeman.", id="en agents"),
        pytest.param("He was killed in 21 Israeli air strikes.", id="en strikes"),
        pytest.param("The court sentenced eight officers to be executed.", id="en sentence to death"),
    ],
)
def test_what_is_no_victim_is_not_counted(text: str) -> None:
    assert stated(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("قتل عشرات المدنيين في القصف.", id="ar dozens"),
        pytest.param("قتل آلاف المدنيين في الحرب.", id="ar thousands"),
        pytest.param("قتل شرطي في هجوم.", id="ar one"),
        pytest.param("Dozens of people were killed in the raid.", id="en dozens"),
        pytest.param("Tens of thousands were killed in the war.", id="en thousands"),
        pytest.param("A policeman was killed in the attack.", id="en one"),
    ],
)
def test_vague_quantity_and_single_victim_give_no_number(text: str) -> None:
    assert stated(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("قتل عشرة أشخاص بينهم ثلاثة أطفال وامرأتان.", ("killed", 10), id="ar behind"),
        pytest.param("قالت المصادر إن عشرة مدنيين بينهم أطفال قتلوا في الغارة.", ("killed", 10), id="ar between"),
        pytest.param("The strike killed 12 people, including five children.", ("killed", 12), id="en behind"),
        pytest.param("Nine civilians, among them two boys, were killed.", ("killed", 9), id="en between"),
    ],
)
def test_part_of_a_total_is_not_counted(text: str, expected: tuple[str, int]) -> None:
    assert [(field, low) for field, low, _ in stated(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("قتل ما لا يقل عن 15 شخصا.", ("killed", 15, None), id="ar before"),
        pytest.param("قتل 15 شخصا على الأقل.", ("killed", 15, None), id="ar behind"),
        pytest.param("More than 1,000 people were killed.", ("killed", 1000, None), id="en more than"),
        pytest.param("At least 15 people were killed.", ("killed", 15, None), id="en at least"),
        pytest.param("The blast killed between 20 and 30 people.", ("killed", 20, 30), id="en range"),
    ],
)
def test_bounds_are_kept(text: str, expected: tuple[str, int, int | None]) -> None:
    assert stated(text) == [expected]


def test_pronoun_tells_of_people_counted_before() -> None:
    assert stated("شوهد زورق على متنه ثلاثة أشخاص يصيدون فتم القبض عليهم.") == [("captured", 3, 3)]
    assert stated("The patrol stopped three men and arrested them.") == [("captured", 3, 3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "قصفت الطائرات الروسية أمس بلدة أريحا السورية ما أدى إلى مقتل 12 مدنيا وإصابة ثمانية.",
            {"killed": 12, "injured": 8},
            id="ar result clause",
        ),
        pytest.param(
            "هاجم مقاتلو حركة طالبان أمس قاعدة للجيش الأفغاني وقتلوا أربعة جنود.", {"killed": 4}, id="ar same agent"
        ),
        pytest.param(
            "Russian warplanes bombed the Syrian town of Ariha on Tuesday, killing 12 civilians and wounding eight.",
            {"killed": 12, "injured": 8},
            id="en participle",
        ),
        pytest.param(
            "Taliban fighters attacked an Afghan army base on Tuesday and killed four soldiers.",
            {"killed": 4},
            id="en same agent",
        ),
    ],
)
def test_toll_belongs_to_the_act_whose_result_it_is(text: str, expected: Numbers) -> None:
    found = told(text)
    assert list(found.values()) == [expected], found
    assert next(iter(found)).startswith("ASSAULT")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "اعتقلت الشرطة التركية أمس ستة أشخاص بعد هجوم أسفر عن مقتل 32 شخصا في مدينة سوروج التركية.", id="ar"
        ),
        pytest.param(
            "Turkish police arrested six people on Tuesday after an attack that killed 32 people in Suruc.", id="en"
        ),
    ],
)
def test_arrests_and_deaths_of_one_sentence_keep_their_numbers_apart(text: str) -> None:
    found = told(text)
    assert found["COERCE arrest"] == {"captured": 6}
    assert all("captured" not in numbers for name, numbers in found.items() if name != "COERCE arrest")
