"""What was watched and what was not: a line that never leaves the screen, and all of it on demand."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from inspector import wording
from inspector.readings import Coverage
from inspector.records import HookState, ProcessFacts
from ui import theme
from ui.models.observation import process_name
from ui.widgets.buttons import button, icon_button
from ui.widgets.elided import ElidedLabel

_GROUP_NAMES = {
    "network": "Network",
    "sdk": "SDK calls",
    "device": "Device reads",
    "crypto": "Cryptography",
    "text": "Typed text",
    "async": "Hand-overs",
    "custom": "Custom hooks",
}
_GROUP_ORDER = {group: place for place, group in enumerate(_GROUP_NAMES)}
_STATUS_TEXT = {"installed": "in place", "absent": "not in this app", "failed": "failed", "off": "off"}
_PROCESS_TEXT = {
    "watched": "watched",
    "quiet": "was watched; the session has ended",
    "gone": "was watched until it ended",
    "crashed": "was watched until it crashed",
    "lost": "the connection to it is lost",
    "refused": "could not be watched",
}
STANDING_LIMITS = (
    "What one server hands to another is invisible here: only what leaves the phone is seen.",
    "Google Play services and other apps may send on behalf of this app; they are not watched.",
    "Code that speaks to the kernel past Java and past the hooked libraries is seen as a connection at most.",
    "Something that was not found may still have been sent in a form that could not be read.",
)


def readable_share(coverage: Coverage) -> str:
    """The readable part of the sent bytes: "98.7 %", "" while nothing was sent."""
    share, percent, _ = wording.readable_text(coverage).partition(" %")
    return f"{share} %" if percent else ""


def coverage_texts(coverage: Coverage) -> list[str]:
    """The quiet facts of the line, in order."""
    texts = []
    if coverage.connections_unreadable:
        count = coverage.connections_unreadable
        texts.append(f"{count:,} connection{'s' if count > 1 else ''} seen, not readable")
    if coverage.hooks_installed + coverage.hooks_absent + coverage.hooks_failed:
        failed = f", {coverage.hooks_failed} failed" if coverage.hooks_failed else ""
        texts.append(f"{coverage.hooks_installed:,} hooks in place{failed}")
        if coverage.hooks_absent:
            texts.append(f"{coverage.hooks_absent:,} more for code that is not in this app")
    custom = {hook.hook: hook.status for hook in coverage.hooks if hook.group == "custom"}
    if custom:
        placed = {hook.hook for hook in coverage.hooks if hook.group == "custom" and hook.status == "installed"}
        texts.append(f"{len(placed)} of {len(custom)} custom hooks in place")
    if coverage.processes:
        count = len(coverage.processes)
        texts.append("1 process" if count == 1 else f"{count} processes")
    dropped = f" ({wording.size_text(coverage.dropped_bytes)})" if coverage.dropped_bytes else ""
    texts.append(f"{coverage.dropped_rows:,} dropped{dropped}")
    return texts


class CoverageBar(QFrame):
    """The footer. The dot says in colour what the words beside it say.

    Signals:
        asked: show what was not watched.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "footer")
        self.setFixedHeight(theme.FOOTER_HEIGHT)
        self._dot = _Dot(self)
        self._share = ElidedLabel(parent=self)
        self._share.setTextFormat(Qt.TextFormat.PlainText)
        self._facts = ElidedLabel(role="secondary", parent=self)
        self.more_button = button(self.tr("What was not watched"), self.asked.emit, role="link", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_16, 0, theme.SPACE_16, 0)
        row.setSpacing(theme.SPACE_8)
        row.addWidget(self._dot)
        row.addWidget(self._share)
        row.addSpacing(theme.SPACE_12)
        row.addWidget(self._facts, 1)
        row.addWidget(self.more_button)
        theme.notifier.changed.connect(self._dress)
        self._dress()
        self.set_coverage(None)

    def set_coverage(self, coverage: Coverage | None) -> None:
        """Take a new reading; None before the first."""
        self._share.setText(wording.readable_text(coverage) if coverage is not None else "")
        self._facts.setText("      ".join(coverage_texts(coverage)) if coverage is not None else "")
        self._dot.set_tone(_tone(coverage))

    def texts(self) -> tuple[str, str]:
        """What is shown: the share, the facts."""
        return self._share.text(), self._facts.text()

    def _dress(self) -> None:
        self._share.setFont(theme.font("secondary"))
        self._share.setStyleSheet("font-weight: 600; font-size: 12px;")
        self._facts.setFont(theme.font("secondary", tabular=True))


