"""The apps of a phone: those of the tester first, running ones on top, found by name or package."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from inspector.records import App

APP_ROLE = Qt.ItemDataRole.UserRole
SEARCH_ROLE = Qt.ItemDataRole.UserRole + 1


class AppsModel(QAbstractListModel):
    """Apps as they were listed: own apps before the system's, running before the others, then by name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._apps: list[App] = []

    def set_apps(self, apps: Sequence[App]) -> None:
        """Take over a new list."""
        self.beginResetModel()
        self._apps = sorted(apps, key=lambda app: (app.system, not app.running, app.name.casefold(), app.package))
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._apps)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._apps):
            return None
        app = self._apps[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return app.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return app.package
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{app.name}, {app.package}" + (self.tr(", running") if app.running else "")
        if role == SEARCH_ROLE:
            return f"{app.name}\n{app.package}".casefold()
        return app if role == APP_ROLE else None


class FoundApps(QSortFilterProxyModel):
    """The apps whose name or package contains every word sought; the system's apps only on demand."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._with_system = False

    def seek(self, text: str) -> None:
        """Keep the apps that contain all these words."""
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def show_system(self, shown: bool) -> None:
        """Show the system's own apps too, or not."""
        self.beginFilterChange()
        self._with_system = shown
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex) -> bool:
        index = self.sourceModel().index(source_row, 0, source_parent)
        app = index.data(APP_ROLE)
        if app is None or (app.system and not self._with_system):
            return False
        text = index.data(SEARCH_ROLE)
        return all(word in text for word in self._words)
