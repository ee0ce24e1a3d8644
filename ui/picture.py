"""A view as a picture that says where it comes from: rendered twice as sharp, with the session's facts below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QWidget

from inspector.readings import SessionFacts
from ui import theme

RATIO = 2.0
_SIDE_PX = 20
_LINE_PX = 17


def picture(widget: QWidget, facts: SessionFacts, chain_head: str, at: datetime) -> QImage:
    """The view with its caption. `at` needs its offset; `chain_head` is hexadecimal, "" where there is none."""
    lines = caption(facts, chain_head, at)
    width, height = widget.width(), widget.height()
    strip = _LINE_PX * len(lines) + 28
    image = QImage(round(width * RATIO), round((height + strip) * RATIO), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(RATIO)
    tokens = theme.current()
    image.fill(tokens.color("page"))
    painter = QPainter(image)
    widget.render(painter, QPoint(0, 0))
    _paint_strip(painter, QRectF(0, height, width, strip), lines)
    painter.end()
    image.setText("Title", f"{facts.app_name} {facts.app_version}".strip())
    image.setText("Description", "\n".join(lines))
    return image


def caption(facts: SessionFacts, chain_head: str, at: datetime) -> list[str]:
    """The lines of the caption."""
    simulated = ", simulated" if facts.phone.connection == "practice" else ""
    android = f", Android {facts.phone.android}" if facts.phone.android else ""
    apk = f"   apk sha256 {_short(facts.apk_sha256)}" if facts.apk_sha256 else ""
    frida = f", frida {facts.frida_version}" if facts.frida_version else ""
    tools = f"tool {facts.tool_version}, agent {facts.agent_version}{frida}"
    return [
        f"session  {facts.started}   id {facts.id}",
        f"app      {facts.app_name} {facts.app_version} · {facts.package}{apk}",
        f"phone    {facts.phone.model}{android}{simulated}   {tools}",
        f"picture  {at.isoformat(timespec='seconds')}   chain head {chain_head or 'none yet'}",
    ]


def png_bytes(image: QImage) -> bytes:
    """The picture as a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise ValueError("an empty picture cannot be saved")
    return bytes(data.data())


def _paint_strip(painter: QPainter, place: QRectF, lines: Sequence[str]) -> None:
    tokens = theme.current()
    painter.fillRect(place, tokens.color("panel"))
    painter.fillRect(QRectF(place.left(), place.top(), place.width(), 2), tokens.color("text"))
    font = theme.font("mono")
    font.setPixelSize(11)
    painter.setFont(font)
    painter.setPen(tokens.color("text"))
    name_px = QFontMetricsF(font).horizontalAdvance("App Privacy Inspector") + _SIDE_PX
    for number, line in enumerate(lines):
        box = QRectF(
            place.left() + _SIDE_PX, place.top() + 14 + number * _LINE_PX, place.width() - 2 * _SIDE_PX, _LINE_PX
        )
        if number == 0:
            box.setWidth(box.width() - name_px)
        shown = QFontMetricsF(font).elidedText(line, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
    painter.setFont(theme.font("small"))
    painter.setPen(tokens.color("secondary"))
    corner = QRectF(place.right() - 300, place.top() + 14, 300 - _SIDE_PX, _LINE_PX)
    painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "App Privacy Inspector")


def _short(digest: str) -> str:
    return f"{digest[:12]}…{digest[-8:]}" if len(digest) > 24 else digest
