"""Takes wrapping after wrapping off, outside and inside, within bounds of depth, size and count."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol
from urllib.parse import unquote

from inspector.decoders import (
    base64,
    brotli,
    cbor,
    charset,
    chunked,
    deflate,
    embedded,
    form,
    form_lines,
    grpc,
    gzip,
    jce,
    json,
    json_lines,
    message_pack,
    multipart,
    pangle,
    plist,
    protobuf,
    sentry,
    sse,
    text,
    texts,
    thrift,
    tt_encrypt,
    wrapped,
    xml,
    zstd,
)
from inspector.decoders.limits import OUTPUT_LIMIT_BYTES, CutOff
from inspector.errors import DecodeError
from inspector.records import Decoded, Nested, Opened, Value

Opener = Callable[[bytes], Opened | None]


class Format(Protocol):
    """What a format's file has. `FIRST`, where it has that too: the bytes its data can begin with.

    `TELLING`, likewise: how all begins that it is sure of unannounced.
    """

    @property
    def NAME(self) -> str: ...

    def accepts(self, data: bytes) -> float: ...

    def decode(self, data: bytes, limit: int = ...) -> Value: ...


FORMATS: tuple[Format, ...] = (
    tt_encrypt, gzip, zstd, plist, multipart, sentry, chunked, json, json_lines, sse, xml, form_lines, deflate, form,
    text, grpc, message_pack, cbor, jce, thrift, protobuf, embedded, brotli,
)  # fmt: skip
_BY_FIRST = tuple(
    tuple(one for one in FORMATS if first in getattr(one, "FIRST", range(256))) for first in range(256)
)  # fmt: skip
_NEVER_TELLING: tuple[Format, ...] = (text, form, brotli, embedded)  # none of these is ever so sure
_TELLING_BY_FIRST = tuple(
    tuple(
        one for one in formats
        if one not in _NEVER_TELLING and first in getattr(one, "TELLING", range(256))
    )
    for first, formats in enumerate(_BY_FIRST)
)  # fmt: skip
_WITHOUT_MARK: tuple[Format, ...] = (grpc, message_pack, cbor, jce, thrift, protobuf)
_MARKED_BY_FIRST = tuple(tuple(one for one in formats if one not in _WITHOUT_MARK) for formats in _TELLING_BY_FIRST)
_HASH_BYTES = 16
_MARKED: tuple[Format, ...] = (tt_encrypt, gzip, zstd, plist, multipart)  # those that their first bytes make sure
DEPTH_LIMIT = 16
_TRIES_LIMIT = 100_000  # strings looked into and formats tried, of one body
_SURE = 0.85  # a format this sure is tried before the app's own cryptography, and its failure is worth telling
_TELLING = 0.6  # a format this sure of bytes that came out of a text makes it worth looking
_GUESS = 0.3  # a format this unsure is believed only where what comes out makes sense
_ENCODINGS: dict[str, Format] = {
    "gzip": gzip, "x-gzip": gzip, "deflate": deflate, "br": brotli, "zstd": zstd,
}  # fmt: skip
_MEDIA: tuple[tuple[str, Format], ...] = (
    ("json-lines", json_lines), ("jsonlines", json_lines), ("ndjson", json_lines), ("json", json),
    ("x-www-form-urlencoded", form), ("event-stream", sse), ("grpc", grpc), ("protobuf", protobuf),
    ("msgpack", message_pack), ("messagepack", message_pack), ("cbor", cbor), ("plist", plist), ("xml", xml),
    ("sentry-envelope", sentry), ("thrift", thrift),
)  # fmt: skip
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_PAIRS = re.compile(r"[\w.\[\]-]{1,80}=[^&\s]*(?:&[\w.\[\]-]{1,80}=[^&\s]*)+")
_JWT = re.compile(r"(eyJ[\w-]{8,})\.(eyJ[\w-]{8,})\.([\w-]*)")
_WEAK = {form.NAME, "percent"}  # what these two make of noise looks no less like noise
_SHORTEST = 4  # a text shorter than this holds nothing
_GUESSED_BYTES = 64  # so many bytes do not become text by accident


class Peeler:
    """One body's or header's decoding. `room` and `tries` are shared by all that is inside it."""

    def __init__(self, opener: Opener | None) -> None:
        self._opener = opener
        self._room = OUTPUT_LIMIT_BYTES
        self._tries = _TRIES_LIMIT
        self.problem: str | None = None
        self._held = False  # whether a text within turned out to hold something

    def body(self, data: bytes, media_type: str, encoding: str) -> Decoded:
        """Peels what HTTP headers describe; what they say wrongly is found out."""
        if not encoding and (decoded := self._plain_json(data, media_type)) is not None:
            return decoded
        steps: list[str] = []
        doubt: str | None = None
        for token in reversed([part.strip().lower() for part in encoding.split(",")]):
            announced = _ENCODINGS.get(token)
            if announced is None:
                continue
            try:
                if any(one is not announced and one.accepts(data) >= 1.0 for one in _MARKED):
                    raise DecodeError("It begins as another format does.")
                data = self._step(announced, data, 1.0)
            except DecodeError:
                doubt = f"It was announced as {announced.NAME} and is not."
                break
            steps.append(announced.NAME)
        said = charset.announced(data, media_type)
        if said is not None:
            steps.append(said[0])
            data = said[1]
        decoded = self.peel(data, len(steps), media_type)
        problem = self.problem or decoded.problem or (None if decoded.readable else doubt)
        return Decoded(decoded.value, (*steps, *decoded.steps), problem, decoded.readable)

    def _plain_json(self, data: bytes, media_type: str) -> Decoded | None:
        """What most bodies are."""
        value = _json_at_once(data, media_type)
        if value is None:
            return None
        self._room -= len(data)
        self._held = False
        value = self.walk(value, 1)
        return Decoded(value, ("json",), self.problem, True, verbatim=not self._held)

    def peel(self, data: bytes, depth: int, media_type: str = "") -> Decoded:
        """Until nobody accepts. `depth` is how many wrappings are off already."""
        steps: list[str] = []
        value: Value = data
        problem: str | None = None
        while isinstance(value, bytes) and value:
            if depth + len(steps) >= DEPTH_LIMIT or self._room <= 0 or self._tries <= 0:
                problem = "It holds more inside one another than is read of it."
                break
            found, trouble = self._one(value, media_type)
            problem = problem or trouble
            if found is None:
                break
            name, value = found
            if name != text.NAME:
                steps.append(name)
            media_type = ""
        if isinstance(value, bytes):
            return Decoded(value if value else "", tuple(steps), problem, not value)
        return self._with_inside(value, steps, problem, depth)

    def string(self, original: str, depth: int) -> Nested | str:
        """A text, or what it holds."""
        if depth < DEPTH_LIMIT and (original in texts.PLAIN or (self._opener is None and original in texts.CLOSED)):
            return original
        self._tries -= 1
        if original.isascii():
            whole = original
            if not texts.may_hold(original):
                return original
        else:
            whole = texts.without_halves(original)
        if len(whole) < _SHORTEST or depth >= DEPTH_LIMIT or self._tries <= 0 or self._room <= 0:
            return whole
        self._to_be_opened = False
        held = None
        if not texts.is_of_letters(whole):  # else it can only be coded
            held = self._json_in(whole, depth) or self._wrapped_in(whole, depth) or self._percent_in(whole, depth)
        held = held or self._coded_in(whole, depth)
        if held is not None:
            self._held = True
            return held
        if whole is original:
            texts.remember(whole, texts.CLOSED if self._to_be_opened else texts.PLAIN)
        return whole

    def walk(self, value: Value, depth: int) -> Value:
        """A value with all its texts and bytes looked into."""
        kind = type(value)
        if kind is str:
            return self.string(value, depth)
        if kind is dict:
            return self._walk_object(value, depth)
        if kind is list:
            for place, inner in enumerate(value):
                if type(inner) in _HOLDING:
                    value[place] = self.walk(inner, depth)
            return value
        if kind is bytes:
            self._held = True
            inner = self.peel(value, depth)
            return Nested(inner.steps, inner.value, value) if inner.steps else inner.value
        if kind is Nested:
            self._held = True
            inside = self.walk(value.value, depth + 1)
            if isinstance(inside, Nested):
                return Nested((*value.steps, *inside.steps), inside.value, value.original)
            return Nested(value.steps, inside, value.original)
        return value

    def _walk_object(self, value: dict[str, Value], depth: int) -> dict[str, Value]:
        odd = False
        for key, inner in value.items():
            if not key.isascii() and texts.without_halves(key) != key:
                odd = True
            kind = type(inner)
            if kind is str:
                if inner not in texts.PLAIN:
                    value[key] = self.string(inner, depth)
            elif kind in _HOLDING:
                value[key] = self.walk(inner, depth)
        return {texts.without_halves(key): inner for key, inner in value.items()} if odd else value

    def _with_inside(self, value: Value, steps: list[str], problem: str | None, depth: int) -> Decoded:
        inside = self.walk(value, depth + len(steps))
        if isinstance(inside, Nested):  # the whole of it is one text that holds something
            return Decoded(inside.value, (*steps, *inside.steps), problem)
        return Decoded(inside, tuple(steps), problem)

    def _one(self, data: bytes, media_type: str) -> tuple[tuple[str, Value] | None, str | None]:
        """The next step's name and result, or None; and a sentence where a format that was sure failed."""
        trouble: str | None = None
        asked = False
        value = _json_at_once(data, media_type)
        if value is not None:
            self._tries -= 1
            self._room -= len(data)
            return (json.NAME, value), None
        for score, one in _scored(data, media_type):
            if score < _SURE and not asked:
                asked = True
                opened = self._opened(data)
                if opened is not None:
                    return opened, None
            try:
                result = self._step(one, data, score)
            except DecodeError as error:
                trouble = trouble or (f"{one.NAME}: {error}" if score >= 1.0 else None)
                continue
            if score > _GUESS or (isinstance(result, bytes) and self._makes_sense(result, len(data))):
                return (one.NAME, result), (trouble if one is text else None)
        return (None if asked else self._opened(data)), trouble

    def _opened(self, data: bytes) -> tuple[str, bytes] | None:
        opened = self._opener(data) if self._opener is not None else None
        if opened is None:
            return None
        self._room -= len(opened.plain)
        return opened.how, opened.plain

    def _step(self, one: Format, data: bytes, score: float) -> Value:
        """What the format makes of it; what it read before a cut, if it is sure enough. Raises DecodeError."""
        self._tries -= 1
        try:
            result = one.decode(data, max(1, self._room))
        except CutOff as cut:
            self._room -= len(cut.partial)
            if not cut.partial or (
                score < _SURE and (score <= _GUESS or not self._makes_sense(cut.partial, len(data)))
            ):
                raise
            self.problem = self.problem or f"{one.NAME}: {cut}"
            return cut.partial
        if not isinstance(one, charset.Charset):  # the same text, not more of it
            self._room -= len(result) if isinstance(result, bytes | str) else len(data)
        return result

    def _makes_sense(self, data: bytes, from_bytes: int) -> bool:
        """Whether what a format without a magic number made of `from_bytes` bytes is more than noise."""
        if any(one.accepts(data) >= 1.0 for one in _MARKED):
            return True
        if json.accepts(data) > 0.0:
            try:
                return bool(json.decode(data))
            except DecodeError:
                return False
        return min(from_bytes, len(data)) >= _GUESSED_BYTES and text.accepts(data) > 0.0

    def _json_in(self, whole: str, depth: int) -> Nested | None:
        start = whole.lstrip()[:1]
        if not start or start not in "{[" or whole.rstrip()[-1:] not in "}]":
            return None
        try:
            value = self._step(json, whole.encode(), 1.0)
        except DecodeError:
            return None
        return Nested(("json",), self.walk(value, depth + 1), whole) if value else None

    def _wrapped_in(self, whole: str, depth: int) -> Nested | None:
        found = wrapped.opened(whole)
        if found is None:
            return None
        self._room -= len(whole)
        return Nested((found[0],), self.walk(found[1], depth + 1), whole)

    def _percent_in(self, whole: str, depth: int) -> Nested | None:
        if _PAIRS.fullmatch(whole):
            return Nested(("form",), self.walk(self._step(form, whole.encode(), 1.0), depth + 1), whole)
        if not _PERCENT.search(whole):
            return None
        plain = unquote(whole, errors="replace")
        if "\ufffd" in plain or not text.is_readable(plain):
            return None
        self._room -= len(plain)
        inner = self.string(plain, depth + 1)
        if isinstance(inner, Nested):
            return Nested(("percent", *inner.steps), inner.value, whole)
        return Nested(("percent",), inner, whole)

    def _coded_in(self, whole: str, depth: int) -> Nested | None:
        token = _JWT.fullmatch(whole)
        if token is not None:
            head, claims = (self.string(part, depth + 1) for part in token.groups()[:2])
            return Nested(("jwt",), {"header": head, "claims": claims, "signature": token[3]}, whole)
        plain = pangle.opened(whole)
        if plain is not None:
            inner = self.peel(plain, depth + 1)
            return Nested((pangle.STEP, *inner.steps), inner.value, whole)
        for name, raw in base64.readings(whole):
            self._room -= len(raw)
            words = base64.is_no_accident(name, whole, raw)
            if not words and not self._is_worth_a_look(raw, name):
                continue  # an identifier, as nearly all are
            inner = self.peel(raw, depth + 1)
            if inner.readable and (words or set(inner.steps) - _WEAK):
                return Nested((name, *inner.steps), inner.value, whole)
        return None

    def _is_worth_a_look(self, raw: bytes, name: str) -> bool:
        """Whether bytes out of a text may hold anything; quick, for it is asked of every identifier there is."""
        # So many hexadecimal digits are a UUID or a hash: only a mark says otherwise.
        marked = name == "hex" and len(raw) <= _HASH_BYTES
        if _is_telling(raw, _MARKED_BY_FIRST if marked else _TELLING_BY_FIRST):
            return True
        self._to_be_opened = True  # by what the app may encrypt later
        return self._opened(raw) is not None


