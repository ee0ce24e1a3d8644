"""Finds personal data by field names and the shapes of their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from inspector.datatypes import DATA_TYPES, device, identity, place, shapes, system
from inspector.datatypes.forms import bare, fold, phone_number, value_of
from inspector.datatypes.kinds import DataType, plain_key
from inspector.datatypes.reasons import reason_of, reason_of_key
from inspector.records import Finding, Planted

# Parts of a path that say: what follows is about a device. Weak names count below them.
_DEVICE_PARTS = frozenset(
    """
    header device deviceinfo devinfo deviceinfos dev hardware hw phoneinfo clientinfo systeminfo sysinfo terminal
    env environment deviceprofile devicecontext contexts platforminfo
    """.split()  # noqa: SIM905
)
# Parts of a path that say: what follows is about the user. "name" and "address" count below them.
_USER_PARTS = frozenset(
    """
    user userinfo userprofile profile traits set customer member userattributes currentuser me userproperties people
    """.split()  # noqa: SIM905
)
# Parts of a path that say: what follows is about whoever made something. That is known to all, and not about the user.
_MAKER_PARTS = frozenset("author committer maintainer maintainers contributor contributors tagger uploader".split())  # noqa: SIM905
_BY_CONTEXT = frozenset(kind.id for kind in (*device.TYPES, *system.TYPES, *place.TYPES)) | {"serial", "mac"}
# A tester has one of these: a value that is not the planted one is somebody else's.
_OF_USER = frozenset({"name", "address"})
_OF_PERSON = frozenset(kind.id for kind in identity.TYPES)
_EXCLUSIVE = frozenset({"email", "phone_number", "app_package"})
_COORDINATES = frozenset({"latitude", "longitude"})
_NEAR_DEGREES = 0.1
_INDEX = re.compile(r"\[\d+\]\Z")
_QUOTED = re.compile(r'\["((?:[^"\\]|\\.)*)"\]\Z')
_SPLIT = re.compile(r"[.\[\]]+")
_ANDROID = re.compile(r"\bandroid[ /](\d+(?:\.\d+)*)", re.I)
_NAME_FIELDS = ("name", "key", "k", "id", "n")
_VALUE_FIELDS = frozenset({"value", "val", "v", "stringvalue", "string_value"})
_LONGEST_VALUE = 20_000
_LONGEST_KEPT = 400


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value at the end of a path. `folded` is its text as texts are compared; `raw` its bytes where it has any.

    `key` is the field's name without case and punctuation, `field` as written. `keep`: it may be remembered.
    """

    path: str
    key: str
    field: str
    text: str
    folded: str
    raw: bytes | None = None
    keep: bool = False

    @property
    def place(self) -> tuple[str, str]:
        """What findings are remembered by: the same path with the same text is the same. Of others, the path alone."""
        return (self.path, f"={self.text}" if self.keep else "")


def leaf(path: str, value: object, name: str = "") -> Leaf | None:
    """A leaf of a decoded value, or None where there is nothing in it. `name` is a sibling's value that names it."""
    raw: bytes | None = None
    if isinstance(value, str):
        text = value
    elif isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, (int, float)):
        text = repr(value)
    elif isinstance(value, (bytes, bytearray, memoryview)):
        raw = bytes(value)
        text = raw.decode("utf-8", "replace")
    else:
        return None
    if not text:
        return None
    key, field = (plain_key(name), name) if name else _key_of(path)
    keep = not name and len(text) <= _LONGEST_KEPT and type(value) in (str, int)
    return Leaf(path, key, field, text, fold(text), raw, keep)


def names_of_values(pairs: Sequence[tuple[str, object]]) -> dict[str, str]:
    """Names that stand beside values: {"name": "model", "value": "X"} gives the path of "value" the name "model"."""
    valued = [path for path, _ in pairs if path.rpartition(".")[2] in _VALUE_FIELDS]
    if not valued:
        return {}
    texts = {path: value for path, value in pairs if isinstance(value, str)}
    named = {}
    for path in valued:
        parent = path[: path.rfind(".") + 1]
        name = next((texts[parent + each] for each in _NAME_FIELDS if parent + each in texts), "")
        if name and len(name) <= 60:
            named[path] = name
    return named


def without_index(path: str) -> str:
    """The path less the index of the list at its end: "body.apps[3]" → "body.apps"."""
    return _INDEX.sub("", path)


def find(item: Leaf, planted: Mapping[str, Sequence[Planted]]) -> Iterator[Finding]:
    """Findings by field name; `planted` holds the planted values by type."""
    field = item.field
    text = item.text.strip()
    strong, weak = _types_of(item.key)
    if not (strong or weak) or len(text) > _LONGEST_VALUE:
        return
    for kind in (*strong, *weak):
        for known in planted.get(kind.id, ()):
            encoding = same(known, text, field)
            if encoding:
                reason = reason_of(known, encoding, whole=True)
                yield Finding(kind.id, item.path, "certain", text, reason, encoding, known.value)
                return
    for kind in (*strong, *_in_context(weak, item.path)):
        if kind.id in _OF_PERSON and _below(_MAKER_PARTS, item.path):
            continue
        if kind.accepts(text) and not _anothers(kind, text, planted.get(kind.id, ())):
            yield Finding(kind.id, item.path, "likely", text, reason_of_key(kind.id, field))
            if kind.id == "user_agent":
                yield from _in_agent(item, text, planted)
            return


