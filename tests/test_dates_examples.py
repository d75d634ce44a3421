"""Every example of the language packs gets its value, and every counter-example none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
import yaml

from timeline import languages
from timeline.dates import tag
from timeline.text import Text

LANGUAGES = ("ar", "en")


@cache
def examples(language: str) -> dict[str, Any]:
    path = languages.load(language).folder / "examples.yaml"
    content: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))["dates"]
    return content


def read(language: str, phrase: str) -> list[tuple[str, str]]:
    reference: date = examples(language)["reference"]
    return [(found.type, found.value) for found in tag(Text(phrase, languages.load(language)), reference)]


def expressions() -> Iterator[tuple[str, str, str, str]]:
    for language in LANGUAGES:
        for entry in examples(language)["expressions"]:
            for phrase in entry["phrases"]:
                yield language, str(phrase), entry.get("type", "DATE"), str(entry["value"])


def chains() -> Iterator[tuple[str, str, list[str]]]:
    for language in LANGUAGES:
        for entry in examples(language)["chains"]:
            for phrase in entry["phrases"]:
                yield language, phrase, [str(value) for value in entry["values"]]


@pytest.mark.parametrize(("language", "phrase", "kind", "value"), list(expressions()))
def test_example_has_its_one_value(language: str, phrase: str, kind: str, value: str) -> None:
    assert read(language, phrase) == [(kind, value)]


@pytest.mark.parametrize(("language", "phrase", "values"), list(chains()))
def test_dates_count_from_the_right_antecedent(language: str, phrase: str, values: list[str]) -> None:
    assert [value for kind, value in read(language, phrase) if kind == "DATE"] == values


@pytest.mark.parametrize(
    ("language", "phrase"), [(language, str(phrase)) for language in LANGUAGES for phrase in examples(language)["none"]]
)
def test_counter_example_has_no_date(language: str, phrase: str) -> None:
    assert [value for kind, value in read(language, phrase) if kind == "DATE"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_pack_has_hundreds_of_examples(language: str) -> None:
    assert sum(len(entry["phrases"]) for entry in examples(language)["expressions"]) >= 300
