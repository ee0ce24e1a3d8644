"""A decoded value as a tree: keys aligned, long text wrapped, what was found marked in place with its chip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from inspector.records import Value
from ui import theme
from ui.models.receipts import JsonRole
from ui.models.values import Mark, Node, NodeRole, ValueModel, step_name
from ui.widgets import copying
from ui.widgets.chip import chip_size, paint_chip

_LINE_PX = 20
_PAD_PX = 1
_INDENT_PX = 14
_WIDEST_KEY_PX = 150.0
_CHIP_PX = 18
_OPEN_LINES = 400
"""So many lines are open at first; the rest opens by hand."""

_Index = QModelIndex | QPersistentModelIndex


class ValueTree(QTreeView):
    """Everything that leads to a found value is open at first, and as much else as stays easy to read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ValueModel(self)
        self._none = self.tr("None was seen.")
        self.setModel(self._model)
        self.setItemDelegate(_ValueDelegate(self))
        self.setHeaderHidden(True)
        self.setIndentation(_INDENT_PX)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setUniformRowHeights(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(self.tr("Content"))
        self.setMinimumHeight(48)
        self.header().setStretchLastSection(True)
        copying.install(self, JsonRole)

    def set_value(self, sections: Sequence[tuple[str, str, Value]], marks: Sequence[Mark]) -> None:
        """Show (title, root path, value) sections, and go to the first found value."""
        self._model.set_sections(sections, marks)
        self._open(QModelIndex(), _OPEN_LINES)
        for path in self._model.marked_paths():
            self.reveal(path, scroll=False)
        self.scrollToTop()

    def reveal(self, path: str, *, scroll: bool = True) -> bool:
        """Open the way to a path and select it; False where nothing stands there."""
        index = self._model.index_at(path)
        if not index.isValid():
            return False
        above = index.parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()
        if scroll:
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def _open(self, parent: QModelIndex, left: int) -> int:
        node = self._model.node(parent)
        if parent.isValid():
            if not node.items or len(node.items) > left:
                return left
            while self._model.canFetchMore(parent):
                self._model.fetchMore(parent)
            self.expand(parent)
            left -= len(node.items)
        for row in range(self._model.rowCount(parent)):
            if left <= 0:
                break
            left = self._open(self._model.index(row, 0, parent), left)
        return left

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._model.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(theme.current().color("secondary"))
            painter.setFont(theme.font("body"))
            painter.drawText(QRect(0, 8, self.viewport().width(), 24), Qt.AlignmentFlag.AlignVCenter, self._none)
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


class _ValueDelegate(QStyledItemDelegate):
    """Lays a line out the same way for its size and its painting."""

    def __init__(self, tree: ValueTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line = _Line(index.data(NodeRole), self._width_at(index))
        return QSize(40, line.height_px)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        place: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(place, theme.current().color("accent_tint"))
        _Line(index.data(NodeRole), place.width()).paint(painter, place.topLeft())

    def _width_at(self, index: _Index) -> int:
        depth = 0
        above = index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        return self._tree.viewport().width() - _INDENT_PX * (depth + 1)


class _Line:
    """One line laid out for a width: key, value (marked where found), chips, and the faint note of what was opened."""

    def __init__(self, node: Node, width_px: int) -> None:
        self._node = node
        self._width_px = max(80, width_px)
        self._mono = QFontMetricsF(theme.font("mono"))
        self._key_px = min(_key_px(node), self._width_px * 0.45)
        self._chips = _chips(node)
        self._layout: QTextLayout | None = None
        value_px = self._mono.horizontalAdvance(node.text) if len(node.text) < 400 else 1e9
        self._beneath = self._side_beneath = False
        if not node.text:
            self.height_px = _LINE_PX + 2 * _PAD_PX
            return
        one_line = self._key_px + value_px <= self._width_px and "\n" not in node.text
        fits = one_line and self._key_px + value_px + self._side_px() + 8 <= self._width_px
        # A value that fits keeps its line, its chips go under it; a long one goes under its key, beside its chips.
        self._side_beneath = one_line and not fits
        self._beneath = not one_line and bool(self._chips or node.steps)
        self._layout = _laid_out(node, self._width_px - (_INDENT_PX if self._beneath else self._key_px))
        lines = max(1, self._layout.lineCount())
        more = 1 if self._beneath or self._side_beneath else 0
        self.height_px = _LINE_PX * (lines + more) + 2 * _PAD_PX

    def paint(self, painter: QPainter, at: QPoint) -> None:
        tokens = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = at.y() + _PAD_PX
        key = QRectF(at.x(), top, self._key_px if self._node.text else self._width_px, _LINE_PX)
        title = self._node.parent is not None and self._node.parent.parent is None
        font = theme.font("secondary", weight=QFont.Weight.DemiBold) if title else theme.font("mono")
        painter.setFont(font)
        painter.setPen(tokens.color("secondary" if title else "text"))
        shown_px = key.width() - (8 if self._node.text else 0)
        name = QFontMetricsF(font).elidedText(self._node.key, Qt.TextElideMode.ElideMiddle, shown_px)
        painter.drawText(key, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        left = at.x() + (self._key_px if self._node.text else QFontMetricsF(font).horizontalAdvance(name) + 8)
        if self._layout is not None:
            if self._beneath:
                self._layout.draw(painter, QPointF(at.x() + _INDENT_PX, top + _LINE_PX))
            else:
                self._layout.draw(painter, QPointF(left, top))
                if self._side_beneath:
                    self._paint_side(painter, left, top + _LINE_PX, at.x() + self._width_px)
                    painter.restore()
                    return
                left += self._layout.lineAt(0).naturalTextWidth() + 8 if self._layout.lineCount() else 8
        self._paint_side(painter, left, top, at.x() + self._width_px)
        painter.restore()

    def _paint_side(self, painter: QPainter, left: float, top: float, right: float) -> None:
        for text, family, certain in self._chips:
            width = chip_size(text).width()
            if left + 24 > right:
                return
            paint_chip(painter, QRectF(left, top + 1, min(width, right - left), _CHIP_PX), text, family, certain)
            left += width + 4
        note = _note(self._node)
        if note and left < right:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.current().color("faint"))
            place = QRectF(left, top, right - left, _LINE_PX)
            shown = QFontMetricsF(painter.font()).elidedText(note, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _side_px(self) -> float:
        note = _note(self._node)
        note_px = QFontMetricsF(theme.font("small")).horizontalAdvance(note) + 8 if note else 0
        return sum(chip_size(text).width() + 4 for text, _, _ in self._chips) + note_px


def _key_px(node: Node) -> float:
    """The width of the key column: as wide as the widest short key beside it."""
    above = node.parent
    if above is None:
        return 0.0
    if above.key_px == 0.0:
        metrics = QFontMetricsF(theme.font("mono"))
        keys = [key for key, _, _ in above.items[:200]]
        above.key_px = min(_WIDEST_KEY_PX, max((metrics.horizontalAdvance(key) for key in keys), default=0.0)) + 14
    return above.key_px


def _chips(node: Node) -> list[tuple[str, str, bool]]:
    chips: list[tuple[str, str, bool]] = []
    for mark in node.marks:
        chip = (mark.label, mark.family, mark.certain)
        if chip not in chips:
            chips.append(chip)
    return chips


def _note(node: Node) -> str:
    count = ""
    if isinstance(node.value, (list, tuple)) and node.items:
        count = "1 item" if len(node.items) == 1 else f"{len(node.items):,} items"
    opened = f"opened: {' ▸ '.join(map(step_name, node.steps))}" if node.steps else ""
    return " · ".join(part for part in (count, opened) if part)


def _laid_out(node: Node, width_px: float) -> QTextLayout:
    tokens = theme.current()
    layout = QTextLayout(node.text.replace("\n", "\u2028"), theme.font("mono"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(_formats(node, tokens))
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(24.0, width_px))
        line.setPosition(QPointF(0, top + (_LINE_PX - line.height()) / 2))
        top += _LINE_PX
    layout.endLayout()
    return layout


def _formats(node: Node, tokens: theme.Tokens) -> list[QTextLayout.FormatRange]:
    ranges = [_range(0, len(node.text), "text" if node.marks else "secondary", "", tokens)]
    for mark in node.marks:
        at = node.text.find(mark.text) if mark.text else -1
        start, length = (at, len(mark.text)) if at >= 0 else (0, len(node.text))
        ranges.append(_range(start, length, "text", "marked", tokens))
    return ranges


def _range(start: int, length: int, color: str, ground: str, tokens: theme.Tokens) -> QTextLayout.FormatRange:
    part = QTextLayout.FormatRange()
    look = QTextCharFormat()
    look.setForeground(QBrush(tokens.color(color)))
    if ground:
        look.setBackground(QBrush(tokens.color(ground)))
    part.start, part.length, part.format = start, length, look
    return part
