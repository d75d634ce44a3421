"""Mentions by a part of a name: surnames after the full name, acronyms that the text defines, known short forms."""

from __future__ import annotations

from dataclasses import replace

from timeline.actors import entries as kind
from timeline.actors.entries import Item
from timeline.actors.phrase import Phrase
from timeline.actors.register import Register
from timeline.model import ActorMention, Span
from timeline.text import Text

_SHORTEST = 3
_LONGEST_ACRONYM = 12
_OPEN, _CLOSE = "(", ")"


def settle(
    text: Text, register: Register, items: list[Item], found: list[tuple[Phrase, ActorMention]]
) -> tuple[ActorMention, ...]:
    """All mentions in order: doubtful short forms only where the full name stands, with the later references."""
    full = {mention.actor.actor_id: mention for phrase, mention in found if phrase.basis not in {"short", "ambiguous"}}
    surnames, acronyms = _surnames(text, register, found), _acronyms(text, register, found)
    firsts = _first_names(text, found)
    within = {phrase.within for phrase, _ in found if phrase.within}
    kept: list[ActorMention] = []
    covered = bytearray(len(text))
    at = {item.first: item for item in items}
    for phrase, mention in found:
        if phrase.basis in {"short", "ambiguous"}:
            settled = _short(phrase, mention, at.get(phrase.head_first), full, {**firsts, **surnames}, within, text)
            if settled is None:
                continue
            mention = settled
        elif (
            phrase.basis == "adjective"
            and phrase.behind - phrase.first == 1
            and _after_cue(text, register, phrase.first)
        ):
            word = text.words[phrase.first][len(phrase.clitics) :]
            if word in surnames:
                mention = _refer(mention.span, mention.head, surnames[word], text)
        elif phrase.category == kind.ORGANISATION and phrase.behind - phrase.first == 1:
            word = text.words[phrase.first][len(phrase.clitics) :]
            if word in acronyms and _is_unlisted(acronyms[word]):
                mention = _refer(mention.span, mention.head, acronyms[word], text)
        kept.append(mention)
        covered[phrase.first : phrase.behind] = b"\1" * (phrase.behind - phrase.first)
    if surnames or acronyms:
        kept += _later(text, register, surnames, acronyms, covered, at)
        kept.sort(key=lambda mention: mention.span)
    return tuple(kept)


def _short(
    phrase: Phrase,
    mention: ActorMention,
    item: Item | None,
    full: dict[str, ActorMention],
    surnames: dict[str, ActorMention],
    within: set[str],
    text: Text,
) -> ActorMention | None:
    """A short form stands for whoever of its bearers the article names in full; nobody where it names none."""
    word = text.words[phrase.head_first][len(phrase.clitics) :]
    if word in surnames and phrase.basis == "short":
        return _refer(mention.span, mention.head, surnames[word], text)
    for entry in item.entries if item is not None else ():
        prefix = {kind.SHORT: "p:", kind.ORGANISATION: "o:"}.get(entry.kind)
        if prefix is not None and prefix + entry.key in full:
            return _refer(mention.span, mention.head, full[prefix + entry.key], text)
    if phrase.basis == "short" and phrase.person in within:
        return _refer(mention.span, mention.head, mention, text)
    return None


def _refer(span: Span, head: Span, earlier: ActorMention, text: Text) -> ActorMention:
    return replace(
        earlier, span=span, text=span.of(text.original), head=head, anaphoric=True, count=None,
        basis="reference", cited_as=None,
    )  # fmt: skip


def _is_unlisted(mention: ActorMention) -> bool:
    """Is it a body that only the text names, so that its acronym is no listed body's here?"""
    return not mention.actor.listed and mention.actor.kind in {"organisation", "armed group"}


def _after_cue(text: Text, register: Register, token: int) -> bool:
    return token > 0 and text.words[token - 1] in register.cues


