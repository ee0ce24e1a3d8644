"""Field names that mean something only below a certain name, or only with values of a form of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from inspector.datatypes.by_name.further_rules import FURTHER_RULES
from inspector.datatypes.by_name.in_context_rules import ENDING_RULES, RULES, TOP, Rule
from inspector.datatypes.kinds import plain_key

_SPLIT = re.compile(r"[.\[\]\"]+")
_INDEX = re.compile(r"\d+\Z")


def rules_of(key: str, path: str) -> Iterator[Rule]:
    """The rules that a field's name (without case and punctuation) and the names above it meet."""
    rules = _BY_KEY.get(key) or _by_ending(key)
    if not rules:
        return
    above, further, is_first = _above(path)
    for rule in rules:
        if rule.above and above not in rule.above:
            continue
        if rule.about and not further & rule.about:
            continue
        if rule.first and not is_first:
            continue
        yield rule


def is_ruled(key: str, path: str) -> bool:
    """Whether a rule says what fields of this name hold right below the name they stand in, met or not."""
    above, _, _ = _above(path)
    return any(above in rule.above for rule in _BY_KEY.get(key, ()))


def is_known(key: str) -> bool:
    """Whether any rule is about fields of this name."""
    return key in _BY_KEY or bool(_by_ending(key))


@lru_cache(20_000)
def _by_ending(key: str) -> tuple[Rule, ...]:
    """The rules of names that end so."""
    return tuple(rule for rule in ENDING_RULES if key.endswith(rule.keys))


@lru_cache(4096)
def _above(path: str) -> tuple[str, frozenset[str], bool]:
    """The name right above the last, those further above and the part, and whether all items on the way are first."""
    parts = [part for part in _SPLIT.split(path) if part]
    named = [plain_key(part) for part in parts if not _INDEX.match(part)]
    is_first = all(int(part[:9]) == 0 for part in parts if _INDEX.match(part))
    further = frozenset(named[:-2]) | (frozenset({TOP}) if len(named) <= 3 else frozenset())
    return (named[-2] if len(named) > 1 else ""), further, is_first


def _index() -> dict[str, tuple[Rule, ...]]:
    table: dict[str, tuple[Rule, ...]] = {}
    for rule in (*RULES, *FURTHER_RULES):
        for key in rule.keys:
            table[key] = (*table.get(key, ()), rule)
    return table


_BY_KEY = _index()
