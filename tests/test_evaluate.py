"""Evaluation: which events are paired, which fields count as right, and the figures that follow, computed by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from timeline.evaluation import GoldError, evaluate, reliability
from timeline.evaluation.documents import Happening, Party, Site, occurrence
from timeline.evaluation.matching import nearness, pair, same_parties, same_party, same_site, sentence_around
from timeline.evaluation.quality import ScorerError, folder_digest, measure
from timeline.evaluation.reliability import Reliability, rate
from timeline.model import Span
from timeline.pipeline import build
from timeline.release import ReleaseError

Record = dict[str, Any]

RAID = (
    "Turkey bombed Afrin on Monday, killing three soldiers. Iran condemned the raid. The minister will visit Cairo "
    "next week. The olive harvest in the valley was good this time, the farmers' association wrote, and prices have "
    "risen. Few people came to the market."
)
MEETING = "التقى وزير الخارجية المصري نظيره الأردني في عمان أمس، وبحثا الوضع في غزة."
RECIPE = "Beat the eggs until they surrender. Add sugar, and do not resist the urge to taste it."

AFRIN = {"text": "Afrin", "name": "Afrin", "country": "SYR", "lat": 36.51, "lon": 36.87}
AMMAN = {"text": "عمان", "name": "Amman", "country": "JOR", "lat": 31.95, "lon": 35.93}
CAIRO = {"text": "غزة", "name": "Cairo", "country": "EGY", "lat": 30.06, "lon": 31.25}
TURKEY = {"text": "Turkey", "name": "Turkey", "country": "TUR", "sector": "MIL"}
IRAN = {"text": "Iran", "name": "Iran", "country": "IRN", "sector": "GOV"}
SHOUKRY = {"text": "وزير الخارجية المصري", "name": "Foreign minister of Egypt", "country": "EGY", "sector": "GOV"}


def event(type_: str, trigger: str, day: str, **fields: Any) -> Record:
    plain = {
        "nth": 0, "mode": "", "end": day, "precision": "day", "actors": [], "recipients": [], "place": None,
        "status": "asserted", "speaker": None, "killed": None, "injured": None, "captured": None, "core": True,
    }  # fmt: skip
    return {"id": 1, "type": type_, "trigger": trigger, "start": day, **plain, **fields}


BOMBED = event("ASSAULT", "bombed", "2020-05-04", mode="aerial", actors=[TURKEY], place=AFRIN, killed=[3, 3])
CONDEMNED = event("ACCUSE", "condemned", "2020-05-04", mode="disapprove", actors=[IRAN])
VISIT = event("AGREE", "visit", "2020-05-11", end="2020-05-17", precision="week", status="planned", core=False)
MET = event("CONSULT", "التقى", "2020-05-04", actors=[SHOUKRY], place=AMMAN)
MONDAY = {"text": "Monday", "value": "2020-05-04"}
NEXT_WEEK = {"text": "next week", "value": "2020-05-11/2020-05-17"}

Annotated = dict[str, tuple[str, str, list[Record], list[Record]]]
GOLD: Annotated = {
    "meeting": (MEETING, "ar", [MET], []),
    "raid": (RAID, "en", [BOMBED, CONDEMNED, VISIT], [MONDAY, NEXT_WEEK]),
    "recipe": (RECIPE, "en", [], []),
}
PREDICTED: Annotated = {
    "meeting": (MEETING, "ar", [{**MET, "place": CAIRO}], []),
    "raid": (
        RAID,
        "en",
        [
            {**BOMBED, "killed": None},
            {**CONDEMNED, "type": "REJECT"},
            event("PROTEST", "came", "2020-05-05"),
        ],
        [MONDAY, {"text": "next week", "value": "2020-05-10"}, {"text": "this time", "value": "PRESENT_REF"}],
    ),
    "recipe": (RECIPE, "en", [event("ASSAULT", "Beat", "2020-05-05")], []),
}


def annotated(folder: Path, documents: Annotated, parts: dict[str, str] | None = None) -> Path:
    """A folder of annotated articles."""
    folder.mkdir(exist_ok=True)
    for name, (text, language, events, times) in documents.items():
        article = {"doc_id": name, "source": "test", "published": "2020-05-05", "lang": language, "text": text}
        (folder / f"{name}.json").write_text(json.dumps(article), "utf-8")
        found = {"doc_id": name, "events": events, "timexes": times}
        (folder / f"{name}.ann.json").write_text(json.dumps(found), "utf-8")
    if parts:
        rows = [f"{name}\t{part}" for name, part in parts.items()]
        (folder / "split.tsv").write_text("\n".join(["doc_id\tpart", *rows]) + "\n", "utf-8")
    return folder


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return annotated(tmp_path / "gold", GOLD, {"meeting": "tune", "raid": "check", "recipe": "tune"})


@pytest.fixture
def predicted(tmp_path: Path) -> Path:
    return annotated(tmp_path / "predicted", PREDICTED)


def test_rates_are_those_computed_by_hand(gold: Path, predicted: Path) -> None:
    """4 annotated and 5 predicted events: 3 lie near an annotated one, 2 have its type, 1 is a whole record."""
    report = evaluate(predicted, gold, bootstrap=0)
    figures = report.figures
    assert (figures.documents, figures.gold_events, figures.predicted_events) == (3, 4, 5)
    assert (figures.detection.precision, figures.detection.recall) == (3 / 5, 3 / 4)
    assert (figures.typed.precision, figures.typed.recall) == (2 / 5, 2 / 4)
    assert (figures.record.precision, figures.record.recall) == (1 / 5, 1 / 4)
    assert figures.detection.f1 == pytest.approx(2 * 3 / 9)
    assert figures.typed.f1 == pytest.approx(2 * 2 / 9)
    assert figures.record.f1 == pytest.approx(2 * 1 / 9)
    assert figures.core_recall == 2 / 3


def test_time_rates_are_those_computed_by_hand(gold: Path, predicted: Path) -> None:
    """2 annotated and 3 predicted expressions: both spans are found, one of them with its value."""
    figures = evaluate(predicted, gold, bootstrap=0).figures
    assert figures.time_spans is not None
    assert figures.time_values is not None
    assert (figures.time_spans.precision, figures.time_spans.recall) == (2 / 3, 1)
    assert (figures.time_values.precision, figures.time_values.recall) == (1 / 3, 1 / 2)


def test_fields_are_counted_over_the_typed_pairs(gold: Path, predicted: Path) -> None:
    fields = evaluate(predicted, gold, bootstrap=0).figures.fields
    assert {name: (share.value, share.of) for name, share in fields.items()} == {
        "actor": (1, 2), "core": (1, 2), "mode": (1, 1), "numbers": (0, 1), "place": (0.5, 2), "precision": (1, 2),
        "recipient": (1, 2), "speaker": (1, 2), "start date": (1, 2), "status": (1, 2), "trigger": (1, 2),
        "whole date": (1, 2),
    }  # fmt: skip


def test_each_miss_belongs_to_one_class(gold: Path, predicted: Path) -> None:
    report = evaluate(predicted, gold, bootstrap=0)
    assert {kind: by_type for kind, by_type in report.misses.items() if by_type} == {
        "missed, others near": {"AGREE": 1},
        "wrong type": {"ACCUSE → REJECT": 1},
        "spurious, none near": {"PROTEST": 1},
        "spurious, article without events": {"ASSAULT": 1},
    }
    assert report.lost == {"place": 1}


def test_misses_of_held_out_articles_are_counted_but_not_shown(gold: Path, predicted: Path) -> None:
    report = evaluate(predicted, gold, bootstrap=0)
    assert {miss.document for miss in report.examples} == {"recipe"}
    assert "condemned" not in json.dumps(report.as_dict())
    assert "[Beat]" in report.examples_text()


def test_figures_by_language_and_type(gold: Path, predicted: Path) -> None:
    report = evaluate(predicted, gold, bootstrap=0)
    assert report.languages["ar"].typed.f1 == 1
    assert report.languages["ar"].record.f1 == 0
    assert report.languages["en"].typed.recall == 1 / 3
    assault = report.types["ASSAULT"]
    assert (assault.gold_events, assault.predicted_events, assault.typed.precision, assault.typed.recall) == (
        1,
        2,
        0.5,
        1,
    )
    assert report.types["REJECT"].typed.f1 == 0


@pytest.mark.parametrize(
    ("chosen", "documents"),
    [({"split": "tune"}, 2), ({"language": "ar"}, 1), ({"docs": "^r"}, 2), ({"split": "check", "language": "en"}, 1)],
)
def test_articles_are_chosen_by_part_language_and_id(
    gold: Path, predicted: Path, chosen: dict[str, str], documents: int
) -> None:
    assert evaluate(predicted, gold, bootstrap=0, **chosen).figures.documents == documents  # type: ignore[arg-type]


def test_intervals_hold_the_figure_and_repeat_with_the_seed(gold: Path, predicted: Path) -> None:
    report = evaluate(predicted, gold, bootstrap=200)
    low, high = report.intervals["typed F1"]
    assert 0 <= low <= report.figures.typed.f1 <= high <= 1
    assert low < high
    assert evaluate(predicted, gold, bootstrap=200).intervals == report.intervals
    assert report.types["ASSAULT"].interval is not None


def test_a_figure_can_be_asked_for_by_name(gold: Path, predicted: Path) -> None:
    figures = evaluate(predicted, gold, bootstrap=0).figures
    assert figures.value("typed F1") == figures.typed.f1
    assert figures.value("time values R") == 0.5
    assert figures.value("core recall") == 2 / 3
    assert figures.value("place") == 0.5
    assert figures.value("beauty") is None


def test_the_report_reads_as_text_and_as_json(gold: Path, predicted: Path) -> None:
    report = evaluate(predicted, gold, bootstrap=50)
    text = str(report)
    assert "typed        P 0.400  R 0.500  F1 0.444" in text
    assert "language ar" in text
    assert "ACCUSE → REJECT 1" in text
    data = json.loads(report.json())
    assert data["typed"] == {"P": 0.4, "R": 0.5, "F": 0.444}
    assert data["fields"]["place"] == [0.5, 2]
    assert data["languages"]["ar"]["gold events"] == 1


def test_what_annotators_differed_on_is_held_against_nobody(tmp_path: Path) -> None:
    """An optional event is neither missed nor spurious, and either reading of a field is right."""
    other_day = {**BOMBED, "start": "2020-05-03", "end": "2020-05-03"}
    perhaps = {**CONDEMNED, "optional": True}
    later = {**MONDAY, "value": "2020-05-11"}
    gold: Annotated = {
        "found": (RAID, "en", [{**BOMBED, "also": other_day}, perhaps], [{**MONDAY, "optional": True}]),
        "not": (RAID + " ", "en", [perhaps], [{**MONDAY, "also": later["value"]}]),
    }
    predicted: Annotated = {
        "found": (RAID, "en", [other_day, CONDEMNED], [MONDAY]),
        "not": (RAID + " ", "en", [], [later]),
    }
    folders = annotated(tmp_path / "predicted", predicted), annotated(tmp_path / "gold", gold)
    figures = evaluate(*folders, bootstrap=0).figures
    assert (figures.gold_events, figures.predicted_events) == (1, 1)
    assert figures.record.f1 == 1
    assert figures.time_values is not None
    assert figures.time_values.f1 == 1


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A release of two articles, and annotations that say the same as the release."""
    folder = tmp_path_factory.mktemp("built")
    texts = {"raid": (RAID, "en"), "meeting": (MEETING, "ar")}
    records = [
        {"id": f"other id {name}", "text": text, "language": language, "published": "2020-05-05"}
        for name, (text, language) in texts.items()
    ]
    (folder / "articles.jsonl").write_text("\n".join(json.dumps(record) for record in records), "utf-8")
    build([folder / "articles.jsonl"], folder / "release")
    said = {
        name: (text, language, *what_it_says(folder / "release", name, text))
        for name, (text, language) in texts.items()
    }
    return folder / "release", annotated(folder / "gold", said)


