"""Looks for planted values in texts: in whatever form, wherever they stand; in one pass over all texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeVar

from inspector.datatypes.by_value.alone import Needle, is_alone, needle_text, occurrences, stands_in_bytes
from inspector.datatypes.by_value.forms import Form, fold, forms_of, phone_number, raws_of, search_of, value_of
from inspector.datatypes.by_value.machine import HEAD_BYTES, Machine
from inspector.datatypes.by_value.prompts import CONTENT_KEYS, Part, Prompt, best_part, pairs_of, prepare
from inspector.datatypes.kinds import plain_key
from inspector.datatypes.leaves import Content
from inspector.records import Planted

_SEPARATORS = b" :.-_()/@,"
_SEPARATED = re.compile(r"[ :.\-_()/@,]+")
_RUN = re.compile(r"[0-9a-z]+")
_HEX = re.compile(r"[0-9a-f]*")
_PHONE = re.compile(r"(?<![\w.+-])(?:\+|%2b)?\(?\d[\d ().\-]{5,22}\d(?![\w-])")
_ODD_MARKS = set(":_/@,")
_MIN_BARE = 8
_MIN_BARE_PROMPT = 16
_LONGEST_BARE = 4000
_MOST_PARTS = 2000
_NEAR_BYTES = 10_000
_LONGEST_PART = 2000

T = TypeVar("T")
Met = tuple[int, Planted, str, str]  # leaf, value, encoding, what stood there (folded)


class Sought:
    """The planted values' forms. One thread."""

    def __init__(self) -> None:
        self._needles = 0
        self._machine: Machine[Needle | None] = Machine()  # None: two words of a prompt
        self._bare: Machine[Needle] = Machine()
        self._raws: Machine[Needle] = Machine()
        self._alone: dict[str, list[Planted]] = {}  # by texts that tell only where they are all there is
        self._short: set[str] = set()  # of these the prompts, which tell only in fields for content
        self._prompts: list[Prompt] = []
        self._parts: dict[str, Part | None] = {}

    def add(self, planted: Planted) -> None:
        """Looks for the value from now on."""
        value = value_of(planted)
        search = search_of(planted.type, value)
        if search == "whole":
            self._alone.setdefault(fold(value), []).append(planted)
        prompt = prepare(planted) if search == "prompt" else None
        if prompt is not None:
            self._parts.clear()
            if prompt.short:
                self._alone.setdefault(prompt.folded, []).append(planted)
                self._short.add(prompt.folded)
                return
            self._prompts.append(prompt)
            for pair in pairs_of(prompt):
                self._machine.add(pair.encode("utf-8", "replace"), None)
        for form in forms_of(planted):
            self._needles += 1
            needle = Needle(self._needles, form, planted, search, form.text.encode("utf-8", "replace"))
            self._machine.add(needle.data, needle)
            if form.how in ("plain", "hex") and (pattern := _bare_of(form, planted, search)):
                self._bare.add(pattern, needle)
        for form in raws_of(planted):
            self._needles += 1
            self._raws.add(form.raw.lower(), Needle(self._needles, form, planted, search, b""))

    def within(self, text: str) -> list[Planted]:
        """The values that stand in a text, also right beside other letters: one of each type."""
        folded = fold(text).encode("utf-8", "replace")
        hits = sorted({n.number: n for n, _ in self._machine.hits(folded) if n is not None}.items())
        there = (needle for _, needle in hits if needle.data in folded)
        return list({needle.planted.type: needle.planted for needle in there}.values())

    def depends_on_place(self, content: Content) -> bool:
        """Whether a text is there that is a value in some fields and none in others."""
        return not self._short.isdisjoint(content.lines)

    def find(self, content: Content) -> Iterator[Met]:
        """Where values stand; of a value in several forms at one place the plainest first."""
        needles, worded = _by_line(content, self._machine.hits(content.folded))
        plain: set[tuple[int, str]] = set()
        for at, there in needles.items():
            for needle, stood in self._on_line(content, at, there):
                if needle.form.how == "plain":
                    plain.add((at, stood))
                yield at, needle.planted, needle.form.how, stood
        squeezed = content.folded.translate(None, _SEPARATORS)
        for at, one in _distinct(squeezed, self._bare.hits(squeezed)):
            if (at, one.form.text) not in plain:
                yield from _with_separators(content, at, one)
        if not self._alone.keys().isdisjoint(content.lines):
            yield from self._by_equality(content)
        for at, raw in content.raws:
            for one in {needle.number: needle for needle, _ in self._raws.hits(raw.lower())}.values():
                if stands_in_bytes(one, raw):
                    yield at, one.planted, one.form.how, one.form.raw.hex()
        for at in worded[:_MOST_PARTS]:
            part = self._part_of(content.lines[at])
            if part is not None:
                how = "other punctuation" if part.is_whole else f"part {part.share:.2f}"
                yield at, part.prompt.planted, how, part.text

    def _on_line(self, content: Content, at: int, needles: Iterable[Needle]) -> Iterator[tuple[Needle, str]]:
        line, text, in_bytes = content.lines[at], content.texts[at], any(at == one for one, _ in content.raws)
        spots = [(needle, spans) for needle in needles if (spans := occurrences(needle, line, text, in_bytes=in_bytes))]
        for needle, spans in spots:
            if len(spots) == 1 or not _is_within_others(needle, spans, spots):
                yield needle, needle.form.text

    def _by_equality(self, content: Content) -> Iterator[Met]:
        for at in [at for at, line in enumerate(content.lines) if line in self._alone]:
            line = content.lines[at]
            for planted in self._alone[line]:
                key = plain_key(content.places[at][2].rpartition(".")[2])
                if planted.type != "prompt" or key in CONTENT_KEYS:
                    yield at, planted, "plain", line

    def _part_of(self, line: str) -> Part | None:
        if line in self._parts:
            return self._parts[line]
        rest = line
        for prompt in self._prompts:
            rest = rest.replace(prompt.folded, "\n")
        part = best_part([prompt for prompt in self._prompts if prompt.folded not in line], rest)
        if len(line) <= _LONGEST_PART:
            if len(self._parts) >= _MOST_PARTS:
                self._parts.clear()
            self._parts[line] = part
        return part


