"""The query of a URL."""

from __future__ import annotations

from urllib.parse import unquote_plus

from inspector.records import Value

_PAIRS_LIMIT = 20_000


def parse(query: str) -> dict[str, Value]:
    """Names to values, percent-decoded; a name that comes again has a list. Never raises."""
    found: dict[str, Value] = {}
    for pair in query.split("&", _PAIRS_LIMIT):
        name, _, value = pair.partition("=")
        if pair:
            add(found, unquote_plus(name, errors="replace"), unquote_plus(value, errors="replace"))
    return found


def add(found: dict[str, Value], name: str, value: Value) -> None:
    """Puts a value to a name that may have some already."""
    if name not in found:
        found[name] = value
    elif isinstance(found[name], list):
        found[name].append(value)
    else:
        found[name] = [found[name], value]
