"""Values whose form says what they are under any name: push addresses, pictures in data: addresses, user agents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspector.datatypes import name_of
from inspector.datatypes.leaves import Content
from inspector.records import Finding

_PUSH = re.compile(r"[\w-]{8,}:APA91[\w-]{20,}\Z|ExponentPushToken\[[\w-]{10,}\]\Z")
_AGENT = re.compile(
    r"(?:Mozilla/5\.0|Dalvik/\d[\d.]*) \([^)]*\b(?:Android|iPhone|iPad)\b"
    r"|Mozilla/5\.0 \([^)]{4,}\).{0,40}(?:AppleWebKit|Gecko)"
)
_MOBILE = re.compile(r"01[016789]-\d{3,4}-\d{4}\Z|0[789]0-\d{4}-\d{4}\Z")
_PICTURE = re.compile(r"data:image/(?:jpe?g|png|webp|heic|bmp);base64,")
_SOUND = re.compile(r"data:audio/[\w.+-]+(?:;[\w=.-]+)*;base64,")
# What to look for in the folded texts, what the whole text must look like, and what it is then.
_MARKS: tuple[tuple[bytes, re.Pattern[str], str], ...] = (
    (b":apa91", _PUSH, "push_token"),
    (b"exponentpushtoken[", _PUSH, "push_token"),
    (b"data:image/", _PICTURE, "image"),
    (b"data:audio/", _SOUND, "voice"),
    (b"mozilla/5.0 (", _AGENT, "user_agent"),
    (b"dalvik/", _AGENT, "user_agent"),
    (b"010-", _MOBILE, "phone_number"),
    (b"090-", _MOBILE, "phone_number"),
    (b"080-", _MOBILE, "phone_number"),
    (b"070-", _MOBILE, "phone_number"),
)
_LONG = frozenset({"image", "voice"})
_LONGEST_AGENT = 600
_SHOWN = 64
_MOST = 100  # of one mark


def find(content: Content) -> Iterator[tuple[int, Finding]]:
    """Leaves whose whole text has such a form."""
    folded = content.folded
    for mark, form, type_id in _MARKS:
        place = folded.find(mark)
        for _ in range(_MOST):
            if place < 0:
                break
            at = content.line_at(place)
            text = content.texts[at].strip()
            if form.match(text) and (type_id in _LONG or len(text) <= _LONGEST_AGENT):
                shown = text[:_SHOWN] if type_id in _LONG else text
                yield at, Finding(type_id, content.path(at), "likely", shown, _reason(type_id))
            place = folded.find(mark, place + len(mark))


def _reason(type_id: str) -> str:
    return f"The whole value has a form that only this type of data has ({name_of(type_id)})."