def rows_of(release: Path, table: str) -> list[Record]:
    return list(pq.read_table(release / "data" / f"{table}.parquet").to_pylist())


def what_it_says(release: Path, name: str, text: str) -> tuple[list[Record], list[Record]]:
    """Events and times of an article of a release in the form of an annotation."""
    article = next(
        row["article_id"] for row in rows_of(release, "articles") if row["document_id"] == f"other id {name}"
    )
    places = {row["location_id"]: row for row in rows_of(release, "locations")}
    actors = {row["actor_id"]: row for row in rows_of(release, "actors")}
    events = []
    for row in (row for row in rows_of(release, "events") if row["article_id"] == article):
        roles: dict[str, list[Record]] = {"actor": [], "recipient": [], "speaker": []}
        for one in (one for one in rows_of(release, "event_actors") if one["event_id"] == row["event_id"]):
            said = {"text": one["mention_text"], "name": actors[one["actor_id"]]["name"]}
            roles[one["role"]].append({**said, "country": one["country"], "sector": one["sector"]})
        fields: Record = {
            toll: row[f"{toll}_low"] and [row[f"{toll}_low"], row[f"{toll}_high"]]
            for toll in ("killed", "injured", "captured")
        }
        if row["location_id"]:
            place = places[row["location_id"]]
            fields["place"] = {"name": place["name"], "country": place["country"]}
            fields["place"] |= {"lat": place["latitude"], "lon": place["longitude"]}
        fields |= {"nth": text[: row["trigger_start"]].count(row["trigger_text"]), "end": str(row["date_end"])}
        fields |= {"mode": row["event_mode"], "precision": row["date_precision"], "status": row["status"]}
        fields |= {"actors": roles["actor"], "recipients": roles["recipient"], "core": row["core"]}
        fields["speaker"] = next(iter(roles["speaker"]), None)
        events.append(event(row["event_type"], row["trigger_text"], str(row["date_start"]), **fields))
    times = [
        {"text": row["text"], "nth": text[: row["start"]].count(row["text"]), "value": row["value"]}
        for row in rows_of(release, "timexes")
        if row["article_id"] == article and row["type"] == "DATE"
    ]
    return events, times


