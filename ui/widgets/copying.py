"""Copying from a view: as seen, or as JSON with Shift."""

from __future__ import annotations

import json

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

from ui.models.as_json import to_json


def install(view: QAbstractItemView, json_role: int) -> None:
    """Give a view Ctrl+C (what is seen) and Ctrl+Shift+C (JSON of the same rows), in its context menu too."""
    for title, sequence, as_json in (
        (view.tr("Copy"), QKeySequence(QKeySequence.StandardKey.Copy), False),
        (view.tr("Copy as JSON"), QKeySequence("Ctrl+Shift+C"), True),
    ):
        action = QAction(title, view)
        action.setShortcut(sequence)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(
            lambda _checked=False, as_json=as_json: QGuiApplication.clipboard().setText(
                json_text(view, json_role) if as_json else seen_text(view)
            )
        )
        view.addAction(action)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)


def seen_text(view: QAbstractItemView) -> str:
    """The selected rows as text: cells by tabs, rows by lines."""
    rows: dict[tuple[int, ...], list[str]] = {}
    for index in _chosen(view):
        rows.setdefault(_place(index), []).append(str(index.data(Qt.ItemDataRole.DisplayRole) or ""))
    return "\n".join("\t".join(cells) for _, cells in sorted(rows.items()))


def json_text(view: QAbstractItemView, json_role: int) -> str:
    """The selected rows as JSON: one value, or a list of several. The role gives JSON text."""
    values: dict[tuple[int, ...], str] = {}
    for index in _chosen(view):
        key = _place(index) if _selects_rows(view) else (*_place(index), index.column())
        values.setdefault(key, index.data(json_role))
    found = [json.loads(value) for _, value in sorted(values.items()) if value]
    return to_json(found[0] if len(found) == 1 else found)


def _selects_rows(view: QAbstractItemView) -> bool:
    return view.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows or not isinstance(
        view, QTableView
    )


def _chosen(view: QAbstractItemView) -> list[QModelIndex]:
    chosen = view.selectionModel().selectedIndexes()
    return chosen or ([view.currentIndex()] if view.currentIndex().isValid() else [])


def _place(index: QModelIndex) -> tuple[int, ...]:
    """Where a row stands, from the root down, so that rows of a tree sort as they are seen."""
    steps: list[int] = []
    at = index
    while at.isValid():
        steps.insert(0, at.row())
        at = at.parent()
    return tuple(steps)
