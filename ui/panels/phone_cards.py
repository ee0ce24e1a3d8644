"""The phones of the start page: a card each, live, with one sentence and one next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from inspector.errors import InspectorError
from inspector.records import Phone
from ui import tasks, theme
from ui.bridge import BackendBridge, Desk, Watch
from ui.models.phones import PhonesModel, Step, words_for
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.elided import ElidedLabel
from ui.widgets.sentence import Sentence

_LEAST_SENTENCE_PX = 170
_TINTS = {"ok": ("accent", "accent_tint"), "warning": ("identity", "identity_tint"), "bad": ("content", "content_tint")}


class PhonePicture(QWidget):
    """A small drawing of a phone on the tint of its state."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = "quiet"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_tone(self, tone: str) -> None:
        """Draw it in the colours of this tone."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.TILE_SIZE, theme.TILE_SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, tint = _TINTS.get(self._tone, ("device", "device_tint"))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().color(tint))
        painter.drawRoundedRect(QRectF(self.rect()), 9, 9)
        painter.drawPixmap(6, 6, theme.pixmap("phone", ink, 24, self.devicePixelRatioF()))
        painter.end()


class StateMark(QWidget):
    """A dot and the state's name, in the state's colour: never the colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_8)
        self._dot = QLabel(self)
        self._dot.setFixedSize(8, 8)
        self._name = QLabel(self)
        row.addWidget(self._dot)
        row.addWidget(self._name)
        self._tone = ""
        theme.notifier.changed.connect(self._color_dot)

    def set_state(self, name: str, tone: str) -> None:
        """Show another state."""
        self._name.setText(name)
        if tone != self._tone:
            self._tone = tone
            self._name.setProperty("tone", tone)
            self._name.style().unpolish(self._name)
            self._name.style().polish(self._name)
            self._color_dot()
        self._dot.setVisible(tone != "quiet")

    def _color_dot(self) -> None:
        name = {"quiet": "faint"}.get(self._tone, self._tone or "faint")
        self._dot.setStyleSheet(f"background: {getattr(theme.current(), name)}; border-radius: 4px;")


