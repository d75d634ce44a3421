"""English words of agreeing, meeting and acting together: what tells such an event, and what only looks like it."""

from __future__ import annotations

import pytest
from drafted import drafts


def told(sentence: str) -> set[str]:
    """The types of the events that a sentence may tell, all needs of their words met."""
    return {draft.type for draft in drafts(sentence, "en", "2016-03-10") if not draft.filled.lacking}


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("Canada has vowed to keep the strait open to shipping.", "AGREE"),
        ("Norway is committed to reducing its emissions.", "AGREE"),
        ("The Paris Club agreed to reschedule Zambia's debt.", "AGREE"),
        ("Portugal and Spain have settled a case about fishing rights.", "AGREE"),
        ("President Macron said he would honour the accord with Chad.", "AGREE"),
        ("Turkey will open an embassy in Lusaka in May.", "AGREE"),
        ("Parliament enacted legislation on data protection on Tuesday.", "AGREE"),
        ("A draft agreement between Serbia and Kosovo was published.", "AGREE"),
        ("Kenya's government stands ready to mediate between the rivals.", "AGREE"),
        ("Ministers held talks with the Paris Club in April.", "CONSULT"),
        ("The meeting of the Security Council on Libya lasted an hour.", "CONSULT"),
        ("Chancellor Merkel left for Ankara for talks with the president.", "CONSULT"),
        ("Norway facilitated talks between Colombia and the rebels.", "CONSULT"),
        ("Prime Minister Abe embarked on a tour of three African states.", "CONSULT"),
        ("The foreign minister conveyed a message to King Salman.", "CONSULT"),
        ("Cuba and the United States restored diplomatic relations last year.", "COOPERATE"),
        ("Finland and Sweden worked together on a common air defence.", "COOPERATE"),
        ("Security coordination between Israel and Egypt has continued.", "COOPERATE"),
    ],
)
def test_an_agreement_a_meeting_or_an_act_together_is_told(sentence: str, type_: str) -> None:
    assert type_ in told(sentence)


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("European officials welcomed the decision by Norway.", "CONSULT"),
        ("President Putin called the attacks on Tuesday a crime.", "CONSULT"),
        ("The drama was enacted on a small stage in Leeds.", "AGREE"),
        ("The minister left for school at eight.", "CONSULT"),
        ("Iran severed diplomatic relations with Morocco.", "COOPERATE"),
    ],
)
def test_words_in_other_uses_are_not_taken_for_it(sentence: str, type_: str) -> None:
    assert type_ not in told(sentence)