def test_a_release_agrees_wholly_with_annotations_that_say_the_same(built: tuple[Path, Path]) -> None:
    """Articles are recognised by their texts: here the release knows them by other ids."""
    release, gold = built
    report = evaluate(release, gold, bootstrap=0)
    figures = report.figures
    assert figures.gold_events >= 3
    assert report.absent == ()
    assert figures.record.f1 == figures.typed.f1 == figures.detection.f1 == 1
    assert all(share.value == 1 for share in figures.fields.values())
    assert figures.time_values is not None
    assert figures.time_values.f1 == 1


def test_a_release_against_altered_annotations_loses_just_that(built: tuple[Path, Path], tmp_path: Path) -> None:
    """Of n events one changes its type and one its day: n - 1 are typed, n - 2 whole records."""
    release, gold = built
    altered = {}
    for path in sorted(gold.glob("*.ann.json")):
        article = json.loads((gold / path.name.replace(".ann", "")).read_text("utf-8"))
        said = json.loads(path.read_text("utf-8"))
        altered[article["doc_id"]] = (article["text"], article["lang"], said["events"], said["timexes"])
    events = altered["raid"][2]
    assert len(events) >= 2
    number = sum(len(some) for _, _, some, _ in altered.values())
    events[0] = {**events[0], "type": "COOPERATE"}
    events[1] = {**events[1], "start": "1999-01-01"}
    figures = evaluate(release, annotated(tmp_path / "altered", altered), bootstrap=0).figures
    assert figures.typed.precision == figures.typed.recall == pytest.approx((number - 1) / number)
    assert figures.record.recall == pytest.approx((number - 2) / number)
    assert figures.fields["start date"].value == pytest.approx((number - 2) / (number - 1))


