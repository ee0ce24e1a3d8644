"""The languages the tool says its facts in: which there are, how each calls itself, and what Korean adds to a word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from inspector.records import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
LANGUAGE_NAMES: Mapping[Language, str] = {"en": "English", "ko": "한국어", "zh": "中文"}

_FIRST, _LAST = 0xAC00, 0xD7A3


def particle(word: str, closed: str, open_: str) -> str:
    """Korean's particle after a word: the first after a final consonant, the second after none; both where not told."""
    last = word[-1:]
    if last.isascii() and last.isupper() and word[-2:-1].isupper():  # letters that are spelt: "ID" is 아이디
        return closed if last in ("MN" if closed == "으로" else "LMNR") else open_
    if not last or not _FIRST <= ord(last) <= _LAST:
        return f"{closed}({open_})" if closed != "으로" else "(으)로"
    final = (ord(last) - _FIRST) % 28
    return open_ if final == 0 or (closed == "으로" and final == 8) else closed
