"""What kinds of acts PLOVER's types are, where coding treats several of them alike."""

from __future__ import annotations

SPOKEN = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT"})
"""Types that are speech, and that one side repeats to another in the course of a report."""
UTTERED = frozenset({"THREATEN", "REJECT"})
"""Types whose words speak of what will or would be done: that they are said is what happens."""
VOICED = UTTERED | {"ACCUSE", "SUPPORT"}
"""Types that are not undone by a denial of what was said («نفت أنقرة اتهامات …»)."""
OWN_WORDS = SPOKEN | {"AGREE"}
"""Types of which the actor is himself who says so: no source beside him."""
GOVERNING = frozenset({"REQUEST", "AGREE", "THREATEN", "REJECT", "CONCEDE"})
"""Speech acts whose content is not itself reported as happening."""
SPEECH_ACTS = GOVERNING | {"ACCUSE", "SUPPORT"}
"""Types that words alone can perform."""
COOPERATIVE = frozenset({"CONSULT", "COOPERATE", "AID", "SUPPORT", "CONCEDE"})
"""Types that become AGREE while they are only planned (PLOVER)."""
MATERIAL = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT", "MOBILIZE", "AID", "PROTEST", "COOPERATE"})
"""Types that are deeds."""
ON_THE_GROUND = (MATERIAL - {"COOPERATE"}) | {"CONSULT"}
"""Types that happen at a place which reports mostly name; the others are words, said wherever their speaker is."""
SITED = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})
"""Types of which a report tells several, town by town."""
DEADLY = frozenset({"ASSAULT", "SANCTION", "COERCE", "PROTEST"})
"""Types that a toll may belong to."""
RESUMED = SPOKEN | {"ASSAULT", "COERCE", "CONSULT", "SANCTION", "RETREAT"}
"""Types that a report comes back to, between the same sides, in other words and at any distance."""
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "ASSAULT"})
"""Types that two sides do to each other, so that words for both of them name actor and recipient at once."""
MEETINGS = frozenset({"CONSULT", "COOPERATE"})
"""Types of events at which much else is said."""
MANNERS = {
    **dict.fromkeys(SPOKEN, "said"), **dict.fromkeys(("AGREE", "CONCEDE", "COOPERATE"), "agreed"), "CONSULT": "met"
}  # fmt: skip
"""Types of events by how reports place them; all others are done on the ground."""
