"""The query of a URL."""

from __future__ import annotations

from urllib.parse import unquote_plus, unquote_to_bytes

from inspector.decoders import charset
from inspector.records import Value

_PAIRS_LIMIT = 20_000


def parse(query: str) -> dict[str, Value]:
    """Names to values, percent-decoded; a name that comes again has a list. Never raises."""
    found: dict[str, Value] = {}
    for pair in query.split("&", _PAIRS_LIMIT):
        name, _, value = pair.partition("=")
        if pair:
            add(found, unquoted(name), unquoted(value))
    return found


def unquoted(text: str) -> str:
    """Percent-decoded; in UTF-8, or in the encoding its letters are of (Chinese SDKs still send GBK)."""
    plain = unquote_plus(text, errors="replace")
    if "\ufffd" not in plain:
        return plain
    raw = unquote_to_bytes(text.replace("+", " "))
    other = charset.of(raw)
    return other.decode(raw).decode("utf-8") if other is not None else plain


def add(found: dict[str, Value], name: str, value: Value) -> None:
    """Puts a value to a name that may have some already."""
    if name not in found:
        found[name] = value
    elif isinstance(found[name], list):
        found[name].append(value)
    else:
        found[name] = [found[name], value]
