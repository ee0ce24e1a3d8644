"""What a field holds by the words its name is made of, alone or with the name of what it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from inspector.datatypes.by_name.phrases import PHRASES, Phrase
from inspector.datatypes.by_name.words import is_word, words_of

_SPLIT = re.compile(r"[.\[\]\"]+")
_PREFIX_LENGTH = 3  # letters of somebody's own short word before a name: "moe_", "ct_"
_LEAST_AFTER_PREFIX = 2
_WHICH = frozenset({"id", "name", "code", "value"})
_MOST_ABOVE = 2  # names further up that a name is read with


@lru_cache(20_000)
def phrases_of(field: str) -> tuple[Phrase, ...]:
    """The phrases that a name's words make, in the table's order; () of a single word and of what is no name."""
    words = words_of(field)
    if len(words) < 2:
        return ()
    found = _matching(frozenset(words))
    if not found and len(words) > _LEAST_AFTER_PREFIX and _is_prefix(words[0]):
        found = _matching(frozenset(words[1:]))
    return found


@lru_cache(20_000)
def phrases_within(field: str, path: str) -> tuple[Phrase, ...]:
    """The phrases that a field's name makes with the one or two names right above it: "level" within "battery"."""
    names = [name for name in _SPLIT.split(path) if name and not name.isdigit()]
    own, above = frozenset(words_of(field)), frozenset[str]()
    for name in names[-2 : max(0, len(names) - 2 - _MOST_ABOVE) : -1]:  # the part, such as "body", says nothing
        words = words_of(name)
        if not own or not words:
            return ()
        above = above.union(words)
        found = tuple(one for one in _matching(own | above) if not one.alone and _adds(one, own))
        if found:
            return found
    return ()


def _adds(phrase: Phrase, own: frozenset[str]) -> bool:
    """Whether a name is part of what is said and not something about it: "level", or the "id" or "value" of it."""
    return own <= _WHICH or any(group & own for group in phrase.groups)


def says_hash(field: str) -> bool:
    """Whether a name says that what it holds is hashed: "phoneSha256"."""
    return "hash" in words_of(field)


@lru_cache(20_000)
def is_telling(field: str) -> bool:
    """Whether a name makes a phrase, or may be the end of one."""
    words = words_of(field)
    if not words:
        return False
    return bool(phrases_of(field)) or (_IN_GROUPS.issuperset(words[-1:]) and _ALL.issuperset(words))


def _matching(words: frozenset[str]) -> tuple[Phrase, ...]:
    return tuple(one for one in _candidates(words) if _is_made_of(one, words))


def _candidates(words: Iterable[str]) -> Iterable[Phrase]:
    numbers = sorted({number for word in words for number in _BY_WORD.get(word, ())})
    return (PHRASES[number] for number in numbers)


def _is_made_of(phrase: Phrase, words: frozenset[str]) -> bool:
    """A word of each group, each another one, and nothing else but what may stand beside."""
    rest = words - phrase.beside
    if not all(group & words for group in phrase.groups) or not rest <= phrase.all_words:
        return False
    return len(phrase.groups) == 1 or len(words & phrase.all_words) >= len(phrase.groups)


def _is_prefix(word: str) -> bool:
    return len(word) <= _PREFIX_LENGTH and not is_word(word)


def _index() -> dict[str, tuple[int, ...]]:
    table: dict[str, tuple[int, ...]] = {}
    for number, phrase in enumerate(PHRASES):
        for word in phrase.groups[0]:
            table[word] = (*table.get(word, ()), number)
    return table


_BY_WORD = _index()
_IN_GROUPS = frozenset[str]().union(*(phrase.all_words for phrase in PHRASES))
_ALL = _IN_GROUPS.union(*(phrase.beside for phrase in PHRASES))
