"""Why a value was recognised, and who received it, in plain paragraphs."""

from __future__ import annotations

import html

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from inspector import datatypes
from inspector.readings import ObservationDetail
from inspector.records import Finding
from ui import theme
from ui.models import observation
from ui.models.labels import label_lines
from ui.models.unknown import unknown
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.sentence import Sentence


class WhyStrip(Card):
    """Why one value was recognised, under the content that holds it.

    Signals:
        more: show all reasons.
    """

    more = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=theme.SPACE_12, gap_px=2)
        self._title = QLabel(self)
        self._title.setProperty("role", "strong")
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        row.addWidget(button(self.tr("All reasons"), self.more.emit, role="link", parent=self))
        self._words = Sentence(role="dim", parent=self)
        self.body.addLayout(row)
        self.body.addWidget(self._words)
        self.hide()

    def set_finding(self, finding: Finding | None) -> None:
        """Explain one, or hide where nothing was found."""
        self.setVisible(finding is not None)
        if finding is not None:
            self._title.setText(self.tr("Why “{0}”").format(datatypes.name_of(finding.type)))
            self._words.set_sentence(observation.why_text(finding))


class WhyPage(QWidget):
    """All reasons, then who received it with each fact by itself. Text can be selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: ObservationDetail | None = None
        self._text = QTextBrowser(self)
        self._text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._text.setOpenLinks(False)
        self._text.setAccessibleName(self.tr("Why"))
        self._text.document().setDocumentMargin(0)
        self._text.setStyleSheet("QTextBrowser { border: none; background: transparent; padding: 0; }")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_8, 0, 0)
        column.addWidget(self._text)
        theme.notifier.changed.connect(self._paint_again)

    def set_detail(self, detail: ObservationDetail) -> None:
        """Explain everything found in one observation."""
        self._detail = detail
        self._paint_again()

    def _paint_again(self) -> None:
        detail = self._detail
        if detail is None:
            return
        tokens = theme.current()
        parts = [f"<div style='color:{tokens.text}'>"]
        for finding in observation.reasons(detail):
            parts.append(self._reason(finding, tokens))
        if not detail.findings:
            parts.append(_paragraph(self.tr("No personal data was found in what could be read here."), tokens))
        parts.append(self._unknown(detail, tokens))
        if detail.sender is not None:
            parts.append(_heading(self.tr("Who sent it")) + _paragraph(detail.sender.reason, tokens))
        parts.append(self._receiver(detail, tokens))
        parts.append(self._record(detail, tokens))
        parts.append("</div>")
        self._text.setHtml("".join(parts))

    def _reason(self, finding: Finding, tokens: theme.Tokens) -> str:
        ink, tint = tokens.family(datatypes.family_of(finding.type))
        name = html.escape(datatypes.name_of(finding.type))
        chip = (
            f"<span style='color:{ink.name()};background-color:{tint.name()};font-weight:500'>&nbsp;{name}&nbsp;</span>"
            f" <span style='color:{tokens.secondary}'>{finding.certainty}</span>"
        )
        value = finding.value if len(finding.value) <= 300 else f"{finding.value[:300]} …"
        quoted = (
            f"<p style='margin:4px 0'><span style='background-color:{tokens.marked}'>{html.escape(value)}</span></p>"
            if value
            else ""
        )
        why = _paragraph(observation.why_text(finding), tokens)
        lines = "<br>".join(html.escape(line) for line in label_lines(finding.type))
        labels = f"<p style='margin:2px 0;color:{tokens.faint}'>{lines}</p>" if lines else ""
        return f"<p style='margin:12px 0 4px 0'>{chip}</p>{quoted}{why}{labels}"

    def _unknown(self, detail: ObservationDetail, tokens: theme.Tokens) -> str:
        said = [
            _paragraph(f"`{one.path}`: {one.words}" if one.path else one.words, tokens)
            + "".join(_paragraph(line, tokens) for line in one.lines)
            for one in unknown(detail)
        ]
        return _heading(self.tr("What nobody could read")) + "".join(said) if said else ""

    def _receiver(self, detail: ObservationDetail, tokens: theme.Tokens) -> str:
        if detail.match is None and not detail.row.host:
            return ""
        rows = "".join(
            f"<tr><td style='color:{tokens.faint};padding:2px 12px 2px 0'>{html.escape(label)}</td>"
            f"<td style='padding:2px 0'>{html.escape(value)} "
            f"<span style='color:{tokens.secondary}'>{html.escape(remark)}</span></td></tr>"
            for label, value, remark in observation.received_facts(detail)
        )
        last = _paragraph(self.tr("Receiving a request does not show who may read the data afterwards."), tokens)
        return f"{_heading(self.tr('Who received it'))}<table cellspacing='0' cellpadding='0'>{rows}</table>{last}"

    def _record(self, detail: ObservationDetail, tokens: theme.Tokens) -> str:
        numbers = ", ".join(f"#{number:04}" for number in detail.raw_ids)
        text = self.tr("Record {0}, SHA-256 {1}").format(numbers, detail.sha256)
        return _heading(self.tr("Where it is kept")) + _paragraph(text, tokens)


def _heading(text: str) -> str:
    return f"<p style='margin:16px 0 4px 0;font-weight:600'>{html.escape(text)}</p>"


def _paragraph(text: str, tokens: theme.Tokens) -> str:
    escaped = html.escape(text)
    while escaped.count("`") >= 2:
        escaped = escaped.replace("`", f"<span style='font-family:monospace;color:{tokens.text}'>", 1)
        escaped = escaped.replace("`", "</span>", 1)
    return f"<p style='margin:0 0 4px 0;color:{tokens.secondary}'>{escaped}</p>"
