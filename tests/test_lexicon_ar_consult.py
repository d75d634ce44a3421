"""Arabic words of meeting: what tells a meeting, a visit or a call, and what only looks like it."""

from __future__ import annotations

import pytest
from drafted import drafts


def told(sentence: str) -> dict[str, str]:
    """The meetings that a sentence may tell, all needs of their words met: lemmas with the types they are coded as."""
    met = [draft for draft in drafts(sentence, published="2016-03-10") if not draft.filled.lacking]
    return {draft.filled.sense.lemma: draft.type for draft in met if draft.filled.sense.type == "CONSULT"}


@pytest.mark.parametrize(
    ("sentence", "lemma"),
    [
        # «و» before a verb is no part of «وزارة».
        ("التقى الرئيس التونسي نظيره الجزائري أمس، وزار ملك الأردن برلين.", "زار"),
        ("وزار الرئيس الفرنسي بيروت يوم الأحد.", "زار"),
        # Who sits, talks matters over or listens is told behind a preposition.
        ("عرض رئيس الحكومة اللبنانية مع السفير الإيطالي الأوضاع في الجنوب.", "عرض"),
        ("جلس نائب الرئيس مع زعماء القبائل في مأرب.", "جلس"),
        ("استمعت لجنة الخارجية في مجلس النواب إلى وزير الدفاع بشأن الانسحاب.", "استمع"),
        # Arriving by plane is arriving.
        ("وصل وزير الخارجية المصري إلى الخرطوم على متن طائرة خاصة.", "وصل"),
        ("ألقى نائب الرئيس اليمني كلمة بعد وصوله إلى مطار عدن.", "وصول"),
        # Whose visit it was may stand behind «ل», where it led behind «إلى».
        ("أثمرت الزيارة الأخيرة للرئيس الصيني إلى الرياض عن عقود جديدة.", "زيارة"),
        ("قام قائد الجيش اللبناني بجولة تفقدية في عرسال.", "جولة تفقدية"),
        ("شكر الرئيس السنغالي ضيفه وزير الخارجية المغربي خلال استقباله في دكار.", "استقبال"),
        # What is told to the press behind a meeting leaves it a meeting.
        ("قال السفير المصري في تصريحات صحفية عقب لقائه رئيس البرلمان السوداني إن العلاقات تتحسن.", "لقاء"),
        ("عاد الرئيس التركي من جولة قادته إلى الصين وإندونيسيا.", "جولة"),
        ("أشاد الرئيس الفرنسي بنظيره الروسي بعد حديثهما الهاتفي.", "حديثهما الهاتفي"),
        ("قال وزير النفط الإيراني خلال مؤتمر اقتصادي في فيينا إن بلاده ستعود إلى السوق.", "مؤتمر"),
        # A press conference with a guest is a meeting.
        ("عقد وزير الخارجية التركي مؤتمرا صحفيا مشتركا مع نظيره الإيراني.", "عقد"),
        ("عقد الطرفان مفاوضات في جنيف مع الحكومة السورية.", "مفاوضات"),
    ],
)
def test_a_meeting_is_told(sentence: str, lemma: str) -> None:
    assert told(sentence).get(lemma) == "CONSULT"


@pytest.mark.parametrize(
    ("sentence", "lemma"),
    [
        ("رحب الحزب بمؤتمر المعارضة السورية المزمع عقده الشهر المقبل في الرياض.", "عقد"),
        ("تنتظر عدن قدوم أعضاء الحكومة اليمنية، ومن المتوقع قدوم وفد الأمم المتحدة.", "قدوم"),
    ],
)
def test_a_meeting_that_is_to_come_is_agreed_on(sentence: str, lemma: str) -> None:
    assert told(sentence).get(lemma) == "AGREE"


@pytest.mark.parametrize(
    ("sentence", "lemma"),
    [
        ("استقبل أهالي القرية ومحافظها جثمان الشهيد عصر أمس.", "استقبل"),
        ("استقبل ميناء العقبة سفينة محملة بالقمح.", "استقبل"),
        ("كان في استقبال الجثمان أمير المنطقة ووكيلها.", "استقبال"),
        ("رن هاتفه وهو في مكتب الوزير.", "هاتف"),
        ("أعضاء المجالس البلدية والوزير في القاعة.", "جالس"),
        ("قوبل قرار الحكومة بانتقادات من المعارضة.", "قابل"),
        ("قال الرئيس إن الاتفاق يجب أن يكون قابلا للتحقق.", "قابل"),
        ("نقلت وكالة الأنباء عن الوزير رسالة إلى الحكومة.", "نقل"),
        ("عقد وزير الصحة مؤتمرا صحفيا عن الوباء.", "عقد"),
        ("تواصل فرق الإنقاذ البحث عن المفقودين في شؤون القرية.", "بحث"),
        ("انطلق ملتقى الصيادين في مدينة ينبع.", "ملتقى"),
        ("حصل الوافد على تأشيرة زيارة قبل وصول الوزير.", "زيارة"),
    ],
)
def test_an_everyday_word_tells_no_meeting(sentence: str, lemma: str) -> None:
    assert lemma not in told(sentence)
