"""What a data type is: names, labels, the field names it goes by, the shape of its values, how it may be searched."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from inspector.datatypes import shapes
from inspector.datatypes.labels import Label

# How a planted value of the type may be recognised where no field name speaks for it:
# unique    anywhere, in every encoding and hash: no two people share it
# word      anywhere between word boundaries, in every encoding, when it is long enough
# whole     only as the whole value of a field
# keyed     only under a field name of its type
# prompt    as text, whole or in part
Search = Literal["unique", "word", "whole", "keyed", "prompt"]


@dataclass(frozen=True, slots=True)
class Family:
    """A group of data types. `description` is one short English sentence."""

    id: str
    name: str
    name_ko: str
    name_zh: str
    description: str


@dataclass(frozen=True, slots=True)
class DataType:
    """One kind of personal data. `keys` are field names as written by SDKs; case and punctuation do not matter.

    `weak_keys` are names many other things go by as well: they count only where the value is the planted one, or
    where a part of the path before them says that it is about a device. `accepts` says whether text has the shape of
    such a value. `labels` are what forms and laws call it.
    """

    id: str
    name: str
    name_ko: str
    name_zh: str
    description: str
    labels: tuple[Label, ...] = ()
    keys: tuple[str, ...] = ()
    weak_keys: tuple[str, ...] = ()
    accepts: Callable[[str], bool] = shapes.is_filled
    search: Search = "keyed"


def names(words: str) -> tuple[str, ...]:
    """Field names, written with blanks between them."""
    return tuple(words.split())


_PUNCTUATION = re.compile(r"[^0-9a-z\u0080-\uffff]+")


def plain_key(key: str) -> str:
    """A field name without case, punctuation and the usual prefix of headers: "X-Device-Model" → "devicemodel"."""
    text = _PUNCTUATION.sub("", key.lower())
    return text[1:] if key[:2] in ("x-", "X-") else text


def last_name(field: str) -> str:
    """The last of the names that a field's name is made of: "name" of "user.name", "card[name]" and "user[name][]"."""
    field = field.rpartition(".")[2]
    if field[-1:] != "]":
        return field
    name = field.removesuffix("[]").removesuffix("]").rpartition("[")[2]
    return field if not name or name.isdigit() else name
