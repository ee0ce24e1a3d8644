"""The window's colours, type and distances, in light and dark, and the one stylesheet that is made from them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from string import Template
from typing import Final, Literal

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

from inspector import paths

Choice = Literal["light", "dark", "system"]
Family = Literal["content", "identity", "device", "place", "behaviour"]
Role = Literal["body", "secondary", "small", "detail", "page", "mono"]

# Distances in px: everything is a multiple of four.
SPACE_4: Final = 4
SPACE_8: Final = 8
SPACE_12: Final = 12
SPACE_16: Final = 16
SPACE_20: Final = 20
SPACE_24: Final = 24
SPACE_28: Final = 28
RADIUS_PANEL: Final = 12
RADIUS_CONTROL: Final = 8
ROW_HEIGHT: Final = 36
ROW_HEIGHT_DENSE: Final = 28
CONTROL_HEIGHT: Final = 32
TARGET_HEIGHT: Final = 28
HEADER_HEIGHT: Final = 60
FOOTER_HEIGHT: Final = 34
CHIP_HEIGHT: Final = 22
TILE_SIZE: Final = 36
ANIMATION_MS: Final = 120

_SIZES_PX: Final[dict[str, int]] = {"body": 13, "secondary": 12, "small": 11, "detail": 15, "page": 20, "mono": 12}


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of the window as #rrggbb. A data family has `<family>` for text and `<family>_tint` for its ground.

    `before` and `after` are the bars before and after consent, `neutral_bar` those of the first party.
    """

    name: Literal["light", "dark"]
    page: str
    panel: str
    line: str
    text: str
    secondary: str
    faint: str
    accent: str
    accent_tint: str
    accent_hover: str
    on_accent: str
    hover: str
    ok: str
    warning: str
    bad: str
    warning_tint: str
    recording: str
    before: str
    after: str
    neutral_bar: str
    guide: str
    marked: str
    phone_frame: str
    content: str
    content_tint: str
    identity: str
    identity_tint: str
    device: str
    device_tint: str
    place: str
    place_tint: str
    behaviour: str
    behaviour_tint: str

    def color(self, name: str) -> QColor:
        """The colour `name` (a field of this class) for a painter."""
        return QColor(getattr(self, name))

    def family(self, family: str) -> tuple[QColor, QColor]:
        """Text and tint of a data family; an unknown family looks like `device`."""
        known = family if family in FAMILIES else "device"
        return QColor(getattr(self, known)), QColor(getattr(self, f"{known}_tint"))


FAMILIES: Final[tuple[Family, ...]] = ("content", "identity", "device", "place", "behaviour")

# `faint` is a shade stronger than in the pictures, so that text in it keeps 4.5:1 on page and panel.
LIGHT: Final = Tokens(
    name="light", page="#f6f7f9", panel="#ffffff", line="#e3e6eb", text="#161b22", secondary="#5b6675",
    faint="#687281", accent="#2f5bea", accent_tint="#eaf0ff", accent_hover="#264dcc", on_accent="#ffffff",
    hover="#f0f3f8", ok="#1f7a4d", warning="#a25d00", bad="#b4232a", warning_tint="#fff2dc", recording="#e5484d",
    before="#c98a2b", after="#2f5bea", neutral_bar="#9aa3b1", guide="#9aa3b1", marked="#ffe58a",
    phone_frame="#20252e", content="#b4232a", content_tint="#fdecec", identity="#935600", identity_tint="#fff2dc",
    device="#345266", device_tint="#e8f0f5", place="#1f6b4a", place_tint="#e3f4ec", behaviour="#5b3fa8",
    behaviour_tint="#efeafc",
)  # fmt: skip

DARK: Final = Tokens(
    name="dark", page="#12151a", panel="#1a1e25", line="#2a303a", text="#e8ecf2", secondary="#a3adbb",
    faint="#8b95a4", accent="#7ea2ff", accent_tint="#20305a", accent_hover="#97b4ff", on_accent="#0c1220",
    hover="#222831", ok="#6fd3a0", warning="#f0b35a", bad="#ff9a9a", warning_tint="#40301a", recording="#ff6369",
    before="#c98a2b", after="#5b86ff", neutral_bar="#76808f", guide="#76808f", marked="#6b5a12",
    phone_frame="#3a4250", content="#ff9a9a", content_tint="#432023", identity="#ffc675", identity_tint="#40301a",
    device="#a9c6d8", device_tint="#22303a", place="#86d9b1", place_tint="#1b3529", behaviour="#c3b1ff",
    behaviour_tint="#2e2748",
)  # fmt: skip


class _Notifier(QObject):
    """Tells when the colours have changed; painters that keep nothing need not listen, they are repainted."""

    changed = Signal()


notifier: Final = _Notifier()
_state: dict[str, Tokens | Choice | bool] = {"tokens": LIGHT, "choice": "system", "listening": False}


