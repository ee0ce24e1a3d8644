"""The phone's screen in the window: seen, tapped and typed into from here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from inspector.errors import InspectorError
from ui import tasks, theme
from ui.bridge import BackendBridge, LiveSession
from ui.widgets.buttons import icon_button

PULL_EVERY_MS = 700
PULL_AFTER_INPUT_MS = 150
PULL_AFTER_LOSS_MS = 2000

# Android's key codes (android.view.KeyEvent).
KEY_HOME, KEY_BACK, KEY_ENTER, KEY_DELETE = 3, 4, 66, 67
_KEYS = {
    Qt.Key.Key_Return: KEY_ENTER,
    Qt.Key.Key_Enter: KEY_ENTER,
    Qt.Key.Key_Backspace: KEY_DELETE,
    Qt.Key.Key_Escape: KEY_BACK,
}

_FRAME_PX = 6
_CORNER_PX = 22


class PhoneScreen(QWidget):
    """The picture in its frame. Coordinates that leave here are the phone's own pixels.

    Signals: `tapped(x, y)`, `typed(text)`, `key_pressed(code)`.
    """

    tapped = Signal(int, int)
    typed = Signal(str)
    key_pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._scaled = QPixmap()
        self._sentence = self.tr("Waiting for the phone's screen …")
        self._tap_at: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("The phone's screen: click to tap, type to type"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_image(self, image: QImage) -> None:
        """Show a new picture of the phone's screen; a sentence over it goes away."""
        self._image, self._sentence, self._tap_at = image, "", None
        self._scaled = QPixmap()
        self.update()

    def set_sentence(self, sentence: str) -> None:
        """Say why there is no picture, over the last one; "" takes it away."""
        if sentence != self._sentence:
            self._sentence = sentence
            self.update()

    def sentence(self) -> str:
        """What is said over the picture."""
        return self._sentence

    def frame_rect(self) -> QRectF:
        """Where the phone is drawn: as wide as there is room for at its own proportions, at the top."""
        shape = self._shape()
        room = QSize(self.width() - 2 * _FRAME_PX, self.height() - 2 * _FRAME_PX)
        inner = shape.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        width = inner.width() + 2 * _FRAME_PX
        return QRectF((self.width() - width) / 2, 0, width, inner.height() + 2 * _FRAME_PX)

    def phone_point(self, where: QPointF) -> tuple[int, int] | None:
        """The phone's pixel under a point of this widget; None outside of the screen."""
        inner = self._inner()
        if self._image.isNull() or not inner.contains(where):
            return None
        x = (where.x() - inner.left()) * self._image.width() / inner.width()
        y = (where.y() - inner.top()) * self._image.height() / inner.height()
        return min(int(x), self._image.width() - 1), min(int(y), self._image.height() - 1)

    def height_for(self, width_px: int) -> int:
        """How high the phone is when it is that wide, frame and all."""
        shape = self._shape()
        return round((width_px - 2 * _FRAME_PX) * shape.height() / shape.width()) + 2 * _FRAME_PX

    def sizeHint(self) -> QSize:
        return QSize(232, self.height_for(232))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 220)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = self.phone_point(event.position())
        if event.button() == Qt.MouseButton.LeftButton and point is not None and not self._sentence:
            self._tap_at = event.position()
            self.update()
            self.tapped.emit(*point)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        code = _KEYS.get(Qt.Key(event.key()))
        command = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if command or (code is None and not event.text().isprintable()) or (code is None and not event.text()):
            super().keyPressEvent(event)
        elif code is not None:
            self.key_pressed.emit(code)
        else:
            self.typed.emit(event.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("phone_frame"))
        if self.hasFocus():
            painter.setPen(QPen(tokens.color("accent"), 2))
        painter.drawRoundedRect(self.frame_rect().adjusted(1, 1, -1, -1), _CORNER_PX - 1, _CORNER_PX - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        inner = self._inner()
        glass = QPainterPath()
        glass.addRoundedRect(inner, _CORNER_PX - _FRAME_PX, _CORNER_PX - _FRAME_PX)
        painter.setClipPath(glass)
        painter.fillRect(inner, tokens.color("panel"))
        if not self._image.isNull():
            painter.drawPixmap(inner.topLeft(), self._fitted(inner))
        if self._sentence:
            self._paint_sentence(painter, inner)
        elif self._tap_at is not None:
            painter.setPen(QPen(tokens.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self._tap_at, 10, 10)
        painter.end()

    def _shape(self) -> QSize:
        return self._image.size() if not self._image.isNull() else QSize(1080, 2340)

    def _inner(self) -> QRectF:
        return self.frame_rect().adjusted(_FRAME_PX, _FRAME_PX, -_FRAME_PX, -_FRAME_PX)

    def _fitted(self, inner: QRectF) -> QPixmap:
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(inner.width() * ratio), round(inner.height() * ratio))
        if self._scaled.size() != wanted:
            image = self._image.scaled(
                wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._scaled = QPixmap.fromImage(image)
            self._scaled.setDevicePixelRatio(ratio)
        return self._scaled

    def _paint_sentence(self, painter: QPainter, inner: QRectF) -> None:
        tokens = theme.current()
        veil = tokens.color("panel")
        veil.setAlphaF(0.88)
        painter.fillRect(inner.adjusted(-2, -2, 2, 2), veil)
        painter.setPen(tokens.color("secondary"))
        painter.setFont(theme.font("secondary"))
        room = inner.adjusted(16, 16, -16, -16)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._sentence)


class PhoneView(QWidget):
    """The screen, and the line to type into it. Pulls a picture about every 700 ms while it is to be seen.

    Signals: `pictured(QImage)` with each new picture.
    """

    pictured = Signal(QImage)

    def __init__(self, session: LiveSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pulling = False
        self._inputs: list[tuple[str, Callable[[], None]]] = []
        self._sending = False
        self.screen_widget = PhoneScreen(self)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("Type into the phone …"))
        self.line.setAccessibleName(self.tr("Text to type into the phone; Enter sends it"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.pull)
        self._fit_soon = QTimer(self)
        self._fit_soon.setSingleShot(True)
        self._fit_soon.setInterval(0)
        self._fit_soon.timeout.connect(self._fit)
        self._bridge = BackendBridge(self)
        self._build()
        self._bridge.state_changed.connect(self.on_state_changed)
        self._bridge.listen(session)
        self.on_state_changed()

    def pull(self) -> None:
        """Fetch one picture now, off this thread; the next follows by itself."""
        if self._pulling or not self.isVisible() or not self._session.live:
            return
        self._pulling = True
        session = self._session
        tasks.run(self, lambda: QImage.fromData(session.screen()), self._on_pictured, self._on_lost)

    def on_line_entered(self) -> None:
        text = self.line.text()
        self.line.clear()
        if text:
            self.on_typed(text)
        self.on_key_pressed(KEY_ENTER)

    def on_tapped(self, x: int, y: int) -> None:
        self._send(lambda: self._session.tap(x, y))

    def on_typed(self, text: str) -> None:
        if self._inputs and self._inputs[-1][0]:
            text = self._inputs.pop()[0] + text
        self._send(lambda: self._session.type_text(text), text)

    def on_key_pressed(self, code: int) -> None:
        self._send(lambda: self._session.key(code))

    def on_state_changed(self) -> None:
        state = self._session.state
        reachable = state in ("starting", "recording")
        self.line.setEnabled(reachable and self._session.live)
        if not reachable:
            self.screen_widget.set_sentence(self._state_sentence(state))
        elif self.isVisible():
            self._timer.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Not now: the layout still has this very event to come, and would undo it.
        self._fit_soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_12)
        column.addWidget(self.screen_widget, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_4)
        row.addWidget(self.line, 1)
        back = icon_button("android-back", self.tr("Back on the phone"), lambda: self.on_key_pressed(KEY_BACK))
        home = icon_button("home", self.tr("Home on the phone"), lambda: self.on_key_pressed(KEY_HOME))
        row.addWidget(back)
        row.addWidget(home)
        column.addLayout(row)
        self.line.returnPressed.connect(self.on_line_entered)
        self.screen_widget.tapped.connect(self.on_tapped)
        self.screen_widget.typed.connect(self.on_typed)
        self.screen_widget.key_pressed.connect(self.on_key_pressed)
        self.setFocusProxy(self.line)

    def _fit(self) -> None:
        """Be no higher than the phone is at this width, so that the line to type into stays under it."""
        screen_px = max(self.screen_widget.minimumSizeHint().height(), self.screen_widget.height_for(self.width()))
        self.setMaximumHeight(screen_px + theme.SPACE_12 + self.line.sizeHint().height())

    def _on_pictured(self, image: QImage) -> None:
        self._pulling = False
        if self._session.state not in ("starting", "recording"):
            return
        if image.isNull():
            self.screen_widget.set_sentence(self.tr("The phone gave no picture of its screen. Trying again …"))
            self._timer.start(PULL_AFTER_LOSS_MS)
            return
        self.screen_widget.set_image(image)
        self._fit_soon.start()
        self.pictured.emit(image)
        if self.isVisible():
            self._timer.start(PULL_EVERY_MS)

    def _on_lost(self, problem: InspectorError) -> None:
        self._pulling = False
        self.screen_widget.set_sentence(self.tr("{sentence} Trying again …").format(sentence=str(problem)))
        if self.isVisible():
            self._timer.start(PULL_AFTER_LOSS_MS)

    def _state_sentence(self, state: str) -> str:
        if self._session.state_sentence:
            return self._session.state_sentence
        return {
            "reconnecting": self.tr("The connection to the phone was lost. It goes on by itself when it is back."),
            "stopping": self.tr("Stopping …"),
            "failed": self.tr("The session has ended."),
        }.get(state, self.tr("The session is saved."))

    def _send(self, action: Callable[[], None], text: str = "") -> None:
        """Inputs go one after another; letters typed while one is on its way go together."""
        self._inputs.append((text, action))
        self._send_next()

    def _send_next(self) -> None:
        if self._sending or not self._inputs:
            return
        self._sending = True
        _text, action = self._inputs.pop(0)
        tasks.run(self, action, lambda _none: self._on_sent(), self._on_refused)

    def _on_sent(self) -> None:
        self._sending = False
        if self._inputs:
            self._send_next()
        elif self.isVisible():
            self._timer.start(PULL_AFTER_INPUT_MS)

    def _on_refused(self, problem: InspectorError) -> None:
        self._sending = False
        self._inputs.clear()
        self._on_lost(problem)