def _by_line(content: Content, hits: list[tuple[Needle | None, int]]) -> tuple[dict[int, list[Needle]], list[int]]:
    """The needles of each line that are there to their end, plain ones first; and lines with a prompt's words."""
    found: dict[int, dict[int, Needle]] = {}
    worded: dict[int, None] = {}
    folded = content.folded
    for at, needle, place in _lined(folded, hits):
        if needle is None:
            worded[at] = None
        elif len(needle.data) <= HEAD_BYTES or folded.startswith(needle.data, place):
            found.setdefault(at, {})[needle.number] = needle
    return {at: [needles[number] for number in sorted(needles)] for at, needles in found.items()}, list(worded)


def _distinct(data: bytes, hits: list[tuple[Needle, int]]) -> list[tuple[int, Needle]]:
    """The hits by line, each needle once a line."""
    found = {(at, needle.number): needle for at, needle, _ in _lined(data, hits)}
    return [(at, needle) for (at, _), needle in found.items()]


def _lined(data: bytes, hits: list[tuple[T, int]]) -> Iterator[tuple[int, T, int]]:
    """The hits with the lines they stand in. They come in the order of the data, but for those of a second machine."""
    at = counted = 0
    for item, place in hits:
        if place < counted:
            at, counted = (0, 0) if counted - place > _NEAR_BYTES else (at - data.count(b"\n", place, counted), place)
        at += data.count(b"\n", counted, place)
        counted = place
        yield at, item, place


def _is_within_others(
    needle: Needle, spans: list[tuple[int, int]], spots: list[tuple[Needle, list[tuple[int, int]]]]
) -> bool:
    """Whether the value stands there only as a piece of longer planted ones (an account's name in an address).

    In a prompt a value counts for itself: the user wrote it there.
    """
    longer = [
        span
        for other, others in spots
        if bool(other.form.exact) == bool(needle.form.exact) and other.search != "prompt"
        for span in others
    ]
    return all(any(a <= start and end <= b and b - a > end - start for a, b in longer) for start, end in spans)


