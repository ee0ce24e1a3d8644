"""From the growing text of a field to what the tester typed: it counts when it was sent, or the field was emptied."""

from __future__ import annotations

from inspector.protocol import TypedSeen

_SHORTEST = 3  # characters: less is no prompt
_FORGIVEN = 2  # characters a run may lose at once and still be the same run (a correction)


class TypedText:
    """The text that stands in each field of each process now. Any one thread."""

    def __init__(self) -> None:
        self._current: dict[tuple[int, str], str] = {}

    def take(self, process: int, seen: TypedSeen) -> str | None:
        """The new state of a field; the text that stood there before, if this is the start of another."""
        if seen.secret:
            return None
        field = (process, seen.view)
        before = self._current.get(field, "")
        self._current[field] = seen.text
        if len(before.strip()) < _SHORTEST or _grows(before, seen.text):
            return None
        return before.strip()

    def standing(self) -> list[str]:
        """Texts that stand in a field and have not been counted."""
        return [text.strip() for text in self._current.values() if len(text.strip()) >= _SHORTEST]

    def counted(self, text: str) -> None:
        """This text was found in something the app sent: it need not wait for the field to be emptied."""
        for field, standing in self._current.items():
            if standing.strip() == text:
                self._current[field] = ""


def _grows(before: str, after: str) -> bool:
    common = len(_common_prefix(before, after))
    return common >= len(before) - _FORGIVEN or (common == len(after) and len(after) >= len(before) - _FORGIVEN)


def _common_prefix(a: str, b: str) -> str:
    length = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        length += 1
    return a[:length]
