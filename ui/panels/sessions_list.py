"""The saved sessions on the start page: a table painted row by row, a search, and a next step where it is empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from inspector import datatypes
from ui import tasks, theme
from ui.bridge import Desk, Recent
from ui.models.sessions import (
    APP,
    RECIPIENTS,
    SENT,
    SESSION_ROLE,
    WHEN,
    FoundSessions,
    SessionRow,
    SessionsModel,
    row_for,
    sample_row,
)
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.chip import chip_size, paint_chip
from ui.widgets.elided import paint_elided
from ui.widgets.sentence import Sentence
from ui.widgets.tile import paint_tile

ROW_PX = 62
_SIDE_PX = 16
_TILE_PX = 28

_Index = QModelIndex | QPersistentModelIndex


class SessionDelegate(QStyledItemDelegate):
    """Paints a session; a press on "Go on" of an interrupted one is `resume_wanted(path)`."""

    resume_wanted = Signal(object)

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.hovered_row = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: SessionRow = index.data(SESSION_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, index, box)
        column = index.column()
        if column == APP:
            self._paint_app(painter, box, row)
        elif column == WHEN:
            tone = "warning" if row.kind == "interrupted" else "secondary"
            ink = "secondary" if row.kind == "sample" else "text"
            _paint_two(painter, box.adjusted(12, 0, -4, 0), row.when, row.duration, ink=ink, tone=tone)
        elif column == RECIPIENTS:
            self._paint_recipients(painter, box.adjusted(12, 0, -4, 0), row)
        else:
            self._paint_sent(painter, box.adjusted(4, 0, -_SIDE_PX, 0), row)
        painter.restore()

    def go_on_text(self) -> str:
        """What the button of an interrupted session says."""
        return self.tr("Go on")

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, ROW_PX)

    def editorEvent(self, event: QEvent, model: Any, option: QStyleOptionViewItem, index: _Index) -> bool:
        row: SessionRow | None = index.data(SESSION_ROLE)
        released = event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent)
        if released and index.column() == SENT and row is not None and row.kind == "interrupted":
            self.resume_wanted.emit(row.path)
            return True
        return super().editorEvent(event, model, option, index)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, box: QRectF) -> None:
        tokens = theme.current()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected and self._view.hasFocus():
            painter.fillRect(box, tokens.color("accent_tint"))
        elif index.row() == self.hovered_row:
            painter.fillRect(box, tokens.color("hover"))
        if index.row() < index.model().rowCount() - 1:
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), tokens.color("line"))

    def _paint_app(self, painter: QPainter, box: QRectF, row: SessionRow) -> None:
        tile = QRectF(box.left() + _SIDE_PX, box.center().y() - _TILE_PX / 2, _TILE_PX, _TILE_PX)
        paint_tile(painter, tile, row.title, row.key)
        words = box.adjusted(_SIDE_PX + _TILE_PX + 12, 0, -4, 0)
        _paint_two(painter, words, row.title, row.subtitle, bold=True)

    def _paint_recipients(self, painter: QPainter, box: QRectF, row: SessionRow) -> None:
        if row.top_type:
            name = datatypes.name_of(row.top_type)
            wide = box.width() >= chip_size(name).width() + 120
            place = box if wide else QRectF(box.left(), box.top() + 8, box.width(), theme.CHIP_HEIGHT)
            chip = paint_chip(painter, place, name, datatypes.family_of(row.top_type), True)
            box = box.adjusted(chip.width() + 6, 0, 0, 0) if wide else box.adjusted(0, 28, 0, -4)
        painter.setPen(theme.current().color("bad" if row.kind == "problem" else "secondary"))
        _paint_wrapped(painter, box, row.recipients, lines=1 if box.height() < 40 else 2)

    def _paint_sent(self, painter: QPainter, box: QRectF, row: SessionRow) -> None:
        tokens = theme.current()
        if row.kind == "interrupted":
            painter.setFont(theme.font(weight=QFont.Weight.DemiBold))
            wide = painter.fontMetrics().horizontalAdvance(self.go_on_text()) + 24
            pill = QRectF(box.right() - wide, box.center().y() - 14, wide, 28)
            painter.setPen(QPen(tokens.color("line"), 1))
            painter.setBrush(tokens.color("panel"))
            painter.drawRoundedRect(pill, 8, 8)
            painter.setPen(tokens.color("accent"))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self.go_on_text())
            return
        painter.setFont(theme.font(weight=QFont.Weight.DemiBold, tabular=True))
        painter.setPen(tokens.color("text"))
        paint_elided(painter, box, row.sent, align=Qt.AlignmentFlag.AlignRight)


class SessionsTable(QTableView):
    """Whole rows: hovered, chosen with Enter, removed with Delete."""

    open_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.delegate = SessionDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setProperty("role", "bare")
        self.setAccessibleName(self.tr("Saved sessions"))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setFixedHeight(38)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_clicked)

    def current_session(self) -> SessionRow | None:
        """The row the cursor is on."""
        return self.currentIndex().data(SESSION_ROLE) if self.currentIndex().isValid() else None

    def fit(self) -> None:
        """Be as high as the rows, and no higher."""
        rows = self.model().rowCount()
        self.setMaximumHeight(self.horizontalHeader().height() + rows * ROW_PX + 1)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(RECIPIENTS, QHeaderView.ResizeMode.Stretch)
        wide = self.viewport().width() >= 780
        header.resizeSection(APP, 260 if wide else 218)
        header.resizeSection(WHEN, min(200, self._needed_px(WHEN, 132)))
        header.resizeSection(SENT, min(200, self._needed_px(SENT, 104)))

    def _needed_px(self, column: int, least_px: int) -> int:
        """The width of a column's heading and of what its first rows say, with the space round it."""
        metrics = QFontMetrics(theme.font(weight=QFont.Weight.DemiBold, tabular=True))
        model = self.model()
        texts = [str(model.headerData(column, Qt.Orientation.Horizontal) or ""), self.delegate.go_on_text()]
        rows = [model.index(row, column).data(SESSION_ROLE) for row in range(min(100, model.rowCount()))]
        texts += [text for row in rows for text in ((row.when, row.duration) if column == WHEN else (row.sent,))]
        return max(least_px, max(metrics.horizontalAdvance(text) for text in texts) + 2 * _SIDE_PX)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_session()
        if row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_wanted.emit(row)
        elif row is not None and event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit(row)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        row = index.data(SESSION_ROLE)
        if row is not None and not (index.column() == SENT and row.kind == "interrupted"):
            self.open_wanted.emit(row)

    def _hover(self, row: int) -> None:
        if row != self.delegate.hovered_row:
            self.delegate.hovered_row = row
            self.viewport().update()


