"""JSON read value by value, with no more of it in memory than the largest value: captures may be larger than memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, cast

from inspector.importers.stream import Stream

_CHUNK_BYTES = 1 << 20
_LARGEST_VALUE = 256 << 20  # characters of one value: a body of 128 MB in Base64, and half as much again
_NEAR_END = 64  # an unfinished token is no longer than this, but for strings
_SPACE = re.compile(r"[ \t\r\n]*")
_LONGEST_SPACE = 16 << 20
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class BrokenJson(ValueError):
    """The text is no JSON from here on."""


class JsonText:
    """Reads forward. Bytes that are no UTF-8 become the replacement character."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        first = stream.read(_CHUNK_BYTES)
        self._decode = codecs.getincrementaldecoder(_MARKS.get(first[:2], "utf-8-sig"))("replace").decode
        self._text = self._decode(first, not first)
        self._at = 0
        self._ended = not first
        self._json = json.JSONDecoder(strict=False)

    def next(self) -> str:
        """The next character that is no space, "" at the end."""
        passed = 0
        while True:
            start = self._at
            self._at = cast(re.Match[str], _SPACE.match(self._text, start)).end()
            if self._at < len(self._text):
                return self._text[self._at]
            passed += self._at - start
            if passed > _LONGEST_SPACE:
                raise BrokenJson("nothing but spaces")
            if not self._more():
                return ""

    def expect(self, characters: str) -> str:
        """Takes one of these characters."""
        found = self.next()
        if not found or found not in characters:
            raise BrokenJson(f"expected one of {characters}")
        self._at += 1
        return found

    def value(self) -> Any:
        """Takes a whole value. Raises BrokenJson."""
        self.next()
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                unfinished = error.pos >= len(self._text) - _NEAR_END or error.msg.startswith("Unterminated string")
                if not unfinished:
                    raise BrokenJson(error.msg) from error
            except (RecursionError, ValueError) as error:
                raise BrokenJson(str(error)) from error
            else:
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            if len(self._text) - self._at > _LARGEST_VALUE or not self._more():
                raise BrokenJson("a value has no end")

    def members(self) -> Iterator[str]:
        """The names of an object's members; whoever asks takes each value before the next name."""
        self.expect("{")
        if self.next() == "}":
            self.expect("}")
            return
        while True:
            name = self.value()
            if not isinstance(name, str):
                raise BrokenJson("a name is no text")
            self.expect(":")
            yield name
            if self.expect(",}") == "}":
                return

    def items(self) -> Iterator[Any]:
        """The values of an array."""
        self.expect("[")
        if self.next() == "]":
            self.expect("]")
            return
        while True:
            yield self.value()
            if self.expect(",]") == "]":
                return

    def _more(self) -> bool:
        """At least as much again as is waiting, so that a long value is not scanned over and over."""
        if self._ended:
            return False
        data = self._stream.read(max(_CHUNK_BYTES, len(self._text) - self._at))
        self._ended = not data
        self._text = self._text[self._at :] + self._decode(data, not data)
        self._at = 0
        return True