def _bare_of(form: Form, planted: Planted, search: str) -> bytes:
    """A form without its separators, where that tells it; of a phone number what all its spellings share."""
    if form.codec == "hex":
        return form.text.encode()
    if planted.type == "phone_number":
        return phone_number(value_of(planted)).core.encode()
    if planted.type in ("ip_address", "latitude", "longitude") or len(form.text) > _LONGEST_BARE:
        return b""
    plain = form.text.encode("utf-8", "replace").translate(None, _SEPARATORS)
    return plain if len(plain) >= (_MIN_BARE_PROMPT if search == "prompt" else _MIN_BARE) else b""


def _with_separators(content: Content, at: int, needle: Needle) -> Iterator[Met]:
    """The value with other separators than its own, or without any; its hexadecimal digits with separators."""
    line, value, planted = content.lines[at], needle.form.text, needle.planted
    if needle.form.codec == "hex":
        match = _spaced(value).search(line)
        if match and match[0] != value and _is_hex_alone(needle, line, match):
            yield at, planted, "hex", match[0]
        return
    if planted.type == "phone_number":
        yield from _phone(line, at, needle)
        return
    own = [group for group in _SEPARATED.split(value) if group]
    for match in _spaced(value).finditer(line):
        stood = match[0]
        groups = [group for group in _SEPARATED.split(stood) if group]
        if stood == value or (planted.type == "email" and len(groups) > 1 and groups != own):
            continue
        before, after = line[max(0, match.start() - 16) : match.start()], line[match.end() : match.end() + 16]
        goes_on = len(groups) > 1 and (_goes_on(before[::-1], stood) or _goes_on(after, stood))
        in_address = planted.type != "email" and after.startswith("@")
        if not goes_on and not in_address and is_alone(needle, stood, before, after):
            yield at, planted, "without separators" if len(groups) == 1 else "other separators", stood
            return


def _goes_on(beside: str, stood: str) -> bool:
    """Whether a group of the same kind follows behind a separator that stands in the value too: a longer number's."""
    mark, letters = beside[:1], _RUN.match(beside[1:])
    if not letters or not mark or mark not in stood or mark not in " -:._":
        return False
    # Behind a blank a word is a word, unless the value is made of such.
    return mark != " " or bool(_HEX.fullmatch(letters[0])) or any(letter.isdigit() for letter in letters[0])


def _is_hex_alone(needle: Needle, line: str, match: re.Match[str]) -> bool:
    """Whether the digits' neighbours, decoded, are no part of the value."""
    before = _SEPARATED.sub("", line[max(0, match.start() - 24) : match.start()])
    after = _SEPARATED.sub("", line[match.end() : match.end() + 24])
    left, right = _HEX.search(before[::-1]), _HEX.match(after)
    pairs = ("" if left is None else left[0][::-1]), ("" if right is None else right[0])
    texts = [
        bytes.fromhex(digits[len(digits) % 2 :] if at == 0 else digits[: len(digits) // 2 * 2])
        for at, digits in enumerate(pairs)
    ]
    return is_alone(needle, needle_text(needle.form), *(text.decode("utf-8", "ignore").lower() for text in texts))


@lru_cache(maxsize=256)
def _spaced(value: str) -> re.Pattern[str]:
    letters = [re.escape(letter) for letter in _SEPARATED.sub("", value)]
    return re.compile(r"[ :.\-_()/@,]*".join(letters))


def _phone(line: str, at: int, needle: Needle) -> Iterator[Met]:
    """The number as people write it; or its digits with separators nobody writes in one."""
    planted = needle.planted
    number = phone_number(value_of(planted))
    for match in _PHONE.finditer(line):
        if number.is_in(match[0].removeprefix("%2b")):
            yield at, planted, "plain" if fold(value_of(planted)) == match[0] else "other spelling", match[0]
            return
    for digits in sorted(number.numbers, key=len, reverse=True):
        for match in _spaced(digits).finditer(line):
            before, after = line[max(0, match.start() - 16) : match.start()], line[match.end() : match.end() + 16]
            goes_on = _goes_on(before[::-1], match[0]) or _goes_on(after, match[0])
            if set(match[0]) & _ODD_MARKS and not goes_on and is_alone(needle, match[0], before, after):
                yield at, planted, "other separators", match[0]
                return