class SessionsList(QWidget):
    """Heading, search, table and what to do where there is nothing.

    Signals: `open_wanted(path)`, `resume_wanted(path)`, `delete_wanted(path)`, `practice_wanted()`.
    """

    open_wanted = Signal(object)
    resume_wanted = Signal(object)
    delete_wanted = Signal(object)
    practice_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.model = SessionsModel(self)
        self.found = FoundSessions(self)
        self.found.setSourceModel(self.model)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search sessions"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(260)
        self.table = SessionsTable(self)
        self.table.setModel(self.found)
        self._empty = Card(self)
        self._empty_sentence = Sentence(role="dim", parent=self._empty)
        self._empty_button = button("", self._on_empty_button, parent=self._empty)
        self._build()
        self.search.textChanged.connect(self._on_sought)
        self.table.open_wanted.connect(self._on_row_chosen)
        self.table.delete_wanted.connect(self._on_row_unwanted)
        self.table.delegate.resume_wanted.connect(self.resume_wanted)
        self._show_table_or_empty()

    def reload(self) -> None:
        """Read the list of sessions anew, off this thread."""
        tasks.run(self, lambda: (self._desk.recent_sessions(), self._desk.sample_session_path()), self._on_read)

    def _on_read(self, read: tuple[Sequence[Recent], Path | None]) -> None:
        recents, sample = read
        today = datetime.now().date()
        rows = [row_for(recent, today) for recent in recents]
        self.model.set_rows([*rows, *([sample_row(sample)] if sample else [])])
        self._show_table_or_empty()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_28, theme.SPACE_28, theme.SPACE_28, theme.SPACE_16)
        column.setSpacing(14)
        top = QHBoxLayout()
        title = QLabel(self.tr("Sessions"), self)
        title.setProperty("role", "page-title")
        top.addWidget(title, 1)
        top.addWidget(self.search)
        column.addLayout(top)
        self._card = Card(self, padding_px=1, gap_px=0)
        self._card.body.setContentsMargins(1, 1, 1, 5)
        self._card.body.addWidget(self.table)
        policy = QSizePolicy.Policy
        self._card.setSizePolicy(policy.Preferred, policy.Maximum)
        self.table.setSizePolicy(policy.Expanding, policy.Expanding)
        column.addWidget(self._card, 100)
        row = QHBoxLayout()
        row.addWidget(self._empty_sentence, 1)
        row.addWidget(self._empty_button)
        self._empty.body.addLayout(row)
        column.addWidget(self._empty)
        note = self.tr("Sessions stay on this computer, readable by you alone.")
        column.addWidget(Sentence(note, role="secondary", parent=self))
        column.addStretch(1)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu_wanted)

    def _show_table_or_empty(self) -> None:
        rows = self.found.rowCount()
        self._card.setVisible(rows > 0)
        self._empty.setVisible(rows == 0)
        self.table.fit()
        self._card.setMaximumHeight(self.table.maximumHeight() + 8)
        if self.model.rowCount():
            sought = self.search.text()
            self._empty_sentence.set_sentence(self.tr("No session with “{text}” in it.").format(text=sought))
            self._empty_button.setText(self.tr("Clear the search"))
        else:
            sentence = self.tr("No session yet. Choose an app on a phone, or try the tool without one.")
            self._empty_sentence.set_sentence(sentence)
            self._empty_button.setText(self.tr("Use the practice phone"))

    def _on_sought(self, text: str) -> None:
        self.found.seek(text)
        self._show_table_or_empty()

    def _on_empty_button(self) -> None:
        if self.model.rowCount():
            self.search.clear()
        else:
            self.practice_wanted.emit()

    def _on_row_chosen(self, row: SessionRow) -> None:
        if row.kind != "problem":
            self.open_wanted.emit(row.path)

    def _on_row_unwanted(self, row: SessionRow) -> None:
        if row.kind != "sample":
            self.delete_wanted.emit(row.path)

    def _on_menu_wanted(self, at: QPoint) -> None:
        row = self.table.indexAt(at).data(SESSION_ROLE)
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if row.kind != "problem":
            menu.addAction(self.tr("Open"), lambda: self.open_wanted.emit(row.path))
        if row.kind == "interrupted":
            menu.addAction(self.tr("Go on recording"), lambda: self.resume_wanted.emit(row.path))
        if row.kind != "sample":
            menu.addAction(self.tr("Delete …"), lambda: self.delete_wanted.emit(row.path))
        menu.popup(self.table.viewport().mapToGlobal(at))