def test_articles_that_were_not_coded_count_as_empty_and_are_named(built: tuple[Path, Path], gold: Path) -> None:
    release, _ = built
    report = evaluate(release, gold, bootstrap=0)
    assert report.absent == ("recipe",)
    assert "not coded: recipe" in str(report)


def test_a_word_that_the_text_lacks_is_an_error_that_names_file_and_word(tmp_path: Path) -> None:
    folder = annotated(tmp_path / "gold", {"raid": (RAID, "en", [event("AID", "donated", "2020-05-04")], [])})
    with pytest.raises(GoldError, match=r"raid\.ann\.json.*'donated'"):
        evaluate(folder, folder)


def test_an_empty_choice_is_an_error_that_says_what_was_asked(gold: Path, predicted: Path) -> None:
    with pytest.raises(GoldError, match="language 'fr'"):
        evaluate(predicted, gold, language="fr")


def test_a_folder_that_is_no_release_is_an_error(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReleaseError, match=r"datapackage\.json"):
        evaluate(tmp_path / "empty", gold)


def happening(start: int, type_: str = "AID", *, optional: bool = False) -> Happening:
    none = (None, None, None)
    days = ("2020-05-05", "2020-05-05")
    return Happening(
        Span(start, start + 2), type_, "", days, "day", (), (), None, "asserted", None, none, True, optional=optional
    )


def test_sentences_end_with_marks_of_both_scripts_and_with_lines() -> None:
    text = "One two. ماذا؟ three\nfour… five"
    assert [sentence_around(text, text.index(word)).of(text).strip() for word in ("two", "ماذا", "three", "five")] == [
        "One two",
        "ماذا",
        "three",
        "five",
    ]


