"""The observations of a session that left the app, one after another."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.readings import ObservationDetail
from inspector.store.reader import Reader

_PAGE_ROWS = 1000
_SENT = ("request", "message", "connection")


def sent(reader: Reader, where: str = "", kinds: tuple[str, ...] = _SENT) -> Iterator[ObservationDetail]:
    """In the session's order, with all they hold; a page of rows is held at a time. Raises FilterProblem."""
    last = 0
    while rows := reader.rows_after(last, where, _PAGE_ROWS):
        for row in rows:
            if row.kind in kinds:
                yield reader.detail(row.id)
        last = rows[-1].id
