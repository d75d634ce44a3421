"""Arabic words of demand and of support are read by what they govern, and their everyday uses are no candidates."""

from __future__ import annotations

import pytest
from drafted import drafts

TOLD = [
    # A participle whose preposition leads to a thing or a clause.
    ("قال الوزير إن المفاوضات انتهت، مشيدا بأن الطرفين التزما الهدوء.", "SUPPORT"),
    ("وصل السفير إلى المدينة، مشيدا في الوقت نفسه بالنتائج التي تحققت.", "SUPPORT"),
    ("تحدث المحافظ عن الأزمة، منوها بما أنجز في الأشهر الأخيرة.", "SUPPORT"),
    ("التقى الرئيس النواب، مهنئا الشعب بعيد الاستقلال.", "SUPPORT"),
    # Constructions of praise, choice and allegiance.
    ("أقسم قادة الكتيبة على الولاء لزعيم التنظيم.", "SUPPORT"),
    ("انتخب الائتلاف المعارض في ختام اجتماعاته المحامي سالم الأحمد.", "SUPPORT"),
    ("قال السفير إن بلاده تقدر عاليا مواقف الأردن.", "SUPPORT"),
    ("أعطت المحكمة الشرطة الأمر بإخلاء المبنى.", "REQUEST"),
    # What has to be done, in the speaker's eyes, is demanded.
    ("قال الوزير الفرنسي نريد أن تنسحب روسيا من القرم.", "REQUEST"),
    ("قال الرئيس التركي إن على مجلس الأمن أن يتحرك فورا.", "REQUEST"),
    ("أكد المبعوث الأممي في حديثه إلى الصحيفة أمس على ضرورة وقف القتال.", "REQUEST"),
    ("تحاول الولايات المتحدة إقناع تركيا بفتح الحدود.", "REQUEST"),
    ("تسعى السلطة الفلسطينية إلى استصدار قرار من مجلس الأمن.", "REQUEST"),
    ("وجهت وزارة الصحة السعودية تعميما إلى المستشفيات بتوفير اللقاح.", "REQUEST"),
    # Demands beside the words that tell of their everyday namesakes.
    ("دعا الرئيس الأحزاب إلى تشكيل حكومة جديدة.", "REQUEST"),
    ("طلبت الحكومة من البعثة إيضاحات حول التقرير.", "REQUEST"),
    ("ثمن الوزير موقف الكويت من الأزمة.", "SUPPORT"),
    # Thanks, condolences, pride and votes.
    ("عبر الأمين العام للجامعة العربية عن اعتزازه بدور المملكة.", "SUPPORT"),
    ("تقدم الرئيس المصري بالتعزية لأسر الشهداء.", "SUPPORT"),
    ("أبدت دول الخليج وقوفها إلى جانب البحرين.", "SUPPORT"),
    ("صادق مجلس الشيوخ الأميركي بأغلبية ضئيلة على ترشيح السفير.", "SUPPORT"),
]

EVERYDAY = [
    ("وأضاف المسؤول الذي طلب عدم ذكر اسمه أن الوفد غادر.", "REQUEST"),
    ("قال دبلوماسي طلب التكتم على هويته إن الجلسة تأجلت.", "REQUEST"),
    ("هذه هي الأسباب التي دعت الشركة إلى رفع أجور العمال.", "REQUEST"),
    ("ختم الخطيب كلمته داعيا المولى القدير أن يحفظ البلاد.", "REQUEST"),
    ("دعونا لا ننسى ما كتبه المؤرخون عن تلك السنوات.", "REQUEST"),
    ("أعلنت النيابة أن امرأة من لبنان كانت بين ركاب الحافلة.", "REQUEST"),
    ("لم ترد أنباء من الحكومة الباكستانية عن وقوع خسائر.", "REQUEST"),
    ("يريد السياح شراء التذاكر من المكتب في القاهرة.", "REQUEST"),
    ("دفعت الشركة ثمن الأرض نقدا قبل شهرين.", "SUPPORT"),
    ("زارت البلدية المحلات للتأكد من الاشتراطات الصحية في المطاعم.", "REQUEST"),
    ("استقبل المطار الركاب بعبارات ترحيبية على شاشاته.", "SUPPORT"),
    ("نوه المدير بأن المكتب يفتح أبوابه صباح الأحد.", "SUPPORT"),
    ("رعى أمير المنطقة حفل التخرج في الرياض.", "SUPPORT"),
    ("وافق اليوم الأول من رمضان يوم السبت في مصر.", "SUPPORT"),
]

RECIPIENTS = [
    ("أكد الملك وقوف بلاده إلى جانب لبنان.", "لبنان"),
    ("وقفت الأحزاب بجانب الرئيس في أزمته.", "الرئيس"),
    ("رحب الوزير بمشاركة تركيا في المؤتمر.", "تركيا"),
    ("يعترف الاتحاد الأوروبي بحق فرنسا في حماية حدودها.", "فرنسا"),
    ("رفعت اللجنة توصيات إلى وزارة التعليم بإغلاق المدارس.", "وزارة التعليم"),
    ("أوصت اللجنة الحكومة بإصلاح القانون.", "الحكومة"),
]


@pytest.mark.parametrize(("sentence", "type_"), TOLD)
def test_the_construction_is_a_candidate_of_its_type(sentence: str, type_: str) -> None:
    assert type_ in {draft.filled.sense.type for draft in drafts(sentence)}


@pytest.mark.parametrize(("sentence", "type_"), EVERYDAY)
def test_the_everyday_use_is_no_candidate(sentence: str, type_: str) -> None:
    assert type_ not in {draft.filled.sense.type for draft in drafts(sentence)}


@pytest.mark.parametrize(("sentence", "recipient"), RECIPIENTS)
def test_the_frame_proposes_the_recipient(sentence: str, recipient: str) -> None:
    proposed = {
        item.mention.text
        for draft in drafts(sentence)
        for item in draft.filled.roles.get("recipient", ())
        if item.mention and "recipient" not in draft.filled.implied
    }
    assert recipient in proposed
