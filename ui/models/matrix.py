"""Recipients × data types: how many requests carried what to whom."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from inspector import datatypes
from inspector.readings import DataReceived, RecipientReceipts
from inspector.records import Certainty
from ui.models.as_json import to_json
from ui.models.labels import type_text
from ui.models.receipts import JsonRole, by_family

CellRole = int(Qt.ItemDataRole.UserRole) + 11
RecipientRole = CellRole + 1
TypeRole = CellRole + 2
FamilyRole = CellRole + 3

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """`count` requests carried it, `before` of them before consent."""

    count: int
    before: int
    certainty: Certainty


class MatrixModel(QAbstractTableModel):
    """Rows are recipients as the receipts show them, columns the data types anyone received. Qt main thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recipients: list[RecipientReceipts] = []
        self._types: list[str] = []
        self._cells: Mapping[tuple[str, str], DataReceived] = {}

    def set_recipients(self, recipients: Sequence[RecipientReceipts]) -> None:
        """Take a new reading; cells change in place while rows and columns stay the same."""
        shown = [recipient for recipient in recipients if recipient.data]
        types = _columns(shown)
        ids = [recipient.id for recipient in shown]
        cells = {(recipient.id, item.type): item for recipient in shown for item in recipient.data}
        standing = [recipient.id for recipient in self._recipients]
        if not (_is_within(standing, ids) and _is_within(self._types, types)):
            self.beginResetModel()
            self._recipients, self._types, self._cells = shown, types, cells
            self.endResetModel()
            return
        self._cells = cells
        self._insert(shown, types)
        self._recipients = shown
        if shown and types:
            self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, len(types) - 1))

    def recipient(self, row: int) -> RecipientReceipts:
        """The recipient of a row."""
        return self._recipients[row]

    def type_at(self, column: int) -> str:
        """The data type of a column."""
        return self._types[column]

    def cell(self, row: int, column: int) -> Cell | None:
        """What a cell shows, None for an empty one."""
        item = self._cells.get((self._recipients[row].id, self._types[column]))
        if item is None:
            return None
        return Cell(item.count, item.phase_counts.get("before_consent", 0), item.certainty)

    def index_of(self, company: str, data_type: str) -> QModelIndex:
        """The cell of a company and a data type; invalid where either is not shown."""
        for row, recipient in enumerate(self._recipients):
            if recipient.id == company and data_type in self._types:
                return self.index(row, self._types.index(data_type))
        return QModelIndex()

    def _insert(self, shown: Sequence[RecipientReceipts], types: Sequence[str]) -> None:
        """New rows and columns one by one, so that the selection stays on its cell."""
        for row, recipient in enumerate(shown):
            if row >= len(self._recipients) or self._recipients[row].id != recipient.id:
                self.beginInsertRows(QModelIndex(), row, row)
                self._recipients.insert(row, recipient)
                self.endInsertRows()
        for column, data_type in enumerate(types):
            if column >= len(self._types) or self._types[column] != data_type:
                self.beginInsertColumns(QModelIndex(), column, column)
                self._types.insert(column, data_type)
                self.endInsertColumns()

    # ---------------------------------------------------------------------------------------------- Qt

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._recipients)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._types)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._recipients) or index.column() >= len(self._types):
            return None
        cell = self.cell(index.row(), index.column())
        if role == CellRole:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if cell is None else f"{cell.count:,}"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return cell_text(self._recipients[index.row()].name, self._types[index.column()], cell)
        if role == RecipientRole:
            return self._recipients[index.row()]
        if role == TypeRole:
            return self._types[index.column()]
        if role == JsonRole:
            item = self._cells.get((self._recipients[index.row()].id, self._types[index.column()]))
            return to_json(dataclasses.asdict(item) if item else None)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == FamilyRole and orientation == Qt.Orientation.Horizontal and section < len(self._types):
            return datatypes.family_of(self._types[section])
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Horizontal:
            return type_text(self._types[section]) if section < len(self._types) else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return datatypes.name_of(self._types[section]) if section < len(self._types) else None
        return self._recipients[section].name if section < len(self._recipients) else None


def cell_text(company: str, data_type: str, cell: Cell | None) -> str:
    """A cell in words."""
    name = datatypes.name_of(data_type)
    if cell is None:
        return f"{name} was not found in what {company} received."
    requests = "1 request" if cell.count == 1 else f"{cell.count:,} requests"
    certainty = " (likely)" if cell.certainty == "likely" else ""
    before = f", {cell.before:,} of them before consent" if cell.before else ""
    return f"{requests} to {company} carried {name}{certainty}{before}."


def _columns(recipients: Sequence[RecipientReceipts]) -> list[str]:
    seen = {item.type: item for recipient in recipients for item in recipient.data}
    return [item.type for item in by_family(seen.values())]


def _is_within(standing: Sequence[str], target: Sequence[str]) -> bool:
    """Whether everything standing is still there, in the same order."""
    rest = iter(target)
    return all(item in rest for item in standing)
