"""A tile: the first letter of a name on a colour that is always the same for the same id."""

from __future__ import annotations

import zlib

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

# Muted, far enough apart to be told from one another, each with at least 4.5:1 to the white letter.
_TONES = (
    "#1d4ed8", "#0f766e", "#7c3aed", "#475569", "#b45309", "#be185d",
    "#0369a1", "#4d7c0f", "#4338ca", "#9f1239", "#15803d", "#86198f",
)  # fmt: skip
FIRST_PARTY = "#64748b"


def tile_color(key: str) -> QColor:
    """The colour of the recipient or app with the id `key`; "" and "first" are the neutral one."""
    if key in ("", "first"):
        return QColor(FIRST_PARTY)
    return QColor(_TONES[zlib.crc32(key.encode()) % len(_TONES)])


def paint_tile(painter: QPainter, place: QRect | QRectF, name: str, key: str) -> None:
    """Paint the tile of `name` in a square; the letter and the corners grow with it."""
    box = QRectF(place)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tile_color(key))
    painter.drawRoundedRect(box, box.height() / 4, box.height() / 4)
    font = theme.font("detail", weight=QFont.Weight.Bold)
    font.setPixelSize(max(9, round(box.height() * 0.42)))
    painter.setFont(font)
    painter.setPen(QColor("#ffffff"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _letter(name))
    painter.restore()


def paint_picture(painter: QPainter, place: QRect | QRectF, picture: QPixmap) -> None:
    """Paint an app's own icon in the shape of a tile."""
    box = QRectF(place)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    shape = QPainterPath()
    shape.addRoundedRect(box, box.height() / 4, box.height() / 4)
    painter.setClipPath(shape)
    painter.drawPixmap(box, picture, QRectF(picture.rect()))
    painter.restore()


class Tile(QWidget):
    """A tile as a widget."""

    def __init__(
        self, name: str, key: str, size_px: int = theme.TILE_SIZE, icon_png: bytes = b"", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._key, self._size_px = name, key, size_px
        self._picture = QPixmap()
        if icon_png:
            self._picture.loadFromData(icon_png)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_subject(self, name: str, key: str) -> None:
        """Show another name."""
        self._name, self._key = name, key
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size_px, self._size_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture.isNull():
            paint_tile(painter, self.rect(), self._name, self._key)
        else:
            paint_picture(painter, self.rect(), self._picture)
        painter.end()


# ------------------------------------------------------------------------------------------------ private


def _letter(name: str) -> str:
    return next((sign.upper() for sign in name if sign.isalnum()), "?")
