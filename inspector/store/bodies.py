"""A body as the file keeps it: its bytes where they stand already, its value only where the bytes do not say it."""

from __future__ import annotations

import json
from typing import Any

from inspector.records import Body, Decoded, Observation, Raw
from inspector.store.values import SEARCH_CHARS, clean, dump, says_its_texts, searchable

_SHORT_BYTES = 64  # so few bytes are kept once more rather than looked for
_STEPS: dict[tuple[str, ...], str] = {(): "[]", ("json",): '["json"]'}


def content_row(number: int, body: Body, raw: Raw | None) -> tuple[tuple[Any, ...], str | None]:
    """The row of the table content, and the text to be found by search: None where the row itself says it.

    `raw` is a row whose payload may hold the bytes.
    """
    data, decoded = body.data, body.decoded
    start = raw.payload.find(data) if raw is not None and len(data) > _SHORT_BYTES else -1
    place = (raw.id, start, len(data), None) if raw is not None and start >= 0 else (0, 0, 0, data)
    if decoded is None:
        return (number, *place, False, None, "[]", None, False), searchable(data)
    steps = _STEPS.get(decoded.steps) or json.dumps(decoded.steps)
    problem = clean(decoded.problem) if decoded.problem else None
    if _says_itself(decoded, data):
        return (number, *place, True, None, steps, problem, decoded.readable), None
    value = dump(decoded.value)
    row = (number, *place, True, value, steps, problem, decoded.readable)
    return row, None if says_its_texts(value) else searchable(decoded.value)


def said_in(o: Observation) -> str:
    """What of an observation itself can be found by search."""
    detail = o.detail
    lines = [o.title, o.host, str(detail.get("target") or ""), *(value for _, value in detail.get("headers_up") or ())]
    return clean("\n".join(lines)[:SEARCH_CHARS])


def _says_itself(decoded: Decoded, data: bytes) -> bool:
    """Whether the bytes are JSON in plain letters that means just this value: then they are its text as well."""
    return decoded.verbatim and data.isascii() and b"\\" not in data and b'"$' not in data and data[:1] in (b"{", b"[")