def test_events_are_near_within_their_sentence_or_sixty_code_points() -> None:
    text = "x" * 100 + ". " + "y" * 100 + "."
    assert nearness(text, happening(0), happening(90)) > 0
    assert nearness(text, happening(80), happening(142)) > 0
    assert nearness(text, happening(80), happening(143)) == 0
    assert nearness(text, happening(10), happening(10)) == 1


def test_nearest_events_pair_first_and_each_once() -> None:
    text = "x" * 200
    gold, guesses = [happening(10), happening(60)], [happening(58), happening(14), happening(12)]
    pairs = pair(text, gold, guesses, typed=True)
    assert {(a.trigger.start, b.trigger.start) for a, b in pairs} == {(10, 12), (60, 58)}


def test_untyped_pairing_prefers_the_same_type_and_firm_events() -> None:
    text = "x" * 200
    gold = [happening(10, "AID"), happening(20, "AGREE")]
    assert pair(text, gold, [happening(12, "AGREE")], typed=False)[0][0].type == "AGREE"
    either = [happening(10, optional=True), happening(10)]
    assert not pair(text, either, [happening(10)], typed=True)[0][0].optional


def party(text: str, name: str, country: str = "", sector: str = "") -> Party:
    return Party(text, name, country, sector)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (party("Ankara", "Turkey", "TUR", "GOV"), party("Erdoğan", "Recep Tayyip Erdoğan", "TUR", "GOV"), True),
        (party("rebels", "rebels", "SYR", "REB"), party("fighters", "armed men", "SYR", "REB"), False),
        (party("rebels", "", "SYR", "REB"), party("rebels", "", "TUR", "REB"), False),
        (party("rebels", "", "SYR", "REB"), party("rebels", "", "", "REB"), True),
        (party("a", "Syrian Observatory for Human Rights"), party("b", "Observatory for Human Rights, Syrian"), True),
        (party("a", "United Nations", "", "IGO"), party("b", "United States", "", "GOV"), False),
        (party("a", "The Houthis"), party("b", "Houthi"), True),
        (party("a", "African Union"), party("b", "European Union"), False),
    ],
)
def test_actors_are_the_same_by_words_name_or_branch_of_a_state(a: Party, b: Party, same: bool) -> None:
    assert same_party(a, b) is same
    assert same_party(b, a) is same


def test_lists_of_actors_agree_when_half_of_them_do() -> None:
    a, b, c = (party(name, name) for name in ("Alpha", "Beta", "Gamma"))
    assert same_parties([], [])
    assert not same_parties([a], [])
    assert same_parties([a, b, c], [a])
    assert not same_parties([a, b, c, c], [a])
    assert not same_parties([a], [b])


def test_places_are_the_same_when_near_or_of_one_name_and_country() -> None:
    homs, rastan = Site("Homs", "SYR", 34.73, 36.71), Site("Rastan", "SYR", 34.92, 36.73)
    aleppo = Site("Aleppo", "SYR", 36.20, 37.16)
    assert same_site(homs, rastan)
    assert not same_site(homs, aleppo)
    assert same_site(Site("Homs Governorate", "SYR", None, None), homs)
    assert not same_site(Site("Tripoli", "LBY", 32.9, 13.2), Site("Tripoli", "LBN", 34.4, 35.8))
    assert same_site(None, None)
    assert not same_site(homs, None)


def test_occurrences_are_counted_from_nought_and_may_overlap() -> None:
    assert occurrence("aaa", "aa", 1) == Span(1, 3)
    with pytest.raises(GoldError, match="at least 3 times"):
        occurrence("aaa", "aa", 2)


RATED = [(0.95, True), (0.9, True), (0.85, False), (0.15, False), (0.1, True)]


def test_reliability_is_the_share_right_by_bins_of_confidence() -> None:
    """Five events, six wanted: of the three with 0.8 and more two are right, of the two below 0.2 one."""
    table = rate(RATED, wanted=6, bins=5)
    assert [(b.low, b.events) for b in table.bins] == [(0, 2), (0.8, 3)]
    assert [(b.confidence, b.right) for b in table.bins] == [pytest.approx((0.125, 1 / 2)), pytest.approx((0.9, 2 / 3))]
    assert table.error == pytest.approx((2 * 0.375 + 3 * (0.9 - 2 / 3)) / 5)
    assert table.brier == pytest.approx((0.05**2 + 0.1**2 + 0.85**2 + 0.15**2 + 0.9**2) / 5)


