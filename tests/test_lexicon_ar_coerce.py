"""Arabic words of taking and restricting, punishing and cutting ties, withdrawing are told from their look-alikes."""

from __future__ import annotations

import pytest
from drafted import drafts

from timeline.events.merge import Draft

TYPES = {"COERCE", "SANCTION", "RETREAT"}


def punitive(sentence: str) -> list[Draft]:
    """What of the three types the coder weighs in a sentence."""
    return [draft for draft in drafts(sentence) if draft.filled.sense.type in TYPES]


@pytest.mark.parametrize(
    ("type_", "sentence"),
    [
        ("COERCE", "أزالت البلدية أحواشا وأسوارا مخالفة شمال المدينة."),
        ("COERCE", "أزالت الشرطة مخيم المهاجرين قرب الميناء."),
        ("COERCE", "نهبت الميليشيات مخازن الإغاثة في تعز."),
        ("COERCE", "اتهم الوزير المتمردين بنهب أموال البنك المركزي."),
        ("COERCE", "جمدت النيابة العامة حسابات الجمعية في البنوك."),
        ("COERCE", "قررت الوزارة إيقاف نشاط الجمعية في العاصمة."),
        ("COERCE", "سيطرت القوات على كلية الهندسة في عدن."),
        ("COERCE", "أعلنت الشركة إغلاق حقل النفط بأمر من الحكومة."),
        ("COERCE", "فرضت الحكومة رسما إضافيا على الواردات التركية."),
        ("COERCE", "أوقفت الشرطة ثلاثة أشخاص بشبهة الاحتيال."),
        ("SANCTION", "وسعت الولايات المتحدة عقوباتها على سوريا."),
        ("SANCTION", "قررت الوزارة وقف إمام المسجد عن العمل."),
        ("SANCTION", "فصلت جامعة دمشق عشرة من موظفيها."),
        ("RETREAT", "خرج الناشط المصري من السجن بعد عامين."),
        ("RETREAT", "غادر الجنود الأمريكيون قاعدة العند الجوية."),
        ("RETREAT", "انسحبت الميليشيات من المدينة بعد ضربات التحالف."),
        ("RETREAT", "أعلنت الحركة وقفا دائما لإطلاق النار."),
        ("RETREAT", "نال الأسير حريته بعد عشرين عاما."),
        ("RETREAT", "سلمت القوات الأمريكية القاعدة للجيش العراقي."),
        ("RETREAT", "قلصت واشنطن عدد قواتها في العراق."),
        ("SANCTION", "حظرت روسيا استيراد المواد الغذائية من الغرب."),
        ("SANCTION", "مدد الاتحاد الأوروبي عقوباته على روسيا."),
        ("SANCTION", "تخلت واشنطن عن حلفائها الأكراد."),
        ("SANCTION", "تراجعت باريس عن صفقة السفن."),
        ("COERCE", "زجت السلطات بالمعارض في السجن."),
        ("COERCE", "يقبع آلاف الأسرى في سجون الاحتلال."),
        ("COERCE", "باتت المدينة تحت سيطرة الجيش."),
        ("COERCE", "اقتحم المستوطنون المسجد الأقصى."),
    ],
)
def test_the_word_is_read_as_its_type(type_: str, sentence: str) -> None:
    assert type_ in {draft.filled.sense.type for draft in punitive(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "لا تزال المنازل القديمة قائمة في وسط المدينة.",
        "بلغ عدد سكان المدينة مليونا أو نحوها.",
        "تقع القرى تحت سيطرة المتمردين منذ سنوات.",
        "شدد الوزير على ضرورة تطبيق القانون في الأسواق.",
        "كشفت مصادر عن تشكيل مجموعة عمل جديدة في المدينة.",
        "قضت المحكمة بعدم دستورية القانون.",
        "وفرتها قوات التحالف للسكان.",
        "علق أربعة مواطنين بجبل شاهق قبل إنقاذهم.",
        "تراقب الأرصاد حركة السحب فوق جدة.",
        "يفضل كثيرون اللجوء إلى القضاء.",
        "احتجزت السيول عشرات المركبات في الوادي.",
        "توقف الجامعة القبول في برامج الدبلوم.",
        "تبعد القرية عن الحدود ستين كيلومترا.",
        "ضبط المفتشون مخالفات في الفنادق.",
        "يبحث المجلس عن حلول للأزمة.",
        "انتهك الجنود حرمة المسجد.",
        "زج الجيش بقواته في المعركة.",
        "خرج المتظاهرون إلى ميدان التحرير.",
        "أخرج المخرج الفيلم.",
        "أنهى المدرب مهمته مع الفريق.",
        "هدأت الأسعار في السوق.",
        "حكم عليه بالفشل.",
    ],
)
def test_an_everyday_use_is_none_of_the_three(sentence: str) -> None:
    assert [draft.filled.sense.key for draft in punitive(sentence)] == []


@pytest.mark.parametrize(
    ("recipient", "sentence"),
    [
        ("رئيس الحكومة", "فرضت الجماعة الإقامة الجبرية على رئيس الحكومة."),
        ("المصلين الفلسطينيين", "أغلقت قوات الاحتلال المعبر أمام المصلين الفلسطينيين."),
        ("روسيا", "ألغت فرنسا العقد مع روسيا."),
        ("سوريا", "وسعت الولايات المتحدة عقوباتها على سوريا."),
    ],
)
def test_whom_it_hits_stands_in_a_slot_of_the_frame(recipient: str, sentence: str) -> None:
    [draft] = punitive(sentence)
    assert [item.mention.text for item in draft.filled.roles["recipient"] if item.mention] == [recipient]
