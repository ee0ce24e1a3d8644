"""What one observation holds, walked once: its texts beside one another, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from inspector.datatypes.by_value.forms import fold
from inspector.datatypes.kinds import last_name, plain_key
from inspector.decoders.values import flatten, joined_path
from inspector.records import Nested, Value

_NAME_FIELDS = ("name", "key", "k", "id", "n")
_KIND_FIELDS = ("attribute", "property", "field", "label", "type", "system")  # only where they say a known name
_VALUE_FIELDS = frozenset(
    """
    value val v stringvalue string_value values stringValue intValue doubleValue boolValue arrayValue int_value
    double_value float_value bool_value
    """.split()  # noqa: SIM905
)
_LONGEST_NAME = 60
_SMALL = 1 << 62
_LARGE = 1 << 4000  # beyond, Python writes no decimals
_LEAST_BYTES = 8
_LETTERS_SHARE = 0.9
_BYTE = 255
_LAST_LETTER = 0x10FFFF
_HASH_BYTES = frozenset({16, 20, 28, 32, 48, 64})
_DEEPEST = 200  # containers within one another that are gone into by recursion
_ODD_BLANKS = ("  ", "\t", "\r", " \n", "\n ", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x1f")
_SHORT_BYTES = 10_000
_TOKEN_LENGTH = 16


def _is_kept(letter: int) -> bool:
    return chr(letter).isalnum() or letter == ord("\n")


_TOKEN_LETTERS = bytes(
    ord("+") if letter in b"+-" else ord("/") if letter in b"/_" else letter if _is_kept(letter) else ord(" ")
    for letter in (one if one < 128 else 0 for one in range(256))
)

# What a name tells: of a list, that its places have names of their own ("extinfo[5]"); that a type is called so.
PLACED, CALLED = 8, 256

Place = tuple[str, str | int | None, str]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text at the end of a path. `field` is the name of its field as written, `key` without case and punctuation.

    `named`: the path with the name a value goes by in place of its own: "body.attributes[0].model" for the path
    "body.attributes[0].value" where the name stands beside it.
    """

    path: str
    key: str
    field: str
    text: str
    named: str