def test_the_curve_trades_recall_for_precision() -> None:
    curve = {point.confidence: point for point in rate(RATED, wanted=6, bins=5).curve}
    assert (curve[0].events, curve[0].precision, curve[0].recall) == (5, 3 / 5, 3 / 6)
    assert (curve[0.8].events, curve[0.8].precision, curve[0.8].recall) == (3, 2 / 3, 2 / 6)
    assert curve[0.8].f1 == pytest.approx(2 * 2 / 9)


def test_reliability_of_a_release_counts_every_event_once(built: tuple[Path, Path]) -> None:
    release, gold = built
    table = reliability(release, gold)
    assert table.events + table.unrated == len(rows_of(release, "events"))
    assert all(b.right == 1 for b in table.bins)
    assert f"{table.events} events" in str(table)


def test_without_any_confidence_the_table_says_so(gold: Path, predicted: Path) -> None:
    table = reliability(predicted, gold)
    assert (table.events, table.unrated) == (0, 5)
    assert isinstance(table, Reliability)
    assert str(table) == "no event has a confidence (5 without)"


def test_the_speed_benchmark_codes_a_corpus_and_accounts_for_its_time() -> None:
    root = Path(__file__).parents[1]
    command = [sys.executable, "bench/coder.py", "--corpus", "tests/data/articles.jsonl", "--json"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["articles"] == len((root / "tests/data/articles.jsonl").read_text("utf-8").splitlines())
    assert sum(figures["shares"].values()) == pytest.approx(1, abs=0.01)
    assert figures["articles_per_second"] > 0


SCORER = """
import argparse, json
from pathlib import Path
from timeline.evaluation import evaluate
cli = argparse.ArgumentParser()
for name in ("release", "gold"): cli.add_argument(name, type=Path)
for name in ("--split", "--lang"): cli.add_argument(name)
cli.add_argument("--json", action="store_true")
a = cli.parse_args()
report = evaluate(a.release, a.gold, split=a.split, language=a.lang, bootstrap=0).as_dict()
print(json.dumps({"gold events": report["gold events"] + OFF, "typed": report["typed"]}))
"""


def test_quality_is_measured_by_part_and_language_and_holds_numbers_only(gold: Path, predicted: Path) -> None:
    found = measure(predicted, gold, bootstrap=10)
    assert {part: list(rows) for part, rows in found["figures"].items()} == {
        "check": ["all", "en"],
        "tune": ["all", "ar", "en"],
    }
    assert found["figures"]["check"]["en"]["gold events"] == 3
    assert found["figures"]["tune"]["all"]["documents"] == 2
    assert found["scorer_sha256"] is None
    said = json.dumps(found, ensure_ascii=False)
    assert not [word for word in ("raid", "meeting", "Afrin", "Beat", "التقى") if word in said]


def test_the_curve_over_confidence_is_measured_with_it(built: tuple[Path, Path]) -> None:
    curve = measure(*built, bootstrap=0)["confidence"]["all"]
    assert curve["events"] >= 3
    assert curve["curve"][0]["precision"] == curve["curve"][0]["recall"] == 1


def test_a_second_scorer_must_find_the_same(gold: Path, predicted: Path, tmp_path: Path) -> None:
    scorer = tmp_path / "scorer.py"
    scorer.write_text(SCORER.replace("OFF", "0"), "utf-8")
    assert len(measure(predicted, gold, scorer=scorer, bootstrap=0)["scorer_sha256"]) == 64
    scorer.write_text(SCORER.replace("OFF", "1"), "utf-8")
    with pytest.raises(ScorerError, match=r"gold events \(check\): expected 3, .* found 4; find out which"):
        measure(predicted, gold, scorer=scorer, bootstrap=0)
    scorer.write_text("raise SystemExit('no such thing')", "utf-8")
    with pytest.raises(
        ScorerError, match=r"expected figures as one JSON object, found exit code 1 and 'no such thing'"
    ):
        measure(predicted, gold, scorer=scorer, bootstrap=0)


def test_the_digest_of_a_gold_folder_changes_with_any_of_its_files(gold: Path) -> None:
    before = folder_digest(gold)
    assert folder_digest(gold) == before
    path = gold / "raid.ann.json"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    assert folder_digest(gold) != before
