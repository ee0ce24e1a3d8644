"""The top of a session: which app, which phase, how long, and what can be done now."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from inspector import wording
from inspector.readings import SessionFacts
from inspector.records import Phase
from ui import theme
from ui.widgets.buttons import button, icon_button
from ui.widgets.elided import ElidedLabel
from ui.widgets.phase_strip import PhaseStrip, Stretch
from ui.widgets.tile import Tile

_TICK_MS = 250


class SessionHeader(QFrame):
    """Live: phases, clock, Screenshot, Stop and save. Saved: when and how long, Export.

    Signals:
        phase_marked, screenshot_asked, stop_asked, export_asked, picture_asked, back_asked.
    """

    phase_marked = Signal()
    screenshot_asked = Signal()
    stop_asked = Signal()
    export_asked = Signal()
    picture_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self.setFixedHeight(theme.HEADER_HEIGHT)
        self._facts: SessionFacts | None = None
        self._phases: tuple[Phase, ...] = ()
        self._state = "saved"
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._build()

    def set_session(self, facts: SessionFacts, phases: Sequence[Phase]) -> None:
        """Show these facts."""
        self._facts, self._phases = facts, tuple(phases)
        self._tile.set_subject(facts.app_name or facts.package, facts.package)
        self._name.setText(facts.app_name or facts.package)
        self._version.setText(facts.app_version)
        self._say_where()
        self._tick()

    def set_state(self, state: str) -> None:
        """One of the session's states: what can be done depends on it."""
        self._state = state
        live = state in ("starting", "recording", "reconnecting", "stopping")
        running = state in ("recording", "reconnecting")
        for widget in (self._dot, self._clock, self.screenshot_button, self.stop_button, self.phase_button):
            widget.setVisible(live)
        self.export_button.setVisible(not live)
        self.picture_button.setVisible(not live)
        self.screenshot_button.setEnabled(running)
        self.phase_button.setEnabled(running)
        self.stop_button.setEnabled(state in ("recording", "reconnecting", "starting"))
        self.stop_button.setText(self.tr("Saving …") if state == "stopping" else self.tr("Stop and save"))
        self._dot.set_on(state == "recording")
        if live:
            self._timer.start()
        else:
            self._timer.stop()
        self._say_where()
        self._tick()

    def where_text(self) -> str:
        """The line under the app's name."""
        return self._where.text()

    def elapsed_ms(self) -> float:
        """How long the session is, so far."""
        if self._facts is None:
            return 0.0
        if self._timer.isActive():
            return max(0.0, time.time() * 1000 - self._facts.started_unix_ms)
        return self._facts.duration_ms

    def _tick(self) -> None:
        elapsed = self.elapsed_ms()
        self._clock.setText(wording.clock_text(elapsed))
        self.strip.set_stretches(stretches(self._phases, elapsed))
        marked = any(phase.id != "before_consent" for phase in self._phases)
        self.phase_button.setText(self.tr("Mark next phase") if marked else self.tr("Mark consent"))

    def _say_where(self) -> None:
        facts = self._facts
        if facts is None:
            return
        if self._state in ("saved", "failed"):
            when = (day_text(facts.started), length_text(facts.duration_ms))
            parts = [self.tr("Saved session"), *when, facts.phone.model]
            if facts.source != "capture":
                parts[0] = self.tr("Imported session")
            if facts.interrupted:
                parts[0] = self.tr("Interrupted session")
        else:
            parts = [facts.package, facts.phone.model]
        self._where.setText(" · ".join(part for part in parts if part))

    def _build(self) -> None:
        self.back_button = icon_button("back", self.tr("Back to the start page"), self.back_asked.emit, parent=self)
        self._tile = Tile("", "", parent=self)
        self._name, self._version = ElidedLabel(role="strong", parent=self), QLabel(self)
        self._version.setProperty("role", "dim")
        self._where = ElidedLabel(role="faint", parent=self)
        self.strip = PhaseStrip(self)
        tip = self.tr("A new phase begins now")
        self.phase_button = button("", self.phase_marked.emit, role="small", tip=tip, parent=self)
        self._dot, self._clock = _RecordingDot(self), QLabel(self)
        clock = theme.font("detail", weight=QFont.Weight.DemiBold, tabular=True)
        self._clock.setFont(clock)
        self._clock.setMinimumWidth(44)
        self._clock.setAccessibleName(self.tr("Length of the recording"))
        self.screenshot_button = button(self.tr("Screenshot"), self.screenshot_asked.emit, parent=self)
        self.stop_button = button(self.tr("Stop and save"), self.stop_asked.emit, role="primary", parent=self)
        self.picture_button = button(self.tr("Picture …"), self.picture_asked.emit, parent=self)
        self.export_button = button(self.tr("Export …"), self.export_asked.emit, role="primary", parent=self)
        self._lay_out()

    def _lay_out(self) -> None:
        names = QHBoxLayout()
        names.setSpacing(theme.SPACE_8)
        names.addWidget(self._name)
        names.addWidget(self._version, 1)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addStretch(1)
        words.addLayout(names)
        words.addWidget(self._where)
        words.addStretch(1)
        block = QWidget(self)
        block.setLayout(words)
        block.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        block.setMinimumWidth(150)
        block.setMaximumWidth(420)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_16, 0, theme.SPACE_16, 0)
        row.setSpacing(theme.SPACE_12)
        row.addWidget(self.back_button)
        row.addWidget(self._tile)
        row.addWidget(block, 3)
        row.addStretch(1)
        row.addWidget(self.strip, 4)
        row.addWidget(self.phase_button)
        row.addStretch(1)
        row.addWidget(self._dot)
        row.addWidget(self._clock)
        for made in (self.screenshot_button, self.stop_button, self.picture_button, self.export_button):
            row.addWidget(made)


class _RecordingDot(QWidget):
    """Red and full while it records, an empty ring while it waits: the shape says it as well."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._on = False
        self.setFixedSize(10, 10)

    def set_on(self, on: bool) -> None:
        self._on = on
        self.setToolTip(self.tr("Recording") if on else self.tr("Not recording at the moment"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = theme.current().color("recording" if self._on else "faint")
        painter.setPen(color)
        painter.setBrush(color if self._on else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(1, 1, 8, 8))
        painter.end()


def stretches(phases: Sequence[Phase], end_ms: float) -> list[Stretch]:
    """The phases with their lengths up to now."""
    ends = [phase.at_ms for phase in phases[1:]] + [max(end_ms, phases[-1].at_ms if phases else 0.0)]
    found = []
    for phase, end in zip(phases, ends, strict=True) if phases else ():
        length = max(0.0, end - phase.at_ms)
        tone = "before" if phase.id == "before_consent" else "after"
        found.append(Stretch(phase.name, wording.clock_text(length), length, tone))
    return found


def day_text(started: str) -> str:
    """ "today 14:02", "3 November 2026, 14:02"; what cannot be read as a time is left out."""
    try:
        at = datetime.fromisoformat(started)
    except ValueError:
        return ""
    days = (datetime.now(at.tzinfo).date() - at.date()).days
    if days in (0, 1):
        return f"{'today' if days == 0 else 'yesterday'} {at:%H:%M}"
    return f"{at.day} {at:%B %Y}, {at:%H:%M}"


def length_text(duration_ms: float) -> str:
    """ "2 min 18 s"."""
    minutes, seconds = divmod(round(duration_ms / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