class Content:
    """The texts of one observation's parts, in order, and the bytes among them. For one search or several of it.

    A number is its text. `telling` says of a field's name what is known by it, 0 for nothing: leaves under telling
    names are in `named`, and all that their names tell is in `tells`. Nothing in here is changed afterwards.
    """

    __slots__ = (
        "_ends",
        "_folded",
        "_lines",
        "_long",
        "_marked",
        "_telling",
        "_tokens",
        "named",
        "numbers",
        "parts",
        "places",
        "raws",
        "tells",
        "texts",
    )

    def __init__(self, parts: Mapping[str, Value], telling: Callable[[str], int]) -> None:
        self.parts = parts
        self.texts: list[str] = []
        self.places: list[Place] = []  # the path of the container, the key or index in it, the field's name
        self.named: list[int] = []
        self.raws: list[tuple[int, bytes]] = []
        self.numbers: set[int] = set()  # texts that are a list of numbers, each a byte
        self.tells = 0
        self._telling = telling
        self._folded: bytes | None = None
        self._lines: list[str] | None = None
        self._tokens: list[bytes] | None = None
        self._ends: list[int] | None = None
        for part, value in parts.items():
            self._one(value, (part, None, part), 0)

    def only(self, leaves: Sequence[int]) -> Content:
        """Some of the leaves, as a content of their own for a search by value; ascending."""
        some = Content({}, self._telling)
        some.texts = [self.texts[at] for at in leaves]
        some.places = [self.places[at] for at in leaves]
        if self.raws:
            numbers = {at: number for number, at in enumerate(leaves)}
            some.raws = [(numbers[at], raw) for at, raw in self.raws if at in numbers]
        return some

    def path(self, at: int) -> str:
        """Where a leaf stands: `body.header.udid`, `body.data[0].text`, `body["a.b"]`."""
        return _path_of(self.places[at])

    def leaf(self, at: int) -> Leaf:
        """A leaf with its path and names."""
        within, key, whole = self.places[at]
        field, path = last_name(whole), self.path(at)
        named = f"{within}.{whole}" if type(key) is str and key != whole else path
        return Leaf(path, plain_key(field), field, self.texts[at], named)

    @property
    def folded(self) -> bytes:
        """All texts as texts are compared (`fold`), one a line, in UTF-8."""
        if self._folded is None:
            joined = "\n".join(self.texts)
            is_even = joined.isascii() and joined.count("\n") + 1 == len(self.texts) and joined == joined.strip(" ")
            if is_even and not any(blank in joined for blank in _ODD_BLANKS):
                self._folded = joined.lower().encode()
            else:
                self._lines = [fold(text) for text in self.texts]
                self._folded = "\n".join(self._lines).encode("utf-8", "replace")
        return self._folded

    @property
    def lines(self) -> list[str]:
        """The lines of `folded`, as many as there are texts."""
        if self._lines is None:
            folded = self.folded
            self._lines = self._lines or folded.decode().split("\n")
        return self._lines

    @property
    def tokens(self) -> list[bytes]:
        """Stretches of 16 and more letters of hexadecimal and Base64, "+/" also for "-_"."""
        if self._tokens is None:
            self._long = [at for at, text in enumerate(self.texts) if len(text) >= _TOKEN_LENGTH]
            self._marked = _marked("\n".join([self.texts[at] for at in self._long]))
            self._tokens = [token for token in self._marked.split() if len(token) >= _TOKEN_LENGTH]
        return self._tokens

    def with_token(self, token: bytes) -> list[int]:
        """The leaves one of `tokens` stands in."""
        if self._marked.count(b"\n") < len(self._long) and self._marked.count(token) == 1:
            return [self._long[self._marked.count(b"\n", 0, self._marked.find(token))]]
        return [at for at in self._long if token in _marked(self.texts[at])]

    def line_at(self, place: int) -> int:
        """Which line of `folded` a byte belongs to."""
        if len(self.folded) < _SHORT_BYTES:
            return self.folded.count(b"\n", 0, place)
        if self._ends is None:
            self._ends = list(accumulate(len(line.encode("utf-8", "replace")) + 1 for line in self.lines))
        return bisect_right(self._ends, place)

    def _one(self, value: Any, place: Place, depth: int) -> None:
        kind = type(value)
        if kind is dict or kind is list or kind is tuple:
            if depth >= _DEEPEST:
                self._too_deep(value, place)
            elif kind is dict:
                self._in_dict(value, place, depth + 1)
            else:
                self._in_list(value, place, depth + 1)
            return
        if kind is not str and isinstance(value, Nested):
            self._one(value.value, place, depth + 1)
            return
        if kind is not str and isinstance(value, bytes | bytearray | memoryview) and value:
            self.raws.append((len(self.texts), bytes(value)))
        text = value if kind is str else _text_of(value)
        if text:
            flags = self._telling(place[2])
            if flags:
                self.tells |= flags
                self.named.append(len(self.texts))
            self.texts.append(text)
            self.places.append(place)

    def _in_list(self, value: Sequence[Any], place: Place, depth: int) -> None:
        path, field = _path_of(place), place[2]
        if len(value) >= _LEAST_BYTES and type(value[0]) is int:
            self._numbers(value, place, depth)
        placed = self._telling(field) & PLACED
        for number, inner in enumerate(value):
            own = f"{field}[{number}]" if placed else field
            self._one(inner, (path, number, own if placed and self._telling(own) else field), depth)

    def _numbers(self, value: Sequence[Any], place: Place, depth: int) -> None:
        """A list that may be bytes, or letters by their numbers, as what it stands for."""
        if not all(type(number) is int and -128 <= number <= _LAST_LETTER for number in value):
            return
        if _is_bytes(value):
            self.numbers.add(len(self.texts))
            data = bytes(number & _BYTE for number in value)
            letters = data.decode("latin-1")
            is_letters = not data.isascii() and letters.isprintable() and "\ufffd" in data.decode("utf-8", "replace")
            self._one(letters if is_letters else data, place, depth)
        elif max(value) > _BYTE and min(value) >= ord(" ") and not any(0xD800 <= one < 0xE000 for one in value):
            self.numbers.add(len(self.texts))
            self._one("".join(map(chr, value)), place, depth)

    def _in_dict(self, value: dict[Any, Any], place: Place, depth: int) -> None:
        if "7" in value and "0" in value and list(value) == [str(at) for at in range(len(value))]:
            self._numbers(list(value.values()), place, depth)  # what JSON makes of JavaScript's arrays of bytes
        path = _path_of(place)
        telling, add_text, add_place = self._telling, self.texts.append, self.places.append
        named = None if _VALUE_FIELDS.isdisjoint(value) else self._names_beside(value, place)
        for key, inner in value.items():
            if type(key) is not str:
                key = str(key)
            field = named.get(key, key) if named else key
            kind = type(inner)
            if kind is int and -_SMALL < inner < _SMALL:
                inner = repr(inner)
            elif kind is not str:  # these two are the most of all there is, so without a further call
                self._one(inner, (path, key, field), depth)
                continue
            if inner:
                flags = telling(field)
                if flags:
                    self.tells |= flags
                    self.named.append(len(self.texts))
                add_text(inner)
                add_place((path, key, field))

    def _names_beside(self, value: Mapping[str, Value], place: Place) -> dict[str, str]:
        """Names that stand beside values: of {"name": "model", "value": "X"}, "value" goes by the name "model".

        A value in a box of its own ({"value": {"stringValue": "X"}}) keeps the name its box has, and one in a list the
        list's.
        """
        name = next((text for each in _NAME_FIELDS if (text := _name_in(value.get(each)))), "")
        if not name:
            kinds = (_name_in(value[each]) for each in _KIND_FIELDS if each in value)
            name = next((kind for kind in kinds if kind and self._telling(kind) & CALLED), "")
        if not name and place[1] != place[2] and place[1] is not None:
            name = place[2]
        return dict.fromkeys(_VALUE_FIELDS, name) if name and len(name) <= _LONGEST_NAME else {}

    def _too_deep(self, value: Value, place: Place) -> None:
        for path, inner in flatten(value):
            where = _path_of(place) + (path if path.startswith("[") else f".{path}")
            self._one(inner, (where, None, place[2]), 0)


def _marked(text: str) -> bytes:
    return text.encode("utf-8", "replace").translate(_TOKEN_LETTERS)


def _path_of(place: Place) -> str:
    path, key, _ = place
    if key is None:
        return path
    return f"{path}[{key}]" if type(key) is int else joined_path(path, str(key))


def _name_in(value: Value) -> str:
    while isinstance(value, Nested):
        value = value.value
    return value if isinstance(value, str) else ""


def _is_bytes(value: Sequence[int]) -> bool:
    """Whether numbers may be bytes, also with a sign as Java has them: nearly all of them letters, or a hash."""
    if max(value) > _BYTE:
        return False
    if sum(number < 0 or number >= ord(" ") for number in value) >= _LETTERS_SHARE * len(value):
        return True
    return len(value) in _HASH_BYTES and any(number < 0 or number > _BYTE // 2 for number in value)


def _text_of(value: Any) -> str:
    """A leaf's text; "" of what has none."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return repr(value) if -_LARGE < value < _LARGE else hex(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return ""