class PhoneCard(Card):
    """One phone. It is updated in place, so the button under the pointer stays where it is.

    Signals: `step_wanted(step)` when its button was pressed, `stop_wanted()` for the practice phone.
    """

    step_wanted = Signal(str)
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step: Step = "none"
        self._picture = PhonePicture(self)
        self._name = ElidedLabel(role="strong", parent=self)
        self._subtitle = Sentence(role="secondary", parent=self)
        self._mark = StateMark(self)
        self.step_button = button("", lambda: self.step_wanted.emit(self._step), parent=self)
        self.stop_button = button(self.tr("Stop"), self.stop_wanted.emit, role="link", parent=self)
        self._sentence = Sentence(parent=self)
        self._build()

    def show_phone(self, phone: Phone, *, progress: str = "", first_ready: bool = False) -> None:
        """Show how a phone stands; `progress` replaces its sentence while a step is being done."""
        words = words_for(phone)
        self._step = words.step
        self._picture.set_tone(words.tone if phone.connection != "practice" or words.tone == "ok" else "quiet")
        self._name.setText(phone.model)
        self._subtitle.set_sentence(words.subtitle)
        self._mark.set_state(words.state, words.tone)
        self._sentence.set_sentence(progress or words.sentence)
        self._sentence.setVisible(bool(progress or words.sentence))
        self._sentence.setProperty("role", "secondary" if words.button else "")
        self.step_button.setText(words.button)
        self.step_button.setVisible(bool(words.button))
        self.step_button.setEnabled(not progress)
        role = "primary" if first_ready and words.step == "choose" else "plain"
        if self.step_button.property("role") != role:
            self.step_button.setProperty("role", role)
        for widget in (self.step_button, self._sentence):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.stop_button.setVisible(phone.connection == "practice" and phone.state == "ready")
        self.set_selected(first_ready)
        self._arrange()
        self.setAccessibleName(f"{phone.model}: {words.state}. {progress or words.sentence}")

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_12)
        top.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._name)
        names.addWidget(self._subtitle)
        top.addLayout(names, 1)
        top.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(top)
        self._bottom = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bottom.setSpacing(theme.SPACE_12)
        self._bottom.addWidget(self.step_button)
        self._bottom.addWidget(self._sentence, 1)
        self._bottom.addWidget(self.stop_button)
        for made in (self.step_button, self.stop_button):
            made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.body.addLayout(self._bottom)

    def _arrange(self) -> None:
        """The sentence beside its button, or under it where there is too little room (long words, a narrow window)."""
        taken = sum(
            made.sizeHint().width() + theme.SPACE_12
            for made in (self.step_button, self.stop_button)
            if not made.isHidden()
        )
        beside = self.contentsRect().width() - 2 * theme.SPACE_16 - taken >= _LEAST_SENTENCE_PX
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._bottom.direction() != direction:
            self._bottom.setDirection(direction)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class PhonesPane(QWidget):
    """All phones, as they come and go, and how to connect another one.

    Signals: `app_wanted(Phone)` when one was chosen, `problem_met(InspectorError)`.
    """

    app_wanted = Signal(object)
    problem_met = Signal(object)
    _progressed = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.model = PhonesModel(self)
        self._cards: list[PhoneCard] = []
        self._progress: dict[str, str] = {}
        self._watch: Watch | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.SPACE_24, theme.SPACE_28, theme.SPACE_24, theme.SPACE_24)
        self._column.setSpacing(14)
        title = QLabel(self.tr("Phones"), self)
        title.setProperty("role", "page-title")
        title.setMinimumHeight(theme.CONTROL_HEIGHT)
        self._column.addWidget(title)
        self._cards_at = self._column.count()
        self._another = _AnotherPhone(self)
        self._column.addWidget(self._another)
        self._column.addStretch(1)
        self._bridge = BackendBridge(self)
        self._bridge.phones_changed.connect(self.on_phones_changed)
        self._progressed.connect(self.on_progressed)
        self.model.dataChanged.connect(self.refresh)
        self.model.modelReset.connect(self.refresh)
        self.refresh()

    def start_watching(self) -> None:
        """Look for phones from now on."""
        if self._watch is None:
            self._watch = self._desk.watch_phones(self._bridge.tell_phones)
        self.ask_practice()

    def stop_watching(self) -> None:
        """Look no longer; may block for a moment."""
        if self._watch is not None:
            self._watch.stop()
            self._watch = None

    def ask_practice(self) -> None:
        """Ask off this thread how the practice phone stands."""
        tasks.run(self, self._practice_now, lambda now: self.model.set_practice(*now), self._on_practice_failed)

    def start_practice(self) -> None:
        """Start the practice phone; its card tells how that goes."""
        self.model.set_practice("starting", self.tr("Starting a phone on this computer: a few seconds …"))
        tasks.run(self, self._desk.start_practice, lambda _serial: self.ask_practice(), self._on_practice_failed)

    def use_practice(self) -> None:
        """Choose an app on the practice phone where it runs, else start it."""
        practice = self.model.phones()[-1]
        if practice.state == "ready":
            self.app_wanted.emit(practice)
        elif practice.state != "starting":
            self.start_practice()

    def stop_practice(self) -> None:
        """Stop the practice phone."""
        tasks.run(self, self._desk.stop_practice, lambda _none: self.ask_practice(), self.problem_met.emit)

    def refresh(self) -> None:
        """Bring the cards in line with the model."""
        phones = self.model.phones()
        while len(self._cards) < len(phones):
            self._add_card()
        while len(self._cards) > len(phones):
            card = self._cards.pop()
            self._column.removeWidget(card)
            card.deleteLater()
        ready = next((phone.serial for phone in phones if phone.state == "ready"), None)
        for card, phone in zip(self._cards, phones, strict=True):
            first = phone.state == "ready" and phone.serial == ready
            card.show_phone(phone, progress=self._progress.get(phone.serial, ""), first_ready=first)

    def on_phones_changed(self, phones: list[Phone]) -> None:
        had = any(phone.serial and phone.connection == "practice" for phone in self.model.phones())
        self.model.set_phones(phones)
        if had != any(phone.connection == "practice" for phone in phones):
            self.ask_practice()

    def on_progressed(self, serial: str, sentence: str) -> None:
        self._progress[serial] = sentence
        self.refresh()

    def _add_card(self) -> None:
        card = PhoneCard(self)
        index = len(self._cards)
        before = self._cards[-1].stop_button if self._cards else None
        self._cards.append(card)
        self._column.insertWidget(self._cards_at + index, card)
        card.step_wanted.connect(lambda step: self._on_step(index, step))
        card.stop_wanted.connect(self.stop_practice)
        if before is not None:
            QWidget.setTabOrder(before, card.step_button)
        QWidget.setTabOrder(card.step_button, card.stop_button)
        QWidget.setTabOrder(card.stop_button, self._another.toggle_button)

    def _on_step(self, index: int, step: str) -> None:
        phone = self.model.phones()[index]
        steps: dict[str, Callable[[], None]] = {
            "choose": lambda: self.app_wanted.emit(phone),
            "install": lambda: self._install(phone),
            "start_practice": self.start_practice,
        }
        if step in steps:
            steps[step]()

    def _install(self, phone: Phone) -> None:
        serial = phone.serial
        self.on_progressed(serial, self.tr("Putting Frida's server onto the phone …"))

        def work() -> object:
            return self._desk.install_server(
                serial, lambda step, done, size: self._progressed.emit(serial, progress_text(step, done, size))
            )

        tasks.run(self, work, lambda _none: self._end_progress(serial), lambda problem: self._refuse(serial, problem))

    def _refuse(self, serial: str, problem: InspectorError) -> None:
        self._end_progress(serial)
        self.problem_met.emit(problem)

    def _end_progress(self, serial: str) -> None:
        self._progress.pop(serial, None)
        self.refresh()

    def _practice_now(self) -> tuple[str, str]:
        state = self._desk.practice_state()
        problem = self._desk.practice_problem() if state == "unavailable" else None
        return state, f"{problem} {problem.hint}".strip() if problem else ""

    def _on_practice_failed(self, problem: InspectorError) -> None:
        self.model.set_practice("unavailable", f"{problem} {problem.hint}".strip())


