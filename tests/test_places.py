"""Place names are found with their exact words and resolved by what the text says around them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline import cache, languages
from timeline.model import Location, PlaceMention, Span
from timeline.places import Gazetteer, PlaceContext, find
from timeline.places import compile as compiling
from timeline.places.anchors import REACH_KM, Anchors, kilometres
from timeline.places.store import Store, StoreError
from timeline.text import Text
from timeline.tsv import TableError

GAZETTEER = Gazetteer.load()


def mentions(original: str, code: str, context: PlaceContext | None = None) -> tuple[PlaceMention, ...]:
    return find(Text(original, languages.load(code)), GAZETTEER, context or PlaceContext())


def named(original: str, code: str, context: PlaceContext | None = None) -> list[tuple[str, str, str | None]]:
    return [(m.text, m.location.name, m.location.country) for m in mentions(original, code, context)]


def place(original: str, words: str, code: str, context: PlaceContext | None = None) -> Location:
    found = {m.text: m.location for m in mentions(original, code, context)}
    assert words in found, found
    return found[words]


def test_a_mention_holds_the_name_with_its_feature_word_and_without_its_preposition() -> None:
    text = "وقعت الاشتباكات بمدينة تعز وفي محافظة أبين ولم تصل إلى عدن."
    assert [m.text for m in mentions(text, "ar")] == ["مدينة تعز", "محافظة أبين", "عدن"]


def test_a_feature_word_tells_the_governorate_from_its_city() -> None:
    assert place("قُتل ثلاثة في محافظة حلب.", "محافظة حلب", "ar").feature == "region"
    assert place("قُتل ثلاثة في مدينة حلب.", "مدينة حلب", "ar").feature == "city"
    assert place("Three died in Aleppo province.", "Aleppo", "en").feature == "region"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("قال مسؤول ليبي إن الاشتباكات تجددت في طرابلس قرب بنغازي.", "LBY"),
        ("قال مسؤول لبناني إن الاشتباكات تجددت في طرابلس شمال لبنان.", "LBN"),
    ],
)
def test_the_country_of_the_text_decides_between_two_cities_of_one_name(text: str, country: str) -> None:
    assert place(text, "طرابلس", "ar").country == country


def test_a_village_is_told_from_its_namesake_by_the_region_named_behind_it() -> None:
    west_bank = place("أحرق مستوطنون منزلا في قرية دوما بالضفة الغربية.", "قرية دوما", "ar")
    ghouta = place("قصفت الطائرات مدينة دوما في ريف دمشق.", "مدينة دوما", "ar")
    assert (west_bank.country, ghouta.country) == ("PSE", "SYR")


def test_a_name_with_fifty_namesakes_goes_where_the_state_says() -> None:
    assert len(GAZETTEER.lookup("San Antonio", "en")) > 50
    assert place("The gunman fled to San Antonio, Texas.", "San Antonio", "en").country == "USA"
    chile = place(
        "Police in the Chilean port of San Antonio seized the ship; Chile protested.", "port of San Antonio", "en"
    )
    assert chile.country == "CHL"


def test_the_sources_country_decides_where_the_text_says_nothing() -> None:
    text = "وصل الوفد إلى المملكة أمس."
    for country in ("SAU", "JOR", "MAR"):
        assert place(text, "المملكة", "ar", PlaceContext(country=country)).country == country


def test_written_vowels_tell_oman_from_amman() -> None:
    assert place("وصل الوزير إلى عُمان.", "عُمان", "ar").country == "OMN"
    assert place("وصل الوزير إلى عمّان.", "عمّان", "ar").country == "JOR"
    assert place("وصل الوزير إلى سلطنة عمان.", "سلطنة عمان", "ar").country == "OMN"


def test_a_village_that_no_table_knows_is_not_forced_onto_another_place() -> None:
    found = named("قصفت المدفعية قرية كفر زغروطة في محافظة إدلب.", "ar")
    assert [name for _, name, _ in found] == ["Idlib Governorate", "Idlib Governorate"]


def test_a_person_who_is_also_a_place_is_not_a_place() -> None:
    assert named("Michael Jordan said he would sue the company.", "en") == []
    assert named("Paris Hilton was seen with Chelsea Clinton.", "en") == []
    assert ("Jordan", "Jordan", "JOR") in named("He fled to Jordan after the attack.", "en")
    assert named("التقى فهد السلام بالصحافي أحمد المنصورة.", "ar") == []


def test_everyday_words_are_no_places() -> None:
    assert named("أكد الوزير أن العلم هو الباب إلى الوحدة، وقال إن السلام حجة كل عاقل.", "ar") == []
    assert named("A nice reading of the most mobile parties.", "en") == []
    assert named("تلقى خبرا عن كبيرة الموظفين بعد فترة وجيزة، وأنا لا أعلم.", "ar") == []


def test_nationality_adjectives_are_no_places() -> None:
    assert named("أسقطت طائرة سورية قبل الفجر، واعتقل مواطنا تركيا.", "ar") == []
    assert [m.text for m in mentions("دخلت القوات سورية من تركيا.", "ar")] == ["سورية", "تركيا"]
    assert named("زارت البعثة السعودية المعرض.", "ar") == []


def test_the_territory_of_a_nationality_is_its_country() -> None:
    iran = place("الحقول النفطية داخل الأراضي الإيرانية.", "الأراضي الإيرانية", "ar")
    turkey = place("Clashes near the Turkish frontier killed two.", "Turkish frontier", "en")
    assert (iran.location_id, turkey.location_id) == ("c:IRN", "c:TUR")


def test_the_capital_of_a_nationality_is_its_city() -> None:
    assert place("وصل وفد إلى العاصمة الصينية.", "العاصمة الصينية", "ar").name == "Beijing"
    found = named("وصل وفد إلى العاصمة الليبية طرابلس.", "ar")
    assert [(name, country) for _, name, country in found] == [("Tripoli", "LBY")]


def test_a_world_city_is_not_lost_to_a_namesake_in_the_country_most_spoken_of() -> None:
    text = "Washington said the United States and US allies would go on with Geneva talks; America waits."
    assert place(text, "Geneva", "en").country == "CHE"


def test_a_world_city_is_not_lost_to_a_namesake_in_a_state_that_is_called_like_another_city() -> None:
    text = "The mediator saw both presidents in New York on Monday and offered them talks in Geneva next month."
    assert place(text, "Geneva", "en").country == "CHE"


def test_a_capital_is_not_lost_to_a_namesake_in_a_country_that_the_text_names_once() -> None:
    text = "Caribbean leaders met in Georgetown on Friday and asked Canada for helicopters."
    assert place(text, "Georgetown", "en").country == "GUY"


def test_a_capital_with_its_nationality_is_not_that_of_the_country_most_spoken_of() -> None:
    text = "قالت نيجيريا إن جنودا من نيجيريا وصلوا إلى العاصمة التشادية نجامينا."
    assert [country for _, name, country in named(text, "ar") if name in {"Abuja", "N'Djamena"}] == ["TCD"]


def test_the_city_is_medina_only_where_its_country_is_spoken_of() -> None:
    paper = PlaceContext("SAU")
    assert place("افتتح الأمير مستشفى في المدينة أمس.", "المدينة", "ar", paper).country == "SAU"
    assert "المدينة" not in {m.text for m in mentions("فتحت عدن أبوابها وعاد الناس إلى المدينة.", "ar", paper)}


def test_common_nouns_that_a_province_is_called_by_are_no_places() -> None:
    assert named("نقلت المساعدات جوا، وسحبت المياه من البحيرة الجبلية.", "ar") == []
    assert place("بدأ العمل في محافظة البحيرة.", "محافظة البحيرة", "ar").country == "EGY"


def test_a_direction_names_a_part_of_a_country() -> None:
    north = place("قصفت الطائرات مواقع في شمال السودان.", "شمال السودان", "ar")
    sudan = place("قصفت الطائرات مواقع في السودان.", "السودان", "ar")
    assert north.location_id == "c:SDN/north"
    assert north.name == "North Sudan"
    assert north.geo_precision == 5
    assert north.latitude is not None
    assert sudan.latitude is not None
    assert north.latitude > sudan.latitude + 1
    assert place("Clashes in eastern Ukraine went on.", "eastern Ukraine", "en").country == "UKR"


def test_a_part_of_the_country_is_of_the_country_last_spoken_of() -> None:
    text = "قالت تركيا إن الجيش التركي قتل مسلحين في شرق البلاد."
    assert place(text, "شرق البلاد", "ar").location_id == "c:TUR/east"


def test_a_paper_in_quotation_marks_and_an_organisation_are_no_places() -> None:
    assert named("قال لـ«الشرق الأوسط» إن الاجتماع تأجل.", "ar") == []
    assert named('He told the "New York Times" that Islamic State of Iraq had split.', "en") == []


def test_a_name_split_by_hyphen_or_apostrophe_is_one_name() -> None:
    assert place("Forces reached Deir ez-Zor on Monday.", "Deir ez-Zor", "en").country == "SYR"
    assert place("Forces reached Ma'an on Monday, Jordan said.", "Ma'an", "en").country == "JOR"


def test_no_place_is_looked_for_in_blocked_spans() -> None:
    text = "Talks on Syria opened in Geneva."
    blocked = PlaceContext(blocked=(Span(9, 14),))
    assert [m.text for m in mentions(text, "en", blocked)] == ["Geneva"]


def test_a_dateline_is_enough_for_a_small_place() -> None:
    text = "ثادق - واس: نفذت الشرطة الحكم أمس."
    found = mentions(text, "ar", PlaceContext(country="SAU", dateline=Span(0, 4)))
    assert [m.text for m in found] == ["ثادق"]


def test_other_candidates_are_kept_for_explanations() -> None:
    mention = next(m for m in mentions("عاد الهدوء إلى طرابلس في ليبيا.", "ar") if m.text == "طرابلس")
    assert "LBN" in {location.country for location in mention.rejected}
    assert 0 < mention.score <= 1


def test_headlines_in_capitals_keep_well_known_places_only() -> None:
    text = "Syria Peace Talks Resume With Hope For Normal Union Progress"
    assert [m.text for m in mentions(text, "en")] == ["Syria"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "في",
                "مدينة",
                "حلب",
                "وعدن،",
                "شمال",
                "العراق",
                "بريف",
                "إدلب",
                "«سورية»",
                "قال",
                "بمحافظةِ",
                "أبـين",
                "\n",
                "لليبيا",
                "(دوما)",
            ]
        ),
        max_size=14,
    )
)
def test_mentions_are_sorted_do_not_overlap_and_hold_their_own_words(words: list[str]) -> None:
    text = " ".join(words)
    found = mentions(text, "ar")
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    assert all(m.text == m.span.of(text) and m.text.strip() == m.text != "" for m in found)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """A user's tables over the gazetteer."""
    folder = tmp_path_factory.mktemp("knowledge")
    header = "id\tname\tfeature\tcountry\tadmin1\tlatitude\tlongitude\tgeo_precision\tparent\tbasis\tnote"
    rows = [
        "zaghruta\tZaghruta\tvillage\tSYR\tIdlib Governorate\t35.9\t36.6\t2\t\trecall\t",
        "baghuz\tBaghuz Camp\tfacility\tSYR\t\t34.46\t40.95\t2\t\trecall\t",
    ]
    (folder / "places.tsv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    (folder / "ar").mkdir()
    (folder / "ar" / "places.tsv").write_text("id\tnames\nzaghruta\tكفر زغروطة\n", encoding="utf-8")
    return Gazetteer.load((folder,))


def test_the_gazetteer_needs_no_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # What the other tests use stands for what would be compiled: that takes half a minute.
    compiled = bytes(GAZETTEER._store._buffer)
    monkeypatch.setattr(compiling, "build", lambda extra: compiled)
    (tmp_path / "file").touch()
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file" / "cache"))
    own = Gazetteer.load()
    assert len(own) == len(GAZETTEER)
    assert own.lookup("حلب", "ar") == GAZETTEER.lookup("حلب", "ar")


def test_a_users_tables_add_places_and_override_rows(own: Gazetteer) -> None:
    text = Text("قصفت المدفعية قرية كفر زغروطة.", languages.load("ar"))
    assert [m.location.location_id for m in find(text, own, PlaceContext())] == ["tl:zaghruta"]
    assert own.lookup("الباغوز", "ar")[0].name == "Baghuz Camp"
    assert GAZETTEER.lookup("الباغوز", "ar")[0].name == "Baghuz"


def test_a_users_table_with_a_wrong_cell_is_refused_with_its_place(tmp_path: Path) -> None:
    header = "id\tname\tfeature\tcountry\tadmin1\tlatitude\tlongitude\tgeo_precision\tparent\tbasis\tnote"
    (tmp_path / "places.tsv").write_text(f"{header}\nx\tX\tcity\tSYR\t\tnorth\t1\t2\t\trecall\t\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"places\.tsv, row 2 \(x\): expected numbers"):
        Gazetteer.load((tmp_path,))


def test_a_damaged_store_is_not_taken_for_one() -> None:
    with pytest.raises(StoreError, match="expected a gazetteer store"):
        Store(b"something else entirely, and long enough to be looked at")
    with pytest.raises(StoreError, match="expected"):
        Store(b"TIMELINE-PLACES1" + (1 << 40).to_bytes(8, "little") + b"\0" * 8 + b"{}")


def test_a_users_tables_over_the_gazetteer_are_as_if_compiled_into_it(tmp_path: Path) -> None:
    header = "id\tname\tfeature\tcountry\tadmin1\tlatitude\tlongitude\tgeo_precision\tparent\tbasis\tnote"
    rows = [
        "zaghruta\tZaghruta\tvillage\tSYR\tIdlib Governorate\t35.9\t36.6\t2\t\trecall\t",
        "baghuz\tBaghuz Camp\tfacility\tSYR\t\t34.46\t40.95\t2\t\trecall\t",
    ]
    (tmp_path / "places.tsv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    for code, names in (("ar", "zaghruta\tكفر زغروطة\ngn:170063\tالشهباء"), ("en", "gn:170063\tHalab City")):
        (tmp_path / code).mkdir()
        (tmp_path / code / "places.tsv").write_text(f"id\tnames\n{names}\n", encoding="utf-8")
    laid_over = Gazetteer.load((tmp_path,))
    assert laid_over.lookup("Halab City", "en") == laid_over.lookup("Aleppo", "en")[:1]
    assert laid_over.lookup("Halab City", "en")[0].location_id == "gn:170063"
    assert laid_over.lookup("الشهباء", "ar")[0].name_local == "الشهباء"
    assert laid_over.lookup("Baghuz Camp", "en")[0].location_id == "tl:baghuz"
    assert laid_over.lookup("دمشق", "ar") == GAZETTEER.lookup("دمشق", "ar")
    added = laid_over.by_id("tl:zaghruta")
    assert added is not None
    assert added == laid_over.lookup("كفر زغروطة", "ar")[0]
    assert len(laid_over) == len(GAZETTEER) + 1
    assert sum(1 for _ in laid_over) == len(laid_over)


def test_a_users_names_for_a_place_that_is_not_there_are_refused(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "places.tsv").write_text("id\tnames\nno-such-place\tNowhere\n", encoding="utf-8")
    with pytest.raises(TableError, match="expected the id of a place, found 'no-such-place'"):
        Gazetteer.load((tmp_path,))


def test_an_unlisted_place_lies_in_the_place_that_is_named_around_it() -> None:
    found = mentions("وقع انفجار في قرية الراجحية بمنطقة جازان، ونقل المصابون إلى مستشفى ميداني.", "ar")
    assert [m.text for m in found] == ["قرية الراجحية", "منطقة جازان"]
    assert found[0].location.location_id == found[1].location.location_id
    town = mentions("أصيب رجل في حي الراجحية شرق مدينة حلب.", "ar")[0]
    assert (town.text, town.location.name, town.location.geo_precision) == ("حي الراجحية", "Aleppo", 2)


def test_an_unlisted_place_without_any_place_around_it_is_left_out() -> None:
    assert named("وقع انفجار في حي الراجحية أمس.", "ar") == []


def test_a_place_behind_a_preposition_spelled_like_a_first_name_is_one() -> None:
    assert named("سيطرت الحركة على كابل منذ سنوات.", "ar") == [("كابل", "Kabul", "AFG")]


def test_nearness_is_told_of_places_within_reach_only() -> None:
    aleppo, idlib, paris = (GAZETTEER.lookup(name, "en")[0] for name in ("Aleppo", "Idlib", "Paris"))
    anchors = Anchors()
    for location in (aleppo, paris):
        anchors.add(location)
    assert anchors.nearest(idlib) == pytest.approx(kilometres(idlib, aleppo))
    assert anchors.nearest(paris) == float("inf")


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=12),
    st.tuples(st.floats(-90, 90), st.floats(-175, 175)),
)
@example([(-88.0, -88.0)], (-90.0, 37.0))
def test_cells_of_anchors_lose_none_within_reach(spots: list[tuple[float, float]], spot: tuple[float, float]) -> None:
    base = GAZETTEER.lookup("Aleppo", "en")[0]
    places = [replace(base, location_id=str(n), latitude=la, longitude=lo) for n, (la, lo) in enumerate(spots)]
    here = replace(base, location_id="here", latitude=spot[0], longitude=spot[1])
    anchors = Anchors()
    for location in places:
        anchors.add(location)
    near = [
        gap
        for place, (_, longitude) in zip(places, spots, strict=True)
        if (gap := kilometres(here, place)) < REACH_KM and abs(longitude - spot[1]) < 180
    ]
    assert anchors.nearest(here) <= min(near, default=float("inf"))


def test_the_capital_is_that_of_the_country_spoken_of() -> None:
    text = "Afghan officials said the Taliban had gone. Marchers from Helmand walked into the capital on Monday."
    assert place(text, "the capital", "en").name == "Kabul"
    assert place("قالت ليبيا إن مسلحين ليبيين دخلوا العاصمة أمس.", "العاصمة", "ar").name == "Tripoli"


# Sites by what they are called.


@pytest.mark.parametrize(
    ("sentence", "language", "words", "country"),
    [
        ("وقع الانفجار في مستشفى ابن سينا بمدينة صنعاء أمس", "ar", "مستشفى ابن سينا", "YEM"),
        ("ولد الطفل في مستشفى النساء والولادة والأطفال بمدينة سكاكا", "ar", "مستشفى النساء والولادة والأطفال", "SAU"),
        ("التقى الوزير في مقر وزارة العمل بالرياض المسؤولين", "ar", "مقر وزارة العمل", "SAU"),
        ("استهدفت الغارات القاعدة العسكرية قرب عدن", "ar", "القاعدة العسكرية", "YEM"),
        ("أقيمت الصلاة في ساحة جامع الملك فهد في الباحة", "ar", "ساحة جامع الملك فهد", "SAU"),
        ("وقفوا أمام السفارة الأمريكية في صنعاء", "ar", "السفارة الأمريكية", "YEM"),
        ("قصف الطيران قطاع غزة. وقتل شاب في القطاع", "ar", "القطاع", "PSE"),
        ("عبر اللاجئون من تركيا إلى أراضيها", "ar", "أراضيها", "TUR"),
        ("انتشر الجنود على الحدود الجنوبية للسعودية", "ar", "الحدود الجنوبية", "SAU"),
        ("A bomb exploded near the main police station in Kirkuk.", "en", "the main police station", "IRQ"),
    ],
)
def test_sites_lie_where_the_text_is(sentence: str, language: str, words: str, country: str) -> None:
    found = {m.text: m for m in mentions(sentence, language, PlaceContext(country="SAU"))}
    assert words in found, list(found)
    assert found[words].location.country == country


@pytest.mark.parametrize(
    "sentence", ["نقل إلى المستشفى لتلقي العلاج", "سقط صاروخ على مبنى سكني", "دخل السجن الذي بناه"]
)
def test_nouns_for_buildings_alone_are_no_places(sentence: str) -> None:
    assert not mentions(sentence, "ar", PlaceContext(country="SAU"))


def test_a_site_far_from_any_named_place_is_known_coarsely() -> None:
    assert place("أضرب السجناء في السجن المركزي في اليمن", "السجن المركزي", "ar").geo_precision == 6
    assert place("أضرب السجناء في السجن المركزي في تعز", "السجن المركزي", "ar").geo_precision == 2