def _surnames(text: Text, register: Register, found: list[tuple[Phrase, ActorMention]]) -> dict[str, ActorMention]:
    """The last word of each person's full name; a word that two persons share stands for the first."""
    surnames: dict[str, ActorMention] = {}
    for phrase, mention in found:
        if mention.actor.kind != "person" or phrase.name is None or phrase.basis == "short":
            continue
        first, behind = phrase.name
        words = [word for word in text.words[first:behind] if word.isalpha()]
        if len(words) < 2 or len(words[-1]) < _SHORTEST:
            continue
        if words[-1] in register.suffixes:
            continue
        surnames.setdefault(words[-1], mention)
        if words[-2] in register.binding:
            surnames.setdefault(f"{words[-2]} {words[-1]}", mention)
    return surnames


def _first_names(text: Text, found: list[tuple[Phrase, ActorMention]]) -> dict[str, ActorMention]:
    """The first word of each person's full name, for words that are known to be used as short forms."""
    firsts: dict[str, ActorMention] = {}
    for phrase, mention in found:
        if mention.actor.kind == "person" and phrase.name is not None and phrase.basis != "short":
            first, behind = phrase.name
            if behind - first > 1:
                word = text.words[first][len(phrase.clitics) :] if first == phrase.first else text.words[first]
                firsts.setdefault(word, mention)
    return firsts


def _acronyms(text: Text, register: Register, found: list[tuple[Phrase, ActorMention]]) -> dict[str, ActorMention]:
    """The words in brackets behind an organisation's name, in capitals where the script has them: «(قسد)», "(SNC)"; and
    the names that are one word ("Denwa Corp", "the port union, FNV,")."""
    words = text.words
    acronyms: dict[str, ActorMention] = {}
    for phrase, mention in found:
        if register.cased and phrase.named:
            own = [w for w in words[phrase.head_first : phrase.head_behind] if w not in register.legal_forms]
            if len(own) == 1 and len(own[0]) > 1:
                acronyms.setdefault(own[0], mention)
        here = phrase.behind
        if here < len(words) and words[here] == '"':
            here += 1
        if mention.actor.kind == "person" or here + 2 >= len(words) or words[here] != _OPEN:
            continue
        stop = here + 2
        if words[here + 1] == '"' and here + 4 < len(words) and words[here + 3] == '"':
            here, stop = here + 1, here + 4
        if words[stop] != _CLOSE:
            continue
        word = words[here + 1]
        if not word.isalpha() or not 2 <= len(word) <= _LONGEST_ACRONYM:
            continue
        upper = text.original[text.starts[here + 1] : text.ends[here + 1]].isupper()
        if register.cased and not upper:
            continue
        acronyms.setdefault(word, mention)
    return acronyms


def _later(
    text: Text,
    register: Register,
    surnames: dict[str, ActorMention],
    acronyms: dict[str, ActorMention],
    covered: bytearray,
    at: dict[int, Item],
) -> list[ActorMention]:
    """The uncovered tokens that are a surname or an acronym, with or without proclitics."""
    known = {**surnames, **acronyms}
    forms = {word: (0, word) for word in known if " " not in word}
    clitics = ("", *register.reference_clitics)
    if len(clitics) > 1:
        forms = {clitic + word: (len(clitic), word) for word in known if " " not in word for clitic in clitics}
    found: list[ActorMention] = []
    words = text.words
    done = -1
    for token, word in enumerate(words):
        if word not in forms or covered[token]:
            continue
        skipped, bare = forms[word]
        if register.cased and not text.capitalised(token):
            continue
        item = at.get(token)
        if item is not None and bare in surnames and item.has(kind.OTHER + kind.GROUP + kind.COUNTRY):
            continue
        earlier = known[bare]
        first = token
        if (
            token
            and words[token - 1] in register.binding
            and f"{words[token - 1]} {word}" in known
            and not covered[token - 1]
            and token - 1 > done
        ):
            first = token - 1
        done = token
        span = text.tokens_span(first, token + 1)
        if skipped:
            start = text.norm_starts[token] + skipped
            span = Span(text.span(start, start + 1).start, span.end)
        found.append(_refer(span, span, earlier, text))
    return found
