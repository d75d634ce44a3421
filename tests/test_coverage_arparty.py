"""Arabic parties that no table names: persons told by first names or by who speaks, nouns of all walks of life."""

from __future__ import annotations

import pytest

from timeline import coder
from timeline.articles import article_of
from timeline.model import ActorMention, Article


def parties(text: str) -> list[ActorMention]:
    """The parties of an Arabic text."""
    record = {"id": "x", "language": "ar", "text": text, "published": "2016-05-03", "source": "x"}
    article = article_of(record, "x")
    assert isinstance(article, Article)
    return list(coder.tag(article).actors)


def names(text: str) -> list[str]:
    """The words that the parties of an Arabic text are cited by."""
    return [(mention.cited or mention.span).of(text) for mention in parties(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ووصل نيكوس بابادوبولوس إلى أنقرة.", "نيكوس بابادوبولوس"),
        ("ودعا غيرهارد شولتسه إلى الحوار.", "غيرهارد شولتسه"),
        ("واستقبل بامبانغ سوتومو الوفد.", "بامبانغ سوتومو"),
        ("وزار أولكسندر كوفالتشوك المصنع.", "أولكسندر كوفالتشوك"),
        ("وانتقد راجندرا فيرما القرار.", "راجندرا فيرما"),
        ("وقال المخترع أسامة الخلف إن جهازه جاهز.", "أسامة الخلف"),
    ],
)
def test_given_names_of_other_peoples_open_names(text: str, name: str) -> None:
    assert name in names(text)


def test_a_name_ends_before_a_definite_word_that_is_no_surname() -> None:
    assert "يورغن كلاينفيلد" in names("وأعرب يورغن كلاينفيلد المنضم حديثا عن شكره.")


def test_two_unknown_words_are_a_name_where_the_second_one_speaks_later() -> None:
    text = "وصل إلى الخرطوم أمس روسغو ماراتيبا في زيارة قصيرة. وقال ماراتيبا إن الزيارة ناجحة."
    assert "روسغو ماراتيبا" in names(text)


def test_a_noun_before_somebody_who_speaks_later_is_no_name() -> None:
    text = "أثار زفاف كلوبنسكي ضجة، وكان جون كلوبنسكي غائبا. وقال كلوبنسكي إنه سعيد."
    assert "زفاف كلوبنسكي" not in names(text)


def test_an_unknown_first_name_and_a_nisba_behind_a_whole_office_are_a_name() -> None:
    assert "خريصان الدوخلي" in names("وقال الوزير السابق خريصان الدوخلي إن المشروع متعثر.")
    assert "معاني التطوعي" not in " ".join(names("نظمت عضوات فريق معاني التطوعي حملة."))


@pytest.mark.parametrize(
    ("text", "party", "sector"),
    [
        ("دعا الاقتصاديون الحكومة إلى خفض الضرائب.", "الاقتصاديون", "CVL"),
        ("طالب القطاع الخاص بتسهيلات.", "القطاع الخاص", "BUS"),
        ("رفض حملة السندات عرض اليونان.", "حملة السندات", "BUS"),
        ("حذرت أوساط سياسية من الفراغ.", "أوساط سياسية", "GOV"),
        ("هاجم قطاع الطرق القافلة.", "قطاع الطرق", "CRM"),
        ("اعتقلت الشرطة مثيري الشغب.", "مثيري الشغب", "CVL"),
        ("انتشلت فرق الإنقاذ الجثث.", "فرق الإنقاذ", "COP"),
        ("دعا صناع القرار إلى التهدئة.", "صناع القرار", "GOV"),
        ("تبنى الجيش الشعبي الهجوم.", "الجيش الشعبي", "REB"),
    ],
)
def test_nouns_of_many_walks_of_life_are_parties(text: str, party: str, sector: str) -> None:
    assert (party, sector) in [(mention.text, mention.sector) for mention in parties(text)]


@pytest.mark.parametrize(
    "text", ["أدان المجتمع الدولي العدوان على المدينة.", "هذه هي الحقيقة المطلقة.", "وجد بحوزته سلاحا."]
)
def test_words_that_only_look_like_such_nouns_are_none(text: str) -> None:
    assert not {"العدوان", "المطلقة", "حوزته"} & set(names(text))


def test_a_predicate_is_a_party_only_behind_a_number() -> None:
    assert "60 نائبا" in names("وقع 60 نائبا على العريضة.")
    assert "نائبا" not in " ".join(names("وكان يعمل نائبا في الشركة."))


def test_others_are_a_party_behind_a_number() -> None:
    assert "12 آخرين" in names("أدى الانفجار إلى مقتل رجل وإصابة 12 آخرين.")


def test_one_person_whom_something_befalls_is_a_party() -> None:
    assert "امرأة" in names("ألقت الشرطة القبض على امرأة في المطار.")
    assert "امرأة" not in names("وفي المتحف لوحة تصور امرأة في السوق.")