def current() -> Tokens:
    """The tokens in force."""
    tokens = _state["tokens"]
    assert isinstance(tokens, Tokens)
    return tokens


def choice() -> Choice:
    """What was asked for: light, dark, or as the desktop has it."""
    return _state["choice"]  # type: ignore[return-value]


def apply(app: QApplication, wanted: Choice) -> None:
    """Dress the whole application; `system` follows the desktop from now on. Qt thread."""
    _state["choice"] = wanted
    hints = app.styleHints()
    if not _state["listening"]:
        _state["listening"] = True
        hints.colorSchemeChanged.connect(lambda _scheme: _dress(app))
    scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}[wanted]
    hints.setColorScheme(scheme)
    _dress(app)


def font(role: Role = "body", *, weight: QFont.Weight = QFont.Weight.Normal, tabular: bool = False) -> QFont:
    """The font of a role; `tabular` gives every digit the same width (times, sizes, counts)."""
    made = QFont()
    made.setFamilies(list(_mono_families() if role == "mono" else _ui_families()))
    made.setPixelSize(_SIZES_PX[role])
    made.setWeight(weight)
    if role == "mono":
        made.setStyleHint(QFont.StyleHint.Monospace)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def icon(name: str, color: str = "text") -> QIcon:
    """resources/icons/<name>.svg in a colour of the tokens in force (or #rrggbb). Fetch it anew when they change."""
    return _icon(name, color if color.startswith("#") else getattr(current(), color))


def pixmap(name: str, color: str, size_px: int, ratio: float = 1.0) -> QPixmap:
    """The same drawing, `size_px` high and sharp at the screen's `ratio`."""
    return _icon(name, color if color.startswith("#") else getattr(current(), color)).pixmap(
        QSize(size_px, size_px), ratio
    )


def stylesheet(tokens: Tokens) -> str:
    """The one stylesheet, made of resources/theme/window.qss and the tokens."""
    folder = paths.resources() / "theme"
    values = {key: str(value) for key, value in asdict(tokens).items()}
    values["theme"] = folder.as_posix()
    values["mono_family"] = _mono_families()[0]
    return Template((folder / "window.qss").read_text(encoding="utf-8")).substitute(values)


# ------------------------------------------------------------------------------------------------ private


def _dress(app: QApplication) -> None:
    wanted = choice()
    dark = wanted == "dark" or (wanted == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    tokens = DARK if dark else LIGHT
    _state["tokens"] = tokens
    style = QStyleFactory.create("Fusion")
    app.setStyle(style)
    app.setPalette(_palette(tokens))
    app.setFont(font())
    app.setStyleSheet(stylesheet(tokens))
    notifier.changed.emit()


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, name in (
        (role.Window, "page"), (role.Base, "panel"), (role.AlternateBase, "hover"), (role.Button, "panel"),
        (role.WindowText, "text"), (role.Text, "text"), (role.ButtonText, "text"), (role.BrightText, "bad"),
        (role.PlaceholderText, "faint"), (role.Highlight, "accent"), (role.HighlightedText, "on_accent"),
        (role.Link, "accent"), (role.LinkVisited, "accent"), (role.ToolTipBase, "panel"), (role.ToolTipText, "text"),
        (role.Mid, "line"), (role.Midlight, "hover"), (role.Dark, "line"), (role.Light, "panel"),
        (role.Accent, "accent"),
    ):  # fmt: skip
        palette.setColor(which, tokens.color(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, tokens.color("faint"))
    return palette


@cache
def _ui_families() -> tuple[str, ...]:
    present = set(QFontDatabase.families())
    first = "Inter" if "Inter" in present else QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    beside = ("Noto Sans CJK KR", "Noto Sans KR", "Noto Sans CJK SC", "Noto Sans CJK JP", "DejaVu Sans")
    return (first, *(family for family in beside if family in present))


@cache
def _mono_families() -> tuple[str, ...]:
    present = set(QFontDatabase.families())
    wanted = ("JetBrains Mono", "Cascadia Mono", "SF Mono", "Menlo", "Consolas", "DejaVu Sans Mono", "Noto Sans Mono")
    beside = ("Noto Sans Mono CJK KR", "Noto Sans CJK KR")
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    found = [family for family in wanted if family in present] or [fixed]
    return (found[0], *(family for family in beside if family in present))


@cache
def _icon(name: str, color: str) -> QIcon:
    source = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", color).encode()))
    made = QIcon()
    screens = QGuiApplication.screens()
    ratios = sorted({1.0, 2.0, *(screen.devicePixelRatio() for screen in screens)})
    for size_px in (14, 16, 20, 24, 48):
        for ratio in ratios:
            picture = QPixmap(round(size_px * ratio), round(size_px * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            renderer.render(painter, QRectF(0, 0, size_px, size_px))
            painter.end()
            made.addPixmap(picture)
    return made
