"""Quality doesn't fall: figures over the annotated articles of tests/gold stay above the floors of quality.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from gold_articles import FOLDER, coverage, faults, write_json_lines

from timeline.contract.plover import event_types
from timeline.evaluation import Report, evaluate
from timeline.pipeline import build

FLOORS_FILE = Path(__file__).parent / "quality.toml"
FLOORS: dict[str, dict[str, float]] = tomllib.loads(FLOORS_FILE.read_text("utf-8"))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("quality")
    build([write_json_lines(folder / "gold.jsonl")], folder / "release")
    return evaluate(folder / "release", FOLDER, bootstrap=0)


@pytest.mark.parametrize(
    ("language", "figure", "floor"),
    [(language, figure, floor) for language, floors in FLOORS.items() for figure, floor in floors.items()],
)
def test_figure_stays_above_its_floor(report: Report, language: str, figure: str, floor: float) -> None:
    value = report.languages[language].value(figure)
    assert value is not None, f"{FLOORS_FILE.name}: expected the name of a figure, found {figure!r}"
    assert value >= floor, (
        f"{language} {figure}: expected at least {floor} ({FLOORS_FILE.name}), found {value:.3f} on {FOLDER}; "
        "find what made coding worse: floors only rise"
    )


def test_all_articles_were_coded(report: Report) -> None:
    assert report.absent == ()


def test_annotations_are_well_formed_and_fit_their_texts() -> None:
    assert faults() == []


def test_both_languages_have_all_event_types_several_times_and_articles_without_events() -> None:
    counts = coverage()
    assert set(counts) == {"ar", "en"}
    for language, count in counts.items():
        assert count["articles"] >= 18, language
        assert count["without events"] >= 5, language
        assert {type_ for type_ in event_types() if count[type_] < 3} == set(), language