class CoveragePanel(QWidget):
    """Every process, every hook with its reason and hits, and the limits that always stand.

    Signals:
        closed; all_hooks_wanted: what was left out after a crash is wanted again from the next start on.
    """

    closed = Signal()
    all_hooks_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coverage: Coverage | None = None
        self._wanted = False
        self._stale = False  # the text is only laid out while it is seen: it takes 10 ms
        self._text = QTextBrowser(self)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.document().setDocumentMargin(0)
        self._text.setStyleSheet("QTextBrowser { border: none; background: transparent; padding: 0; }")
        self._text.setAccessibleName(self.tr("What was watched and what was not"))
        self.again_button = button(
            self.tr("Put all hooks in at the next start"), self._on_again_pressed, role="link", parent=self
        )
        self.again_button.hide()
        title = ElidedLabel(self.tr("What was not watched"), role="detail", parent=self)
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(icon_button("close", self.tr("Back to the proof"), self.closed.emit, parent=self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_8)
        column.addLayout(top)
        column.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._text, 1)
        theme.notifier.changed.connect(self._paint_again)

    def set_coverage(self, coverage: Coverage) -> None:
        """Take a new reading; nothing moves where it says the same."""
        if coverage != self._coverage:
            self._coverage = coverage
            self._stale = True
            crashed = any(process.state == "crashed" for process in coverage.processes)
            left_out = any(hook.status == "off" and "crashed" in hook.reason for hook in coverage.hooks)
            if not self._wanted:
                self.again_button.setVisible(crashed or left_out)
            if self.isVisible():
                self._paint_again()

    def _on_again_pressed(self) -> None:
        self._wanted = True
        self.again_button.hide()
        self.all_hooks_wanted.emit()

    def plain_text(self) -> str:
        """What is seen, or would be."""
        if self._stale:
            self._paint_again()
        return self._text.toPlainText()

    def _paint_again(self) -> None:
        if self._coverage is None:
            return
        self._stale = False
        tokens, coverage = theme.current(), self._coverage
        at = self._text.verticalScrollBar().value()
        parts = [_paragraph(text, tokens.secondary) for text in _summary(coverage)]
        if coverage.unread:
            parts.append(_heading(self.tr("Seen, not readable"), tokens))
            parts.extend(_paragraph(wording.unread_text(one), tokens.secondary) for one in coverage.unread)
        parts.append(_heading(self.tr("Processes"), tokens))
        parts.append(_table([_process_row(process, coverage, tokens) for process in coverage.processes]))
        if not coverage.processes:
            parts.append(_paragraph(self.tr("No process of the app has been seen."), tokens.secondary))
        for status in ("failed", "off", "absent", "installed"):
            hooks = _best(coverage.hooks, status)
            if hooks:
                title = self.tr("Hooks: {0} ({1})").format(_STATUS_TEXT[status], len(hooks))
                parts.append(_heading(title, tokens))
                absent = status == "absent"
                parts.append(_absent(hooks, tokens) if absent else _table([_hook_row(hook, tokens) for hook in hooks]))
        parts.append(_heading(self.tr("What this tool cannot see"), tokens))
        parts.extend(_paragraph(limit, tokens.secondary) for limit in STANDING_LIMITS)
        self._text.setHtml("".join(parts))
        self._text.verticalScrollBar().setValue(at)

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self._paint_again()
        super().showEvent(event)


class _Dot(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tone = "faint"
        self.setFixedSize(8, 8)

    def set_tone(self, tone: str) -> None:
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().color(self._tone))
        painter.drawEllipse(self.rect())
        painter.end()


def _tone(coverage: Coverage | None) -> str:
    if coverage is None or coverage.bytes_readable + coverage.bytes_unreadable == 0:
        return "faint"
    whole = coverage.bytes_readable + coverage.bytes_unreadable
    poor = coverage.bytes_readable < 0.9 * whole
    return "warning" if poor or coverage.dropped_rows or coverage.hooks_failed else "ok"


