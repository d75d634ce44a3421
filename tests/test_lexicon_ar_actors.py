"""Where the mentions of parties in Arabic news begin and end."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from timeline import languages, places
from timeline.actors import ActorContext, Register, find
from timeline.model import ActorMention
from timeline.places import Gazetteer, PlaceContext
from timeline.text import Text


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@cache
def register() -> Register:
    return Register.load(languages.load("ar"))


def parties(sentence: str) -> tuple[ActorMention, ...]:
    text = Text(sentence, languages.load("ar"))
    found = places.find(text, gazetteer(), PlaceContext(country="SAU"))
    context = ActorContext(on=date(2016, 3, 1), source_country="SAU", places=found)
    return find(text, register(), context)


def mentions(sentence: str) -> list[str]:
    return [mention.text for mention in parties(sentence)]


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("أكد الوزير أن الرئيس الأميركي اتصل بنظيره أمس", "الرئيس الأميركي"),
        ("قال النائب إن سفراء آخرون التقوا بالوزير", "سفراء آخرون"),
        ("جاء قرار الرئيس محمود بضم القوات إلى الوزارة", "الرئيس محمود"),
        ("أثنى مدير الشرطة على جهود المتطوعين", "مدير الشرطة"),
        ("أعلنت السلطات المصرية رسميا فتح المعبر", "السلطات المصرية"),
        ("قال إن الشكوى وصلت إلى «الوزارة». وأضاف قائلا «ننتظر الرد»", "الوزارة"),
    ],
)
def test_a_mention_ends_before_verbs_adverbs_and_the_next_quotation(sentence: str, party: str) -> None:
    assert party in mentions(sentence)


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("اتهمت المعارضة الحكومة التركية بالتحالف مع المتشددين", ["الحكومة التركية"]),
        ("طلب السفير الليبي من مجلس الأمن رفع الحظر", ["السفير الليبي", "مجلس الأمن"]),
        ("انتقدت الصحيفة زيارة مسؤولين أوروبيين لطهران", ["مسؤولين أوروبيين"]),
        ("ثمن المتحدث اهتمام حكومة الأردن باليمنيين", ["حكومة الأردن"]),
    ],
)
def test_whom_an_act_is_done_to_is_no_part_of_who_does_it(sentence: str, parties: list[str]) -> None:
    assert set(parties) <= set(mentions(sentence))


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("ضبطت شرطة محافظة بيش ثلاثة متهمين", "شرطة محافظة بيش"),
        ("اتهم الأهالي بلدية محافظة أضم بالإهمال", "بلدية محافظة أضم"),
        ("حذرت إمارة منطقة القصيم من السيول", "إمارة منطقة القصيم"),
        ("طالبت جمعية صناعة الأدوية المغربية الحكومة بالتدخل", "جمعية صناعة الأدوية المغربية"),
        ("أعلنت إدارة مرور جدة إغلاق الطريق", "إدارة مرور جدة"),
        ("أوضح المقدم سعيد الحربي أن البلاغ صحيح", "المقدم سعيد الحربي"),
        ("قال بيتر ساذرلاند، إن الأزمة مستمرة", "بيتر ساذرلاند"),
        ("قتل العشرات من عناصر تنظيم داعش في الغارة", "العشرات من عناصر تنظيم داعش"),
    ],
)
def test_a_mention_holds_all_that_belongs_to_it(sentence: str, party: str) -> None:
    assert party in mentions(sentence)


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("هاجم مسلح متطرف فندقا في المدينة", "مسلح متطرف"),
        ("أطلق ملثمون النار على سيارة", "ملثمون"),
        ("حث زعيم الحزب أنصاره على الهدوء", "أنصاره"),
        ("قال محامون إن الحكم جائر", "محامون"),
        ("خرج المئات للمطالبة بالكهرباء", "المئات"),
        ("أحبطت جمارك المطار عملية تهريب", "جمارك المطار"),
        ("دعا الرئيس الدول المانحة إلى تقديم العون", "الدول المانحة"),
    ],
)
def test_nouns_that_the_papers_name_as_parties_are_found(sentence: str, party: str) -> None:
    assert party in mentions(sentence)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("الفتى الذي قتله المستوطنون", "قتله المستوطنون"),
        ("الحملة التي قادتها الولايات المتحدة", "قادتها"),
        ("شهد السوق ارتفاعا أمس", "شهد السوق"),
        ("رفضت الدول كل حل سياسي للأزمة", "سياسي"),
    ],
)
def test_verbs_and_adjectives_that_look_like_parties_are_none(sentence: str, word: str) -> None:
    assert word not in mentions(sentence)


@pytest.mark.parametrize(
    ("sentence", "mention"),
    [
        pytest.param("قصفت المليشيات المتمردة أحياء تعز", "المليشيات المتمردة", id="things in the plural"),
        pytest.param("سلمت الشركة المتعهدة المشروع أمس", "الشركة المتعهدة", id="feminine"),
        pytest.param("التقى الوزير الضباط المترقين في مكتبه", "الضباط المترقين", id="people"),
        pytest.param("أسر الجيش 14 مقاتلا متمردا في البلدة", "14 مقاتلا متمردا", id="counted"),
        pytest.param("طالبت نقابات عدة بزيادة الرواتب", "نقابات عدة", id="number word"),
        pytest.param("قتل ثلاثة من أبرز قيادات طالبان في غارة", "ثلاثة من أبرز قيادات طالبان", id="part of more"),
        pytest.param("أوقفت الشرطة عددا من المشتبه بهم", "عددا من المشتبه بهم", id="participle with preposition"),
    ],
)
def test_what_agrees_with_a_noun_or_counts_it_belongs_to_the_mention(sentence: str, mention: str) -> None:
    assert mention in mentions(sentence)


@pytest.mark.parametrize("sentence", ["دعت النقابة الحكومة إلى الحوار", "أبلغت الشركة المحكمة بقرارها"])
def test_the_object_of_a_verb_is_no_adjective_of_its_subject(sentence: str) -> None:
    assert len(mentions(sentence)) == 2


def test_an_adjective_behind_a_statement_is_nobody() -> None:
    assert mentions("وقال المتحدث في تصريح صحفي أمس") == ["المتحدث"]
    assert "صحفي" in mentions("قتل صحفي أمس")


def test_who_was_asked_is_no_student_of_his() -> None:
    found = mentions("حاصرت القوات منزل المتهم وطالبته بتسليم نفسه، ثم طالبهم القاضي بالهدوء")
    assert "القوات" in found
    assert not [mention for mention in found if "طالب" in mention]


@pytest.mark.parametrize(
    ("sentence", "name", "sector"),
    [
        ("دعا قادة المعارضة إلى التظاهر", "Opposition leaders", "OPP"),
        ("التقى الوزير شيوخ العشائر", "Tribal leaders", "CVL"),
        ("اتهم الرئيس بعض قادة السنة بالتحريض", "Sunni leaders", "PTY"),
        ("قتل ثلاثة قادة عسكريين في الغارة", "Commanders", "MIL"),
    ],
)
def test_leaders_are_commanders_only_of_forces(sentence: str, name: str, sector: str) -> None:
    assert (name, sector) in {(mention.actor.name, mention.sector) for mention in parties(sentence)}
