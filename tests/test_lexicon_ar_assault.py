"""Arabic words of force, of forces that move and of protest are read as such, and their everyday readings are not."""

from __future__ import annotations

import pytest
from drafted import drafts


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("زرع المسلحون الألغام في محيط القرية قبل انسحابهم.", "زرع/verb/ASSAULT/explosives"),
        ("ارتكبت الميليشيا جريمة بشعة بحق أسرة في ريف حماة.", "جريمة/noun/ASSAULT"),
        ("اصطدم المستوطنون مع الشرطة خلال إخلاء البؤرة.", "اصطدم/verb/ASSAULT"),
        ("أبدى مسلحو التنظيم مقاومة عنيفة عند مدخل المدينة.", "مقاومة/noun/ASSAULT"),
        ("تمكنت القوات من أسر ستة مسلحين في الجبهة الغربية.", "أسر/noun/ASSAULT/abduct"),
        ("أردى الشرطي مسلحا قتيلا في عمان.", "أردى/verb/ASSAULT/firearms"),
        ("أقلعت مقاتلات فرنسية من القاعدة لتنفيذ مهمات في العراق.", "أقلع/verb/MOBILIZE/troops"),
        ("دخل زورق إسرائيلي المياه الإقليمية اللبنانية لدقائق.", "دخل/verb/MOBILIZE/troops"),
        ("زادت السلطات الفرنسية عدد رجال الشرطة حول الميناء.", "زاد/verb/MOBILIZE/police"),
        ("استدعى حاكم الولاية الحرس الوطني.", "استدعى/verb/MOBILIZE/troops"),
        ("حلقت مروحيات عسكرية فوق الخرطوم.", "حلق/verb/MOBILIZE/troops"),
        ("نفذ أهالي البلدة تحركا احتجاجيا أمام وزارة البيئة.", "تحرك احتجاجي/phrase/PROTEST/demo"),
        ("عمال المصنع تجمعوا أمام مقر الشركة مطالبين برواتبهم.", "تجمع/verb/PROTEST/demo"),
        ("عطل سائقون غاضبون حركة السير في العاصمة.", "عطل/verb/PROTEST/obstruct"),
        ("نصب المعتصمون خيامهم أمام مبنى البرلمان.", "نصب/verb/PROTEST/demo"),
        ("حاصر متظاهرون السفارة الأمريكية في بغداد.", "حاصر/verb/PROTEST/obstruct"),
        ("اندلعت صدامات بين الشرطة ومحتجين في وسط أثينا.", "صدام/noun/PROTEST/riot"),
        ("امتلأت شوارع بيروت بالمحتجين.", "امتلأ/verb/PROTEST/demo"),
        ("رست مدمرة أمريكية في ميناء حيفا.", "رسا/verb/MOBILIZE/troops"),
        ("شغلت إيران أجهزة طرد مركزي متطورة.", "شغل/verb/MOBILIZE/weapons"),
        ("أقرت الحكومة دمج المقاومة الشعبية في الجيش.", "دمج/verb/MOBILIZE/troops"),
        ("انهالت القذائف على مدينة حلب.", "انهال/verb/ASSAULT/heavy-weapons"),
        ("تعاملت الدفاعات الجوية السعودية مع أهداف معادية.", "تعامل/verb/ASSAULT"),
    ],
)
def test_the_word_is_weighed_in_its_sense(sentence: str, key: str) -> None:
    assert key in {draft.filled.sense.key for draft in drafts(sentence)}


@pytest.mark.parametrize(
    ("sentence", "lemma"),
    [
        ("زار الوزير أسرة الفقيد وقدم لها واجب العزاء.", "أسر"),
        ("أردت أن أشرح موقف الحكومة.", "أردى"),
        ("ينصح الأطباء بحماية الجلد من أشعة الشمس.", "جلد"),
        ("قدمت اللجنة المنظمة صلب الحركة تقريرها.", "صلب"),
        ("يطلق عليه أنصاره لقب الرجل الصاروخي.", "أطلق"),
        ("وصفتهما السلطات بأنهما متطرفان.", "صفى"),
        ("نبارك لكم هذا الإنجاز.", "لكم"),
        ("هاجم قرد اثنين من زوار الحديقة.", "هاجم"),
        ("يقع الجسر عند تقاطع الطريق الدائري.", "قاطع"),
        ("سجلت تظاهرة هذه السنة مشاركة سينمائية واسعة.", "تظاهر"),
        ("نشرت الشرطة إحصائية عن حوادث السير.", "نشر"),
        ("تلقى المتطوعون تدريبات عسكرية في برنامج طويل.", "تدريبات عسكرية"),
        ("أرسل الجيش طائرات لإخماد حرائق الغابات.", "أرسل"),
        ("عطل سائح حركة المرور لغسل سيارته.", "عطل"),
        ("افترش الحجاج الأرض في منى.", "افترش"),
        ("طاف الحجاج بالبيت العتيق.", "طاف"),
        ("حاصرت الشرطة المتظاهرين في الميدان.", "حاصر"),
        ("امتنع النائب عن التصويت على القانون.", "امتنع"),
        ("رست المناقصة على شركة تركية.", "رسا"),
        ("اجتاز أفراد الدورة التدريبية الاختبارات.", "اجتاز"),
        ("ركب الوزير القطار إلى لندن.", "ركب"),
        ("وضع العمال عبوة الماء في السيارة.", "عبأ"),
        ("دخلت سفينة حربية أمريكية البحر الأسود.", "حرب"),
        ("اشتعلت الأسعار في الأسواق.", "اشتعل"),
    ],
)
def test_an_everyday_reading_is_no_event_of_force(sentence: str, lemma: str) -> None:
    types = {draft.type for draft in drafts(sentence) if draft.filled.sense.lemma == lemma}
    assert not types & {"ASSAULT", "MOBILIZE", "PROTEST"}


@pytest.mark.parametrize(
    ("sentence", "lemma", "recipient"),
    [
        ("أدان المجلس غزو العراق للكويت.", "غزو", "كويت"),
        ("استنكر الناطق قصف التحالف لحزب العمال الكردستاني.", "قصف", "حزب العمال"),
        ("نصب الجيش كمينا لمقاتلي داعش.", "كمين", "داعش"),
        ("تواصل خطف الحوثيين للصحفيين.", "خطف", "صحفيين"),
    ],
)
def test_the_object_of_a_verbal_noun_stands_behind_li(sentence: str, lemma: str, recipient: str) -> None:
    found = [
        item.mention.text
        for draft in drafts(sentence)
        if draft.filled.sense.lemma == lemma
        for item in draft.filled.roles.get("recipient", ())
        if item.mention
    ]
    assert any(recipient in text for text in found)
