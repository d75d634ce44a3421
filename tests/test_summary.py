"""The summary says what the fields say, on one line."""

from __future__ import annotations

import timeline
from timeline.events.summary import summary_of


def test_a_summary_names_actor_place_day_and_speaker() -> None:
    text = "Syrian rebels shelled Aleppo on Tuesday, the Syrian Observatory for Human Rights said."
    summaries = [summary_of(event) for event in timeline.code(text, published="2016-08-04").events]
    assert any("Aleppo" in s and "2016-08-02" in s and "Syrian Observatory" in s for s in summaries)


def test_a_name_that_runs_over_a_line_break_leaves_the_summary_on_one_line() -> None:
    text = (
        "اتهامات متبادلة بين الطرفين في بغداد\n"
        "اتهم النائب أحمد بن\nسالم العبيدي أمس الحكومة العراقية بتجاهل مطالب المحتجين في البصرة."
    )
    coding = timeline.code(text, published="2018-09-05")
    assert coding.events
    assert all("\n" not in summary_of(event) for event in coding.events)
