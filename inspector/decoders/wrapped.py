"""JSON that a text has something around (socket.io's numbers, a script's call), and data: addresses."""

from __future__ import annotations

import base64
import binascii
import re

from inspector.decoders import json
from inspector.errors import DecodeError
from inspector.records import Value

ENDS = frozenset("})];")
_CALL = re.compile(r"\s*(?:/\*\*/\s*)?([\w.$]{1,80})\s*\(\s*([\[{].*[\]}])\s*\)\s*;?\s*", re.DOTALL)
_BEHIND = re.compile(r"([\w:,/.\- ]{1,40})([\[{].*[\]}])\s*", re.DOTALL)
_DATA = re.compile(r"data:([\w/+.\-]{0,80})((?:;[\w=.\-]{1,60}){0,4});base64,([A-Za-z0-9+/_\-\s]*={0,2})\s*")


def opened(text: str) -> tuple[str, dict[str, Value]] | None:
    """The step's name, and what stands around and inside; None for all that is no such text. Never raises."""
    if text[:5] == "data:":
        return _data(text)
    if text[-1:] not in ENDS:
        return None
    if text[-1] in ");":
        call = _CALL.fullmatch(text)
        content = _content(call[2]) if call else None
        return ("jsonp", {"function": call[1], "content": content}) if call and content else None
    behind = _BEHIND.fullmatch(text)
    content = _content(behind[2]) if behind else None
    return ("headed_json", {"head": behind[1].strip(), "content": content}) if behind and content else None


def _content(text: str) -> Value:
    """An object, or a list that holds one or begins with a text and goes on: "items[3]" is neither."""
    try:
        value = json.decode(text.encode("utf-8", "replace"))
    except DecodeError:
        return None
    if isinstance(value, dict):
        return value or None
    is_list = isinstance(value, list) and len(value) > 0
    return value if is_list and (any(isinstance(one, dict) for one in value) or isinstance(value[0], str)) else None


def _data(text: str) -> tuple[str, dict[str, Value]] | None:
    matched = _DATA.fullmatch(text)
    if matched is None:
        return None
    letters = "".join(matched[3].split()).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        content = base64.b64decode(letters + "=" * (-len(letters) % 4), validate=True)
    except binascii.Error:
        return None
    return "data_uri", {"media_type": matched[1], "content": content}
