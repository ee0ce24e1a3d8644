"""The app picker: the apps of a phone, what is looked for, and how the session starts."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QKeyEvent, QKeySequence, QPainter, QPixmap, QPixmapCache
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QRadioButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from inspector.errors import InspectorError
from inspector.records import App, Phone
from ui import tasks, theme
from ui.bridge import Desk
from ui.models.apps import APP_ROLE, AppsModel, FoundApps
from ui.panels.custom_hooks import HooksChoice
from ui.panels.looked_for import PlantedFields
from ui.widgets.buttons import button, icon_button
from ui.widgets.card import Card, line
from ui.widgets.column_scroll import ColumnScroll
from ui.widgets.elided import ElidedLabel, paint_elided
from ui.widgets.sentence import Sentence
from ui.widgets.tile import paint_picture, paint_tile

ROW_PX = 52
_Index = QModelIndex | QPersistentModelIndex


class AppDelegate(QStyledItemDelegate):
    """Paints an app: icon, name, package, version, and whether it is running, in words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        app: App = index.data(APP_ROLE)
        tokens = theme.current()
        box = QRectF(option.rect).adjusted(4, 1, -4, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(tokens.color("accent_tint"))
            painter.drawRoundedRect(box, 8, 8)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(tokens.color("hover"))
            painter.drawRoundedRect(box, 8, 8)
        paint_app_icon(painter, QRectF(box.left() + 10, box.center().y() - 16, 32, 32), app)
        right = self._paint_right(painter, box, app)
        words = QRectF(box.left() + 54, box.top() + 7, right - box.left() - 62, 18)
        painter.setPen(tokens.color("text"))
        painter.setFont(theme.font(weight=QFont.Weight.DemiBold))
        paint_elided(painter, words, app.name or app.package)
        painter.setPen(tokens.color("secondary"))
        painter.setFont(theme.font("secondary"))
        paint_elided(painter, words.translated(0, 18), app.package)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(240, ROW_PX)

    def _paint_right(self, painter: QPainter, box: QRectF, app: App) -> float:
        """The version, and a dot with "running"; returns where they begin."""
        tokens = theme.current()
        painter.setFont(theme.font("secondary", tabular=True))
        metrics = painter.fontMetrics()
        running = self.tr("running") if app.running else ""
        width = max(metrics.horizontalAdvance(app.version), metrics.horizontalAdvance(running) + 14 if running else 0)
        width = min(width, int(box.width() / 3))
        place = QRectF(box.right() - 12 - width, box.top() + 7, width, 18)
        painter.setPen(tokens.color("secondary"))
        paint_elided(painter, place, app.version, align=Qt.AlignmentFlag.AlignRight)
        if running:
            painter.setPen(tokens.color("ok"))
            paint_elided(painter, place.translated(0, 18), running, align=Qt.AlignmentFlag.AlignRight)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("ok"))
            left = place.right() - metrics.horizontalAdvance(running) - 13
            painter.drawEllipse(QRectF(left, place.center().y() + 18 - 3, 7, 7))
        return place.left()


class AppsView(QListView):
    """The list; Enter starts."""

    start_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.start_wanted.emit()
        else:
            super().keyPressEvent(event)


