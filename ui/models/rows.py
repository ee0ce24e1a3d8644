"""All observations as a table read page by page, and the few requests behind a chip or a cell."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

from inspector import datatypes, wording
from inspector.readings import Row
from inspector.records import Finding, Phase
from ui.models.as_json import to_json
from ui.models.receipts import JsonRole

PAGE_ROWS = 500
"""Rows read a turn; the most a turn of the window may take is 1,000."""

RowRole = int(Qt.ItemDataRole.UserRole) + 21
FindingRole = RowRole + 1

COLUMNS = ("Time", "Kind", "What", "Recipient", "Country", "Server", "Sender", "Data types", "Size", "Phase")
TIME, KIND, WHAT, RECIPIENT, COUNTRY, SERVER, SENDER, TYPES, SIZE, PHASE = range(len(COLUMNS))

KIND_NAMES = {
    "request": "Request",
    "message": "Message",
    "connection": "Connection",
    "sdk_call": "SDK call",
    "device_read": "Device read",
    "crypto": "Cryptography",
    "typed_text": "Typed text",
}

_Index = QModelIndex | QPersistentModelIndex


def exact_clock(at_ms: float) -> str:
    """Minutes, seconds and milliseconds since the session's start: "0:51.204"."""
    return f"{wording.clock_text(at_ms)}.{int(max(0.0, at_ms)) % 1000:03}"


class RowReader(Protocol):
    """The part of the store's reader that the table needs."""

    def rows_after(self, observation: int, where: str, limit: int) -> Sequence[Row]: ...

    def last_id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Page:
    """Rows that fit a filter. All observations up to the one called `seen_id` have been looked at."""

    where: str
    rows: tuple[Row, ...]
    seen_id: int
    complete: bool


def read_page(reader: RowReader, where: str, after: int = 0) -> Page:
    """The next page after an observation. Any thread; raises what the reader raises for a filter it cannot read."""
    newest = reader.last_id()
    found = tuple(reader.rows_after(after, where=where, limit=PAGE_ROWS))
    complete = len(found) < PAGE_ROWS
    # Nothing fits up to `newest`: a filter that little fits must not search the same rows at every commit.
    seen_id = max(newest, after, found[-1].id if found else 0) if complete else found[-1].id
    return Page(where, found, seen_id, complete)