def _summary(coverage: Coverage) -> list[str]:
    share = readable_share(coverage)
    lines = []
    if share:
        unread = wording.size_text(coverage.bytes_unreadable)
        lines.append(f"{share} of the sent bytes could be read; {unread} could not.")
    if coverage.connections_unreadable:
        count = coverage.connections_unreadable
        lines.append(f"{count:,} connection{'s were' if count > 1 else ' was'} seen whose content nobody could read.")
    if coverage.dropped_rows or coverage.dropped_bytes:
        size = wording.size_text(coverage.dropped_bytes)
        lines.append(f"{coverage.dropped_rows:,} rows and {size} were dropped: the phone had no more room for them.")
    else:
        lines.append("Nothing was dropped.")
    return lines


def _best(hooks: Sequence[HookState], status: str) -> list[HookState]:
    """Hooks whose best status over all processes is this one; hits are summed."""
    order = ("installed", "failed", "absent", "off")
    best: dict[str, HookState] = {}
    hits: dict[str, int] = {}
    for hook in hooks:
        hits[hook.hook] = hits.get(hook.hook, 0) + hook.hits
        standing = best.get(hook.hook)
        if standing is None or order.index(hook.status) < order.index(standing.status):
            best[hook.hook] = hook
    found = [hook for hook in best.values() if hook.status == status]
    return [
        HookState(hook.process, hook.hook, hook.group, hook.status, hook.reason, hits[hook.hook], hook.first_hit_ms)
        for hook in sorted(found, key=lambda hook: (_GROUP_ORDER.get(hook.group, len(_GROUP_ORDER)), hook.hook))
    ]


def _process_row(process: ProcessFacts, coverage: Coverage, tokens: theme.Tokens) -> str:
    installed = sum(1 for hook in coverage.hooks if hook.process == process.id and hook.status == "installed")
    state = _PROCESS_TEXT.get(process.state, process.state)
    hooks = f", {installed} hooks" if installed else ""
    dropped = f", {process.dropped_rows:,} rows dropped" if process.dropped_rows else ""
    tone = tokens.bad if process.state in ("lost", "refused", "crashed") else tokens.secondary
    reason = f"<br>{html.escape(process.reason)}" if process.reason else ""
    return (
        f"<td style='padding:2px 12px 2px 0'>{html.escape(process_name(process.name))}</td>"
        f"<td style='padding:2px 0;color:{tone}'>{html.escape(state + hooks + dropped)}{reason}</td>"
    )


def _hook_row(hook: HookState, tokens: theme.Tokens) -> str:
    hits = "" if hook.status != "installed" else f"{hook.hits:,} calls" if hook.hits else "not called yet"
    mono = theme.font("mono").families()[0]
    name = html.escape(hook.hook).replace(".", ".&#8203;")
    reason = f"<br><span style='color:{tokens.secondary}'>{html.escape(hook.reason)}</span>" if hook.reason else ""
    return (
        f"<td style='padding:3px 12px 3px 0'>"
        f"<span style=\"font-family:'{mono}';font-size:12px\">{name}</span>{reason}</td>"
        f"<td align='right' style='padding:3px 0;color:{tokens.secondary};white-space:nowrap'>"
        f"{_GROUP_NAMES.get(hook.group, hook.group)}{', ' if hits else ''}{hits}</td>"
    )


def _absent(hooks: Sequence[HookState], tokens: theme.Tokens) -> str:
    """Hundreds of hooks wait for code that an app does not have: what they are of, and how many, by group."""
    groups: dict[str, dict[str, int]] = {}
    for hook in hooks:
        of = groups.setdefault(_GROUP_NAMES.get(hook.group, hook.group), {})
        module = hook.hook.partition(":")[0]
        of[module] = of.get(module, 0) + 1
    return "".join(
        _paragraph(f"{group}: {', '.join(f'{name} {count}' for name, count in sorted(of.items()))}", tokens.secondary)
        for group, of in groups.items()
    )


def _table(rows: Sequence[str]) -> str:
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table width='100%' cellspacing='0' cellpadding='0'>{body}</table>" if rows else ""


def _heading(text: str, tokens: theme.Tokens) -> str:
    return f"<p style='margin:16px 0 4px 0;font-weight:600;color:{tokens.text}'>{html.escape(text)}</p>"


def _paragraph(text: str, color: str) -> str:
    return f"<p style='margin:0 0 6px 0;color:{color}'>{html.escape(text)}</p>"
