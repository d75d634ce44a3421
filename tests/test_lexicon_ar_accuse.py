"""Arabic words of accusing, rejecting and threatening, and the everyday words that only look like them."""

from __future__ import annotations

from datetime import date

import pytest

from timeline import coder
from timeline.articles import article_of
from timeline.events import lexicon
from timeline.events.code import weighed_drafts
from timeline.events.sentences import analyse
from timeline.model import Article

TYPES = {"ACCUSE", "REJECT", "THREATEN"}


def told(sentence: str) -> set[str]:
    """The types of these three that the words of a sentence can stand for."""
    record = {"id": "1", "language": "ar", "text": sentence, "published": "2016-03-09", "source": "s"}
    article = article_of(record, "1")
    assert isinstance(article, Article)
    found = coder.tag(article)
    words = lexicon.load("ar")
    analysis = analyse(found.text, words, coder.coded_zones(article), found.actors, found.places, found.times)
    return {draft.type for draft in weighed_drafts(analysis, date(2016, 3, 9), date(2016, 3, 9))} & TYPES


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("كان زعيم الجماعة يكيل التهم للحكومة اليمنية في خطابه.", "ACCUSE"),
        ("كالت المعارضة الاتهامات لوزير الداخلية اللبناني.", "ACCUSE"),
        ("قال المتحدث إن إسرائيل تتحمل المسؤولية الكاملة عن الجريمة.", "ACCUSE"),
        ("قدمت الخارجية المصرية احتجاجا رسميا على تصريحات السفير.", "ACCUSE"),
        ("أعربت روسيا عن شكوكها في نتائج اللجنة الدولية.", "ACCUSE"),
        ("وصف الرئيس اللبناني القرار بأنه غير دستوري.", "ACCUSE"),
        ("وصف الوزير العراقي أرقام التقرير بأنها مبالغ فيها.", "ACCUSE"),
        ("تحقق الشرطة البريطانية في مزاعم رشوة قدمت لنائب في البرلمان.", "ACCUSE"),
        ("حذر مبعوث الأمم المتحدة من تفاقم الفوضى في ليبيا.", "ACCUSE"),
        ("كذب الجيش العراقي رواية التنظيم عن سقوط المدينة.", "ACCUSE"),
        ("عبر نواب في البرلمان التونسي عن معارضتهم لخطة الحكومة.", "REJECT"),
        ("تجاهلت الحكومة السودانية نداءات الأمم المتحدة.", "REJECT"),
        ("حذرت إيران إسرائيل من مغبة التدخل في سوريا.", "THREATEN"),
        ("صعد الحزب لهجته ضد الحكومة التركية.", "THREATEN"),
        ("تلقت السفارة الفرنسية تهديدات من جماعة متطرفة.", "THREATEN"),
    ],
)
def test_words_of_reproach_refusal_and_threat_stand_for_them(sentence: str, type_: str) -> None:
    assert type_ in told(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "يجب الالتزام بالتعليمات المذكورة أدناه من وزارة الداخلية.",  # "below", no condemning
        "زرعت وزارة الزراعة المصرية مليون فدان من القمح.",  # a measure of land
        "وصل المتهمون بالسرقة إلى مدينة جدة.",  # the accused are a name, not an act
        "نسبت وكالة الأنباء إلى الرئيس المصري قوله إن الاقتصاد ينمو.",
        "ارتفع عدد المسافرين في السعودية بنسبة عشرة في المئة.",
        "تسعى الحكومة الأردنية إلى تحقيق نقلة في التعليم.",
        "اتخذت وزارة الصحة الكويتية الإجراءات اللازمة لتحقيق السلامة.",
        "أصدرت المحكمة حكما في دعوى خلع أقامتها زوجة في القاهرة.",
        "أكدت المفوضية على وجه الخصوص أهمية مواجهة التهديدات الأمنية.",
        "ناقش وزراء الخليج سبل حماية المنطقة من أي أخطار أو تهديدات.",
        "أطلقت مديرية الدفاع المدني تحذيرا من التقلبات الجوية والسيول.",
        "صعد الجيش السوري هجماته في ريف حلب.",
        "دفعت مصر ثمنا باهظا في حربها على الإرهاب.",
        "قال الوزير إنه لا يمكن تجاهل دور السعودية في الاقتصاد العالمي.",
        "عرض المخرج المصري فيلمه الجديد في القاهرة.",  # "his film", no blame
        "قدم الوزير السعودي نبذة عن الخطة إلى الصحفيين.",
        "بحثت الشرطة الأردنية عن المجرمين في عمّان.",
        "سخرت الحكومة الكويتية طاقاتها لإنجاح المؤتمر.",
    ],
)
def test_everyday_words_that_look_like_them_do_not(sentence: str) -> None:
    assert told(sentence) == set()