class RowsModel(QAbstractTableModel):
    """Oldest first; `fetchMore` reads on, `advance` appends what came since. Qt main thread, with its own reader."""

    def __init__(self, reader: RowReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._where = ""
        self._rows: list[Row] = []
        self._seen_id = 0
        self._complete = False
        self._phases: dict[str, str] = {}

    def set_phases(self, phases: Sequence[Phase]) -> None:
        """Names for the phase column."""
        self._phases = {phase.id: phase.name for phase in phases}

    def set_page(self, page: Page) -> None:
        """Start again with the first page of a filter, read by `read_page` on whatever thread."""
        self.beginResetModel()
        self._where, self._rows = page.where, list(page.rows)
        self._seen_id, self._complete = page.seen_id, page.complete
        self.endResetModel()

    def advance(self, visible_first: int = 0, visible_last: int = -1) -> None:
        """Append what came since, if everything before it is shown, and read the visible rows again (answers came)."""
        if self._complete:
            self._follow()
        if 0 <= visible_first <= visible_last:
            self._refresh(visible_first, min(visible_last, visible_first + PAGE_ROWS, len(self._rows) - 1))

    def row(self, number: int) -> Row:
        """The record of a row."""
        return self._rows[number]

    def number_of(self, observation: int) -> int:
        """The row of an observation among those read, or -1."""
        return next((number for number, row in enumerate(self._rows) if row.id == observation), -1)

    def phase_name(self, phase: str) -> str:
        """A phase's name as the tester gave it."""
        return self._phases.get(phase, phase.replace("_", " "))

    def _follow(self) -> None:
        """Read what came since, a page in a turn, until there is no more of it."""
        self._read_on()
        if not self._complete:
            QTimer.singleShot(0, self, self._follow)

    def _read_on(self) -> None:
        page = read_page(self._reader, self._where, self._seen_id)
        self._seen_id, self._complete = page.seen_id, page.complete
        if page.rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(page.rows) - 1)
            self._rows.extend(page.rows)
            self.endInsertRows()

    def _refresh(self, first: int, last: int) -> None:
        if last < first:
            return
        fresh = self._reader.rows_after(self._rows[first].id - 1, where=self._where, limit=last - first + 1)
        for number, row in enumerate(fresh, first):
            if number < len(self._rows) and self._rows[number].id == row.id and self._rows[number] != row:
                self._rows[number] = row
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(COLUMNS) - 1))

    # ---------------------------------------------------------------------------------------------- Qt

    def canFetchMore(self, parent: _Index = QModelIndex()) -> bool:  # noqa: B008
        return not parent.isValid() and not self._complete

    def fetchMore(self, parent: _Index = QModelIndex()) -> None:  # noqa: B008
        if not parent.isValid() and not self._complete:
            self._read_on()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _TEXTS[index.column()](row, self)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (WHAT, RECIPIENT, TYPES):
            return _TEXTS[index.column()](row, self)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == SERVER:
            return ", ".join(dict.fromkeys(part for part in (row.server_network, _server(row, self)) if part))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (TIME, SIZE):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == RowRole:
            return row
        if role == JsonRole:
            return to_json(dataclasses.asdict(row))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in (TIME, SIZE) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class RequestsModel(QAbstractListModel):
    """The requests that carried one data type to one company, or all requests to it. Qt main thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pairs: list[tuple[Row, Finding | None]] = []

    def set_pairs(self, pairs: Sequence[tuple[Row, Finding | None]]) -> None:
        """Take a new reading: rows only ever come after those there, so the selection stays."""
        standing = [row.id for row, _ in self._pairs]
        merged = _one_a_row(pairs)
        if standing != [row.id for row, _ in merged[: len(standing)]]:
            self.beginResetModel()
            self._pairs = merged
            self.endResetModel()
            return
        fresh = merged[len(standing) :]
        self._pairs[:] = merged[: len(standing)]
        if fresh:
            self.beginInsertRows(QModelIndex(), len(standing), len(merged) - 1)
            self._pairs.extend(fresh)
            self.endInsertRows()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._pairs)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._pairs):
            return None
        row, finding = self._pairs[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            value = f": {finding.value}" if finding else ""
            return f"{exact_clock(row.at_ms)} {row.title}, sent by {row.sender or 'unknown code'}{value}"
        if role == RowRole:
            return row
        if role == FindingRole:
            return finding
        if role == JsonRole:
            found = dataclasses.asdict(finding) if finding else None
            return to_json({"row": dataclasses.asdict(row), "finding": found})
        return None


def _one_a_row(pairs: Sequence[tuple[Row, Finding | None]]) -> list[tuple[Row, Finding | None]]:
    """By time, one line a request, though it may carry the value at several places; the surest place is shown."""
    seen: dict[int, tuple[Row, Finding | None]] = {}
    for row, finding in pairs:
        seen.setdefault(row.id, (row, finding))
    return [seen[number] for number in sorted(seen)]


def _recipient(row: Row, _: RowsModel) -> str:
    return row.company_name or row.host


def _server(row: Row, _: RowsModel) -> str:
    return wording.country_name(row.server_country) if row.server_country else ""


def _types(row: Row, _: RowsModel) -> str:
    return ", ".join(datatypes.name_of(data_type) for data_type in row.types)


def _size(row: Row, _: RowsModel) -> str:
    return wording.size_text(row.bytes_up) if row.bytes_up or row.bytes_down else ""


_TEXTS: tuple[Callable[[Row, RowsModel], str], ...] = (
    lambda row, _: exact_clock(row.at_ms),
    lambda row, _: KIND_NAMES.get(row.kind, row.kind),
    lambda row, _: row.title,
    _recipient,
    lambda row, _: wording.country_name(row.country) if row.country else "",
    _server,
    lambda row, _: row.sender,
    _types,
    _size,
    lambda row, model: model.phase_name(row.phase),
)
