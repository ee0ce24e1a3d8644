"""What a request's path names by a number: "/users/u-8812/…", "/devices/6c1f…", and an address of a machine in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from inspector.datatypes import name_of, shapes
from inspector.datatypes.leaves import Content
from inspector.records import Finding

_OF = {
    **dict.fromkeys(
        "users user members member customers customer accounts profiles players subscribers".split(),  # noqa: SIM905
        "account_id",
    ),
    **dict.fromkeys("devices device".split(), "device_id"),  # noqa: SIM905
    **dict.fromkeys("installations installs instances".split(), "installation_id"),  # noqa: SIM905
    **dict.fromkeys("sessions visits".split(), "session_id"),  # noqa: SIM905
    **dict.fromkeys("conversations threads chats dialogs rooms tickets".split(), "conversation_id"),  # noqa: SIM905
}
_VERSION = re.compile(r"v\d+(?:\.\d+)*\Z")
_LEAST = 4
_LEAST_DIGITS = 6
_PART_OF_ADDRESS = 100  # a number of an address that no version has


def find(content: Content) -> Iterator[tuple[int, Finding]]:
    """Leaves of the path that are the number of what the segment before them names."""
    path = content.parts.get("path")
    told = _told(tuple(path)) if isinstance(path, list) and all(isinstance(one, str) for one in path) else ()
    if not told:
        return
    first = next((at for at, place in enumerate(content.places) if place[0] == "path"), None)
    for index, type_id, word in told:
        at = (first or 0) + index
        if first is not None and at < len(content.places) and content.places[at][:2] == ("path", index):
            yield at, Finding(type_id, content.path(at), "likely", content.texts[at].strip(), _reason(type_id, word))


@lru_cache(10_000)
def _told(segments: Sequence[str]) -> tuple[tuple[int, str, str], ...]:
    """Index, type and the word before it of each segment that is a number of somebody or something."""
    found = []
    for index, segment in enumerate(segments):
        before = segments[index - 1].lower() if index else ""
        type_id = _OF.get(before)
        if type_id and _is_number(segment):
            found.append((index, type_id, before))
        elif _is_address(segment):
            found.append((index, "ip_address", ""))
    return tuple(found)


def _is_number(text: str) -> bool:
    if not _LEAST <= len(text) <= 128 or _VERSION.match(text) or not shapes.is_mark(text):
        return False
    digits = sum(c.isdigit() for c in text)
    return digits >= _LEAST_DIGITS or (digits >= 2 and any(c.isalpha() for c in text)) or shapes.is_email(text)


def _is_address(text: str) -> bool:
    numbers = text.split(".")
    if len(numbers) != 4 or not shapes.is_ip(text):
        return False
    return any(int(number) >= _PART_OF_ADDRESS for number in numbers) and int(numbers[0]) > 9


def _reason(type_id: str, word: str) -> str:
    if not word:
        return f"A part of the request's path has the form of this type of data ({name_of(type_id)})."
    return f"Stands after “{word}” in the request's path: there it is this type of data ({name_of(type_id)})."
