"""Where the syntax asks for a verb: there a word that is mostly a noun is one after all («صوت البرلمان»)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from timeline.events.syntax import Syntax
from timeline.text import Text

if TYPE_CHECKING:
    from timeline.events.sentences import Item, Sentence

FRONTED = 2
"""Before how many words at most a place or time at the head of a sentence stands («وفي بغداد صوت البرلمان»)."""


def behind_particle(text: Text, syntax: Syntax, token: int, sentence: Sentence) -> bool:
    """Does a word stand behind what only past verbs follow («وقد», «بعد أن»)?"""
    if token == sentence.first:
        return False
    before = text.words[token - 1]
    if before in syntax.past_particles:
        return True
    return token - 1 > sentence.first and f"{text.words[token - 2]} {before}" in syntax.past_particles


def is_verb_there(
    text: Text,
    syntax: Syntax,
    token: int,
    clitics: str,
    sure: bool,
    sentence: Sentence,
    item_at: Mapping[int, Item],
) -> bool:
    """Does the place of a word that is mostly no verb ask for one?

    So it does behind what only verbs follow («وقد صوت …»); unless only that is `sure`, also where a clause opens and
    its subject follows, somebody who agrees in gender and case, or what is told («رأى أن …»).
    """
    words = text.words
    if token in item_at:
        return False
    if not clitics and behind_particle(text, syntax, token, sentence):
        return True
    behind = token + 1
    if sure or behind >= sentence.behind:
        return False
    if token > sentence.first and words[token - 1] not in syntax.clause_openers:
        fronted = item_at.get(token - 1)
        if fronted is None or (fronted.place is None and fronted.time is None):
            return False
        if fronted.first > sentence.first + FRONTED:
            return False
    if words[behind] in syntax.complementisers:
        return True
    subject = item_at.get(behind)
    if subject is None or subject.mention is None or subject.adjective:
        return False
    mention = subject.mention
    if text.starts[behind] < mention.span.start:  # behind a preposition
        return False
    if mention.actor.kind == "person" or words[behind].endswith(tuple(syntax.people_endings)):
        return True
    if mention.actor.kind == "unnamed" and words[behind].endswith(tuple(syntax.oblique_endings)):
        return False
    itself = mention.actor.actor_id == f"st:{mention.country}"  # and not its parliament
    return gender(subject, text, syntax, itself) != "f"


def gender(item: Item, text: Text, syntax: Syntax, state: bool) -> str:
    """The gender of a noun phrase as `gender_of` tells it; `state` says that its head names a state."""
    if not syntax.feminine_endings or item.mention is None:
        return ""
    word = text.words[item.first]
    if state and item.mention.head.start <= item.mention.span.start:
        return "m" if any(word.endswith(name) for name in syntax.masculine_states) else "f"
    return "f" if any(word.endswith(ending) for ending in syntax.feminine_endings) else "m"
