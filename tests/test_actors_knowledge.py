"""The tables that actors are found with, and the register that is compiled from them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from timeline import cache, languages
from timeline.actors import ActorContext, Register, find
from timeline.text import Text, normalise
from timeline.tsv import data_path, read_table, split_list

CODES = ("ar", "en")
_SECTORS = "GOV MIL COP REB PTY JUD LEG SPY OPP IGO NGO CVL BUS MED EDU REL CRM UNK"
SECTORS = set(_SECTORS.split())


@pytest.mark.parametrize("code", CODES)
def test_every_country_has_a_name_in_each_language(code: str) -> None:
    known = {row["alpha3"] for row in read_table(data_path("knowledge", "countries.tsv"))}
    named = {row["alpha3"]: row for row in languages.load(code).table("countries")}
    assert set(named) == known
    assert all(row["names"] for row in named.values())


def test_country_codes_are_unique_and_coordinates_are_on_earth() -> None:
    rows = read_table(data_path("knowledge", "countries.tsv"))
    for column in ("alpha3", "alpha2", "name"):
        assert max(Counter(row[column] for row in rows).values()) == 1, column
    assert all(-90 <= float(row["latitude"]) <= 90 and -180 <= float(row["longitude"]) <= 180 for row in rows)


@pytest.mark.parametrize("code", CODES)
def test_no_name_means_two_countries(code: str) -> None:
    names = Counter(
        name
        for row in languages.load(code).table("countries")
        for name in {normalise(name, code) for name in split_list(row["names"])}
    )
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("code", CODES)
def test_common_nouns_are_listed_once_with_a_known_sector(code: str) -> None:
    rows = languages.load(code).table("groups")
    assert max(Counter(row["noun"] for row in rows).values()) == 1
    assert {row["sector"] for row in rows} <= SECTORS
    kinds = {"member", "force", "holder", "people", "relative", "body", "state", "states", "local"}
    assert {row["kind"] for row in rows} <= kinds
    assert {row["form"] for row in rows} <= {"person", "group", "body"}
    assert all(row["english"] for row in rows)


@pytest.mark.parametrize("code", CODES)
def test_institutions_and_portfolios_are_the_same_in_all_languages(code: str) -> None:
    pack = languages.load(code)
    for table, key in (("institutions", "institution"), ("portfolios", "portfolio")):
        known = {row["id"] for row in read_table(data_path("knowledge", f"{table}.tsv"))}
        assert {row[key] for row in pack.table(table)} == known


@pytest.mark.parametrize("code", CODES)
def test_given_names_are_many_and_unique(code: str) -> None:
    names = [row["name"] for row in languages.load(code).table("given_names")]
    assert len(names) == len(set(names)) >= 800


def test_lookup_shows_what_a_name_may_mean() -> None:
    register = Register.load(languages.load("ar"))
    assert [actor.actor_id for actor in register.lookup("تركيا")] == ["st:TUR"]
    assert "Islamic State" in {actor.name for actor in register.lookup("داعش")}
    assert register.lookup("كلمة لا تعني أحدا") == []


def test_tables_of_a_user_add_to_the_packages_own(tmp_path: Path) -> None:
    (tmp_path / "ar").mkdir()
    (tmp_path / "organisations.tsv").write_text(
        "id\tname\tkind\tcountry\tsector\tfrom\tto\tparent\twikidata_id\tbasis\tnote\n"
        "falcons-of-wadi\tFalcons of the Wadi\tarmed group\tYEM\tREB\t\t\t\t\trecall\t\n",
        encoding="utf-8",
    )
    (tmp_path / "ar" / "organisations.tsv").write_text(
        "id\tnames\tambiguous\nfalcons-of-wadi\tصقور الوادي\t\n", encoding="utf-8"
    )
    pack = languages.load("ar")
    register = Register.load(pack, (tmp_path,))
    (mention,) = find(Text("هاجمت صقور الوادي البلدة", pack), register, ActorContext())
    assert (mention.actor.name, mention.country, mention.sector) == ("Falcons of the Wadi", "YEM", "REB")
    assert "داعش" not in [actor.actor_id for actor in register.lookup("صقور الوادي")]


def test_a_damaged_cache_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    pack = languages.load("en")
    before = Register.load(pack).lookup("Taliban")
    for path in tmp_path.iterdir():
        path.write_bytes(b'{"phrases":1')
    assert Register.load(pack).lookup("Taliban") == before
