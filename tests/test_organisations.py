"""The organisation tables hold together: ids, names, enumerations, dates, and the words that news writes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache

import pytest
from frictionless import Package, Resource, Schema

from timeline import languages
from timeline.phrases import PhraseIndex
from timeline.text import Text, words_of
from timeline.tsv import data_path, read_table, split_list

LANGUAGES = ("ar", "en")
KINDS = {"state", "organisation", "armed group"}
SECTORS = {
    "GOV", "MIL", "COP", "REB", "PTY", "JUD", "LEG", "SPY", "OPP", "IGO", "NGO", "CVL", "BUS", "MED", "EDU", "REL",
    "CRM", "UNK",
}  # fmt: skip
HEADER = ("id", "name", "kind", "country", "sector", "from", "to", "parent", "wikidata_id", "basis", "note")


@cache
def organisations() -> dict[str, dict[str, str]]:
    rows = read_table(data_path("knowledge", "organisations.tsv"), HEADER)
    return {row["id"]: row for row in rows}


@cache
def named(language: str) -> list[dict[str, str]]:
    return read_table(data_path("languages", language, "organisations.tsv"), ("id", "names", "ambiguous"))


@cache
def index(language: str) -> PhraseIndex[str]:
    """The unambiguous names of a language."""
    entries = []
    for row in named(language):
        ambiguous = set(split_list(row["ambiguous"]))
        entries += [(name, row["id"]) for name in split_list(row["names"]) if name not in ambiguous]
    return PhraseIndex(language, entries)


def found(sentence: str, language: str) -> list[str]:
    text = Text(sentence, languages.load(language))
    return [match.payload for match in index(language).longest(text)]


def test_there_are_enough_organisations_to_read_the_news_with() -> None:
    assert len(organisations()) >= 1200


def test_each_id_stands_in_one_row_of_each_table() -> None:
    rows = read_table(data_path("knowledge", "organisations.tsv"))
    assert [id_ for id_, n in Counter(row["id"] for row in rows).items() if n > 1] == []
    for language in LANGUAGES:
        assert [id_ for id_, n in Counter(row["id"] for row in named(language)).items() if n > 1] == []


def test_rows_are_sorted_by_id() -> None:
    assert list(organisations()) == sorted(organisations())
    for language in LANGUAGES:
        ids = [row["id"] for row in named(language)]
        assert ids == sorted(ids)


def test_kinds_sectors_countries_and_bases_are_of_their_enumerations() -> None:
    countries = {row["alpha3"] for row in read_table(data_path("knowledge", "countries.tsv"))}
    for row in organisations().values():
        assert row["kind"] in KINDS, row
        assert row["sector"] in SECTORS, row
        assert row["country"] in countries | {""}, row
        assert row["basis"] == "recall" or re.fullmatch(r"package:[a-z0-9_-]+", row["basis"]), row


def test_no_two_organisations_have_the_same_canonical_name() -> None:
    names = Counter(row["name"].casefold() for row in organisations().values())
    assert [name for name, n in names.items() if n > 1] == []


def test_no_organisation_ends_before_it_begins() -> None:
    for row in organisations().values():
        if row["from"] and row["to"]:
            precision = min(len(row["from"]), len(row["to"]))
            assert row["from"][:precision] <= row["to"][:precision], row


def test_parents_exist_and_nobody_is_their_own_ancestor() -> None:
    for id_ in organisations():
        seen = [id_]
        while parent := organisations()[seen[-1]]["parent"]:
            assert parent in organisations(), (id_, parent)
            assert parent not in seen, (id_, parent)
            seen.append(parent)


def test_no_wikidata_id_is_given_twice() -> None:
    given = Counter(row["wikidata_id"] for row in organisations().values() if row["wikidata_id"])
    assert [id_ for id_, n in given.items() if n > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_belong_to_existing_organisations_and_every_organisation_has_one(language: str) -> None:
    assert {row["id"] for row in named(language)} == set(organisations())
    assert all(split_list(row["names"]) for row in named(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_ambiguous_names_are_among_the_names(language: str) -> None:
    for row in named(language):
        assert set(split_list(row["ambiguous"])) <= set(split_list(row["names"])), row


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_is_listed_twice_for_one_organisation(language: str) -> None:
    for row in named(language):
        keys = [words_of(name, language) for name in split_list(row["names"])]
        assert all(keys), row
        assert len(keys) == len(set(keys)), row


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_two_organisations_share_is_ambiguous_for_both(language: str) -> None:
    owners: dict[tuple[str, ...], list[tuple[str, bool]]] = defaultdict(list)
    for row in named(language):
        ambiguous = set(split_list(row["ambiguous"]))
        for name in split_list(row["names"]):
            owners[words_of(name, language)].append((row["id"], name in ambiguous))
    shared = {key: rows for key, rows in owners.items() if len(rows) > 1}
    assert {key: rows for key, rows in shared.items() if not all(ambiguous for _, ambiguous in rows)} == {}


def test_arabic_names_are_written_in_arabic_letters_and_english_ones_are_not() -> None:
    arabic = re.compile(r"[\u0600-\u06ff]")
    for row in named("ar"):
        assert all(arabic.search(name) for name in split_list(row["names"])), row
    for row in named("en"):
        assert not any(arabic.search(name) for name in split_list(row["names"])), row


def test_tables_are_valid_by_their_schemas() -> None:
    names = ("languages", "organisations.schema.json")
    package = Package(
        resources=[
            _resource("organisations", ("knowledge", "organisations.tsv"), ("knowledge", "organisations.schema.json")),
            *(
                _resource(f"names-{language}", ("languages", language, "organisations.tsv"), names)
                for language in LANGUAGES
            ),
        ]
    )
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])[:10]


def _resource(name: str, table: tuple[str, ...], schema: tuple[str, ...]) -> Resource:
    return Resource.from_descriptor(
        {
            "name": name,
            "path": data_path(*table).relative_to(data_path()).as_posix(),
            "format": "csv",
            "encoding": "utf-8",
            "dialect": {"csv": {"delimiter": "\t", "doubleQuote": False, "quoteChar": "\x01"}},
            "schema": Schema.from_descriptor(data_path(*schema).as_posix()).to_descriptor(),
        },
        basepath=data_path().as_posix(),
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("قتل أربعة من مسلحي جماعة الحوثي في غارة للتحالف العربي", ["houthi", "arab-coalition-in-yemen"]),
        ("وسيطرت قوات سورية الديموقراطية على آخر جيب لتنظيم «داعش»", ["syrian-democratic-forces", "islamic-state"]),
        ("وأفاد المرصد السوري بأن «قسد» تقدمت", ["syrian-observatory-for-human-rights", "syrian-democratic-forces"]),
        ("سلم مركز الملك سلمان للإغاثة مساعدات لليونيسف", ["ksrelief", "unicef"]),
        ("قال البنتاجون إن الكونغرس أبلغ بالصفقة", ["pentagon", "us-congress"]),
        ("دعا مجلس الأمن الدولي المتمردين الحوثيين إلى الانسحاب", ["un-security-council", "houthi"]),
        ("اتفق حزب العمال الكردستاني والبيشمركة", ["kurdistan-workers-party", "peshmerga"]),
        ("أعلنت حركة الشباب الصومالية مسؤوليتها", ["al-shabaab"]),
        ("زار رئيس الهلال الأحمر القطري الكرملين", ["qatar-red-crescent", "kremlin"]),
    ],
)
def test_names_are_found_in_arabic_sentences_with_their_clitics(sentence: str, expected: list[str]) -> None:
    assert found(sentence, "ar") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("US-backed Syrian Democratic Forces fought Isis near Baghuz", ["syrian-democratic-forces", "islamic-state"]),
        ("The Kremlin said Nato must answer", ["kremlin", "nato"]),
        ("Fighters of the People’s Protection Units left", ["peoples-protection-units"]),
        ("MSF and Human Rights Watch condemned the Saudi-led coalition", [
            "medecins-sans-frontieres", "human-rights-watch", "arab-coalition-in-yemen",
        ]),
        ("The State Duma passed the bill, Tass reported", ["state-duma", "tass"]),
    ],
)  # fmt: skip
def test_names_are_found_in_english_sentences(sentence: str, expected: list[str]) -> None:
    assert found(sentence, "en") == expected


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("أفاد مصدر بأن الأمل ما زال قائما وبحماس كبير", "ar"),
        ("فتح الباب في البيت وفي المدينة على الجزيرة الجديدة", "ar"),
        ("انطلقت في الرياض ندوة عن الحياة والشباب والمستقبل", "ar"),
        ("تعد الإبل من الأصول القديمة وكانت قديما للنقل", "ar"),
        ("who is the guardian of an orange, in total?", "en"),
        ("Let the unit fly to Las Vegas in good time, the judge said", "en"),
    ],
)
def test_common_words_are_no_organisations_without_context(sentence: str, language: str) -> None:
    assert found(sentence, language) == []


def test_the_islamic_state_is_rebel_and_of_no_country() -> None:
    row = organisations()["islamic-state"]
    assert (row["name"], row["country"], row["sector"], row["kind"]) == ("Islamic State", "", "REB", "armed group")


def test_the_houthis_are_called_so() -> None:
    row = organisations()["houthi"]
    assert (row["name"], row["country"], row["sector"]) == ("Houthis", "YEM", "REB")