# ------------------------------------------------------------------------------------------------ private


def _paint_two(
    painter: QPainter,
    box: QRectF,
    first: str,
    second: str,
    *,
    bold: bool = False,
    ink: str = "text",
    tone: str = "secondary",
) -> None:
    """Two lines, one under the other, in the middle of the height."""
    tokens = theme.current()
    top = box.center().y() - (18 if second else 9)
    weight = QFont.Weight.DemiBold if bold else QFont.Weight.Normal
    painter.setFont(theme.font(weight=weight, tabular=not bold))
    painter.setPen(tokens.color(ink))
    paint_elided(painter, QRectF(box.left(), top, box.width(), 19), first)
    if second:
        strong = QFont.Weight.DemiBold if tone != "secondary" else QFont.Weight.Normal
        painter.setFont(theme.font("secondary", weight=strong, tabular=True))
        painter.setPen(tokens.color(tone))
        paint_elided(painter, QRectF(box.left(), top + 19, box.width(), 17), second)


def _paint_wrapped(painter: QPainter, box: QRectF, text: str, *, lines: int) -> None:
    """Up to `lines` lines in the painter's pen, the last one elided, in the middle of the height."""
    font = theme.font()
    painter.setFont(font)
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < lines:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(box.width())
        starts.append(line.textStart())
    layout.endLayout()
    top = box.center().y() - len(starts) * 9
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        paint_elided(
            painter, QRect(int(box.left()), int(top) + number * 18, int(box.width()), 18), text[start:end].strip()
        )