class AppsPage(QWidget):
    """Left the apps, right what will happen with the one chosen.

    Signals: `back_wanted()`, `start_wanted(serial, App, planted, restart)`.
    """

    back_wanted = Signal()
    start_wanted = Signal(str, object, list, bool)

    def __init__(self, desk: Desk, phone: Phone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk, self._phone = desk, phone
        self.model = AppsModel(self)
        self.found = FoundApps(self)
        self.found.setSourceModel(self.model)
        self.search = QLineEdit(self)
        self.view = AppsView(self)
        self.system = QCheckBox(self.tr("Show the system's own apps"), self)
        self.fields = PlantedFields(parent=self)
        self.hooks = HooksChoice(desk, self)
        self.restart = QRadioButton(self.tr("Restart the app, to see everything from its first moment"), self)
        self.attach = QRadioButton(self.tr("Join the app as it runs, to keep its state"), self)
        self.start_button = button(self.tr("Start session"), self.on_start_pressed, role="primary", parent=self)
        self._sentence = Sentence(role="dim", parent=self)
        self._again = button(self.tr("Try again"), self.load, parent=self)
        self._build()
        self.search.textChanged.connect(self._on_sought)
        self.system.toggled.connect(self._on_system_toggled)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.view.start_wanted.connect(self.on_start_pressed)
        self.view.doubleClicked.connect(lambda _index: self.on_start_pressed())
        self._add_actions()
        self._show_app(None)
        self.load()

    def load(self) -> None:
        """List the phone's apps, off this thread."""
        self._say(self.tr("Listing the apps of {phone} …").format(phone=self._phone.model))
        serial = self._phone.serial
        tasks.run(self, lambda: self._desk.apps_of(serial), self._on_listed, self._on_failed)

    def current_app(self) -> App | None:
        """The app that is chosen."""
        index = self.view.currentIndex()
        return index.data(APP_ROLE) if index.isValid() else None

    def on_start_pressed(self) -> None:
        app = self.current_app()
        if app is not None and self.start_button.isEnabled():
            restart = self.restart.isChecked() or not app.running
            self.start_wanted.emit(self._phone.serial, app, self.fields.values(), restart)

    def set_busy(self, sentence: str) -> None:
        """Say what is being done and take no second start; "" ends that."""
        self.start_button.setEnabled(not sentence and self.current_app() is not None)
        self._busy.set_sentence(sentence)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        row = QHBoxLayout()
        row.setContentsMargins(theme.SPACE_24, theme.SPACE_24, theme.SPACE_24, theme.SPACE_24)
        row.setSpacing(theme.SPACE_24)
        row.addWidget(self._list_side(), 5)
        row.addWidget(self._start_side(), 6)
        column.addLayout(row, 1)

    def _add_actions(self) -> None:
        for text, keys, done in (
            (self.tr("Start session"), "Ctrl+Return", self.on_start_pressed),
            (self.tr("Search apps"), "Ctrl+F", self.search.setFocus),
            (self.tr("Back"), "Alt+Left", self.back_wanted.emit),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _checked=False, done=done: done())
            self.addAction(action)

    def _header(self) -> QFrame:
        header = QFrame(self)
        header.setProperty("role", "header")
        header.setFixedHeight(theme.HEADER_HEIGHT)
        row = QHBoxLayout(header)
        row.setContentsMargins(theme.SPACE_16, 0, theme.SPACE_16, 0)
        row.setSpacing(theme.SPACE_12)
        row.addWidget(icon_button("back", self.tr("Back to the start page"), self.back_wanted.emit))
        title = self.tr("Choose an app on {phone}").format(phone=self._phone.model)
        row.addWidget(ElidedLabel(title, role="detail"), 1)
        return header

    def _list_side(self) -> QWidget:
        card = Card(self, padding_px=theme.SPACE_12, gap_px=theme.SPACE_8)
        self.search.setPlaceholderText(self.tr("Search by name or package"))
        self.search.setClearButtonEnabled(True)
        card.body.addWidget(self.search)
        self.view.setModel(self.found)
        self.view.setItemDelegate(AppDelegate(self.view))
        self.view.setProperty("role", "bare")
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName(self.tr("Apps on the phone"))
        nothing = QWidget(card)
        column = QVBoxLayout(nothing)
        column.setContentsMargins(theme.SPACE_8, theme.SPACE_16, theme.SPACE_8, theme.SPACE_8)
        column.addWidget(self._sentence)
        column.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._either = QStackedWidget(card)
        self._either.addWidget(nothing)
        self._either.addWidget(self.view)
        card.body.addWidget(self._either, 1)
        card.body.addWidget(self.system)
        return card

    def _start_side(self) -> QWidget:
        card = Card(self, padding_px=theme.SPACE_20, gap_px=10)
        self._name = QLabel(card)
        self._name.setProperty("role", "page-title")
        self._name.setWordWrap(True)
        self._about = Sentence(role="secondary", parent=card)
        card.body.addWidget(self._name)
        card.body.addWidget(self._about)
        card.body.addWidget(line(card))
        card.body.addWidget(_heading(self.tr("Looked for"), card))
        why = self.tr(
            "What you type into the app and this phone's own ids are looked for by themselves. "
            "Add what else you will use in the app. All of it is optional and stays in the session file."
        )
        card.body.addWidget(Sentence(why, role="dim", parent=card))
        card.body.addWidget(self.fields)
        card.body.addWidget(line(card))
        card.body.addWidget(_heading(self.tr("Watched too"), card))
        card.body.addWidget(self.hooks)
        card.body.addWidget(line(card))
        card.body.addWidget(_heading(self.tr("How to begin"), card))
        self.restart.setChecked(True)
        ways = QVBoxLayout()
        ways.setSpacing(0)
        ways.addWidget(self.restart)
        ways.addWidget(self.attach)
        ways.addStretch(1)
        card.body.addLayout(ways, 1)
        self._busy = Sentence(role="dim", parent=card)
        scroll = ColumnScroll(card, self)
        bottom = QHBoxLayout()
        bottom.setSpacing(theme.SPACE_12)
        bottom.addWidget(self.start_button)
        bottom.addWidget(self._busy, 1)
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_16)
        column.addWidget(scroll, 1)
        column.addLayout(bottom)
        return side

    def _on_listed(self, apps: list[App]) -> None:
        self.model.set_apps(apps)
        if apps and all(app.system for app in apps):
            self.system.setChecked(True)
        self._after_filter()
        self.search.setFocus()

    def _on_failed(self, problem: InspectorError) -> None:
        self._say(f"{problem} {problem.hint}".strip(), again=True)

    def _on_sought(self, text: str) -> None:
        self.found.seek(text)
        self._after_filter()

    def _on_system_toggled(self, shown: bool) -> None:
        self.found.show_system(shown)
        self._after_filter()

    def _after_filter(self) -> None:
        if self.found.rowCount() == 0:
            sought = self.search.text()
            sentence = self.tr("No app of your own on this phone. Install one, then try again.")
            if sought:
                sentence = self.tr("No app with “{text}” in its name.").format(text=sought)
            self._say(sentence, again=not sought)
            self._show_app(None)
            return
        self._either.setCurrentIndex(1)
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.found.index(0, 0))

    def _on_current_changed(self, current: QModelIndex) -> None:
        self._show_app(current.data(APP_ROLE) if current.isValid() else None)

    def _show_app(self, app: App | None) -> None:
        self.start_button.setEnabled(app is not None)
        self._name.setText(app.name or app.package if app else self.tr("No app chosen"))
        self._about.set_sentence(" · ".join(part for part in (app.package, app.version) if part) if app else "")
        self.attach.setEnabled(bool(app and app.running))
        if not (app and app.running):
            self.restart.setChecked(True)

    def _say(self, sentence: str, *, again: bool = False) -> None:
        self._sentence.set_sentence(sentence)
        self._again.setVisible(again)
        self._either.setCurrentIndex(0)


def paint_app_icon(painter: QPainter, place: QRectF, app: App) -> None:
    """The app's own icon, or a tile with its letter."""
    if app.icon_png:
        key = f"app:{app.package}:{app.version_code}"
        picture = QPixmap()
        if not QPixmapCache.find(key, picture):
            picture.loadFromData(app.icon_png)
            QPixmapCache.insert(key, picture)
        if not picture.isNull():
            paint_picture(painter, place, picture)
            return
    paint_tile(painter, place, app.name or app.package, app.package)


def _heading(text: str, parent: QWidget) -> QLabel:
    made = QLabel(text, parent)
    made.setProperty("role", "strong")
    return made
