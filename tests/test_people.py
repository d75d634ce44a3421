"""The tables of people and offices hold together: ids, references, terms of office, and the names that news writes."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path

import pycountry
import pytest
from frictionless import Dialect, Resource, Schema
from frictionless.formats import CsvControl

from timeline.text import words_of
from timeline.tsv import data_path, read_table, split_list

LANGUAGES = ("ar", "en")
COUNTRIES = {country.alpha_3 for country in pycountry.countries} | {"XKX"}


@cache
def table(*parts: str) -> tuple[dict[str, str], ...]:
    return tuple(read_table(data_path(*parts)))


def people() -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in table("knowledge", "people.tsv")}


def offices() -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in table("knowledge", "offices.tsv")}


def organisations() -> set[str]:
    return {row["id"] for row in table("knowledge", "organisations.tsv")}


def earliest(date: str) -> str:
    return {4: f"{date}-01-01", 7: f"{date}-01", 0: "0000-00-00"}.get(len(date), date)


def latest(date: str) -> str:
    return {4: f"{date}-12-31", 7: f"{date}-31", 0: "9999-99-99"}.get(len(date), date)


def holder(office: str, country: str, day: str) -> set[str]:
    """Who held an office on a day, by the outer bounds of the dates."""
    return {
        row["person"]
        for row in table("knowledge", "holders.tsv")
        if (row["office"], row["country"]) == (office, country) and earliest(row["from"]) <= day <= latest(row["to"])
    }


def named(language: str, name: str) -> set[str]:
    """The people whose full names include this one, folded as texts are."""
    words = words_of(name, language)
    rows = table("languages", language, "people.tsv")
    return {row["id"] for row in rows for form in split_list(row["names"]) if words_of(form, language) == words}


@pytest.mark.parametrize(
    ("schema", "path"),
    [(f"knowledge/{name}", f"knowledge/{name}.tsv") for name in ("people", "offices", "holders", "memberships")]
    + [(f"languages/{n}", f"languages/{code}/{n}.tsv") for n in ("people", "offices") for code in LANGUAGES],
)
def test_tables_fit_their_schemas(schema: str, path: str) -> None:
    described = json.loads(data_path(f"{schema}.schema.json").read_text(encoding="utf-8"))
    described.pop("foreignKeys", None)  # across tables: checked below
    file = data_path(*path.split("/"))
    with_schema = Resource(
        path=file.name, basepath=str(Path(file).parent), format="csv", schema=Schema.from_descriptor(described),
        dialect=Dialect(controls=[CsvControl(delimiter="\t")]),
    )  # fmt: skip
    report = with_schema.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:5]


def test_tables_are_sorted_and_ids_are_unique() -> None:
    for name in ("people", "offices"):
        ids = [row["id"] for row in table("knowledge", f"{name}.tsv")]
        assert ids == sorted(set(ids))
    for name in ("holders", "memberships"):
        rows = [tuple(row.values()) for row in table("knowledge", f"{name}.tsv")]
        assert [row for row, times in Counter(rows).items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_person_and_office_has_names_in_each_language(language: str) -> None:
    assert {row["id"] for row in table("languages", language, "people.tsv")} == set(people())
    assert {row["id"] for row in table("languages", language, "offices.tsv")} == set(offices())


def test_references_exist() -> None:
    for row in table("knowledge", "holders.tsv"):
        assert row["person"] in people(), row
        assert row["office"] in offices(), row
        assert bool(row["country"]) == (offices()[row["office"]]["per_country"] == "yes"), row
    for row in table("knowledge", "memberships.tsv"):
        assert row["member"] in people() or row["member"] in organisations(), row
        assert not row["organisation"] or row["organisation"] in organisations(), row
    for row in table("knowledge", "offices.tsv"):
        assert not row["organisation"] or row["organisation"] in organisations(), row


def test_countries_are_real() -> None:
    for name in ("people", "offices", "holders", "memberships"):
        for row in table("knowledge", f"{name}.tsv"):
            assert not row["country"] or row["country"] in COUNTRIES, row
    for language in LANGUAGES:
        for row in table("languages", language, "offices.tsv"):
            assert set(split_list(row["country"])) <= COUNTRIES, row


def test_terms_begin_before_they_end() -> None:
    for name in ("holders", "memberships"):
        for row in table("knowledge", f"{name}.tsv"):
            assert earliest(row["from"]) <= latest(row["to"]), row


def test_an_office_that_one_person_holds_is_never_held_by_two() -> None:
    terms = defaultdict(list)
    for row in table("knowledge", "holders.tsv"):
        if offices()[row["office"]]["several"] == "no":
            terms[row["office"], row["country"]].append(row)
    for key, rows in terms.items():
        rows.sort(key=lambda row: (earliest(row["from"]), earliest(row["to"] or "9999")))
        for one, other in pairwise(rows):
            # Handover on one day is allowed; a year or month overlaps only where no reading of it fits.
            assert earliest(one["to"] or "9999") <= latest(other["from"]), (key, one, other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_forms_that_stand_alone_belong_to_one_person(language: str) -> None:
    owners = defaultdict(set)
    for row in table("languages", language, "people.tsv"):
        if row["famous"] == "yes":
            for form in split_list(row["short"]):
                owners[words_of(form, language)].add(row["id"])
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("office", "country", "day", "person"),
    [
        ("foreign-minister", "USA", "2015-08-05", "john-kerry"),
        ("foreign-minister", "SAU", "2015-08-05", "adel-al-jubeir"),
        ("foreign-minister", "RUS", "2019-03-22", "sergei-lavrov"),
        ("president", "YEM", "2015-08-01", "abd-rabbo-mansour-hadi"),
        ("prime-minister", "YEM", "2015-08-01", "khaled-bahah"),
        ("prime-minister", "IRQ", "2015-08-09", "haider-al-abadi"),
        ("president", "USA", "2019-03-22", "donald-trump"),
        ("crown-prince", "SAU", "2015-08-03", "mohammed-bin-nayef"),
        ("crown-prince", "SAU", "2019-03-22", "mohammed-bin-salman"),
        ("un-envoy-yemen", "", "2015-08-03", "ismail-ould-cheikh-ahmed"),
        ("un-envoy-syria", "", "2019-03-22", "geir-pedersen"),
        ("un-secretary-general", "", "2015-08-03", "ban-ki-moon"),
        ("coalition-spokesman", "", "2015-08-03", "ahmed-asiri"),
        ("sdf-spokesman", "", "2019-03-23", "mustafa-bali"),
        ("chancellor", "DEU", "2015-08-03", "angela-merkel"),
        ("islamic-state-leader", "", "2019-03-23", "abu-bakr-al-baghdadi"),
    ],
)
def test_holders_on_a_day(office: str, country: str, day: str, person: str) -> None:
    assert holder(office, country, day) == {person}


@pytest.mark.parametrize(
    ("language", "name", "person"),
    [
        ("ar", "دونالد ترمب", "donald-trump"),
        ("ar", "عبدالفتاح السيسي", "abdel-fattah-el-sisi"),
        ("ar", "رجب طيب إردوغان", "recep-tayyip-erdogan"),
        ("ar", "محمد بن سلمان بن عبدالعزيز", "mohammed-bin-salman"),
        ("ar", "انطونيو جوتيريش", "antonio-guterres"),
        ("ar", "كينو جبرييل", "kino-gabriel"),
        ("en", "Muammar Qaddafi", "muammar-gaddafi"),
        ("en", "Bashar Assad", "bashar-al-assad"),
        ("en", "Abdul Malik al-Houthi", "abdulmalik-al-houthi"),
        ("en", "Mohammad bin Salman", "mohammed-bin-salman"),
    ],
)
def test_spelling_variants_name_the_same_person(language: str, name: str, person: str) -> None:
    assert named(language, name) == {person}


def test_people_who_changed_sides_are_on_the_right_one() -> None:
    sides = [row for row in table("knowledge", "memberships.tsv") if row["member"] == "ahmed-al-sharaa"]
    on = {day: {r["sector"] for r in sides if earliest(r["from"]) <= day <= latest(r["to"])}
          for day in ("2015-08-01", "2025-06-01")}  # fmt: skip
    assert on == {"2015-08-01": {"REB"}, "2025-06-01": {"GOV"}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_ordinary_words_are_not_taken_for_famous_people(language: str) -> None:
    words = {"ar": ("صالح", "هادي", "بري", "صدام", "لولا", "مشار", "عباس"), "en": ("Ban", "May", "Kim", "Abbas")}
    famous = {
        words_of(form, language)
        for row in table("languages", language, "people.tsv")
        if row["famous"] == "yes"
        for form in split_list(row["short"])
    }
    assert [word for word in words[language] if words_of(word, language) in famous] == []
