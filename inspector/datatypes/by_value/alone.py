"""Whether what stands in a text is a value itself and not a piece of another's."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from inspector.datatypes.by_value.forms import Form, fold, value_of
from inspector.datatypes.kinds import Search
from inspector.records import Planted

_MOST = 50  # occurrences of one form in one text
_MOST_TRIES = 10_000
_AROUND = 16  # characters looked at on either side
_MAIL_BEFORE = re.compile(r"[\w.%+-]\Z")
_MAIL_AFTER = re.compile(r"[\w-]|\.\w")
_PERCENT = re.compile(r"%[0-9a-f]{2}\Z")
_NUMBER_BEFORE = re.compile(r"[\w.-]\Z")
_NUMBER_AFTER = re.compile(r"\w|\.\d")
# One or two letters beside bytes that are no text: lengths and tags, or noise.
_LENGTHS_BEFORE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]\S{0,2}\Z")
_LENGTHS_AFTER = re.compile(r"\A\S{0,2}[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_HEX_VALUE = re.compile(r"(?=.*[a-f])(?=.*[0-9])[0-9a-f:.\-]+\Z")
_HEX = re.compile(r"[0-9a-f]*\Z")
_HEX_AFTER = re.compile(r"[0-9a-f]*")
_RUN_BEFORE = re.compile(r"[0-9a-z]*\Z")
_RUN_AFTER = re.compile(r"[0-9a-z]*")
_LETTERS_BEFORE = re.compile(r"[A-Za-z0-9+/_-]*\Z")
_LETTERS_AFTER = re.compile(r"[A-Za-z0-9+/_-]*")
_LOOSE_LENGTH = 12
_LOOSE_PROMPT_LENGTH = 24  # a sentence: whatever letter touches it (a length or a tag in a binary format) is not its


@dataclass(frozen=True, slots=True)
class Needle:
    """A form of a planted value. `number` counts up in the order of adding: plain forms come before others.

    `data`: the form's text in UTF-8.
    """

    number: int
    form: Form
    planted: Planted
    search: Search
    data: bytes


def occurrences(needle: Needle, line: str, text: str, *, in_bytes: bool = False) -> list[tuple[int, int]]:
    """Where the value stands in a folded line on its own; in its Base64, in the text the line was folded from.

    `in_bytes`: the text was made of bytes nobody could read, where a letter beside a value may be a length or a tag.
    """
    form = needle.form
    where = text if form.exact else line
    found: list[tuple[int, int]] = []
    for start, end in _places(form.exact or form.text, where):
        if form.codec:
            around = _around(form, where, start, end)
            fits = around is not None and is_alone(needle, fold(needle_text(form)), *around, in_bytes=in_bytes)
        else:
            before, after = where[max(0, start - _AROUND) : start], where[end : end + _AROUND]
            fits = is_alone(needle, form.text, before, after, in_bytes=in_bytes)
            if form.how in ("base85", "rot47"):  # nearly every sign is one of its letters
                fits = not before[-1:].strip() and not after[:1].strip()
        if fits:
            found.append((start, end))
        if len(found) == _MOST:
            break
    return found


def stands_in_bytes(needle: Needle, data: bytes) -> bool:
    """Whether the value's bytes are in the data, as text on its own. Letter case of ASCII does not count in texts."""
    form = needle.form
    if form.codec != "raw":
        return form.raw in data
    raw, data = form.raw.lower(), data.lower()
    start = data.find(raw)
    for _ in range(_MOST):
        if start < 0:
            return False
        before, after = data[max(0, start - _AROUND) : start], data[start + len(raw) : start + len(raw) + _AROUND]
        if is_alone(needle, form.text, *_beside(before, after, form.charset)):
            return True
        start = data.find(raw, start + 1)
    return False


def needle_text(form: Form) -> str:
    """The text whose encoding the form is."""
    return form.raw.decode(form.charset) if form.codec else form.text


