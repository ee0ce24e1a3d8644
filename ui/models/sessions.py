"""The saved sessions, newest first, the sample last, and how a row of them is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from inspector import wording
from ui.bridge import Recent

SESSION_ROLE = Qt.ItemDataRole.UserRole
SEARCH_ROLE = Qt.ItemDataRole.UserRole + 1
APP, WHEN, RECIPIENTS, SENT = range(4)

_Index = QModelIndex | QPersistentModelIndex


def _tr(text: str) -> str:
    return QCoreApplication.translate("Sessions", text)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """What one row says. `kind` is saved, interrupted, problem or sample; `recipients` is without the chip's type."""

    path: Path
    kind: str
    title: str
    subtitle: str
    key: str
    when: str
    duration: str
    top_type: str
    recipients: str
    sent: str


def row_for(recent: Recent, today: date) -> SessionRow:
    """The words of a session file."""
    kind = "problem" if recent.problem else "interrupted" if recent.interrupted else "saved"
    return SessionRow(
        path=Path(recent.path),
        kind=kind,
        title=f"{recent.app_name or recent.package or Path(recent.path).stem} {recent.version}".strip(),
        subtitle=recent.package,
        key=recent.package or Path(recent.path).stem,
        when=when_text(recent.started, today),
        duration=_tr("Interrupted")
        if recent.interrupted
        else duration_text(recent.duration_ms)
        if recent.started
        else "",
        top_type="" if recent.problem else recent.top_type,
        recipients=recent.problem or recipients_text(recent.third_parties, bool(recent.top_type)),
        sent=wording.size_text(recent.bytes_up) if recent.bytes_up else "",
    )


def sample_row(path: Path) -> SessionRow:
    """The row of the session that comes with the tool."""
    return SessionRow(
        path=path, kind="sample", title=_tr("Sample session"), subtitle=_tr("Comes with the tool"), key="",
        when=_tr("Always here"), duration="", top_type="", recipients=_tr("Look around without recording"), sent="",
    )  # fmt: skip


def when_text(started: str, today: date) -> str:
    """An ISO time as people say it: today and yesterday by name, else the date."""
    try:
        moment = datetime.fromisoformat(started)
    except ValueError:
        return ""
    clock = f"{moment:%H:%M}"
    if moment.date() == today:
        return _tr("Today, {time}").format(time=clock)
    if moment.date() == today - timedelta(days=1):
        return _tr("Yesterday, {time}").format(time=clock)
    shape = "d MMM" if moment.year == today.year else "d MMM yyyy"
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), shape)


def duration_text(duration_ms: float) -> str:
    """A duration in its two largest units."""
    seconds = round(duration_ms / 1000)
    if seconds < 60:
        return _tr("{s} s").format(s=seconds)
    if seconds < 3600:
        return _tr("{min} min {s} s").format(min=seconds // 60, s=seconds % 60)
    return _tr("{h} h {min} min").format(h=seconds // 3600, min=seconds % 3600 // 60)


def recipients_text(names: Sequence[str], after_type: bool) -> str:
    """Up to three third parties by name, the others as a number."""
    if not names:
        return _tr("No third party received anything")
    shown = ", ".join(names[:3])
    if len(names) > 3:
        shown += f" + {len(names) - 3}"
    return _tr("to {names}").format(names=shown) if after_type else shown


class SessionsModel(QAbstractTableModel):
    """Session files as rows of four columns: app, when, third parties, sent to them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SessionRow] = []

    def set_rows(self, rows: Sequence[SessionRow]) -> None:
        """Take over a new list."""
        if list(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (row.title, f"{row.when} {row.duration}".strip(), row.recipients, row.sent)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(row.path) if index.column() == APP else row.recipients if index.column() == RECIPIENTS else None
        if role == SEARCH_ROLE:
            return f"{row.title}\n{row.subtitle}\n{row.recipients}".casefold()
        return row if role == SESSION_ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (_tr("App"), _tr("When"), _tr("Third parties"), _tr("Sent to them"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == SENT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class FoundSessions(QSortFilterProxyModel):
    """The sessions whose app, package or third parties contain every word sought."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []

    def seek(self, text: str) -> None:
        """Keep the sessions that contain all these words."""
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: _Index) -> bool:
        text = self.sourceModel().index(source_row, 0, source_parent).data(SEARCH_ROLE)
        return all(word in text for word in self._words)
