"""The bytes of an observation that nobody could read, described in words, without Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from inspector import wording
from inspector.decoders import Unread, describe, flatten
from inspector.readings import ObservationDetail
from inspector.records import Body
from ui.models.values import step_name

_SHORTEST_BYTES = 16
_MOST = 3


@dataclass(frozen=True, slots=True)
class Unknown:
    """`path`: where they stand in what was read, "" for a whole body. `words`: a sentence. `lines`: what was tried."""

    path: str
    words: str
    lines: tuple[str, ...]


def unknown(detail: ObservationDetail) -> list[Unknown]:
    """Of each request or message the largest stretches, three at most, those that were sent first."""
    if detail.row.kind not in ("request", "message"):
        return []
    found = [one for body in detail.bodies for one in _stretches(body, detail.row.kind == "message")]
    largest = sorted(found, key=lambda one: (one[0] != "up", -len(one[2])))[:_MOST]
    return [_told(path, data, detail.row.host) for _, path, data in largest]


def _stretches(body: Body, is_message: bool) -> Iterator[tuple[str, str, bytes]]:
    if body.decoded is None:
        return
    is_answer = body.side == "down" and not is_message
    root = "answer" if is_answer else "body"
    for path, leaf in flatten(body.decoded.value):
        if not isinstance(leaf, bytes) or len(leaf) < _SHORTEST_BYTES:
            continue
        if path:
            yield body.side, root + path if path.startswith("[") else f"{root}.{path}", leaf
        else:
            yield body.side, root if is_answer else "", leaf


@lru_cache(32)
def _told(path: str, data: bytes, host: str) -> Unknown:
    said = describe(data, host)
    words = f"{wording.size_text(said.size_bytes)}, {said.entropy_bits:.1f} of 8 bits a byte: it {said.looks}."
    return Unknown(path, words, tuple(_lines(said)))


def _lines(said: Unread) -> Iterator[str]:
    if said.why:
        yield said.why
    near = [
        f"{step_name(name)} ({why.rstrip('.')[:1].lower()}{why.rstrip('.')[1:]})" for name, why in said.tried if why
    ]
    far = list(dict.fromkeys(step_name(name) for name, why in said.tried if not why))
    if near:
        yield f"Tried in vain: {', '.join(near)}."
    if far:
        yield f"It does not begin as these do: {', '.join(far)}."