def _is_telling(raw: bytes, by_first: Sequence[Sequence[Format]]) -> bool:
    if raw:
        for one in by_first[raw[0]]:
            if one.accepts(raw) >= _TELLING:
                return True
    return raw.isascii() and bool(base64.readings(raw.decode("ascii")))


_HOLDING = frozenset({str, dict, list, bytes, Nested})


@lru_cache(1000)
def _announced(media_type: str) -> Format | None:
    kind = media_type.partition(";")[0].strip().lower()
    return next((one for word, one in _MEDIA if word in kind), None) if kind else None


def _json_at_once(data: bytes, media_type: str) -> Value:
    """An object or array where it is that and nothing says otherwise, else None."""
    if data[:1] not in (b"{", b"["):
        return None
    return json.quickly(data) if not media_type or _announced(media_type) in (json, None) else None


def _scored(data: bytes, media_type: str) -> list[tuple[float, Format]]:
    """The formats that may be it, the surest first; of equally sure ones in the order above."""
    announced = _announced(media_type) if media_type else None
    scored: list[tuple[float, Format]] = []
    for one in _BY_FIRST[data[0]]:
        score = one.accepts(data)
        if score > 0.0:
            scored.append((score, one))
    if announced is not None:
        score = next((score for score, one in scored if one is announced), 0.0)
        if score > 0.0 or text.accepts(data) > 0.0:
            scored = [(max(score, 0.9) + 0.05, announced), *(pair for pair in scored if pair[1] is not announced)]
    other = charset.of(data)
    if other is not None:
        scored.append((other.accepts(data), other))
    return sorted(scored, key=lambda pair: -pair[0])