def progress_text(step: str, done_bytes: int, size_bytes: int) -> str:
    """What is said of a step of installing Frida's server; any thread."""
    texts = {
        "fetch": QCoreApplication.translate("Phones", "Fetching Frida's server"),
        "push": QCoreApplication.translate("Phones", "Putting Frida's server onto the phone"),
    }
    share = f", {100 * done_bytes // size_bytes} %" if size_bytes > 0 else " …"
    return texts.get(step, step) + share


class _AnotherPhone(QWidget):
    """How to connect another phone: one sentence, and the steps on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_8, theme.SPACE_4, theme.SPACE_8)
        column.setSpacing(theme.SPACE_12)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_12)
        words = QVBoxLayout()
        words.setSpacing(2)
        heading = QLabel(self.tr("Another phone?"), self)
        heading.setProperty("role", "strong")
        words.addWidget(heading)
        sentence = self.tr(
            "Switch on USB debugging in its developer options and plug it in. It appears here by itself."
        )
        words.addWidget(Sentence(sentence, role="dim", parent=self))
        row.addLayout(words, 1)
        self.toggle_button = button(self.tr("Show me how"), self.toggle, parent=self)
        row.addWidget(self.toggle_button, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        self._steps = Card(self, gap_px=theme.SPACE_8)
        for number, step in enumerate(self._step_texts(), 1):
            self._steps.body.addWidget(Sentence(f"**{number}.** {step}", parent=self._steps))
        self._steps.hide()
        column.addWidget(self._steps)

    def toggle(self) -> None:
        """Show the steps, or hide them."""
        shown = self._steps.isHidden()
        self._steps.setVisible(shown)
        self.toggle_button.setText(self.tr("Hide") if shown else self.tr("Show me how"))

    def _step_texts(self) -> list[str]:
        return [
            self.tr("On the phone, open **Settings ▸ About phone** and tap **Build number** seven times."),
            self.tr("Open **Settings ▸ System ▸ Developer options** and switch on **USB debugging**."),
            self.tr("Plug the phone into this computer with a cable that carries data."),
            self.tr("Unlock it and tap **Allow** when it asks about this computer."),
            self.tr("The phone must be rooted. Frida's server is installed from here, with one button."),
        ]