def is_alone(needle: Needle, stood: str, before: str, after: str, *, in_bytes: bool = False) -> bool:
    """Whether `stood`, a folded text, is on its own between what stands before and after it."""
    if in_bytes:
        before, after = _LENGTHS_BEFORE.sub("", before), _LENGTHS_AFTER.sub("", after)
        if stood.isascii():  # two bytes that are a letter by accident
            before, after = before if before[-1:].isascii() else "", after if after[:1].isascii() else ""
    kind = needle.planted.type
    escaped = bool(_PERCENT.search(before))
    if in_bytes and before and ord(before[-1]) == len(value_of(needle.planted).encode()):
        return True  # its length
    if kind == "email":
        return (escaped or not _MAIL_BEFORE.search(before)) and not _MAIL_AFTER.match(after)
    if kind in ("ip_address", "latitude", "longitude"):
        return (escaped or not _NUMBER_BEFORE.search(before)) and not _NUMBER_AFTER.match(after)
    if needle.search == "prompt" and len(stood) >= _LOOSE_PROMPT_LENGTH:
        return True
    if in_bytes and needle.search == "unique" and len(stood) >= _LOOSE_LENGTH and not stood.isdigit():
        return True
    if needle.search == "unique" and len(stood) >= _LOOSE_LENGTH and _HEX_VALUE.match(stood):
        return (escaped or not _is_hex_run(_RUN_BEFORE, before)) and not _is_hex_run(_RUN_AFTER, after)
    return (escaped or not joins(before[-1:], stood[:1])) and not joins(stood[-1:], after[:1])


def joins(left: str, right: str) -> bool:
    """Whether two neighbouring characters belong to one word. Scripts without blanks have no such thing."""
    return left.isalnum() and right.isalnum() and left < "\u3040" and right < "\u3040"


def _is_hex_run(run: re.Pattern[str], text: str) -> bool:
    """Whether hexadecimal digits go on: "…e604ff" is another number, "android_id" or "sn" before one is a word."""
    match = run.search(text)
    return match is not None and bool(match[0]) and bool(_HEX.match(match[0]))


def _places(needle: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(needle)
    for _ in range(_MOST_TRIES):
        if start < 0:
            return
        yield start, start + len(needle)
        start = text.find(needle, start + 1)


def _around(form: Form, text: str, start: int, end: int) -> tuple[str, str] | None:
    """What stands before and after the value in the bytes that were encoded, folded; None where it is not in them."""
    try:
        if form.codec == "hex":
            data = _hex_around(text, start, end)
        else:
            data = _base64_around(text, start, end, form.lead)
            if form.codec == "base64 twice":
                inner = data.decode("ascii", "ignore")
                data = _base64_around(inner, 0, len(inner) // 4 * 4, 0)
    except (binascii.Error, ValueError):
        return None
    at = data.find(form.raw)
    if at < 0:
        return None
    return _beside(data[:at], data[at + len(form.raw) :], form.charset)


def _beside(before: bytes, after: bytes, charset: str) -> tuple[str, str]:
    """What stands before and after, folded. UTF-16 of ASCII is met in either order of bytes, one byte shifted."""
    if charset == "utf-16-le":
        left = chr(before[-2]) if len(before) > 1 and before[-1] == 0 else _folded(before[-2:], charset)
        right = chr(after[0]) if after[:1] and not after[1:2].strip(b"\0") else _folded(after[:2], charset)
        return left.lower(), right.lower()
    if charset == "utf-16-be":
        left = chr(before[-1]) if before and not before[-2:-1].strip(b"\0") else _folded(before[-2:], charset)
        right = chr(after[1]) if len(after) > 1 and after[0] == 0 else _folded(after[:2], charset)
        return left.lower(), right.lower()
    return _folded(before, charset), _folded(after, charset)


def _folded(data: bytes, charset: str) -> str:
    return data.decode(charset, "ignore").lower()


def _hex_around(text: str, start: int, end: int) -> bytes:
    before = _HEX.search(text, max(0, start - _AROUND), start)
    after = _HEX_AFTER.match(text, end, end + _AROUND)
    left = before[0] if before else ""
    right = after[0] if after else ""
    return bytes.fromhex(left[len(left) % 2 :] + text[start:end] + right[: len(right) // 2 * 2])


def _base64_around(text: str, start: int, end: int, lead: int) -> bytes:
    """The bytes of the letters about start:end. `lead` letters before it belong to the quantum it begins in."""
    whole = start - lead
    if whole < 0:
        return b""
    letters = _LETTERS_BEFORE.search(text, max(0, whole - _AROUND), whole)
    before = letters[0] if letters else ""
    before = before[len(before) % 4 :]
    rest = _LETTERS_AFTER.match(text, end, end + _AROUND)
    joined = before + text[whole:end] + (rest[0] if rest else "")
    joined = joined.replace("-", "+").replace("_", "/")
    joined = joined[:-1] if len(joined) % 4 == 1 else joined
    return binascii.a2b_base64(joined + "=" * (-len(joined) % 4))
