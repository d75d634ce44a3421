"""Arabic words of agreeing, cooperating, helping and giving in, and the everyday words that only look like them."""

from __future__ import annotations

import pytest
from drafted import types


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("وافقت الحكومة الأردنية يوم الأحد الماضي على بيع القمح للعراق.", "AGREE"),
        ("وافق 90 نائبا في البرلمان التونسي على تعديل قانون الانتخابات.", "AGREE"),
        ("عرضت اليابان على مصر قرضا جديدا لتوسعة الميناء.", "AGREE"),
        ("قال الوزير إن الكويت لن تدخر جهدا في دعم العراق.", "AGREE"),
        ("أعلن المبعوث قبول الحكومة السورية طلب المراقبين.", "AGREE"),
        ("وقعت وزارة النقل اليمنية مع نظيرتها العمانية أمس مشروع الربط البري.", "COOPERATE"),
        ("عقدت الجزائر شراكة جديدة مع إيطاليا في مجال الطاقة.", "COOPERATE"),
        ("نددت الصحف بالسماح للطائرات الأميركية باستخدام قاعدة في تركيا.", "COOPERATE"),
        ("استلم الجيش اللبناني دبابات حديثة من الولايات المتحدة.", "AID"),
        ("تلقت قوات المعارضة أسلحة جديدة من قطر.", "AID"),
        ("تدرب المسلحون في معسكر داخل إيران.", "AID"),
        ("جرى إيواء آلاف الأشخاص في مدارس المدينة.", "AID"),
        ("رفع الرئيس الأميركي تعليق المساعدات عن باكستان.", "CONCEDE"),
        ("منحت إسبانيا الإقليم حكما ذاتيا.", "CONCEDE"),
    ],
)  # fmt: skip
def test_a_word_of_help_or_accord_is_heard(sentence: str, type_: str) -> None:
    assert type_ in types(sentence)


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("ينتج الحقل مليار قدم مكعبة من الغاز في مصر يوميا.", "AID"),
        ("يعانون في السودان من انقطاع الكهرباء.", "AID"),
        ("مد الرئيس اللبناني يده إلى خصومه، ويمد يده كذلك إلى سوريا.", "AID"),
        ("أنهت السعودية استعدادها للانتخابات البلدية.", "AGREE"),
        ("لعب المنتخب المصري أمام مواهب واعدة من الأردن.", "AGREE"),
        ("يتفق خبراء الاقتصاد في مصر على أهمية السياحة.", "AGREE"),
        ("رفعت السلطات المصرية حالة التأهب إلى الدرجة القصوى.", "CONCEDE"),
    ],
)  # fmt: skip
def test_an_everyday_word_is_no_event(sentence: str, type_: str) -> None:
    assert type_ not in types(sentence)
