"""Planted values that were taken apart: their pieces in fields side by side, or in requests or frames that follow."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

from inspector.datatypes.by_value.forms import fold, search_of, value_of
from inspector.datatypes.leaves import Content
from inspector.records import Planted

_MIN_VALUE = 10  # characters: of a shorter value the pieces are anything
_MIN_PROMPT = 20
_MIN_FIRST = 6
_MIN_LAST = 4
_LONGEST_FIRST = 300
_MOST_OPEN = 64
_MOST_TRAILS = 1000
_PATIENCE = 4  # observations that may come between two pieces
_MOST_TEXTS = 2000  # of an observation that is looked through
_FEW_TEXTS = 40  # of a frame: then the ends of its texts are looked at, too
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Begun:
    """A value of which the first `done` characters (blanks left out) have come, the last of them at `path`."""

    planted: Planted
    value: str
    done: int
    path: str
    pieces: int
    age: int
    alike: bool
    shortest: int


@dataclass(slots=True)
class Trail:
    """What a host or a connection was last sent of values in pieces. `frames`: its messages may each be a piece."""

    frames: bool = False
    begun: list[_Begun] = field(default_factory=list)


class Trails:
    """The trails of a session: of the hosts of each process, and of what its messages go through; 1,000 are kept."""

    def __init__(self) -> None:
        self._trails: OrderedDict[tuple[int, str], Trail] = OrderedDict()

    def of(self, process: int, to: str, *, frames: bool = False) -> Trail:
        """The trail of a host, or of a connection's messages."""
        trail = self._trails.pop((process, to), None) or Trail(frames)
        self._trails[process, to] = trail
        if len(self._trails) > _MOST_TRAILS:
            self._trails.popitem(last=False)
        return trail


@dataclass(frozen=True, slots=True)
class Joined:
    """A value whose last piece stands at the leaf `at`. `sure`: every piece is long, in fields of the same name."""

    at: int
    planted: Planted
    pieces: int
    before: str
    earlier: bool
    sure: bool


class Pieces:
    """The beginnings of planted values. One thread."""

    def __init__(self) -> None:
        self._first: dict[str, list[tuple[Planted, str]]] = {}
        self._short: dict[str, list[tuple[Planted, str]]] = {}  # first words of prompts: only in frames

    def add(self, planted: Planted) -> None:
        """Looks for the value in pieces from now on, where it is long and nobody else's."""
        folded = fold(value_of(planted))
        search = search_of(planted.type, value_of(planted))
        size = sum(2 if letter >= "\u3040" else 1 for letter in folded)
        if search not in ("unique", "prompt") or size < (_MIN_PROMPT if search == "prompt" else _MIN_VALUE):
            return
        value = folded.replace(" ", "")
        for length in range(1 if search == "prompt" else _MIN_FIRST, min(len(folded) - 1, _LONGEST_FIRST)):
            head = folded[:length]
            if len(value) - len(head.replace(" ", "")) < _MIN_LAST and search != "prompt":
                break
            if not head.endswith(" "):
                into = self._first if length >= _MIN_FIRST else self._short
                into.setdefault(head, []).append((planted, value))

    def begins(self, content: Content) -> bool:
        """Whether a value may begin in the content, of which the rest may follow."""
        return len(content.lines) <= _MOST_TEXTS and not self._first.keys().isdisjoint(content.lines)

    def find(self, content: Content, trail: Trail | None) -> Iterator[Joined]:
        """Values whose last piece stands in the content. The trail is brought up to date."""
        if len(content.lines) > _MOST_TEXTS:
            return
        begins = self.begins(content)
        frames = trail is not None and trail.frames and len(content.lines) <= _FEW_TEXTS
        if not begins and not frames and not (trail is not None and trail.begun):
            return
        begun = list(trail.begun) if trail is not None else []
        kept = [one for one in begun if one.age < _PATIENCE]
        done: set[str] = set()
        for at, line in enumerate(content.lines):
            piece = line.replace(" ", "")
            if not piece:
                continue
            following: list[_Begun] = []
            for one in begun:
                rest = one.value[one.done :]
                if _ends(piece, rest, frames=frames):
                    if one.planted.value not in done and (len(rest) >= _MIN_LAST or one.pieces > 1):
                        done.add(one.planted.value)
                        yield _joined(content, at, one, rest)
                elif rest.startswith(piece) and (one.planted.type == "prompt" or len(piece) >= _MIN_FIRST):
                    following.append(_after(content, at, one, piece))
            following += self._beginning(content, at, line, frames=frames)
            begun += following[: max(0, _MOST_OPEN - len(begun))]
            kept += following
        if trail is not None:
            trail.begun = [_older(one) for one in kept if one.planted.value not in done][-_MOST_OPEN:]

    def _beginning(self, content: Content, at: int, line: str, *, frames: bool) -> Iterator[_Begun]:
        heads = [line] if line in self._first or (frames and line in self._short) else []
        if frames and not heads:
            tails = (line[-length:] for length in range(min(len(line), 64), _MIN_FIRST - 1, -1))
            heads = [next((tail for tail in tails if tail in self._first), "")]
        for head in filter(None, heads):
            for planted, value in (*self._first.get(head, ()), *(self._short.get(head, ()) if frames else ())):
                length = len(head.replace(" ", ""))
                yield _Begun(planted, value, length, content.path(at), 1, -1, True, length)


def _ends(piece: str, rest: str, *, frames: bool) -> bool:
    if piece == rest:
        return True
    return frames and len(rest) >= _MIN_LAST and piece.startswith(rest) and not piece[len(rest)].isalnum()


def _after(content: Content, at: int, one: _Begun, piece: str) -> _Begun:
    path = content.path(at)
    alike = one.alike and _is_alike(path, one.path)
    shortest = min(one.shortest, len(piece))
    return _Begun(one.planted, one.value, one.done + len(piece), path, one.pieces + 1, -1, alike, shortest)


def _joined(content: Content, at: int, one: _Begun, rest: str) -> Joined:
    alike = one.alike and _is_alike(content.path(at), one.path)
    long = min(one.shortest, len(rest)) >= _MIN_FIRST or one.planted.type == "prompt"
    return Joined(at, one.planted, one.pieces + 1, one.path, one.age >= 0, alike and long)


def _older(one: _Begun) -> _Begun:
    return _Begun(one.planted, one.value, one.done, one.path, one.pieces, one.age + 1, one.alike, one.shortest)


def _is_alike(path: str, other: str) -> bool:
    """Whether two paths differ by their numbers alone: part1 and part2, data[0].text and data[1].text."""
    return _DIGITS.sub("", path) == _DIGITS.sub("", other)