def same(known: Planted, text: str, field: str = "") -> str:
    """The encoding under which a field's text is the planted value, or ""."""
    value = value_of(known)
    if text == value:
        return "plain"
    if fold(text) == fold(value):
        return "letter case"
    if known.type in _COORDINATES:
        return _same_coordinate(value, text)
    if known.type == "phone_number":
        return "other spelling" if shapes.is_phone(text) and phone_number(value).is_in(text) else ""
    if known.type == "screen_size":
        return _same_screen(value, text, field)
    if known.type == "language":
        return "language" if _language(text) == _language(value) else ""
    if known.type == "os_version":
        return "plain" if fold(text).removeprefix("android ") == fold(value).removeprefix("android ") else ""
    return "without separators" if len(bare(value)) >= 4 and bare(text) == bare(value) else ""


def _anothers(kind: DataType, text: str, known: Iterable[Planted]) -> bool:
    """Whether the value is of the right form but certainly not this tester's or this phone's."""
    values = [value_of(item) for item in known]
    if not values:
        return False
    if kind.id in _COORDINATES:
        return all(abs(float(text) - _degrees(value)) > _NEAR_DEGREES for value in values)
    return kind.id in _EXCLUSIVE


def _in_agent(item: Leaf, text: str, planted: Mapping[str, Sequence[Planted]]) -> Iterator[Finding]:
    """The system's version as it stands in a user agent."""
    match = _ANDROID.search(text)
    for known in planted.get("os_version", ()):
        if match and match[1] == value_of(known):
            reason = reason_of(known, "plain", whole=False)
            yield Finding("os_version", item.path, "certain", match[1], reason, "plain", known.value)


def _same_coordinate(value: str, text: str) -> str:
    decimals = len(text.partition(".")[2])
    if decimals < 2 or not shapes.is_number(text) or not shapes.is_number(value):
        return ""
    if abs(float(text) - float(value)) >= 10.0**-decimals:
        return ""
    return "plain" if decimals >= len(value.partition(".")[2]) else f"rounded {decimals}"


def _same_screen(value: str, text: str, field: str) -> str:
    known, there = re.findall(r"\d{3,5}", value), re.findall(r"\d{3,5}", text)
    if len(known) == 2 and sorted(known) == sorted(there[:2]):
        return "other spelling"
    return "plain" if field and len(there) == 1 and there[0] == text and text in known else ""


def _language(text: str) -> str:
    return re.split(r"[-_,;]", text.strip().lower(), maxsplit=1)[0]


def _degrees(text: str) -> float:
    return float(text) if shapes.is_number(text) else 1000.0


def _in_context(weak: Iterable[DataType], path: str) -> Iterator[DataType]:
    """Of the types many things are called like, those that the path before the name speaks for."""
    for kind in weak:
        parts = _USER_PARTS if kind.id in _OF_USER else _DEVICE_PARTS if kind.id in _BY_CONTEXT else frozenset()
        if _below(parts, path):
            yield kind


def _below(parts: frozenset[str], path: str) -> bool:
    return any(plain_key(part) in parts for part in _SPLIT.split(path)[:-1])


@lru_cache(maxsize=8192)
def _key_of(path: str) -> tuple[str, str]:
    """The last field name in a path, plain and as written; indices count only where a list's places have meanings."""
    text = path
    placed = plain_key(path.rpartition(".")[2])
    if path.endswith("]") and placed in _PLACED:
        return placed, path.rpartition(".")[2]
    while _INDEX.search(text):
        text = _INDEX.sub("", text)
    quoted = _QUOTED.search(text)
    name = (quoted[1] if quoted else text).rpartition(".")[2]
    return plain_key(name), name


def _index(of: str) -> dict[str, tuple[DataType, ...]]:
    table: dict[str, tuple[DataType, ...]] = {}
    for kind in DATA_TYPES.values():
        for name in getattr(kind, of):
            known = table.get(plain_key(name), ())
            if kind not in known:
                table[plain_key(name)] = (*known, kind)
    return table


_STRONG, _WEAK = _index("keys"), _index("weak_keys")


# Names of places in a list that have a meaning of their own, such as Facebook's "extinfo[5]".
_PLACED = frozenset(plain_key(name) for kind in DATA_TYPES.values() for name in kind.keys if "[" in name)


def _types_of(key: str) -> tuple[tuple[DataType, ...], tuple[DataType, ...]]:
    return _STRONG.get(key, ()), _WEAK.get(key, ())
