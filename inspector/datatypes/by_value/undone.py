"""What the texts of an observation become once what programs wrap texts in is off: escapes, codes, masks, in layers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspector.datatypes.by_value import armour, code_lists, dense
from inspector.datatypes.by_value.masked import Masks
from inspector.datatypes.by_value.views import MARKS, views
from inspector.datatypes.leaves import Content

_MOST_TEXTS = 2000  # of one observation that are looked into
_MOST_CHARACTERS = 4 << 20
_MOST_TOKENS = 2000
_LAYERS = 3
_DIGITS = b"0123456789abcdef"
_EQUALS = re.compile(rb"==|= ")
_QUOTED = re.compile("=3D|=[0-9A-Fa-f]*=|=[0-9A-Fa-f]*\\s")
_MISREAD = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u2010-\u203a\u20ac\u2122\u0152-\u0192\u02c6\u02dc]")

Made = tuple[int, str, str | bytes]  # which text, what was undone, what came out


def undone(content: Content, masks: Masks) -> tuple[list[tuple[int, str]], Content | None]:
    """What came out: the leaf each is of and the names of what was undone ("base64, reversed"), and they themselves."""
    made = _layer(content, masks)
    if not made:
        return [], None
    places: list[tuple[int, str]] = []
    whole, level = content.only(()), content
    seen: set[tuple[int, str | bytes]] = set()
    room, known = _MOST_CHARACTERS, b""
    for depth in range(_LAYERS):
        before, tokens, level = places[-len(level.texts) :], level.tokens, content.only(())
        origins: list[tuple[int, str]] = []
        for at, label, inside in made:
            if isinstance(inside, bytes) and armour.is_text(inside):
                inside = inside.decode()
            leaf, names = before[at] if depth else (at, "")
            room -= len(inside)
            if room < 0 or len(places) + len(origins) >= _MOST_TEXTS or (leaf, inside) in seen:
                continue
            seen.add((leaf, inside))
            origins.append((leaf, f"{names}, {label}" if names else label))
            _put(level, inside, content.places[leaf])
            _put(whole, inside, content.places[leaf])
        places += origins
        known += b" " + b" ".join(tokens)
        made = _layer(level, masks, known) if origins and depth < _LAYERS - 1 else []
        if not made:
            break
    return places, whole


def _put(into: Content, inside: str | bytes, place: tuple[str, str | int | None, str]) -> None:
    if isinstance(inside, bytes):
        into.raws.append((len(into.texts), inside))
        inside = inside.decode("utf-8", "replace")
    into.texts.append(inside)
    into.places.append(place)


def _layer(content: Content, masks: Masks, before: bytes = b"") -> list[Made]:
    """What one step makes of the texts. `before`: the tokens of those they were made of."""
    made: list[Made] = []
    for at in _with_marks(content)[:_MOST_TEXTS]:
        made += [(at, label, text) for label, text in views(content.texts[at])]
    unread: list[armour.Unread] = []
    for token in content.tokens[:_MOST_TOKENS]:
        if before and token in before:
            continue  # it was tried, or is what a blank for a plus left of one
        for label, inside in armour.opened(token, unread):
            made += [(at, label, inside) for at in content.with_token(token)]
    for at in code_lists.candidates(content):
        made += [(at, label, inside) for label, inside in code_lists.read(content.texts[at])]
    for at in dense.candidates(content):
        made += [(at, label, inside) for label, inside in dense.read(content.texts[at])]
    if unread or content.raws:
        made += _unmasked(content, masks, unread)
    return made


def _unmasked(content: Content, masks: Masks, unread: list[armour.Unread]) -> Iterator[Made]:
    of_hex = [one for one in unread if one.code == "hex"]  # there are many, so only the shortest keys are tried
    of_base64 = [one for one in unread if one.code != "hex"]
    for ones in (of_hex, of_base64):
        for number, plain in masks.find([one.data for one in ones], short=ones is of_hex):
            one = ones[number]
            yield from ((at, f"{one.code}, masked", plain) for at in content.with_token(one.token))
    for number, plain in masks.find([raw for _, raw in content.raws], short=False):
        yield content.raws[number][0], "masked", plain


def _with_marks(content: Content) -> list[int]:
    """The leaves in which something may be escaped."""
    folded, found = content.folded, set[int]()
    for mark in MARKS:
        place = folded.find(mark)
        while place >= 0:
            found.add(content.line_at(place))
            end = folded.find(b"\n", place)
            place = folded.find(mark, end) if end >= 0 else -1
    if b"=" in folded and (b"=3d" in folded or _EQUALS.search(folded.translate(None, _DIGITS))):
        found.update(at for at, text in enumerate(content.texts) if _QUOTED.search(text))
    if not folded.isascii():
        found.update(at for at, text in enumerate(content.texts) if _MISREAD.search(text))
    return sorted(found)
