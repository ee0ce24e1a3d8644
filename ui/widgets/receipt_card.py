"""How a recipient's card, its sentences and a silent SDK are laid out and painted."""

from __future__ import annotations

import re

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from inspector import datatypes, wording
from inspector.readings import DataReceived, RecipientReceipts, SilentSdk
from inspector.wording import BEFORE_CONSENT
from ui import theme
from ui.models.receipts import Entry, by_family, chip_text, where_text
from ui.widgets.bars import paint_bars
from ui.widgets.chip import chip_size, paint_chip
from ui.widgets.tile import paint_tile
from ui.widgets.wrapped import Span, Wrapped

_GAP_PX = 10  # between cards
_PAD_PX = 12
_SIDE_PX = 16
_NAME_PX = 188
_BARS_PX = 96
_BARS_HEIGHT_PX = 34
_TOTALS_PX = 92
_CHEVRON_PX = 20
_NARROW_PX = 660  # below this width the chips stand in a line of their own
_STACKED_PX = 460  # below this one sentences have no column beside them, and cards no bars
_MOST_CHIP_LINES = 3  # an open card has a sentence for each
_TEXT_LEFT_PX = _SIDE_PX + theme.TILE_SIZE + _PAD_PX


class CardLayout:
    """A card: tile, name and place, chips, bars over time, totals. Coordinates are within the row."""

    def __init__(self, entry: Entry, width_px: int, prompts_total: int) -> None:
        assert entry.recipient is not None
        self.entry, self._recipient, self._width_px = entry, entry.recipient, width_px
        narrow = width_px < _NARROW_PX
        right = width_px - _SIDE_PX - _CHEVRON_PX
        self._totals = QRectF(right - _TOTALS_PX, 0, _TOTALS_PX, 0)
        bars_px = _BARS_PX if width_px >= _STACKED_PX else 0
        self._bars = QRectF(self._totals.left() - _PAD_PX - bars_px, 0, bars_px, _BARS_HEIGHT_PX)
        name_px = self._bars.left() - _PAD_PX - _TEXT_LEFT_PX if narrow else _NAME_PX
        self._name, self._where = self._words(name_px)
        text_px = self._name.height_px + self._where.height_px
        chips_left = _TEXT_LEFT_PX if narrow else _TEXT_LEFT_PX + _NAME_PX + _PAD_PX
        chips_right = width_px - _SIDE_PX if narrow else self._bars.left() - _SIDE_PX
        data = by_family(self._recipient.data)
        self._chips, more_at, chips_px = _flow(data, prompts_total, chips_left, chips_right)
        self._more = len(data) - len(self._chips)
        head_px = max(theme.TILE_SIZE, text_px, 0 if narrow else chips_px)
        self._body_px = head_px + (chips_px + 8 if narrow and self._chips else 0) + 2 * _PAD_PX
        self._middle = _PAD_PX + head_px / 2
        chips_top = _PAD_PX + head_px + 8 if narrow else self._middle - chips_px / 2
        self._chips = [(place.translated(0, chips_top), item) for place, item in self._chips]
        self._more_at = more_at.translated(0, chips_top)
        self._text_top = self._middle - text_px / 2
        self._prompts_total = prompts_total
        self.height_px = int(self._body_px) + (0 if entry.expanded else _GAP_PX)

    def chips(self) -> list[tuple[QRectF, DataReceived]]:
        """The chips in sight and where each stands."""
        return list(self._chips)

    def hit(self, at: QPointF) -> str | None:
        """The data type of the chip at a point, "" over the bars and totals, None elsewhere."""
        for place, item in self._chips:
            if place.adjusted(-2, -3, 2, 3).contains(at):
                return item.type
        totals = QRectF(self._bars.left(), self._middle - 24, self._totals.right() - self._bars.left(), 48)
        return "" if totals.contains(at) else None

    def paint(self, painter: QPainter, in_hand: bool, hovered: bool) -> None:
        """Paint at the origin."""
        tokens = theme.current()
        _paint_card(painter, QRectF(0, 0, self._width_px, self._body_px), True, not self.entry.expanded, in_hand)
        key = "first" if self._recipient.party == "first" else self._recipient.id
        tile = QRectF(_SIDE_PX, self._middle - theme.TILE_SIZE / 2, theme.TILE_SIZE, theme.TILE_SIZE)
        paint_tile(painter, tile, self._recipient.name, key)
        self._name.paint(painter, _TEXT_LEFT_PX, self._text_top)
        self._where.paint(painter, _TEXT_LEFT_PX, self._text_top + self._name.height_px)
        for place, item in self._chips:
            name, count = chip_text(item, self._prompts_total)
            paint_chip(painter, place, name, datatypes.family_of(item.type), item.certainty == "certain", count)
        if self._more:
            painter.setFont(theme.font("secondary", weight=QFont.Weight.Medium))
            painter.setPen(tokens.color("secondary"))
            painter.drawText(self._more_at, Qt.AlignmentFlag.AlignVCenter, _more_text(self._more))
        if not self._chips:
            self._paint_nothing_found(painter)
        self._paint_bars(painter)
        self._paint_totals(painter)
        chevron = "chevron-down" if self.entry.expanded else "chevron-right"
        if self._recipient.data:
            ratio = painter.device().devicePixelRatioF() if painter.device() else 1.0
            picture = theme.pixmap(chevron, "secondary" if hovered or in_hand else "faint", 14, ratio)
            painter.drawPixmap(QPointF(self._width_px - _SIDE_PX - 12, self._middle - 7), picture)
        if self.entry.expanded:
            painter.fillRect(QRectF(1, self._body_px - 1, self._width_px - 2, 1), tokens.color("line"))

    def _words(self, width_px: float) -> tuple[Wrapped, Wrapped]:
        tokens = theme.current()
        strong = theme.font("body", weight=QFont.Weight.DemiBold)
        name = Wrapped([Span(self._recipient.name, strong, tokens.color("text"))], width_px, 19)
        what, where = where_text(self._recipient)
        plain, bold = theme.font("secondary"), theme.font("secondary", weight=QFont.Weight.DemiBold)
        spans = [Span(f"{what} · " if where else what, plain, tokens.color("secondary"))]
        third = self._recipient.party == "third" and bool(self._recipient.country)
        spans.append(Span(where, bold if third else plain, tokens.color("secondary")))
        text_of = wording.servers_text if self.entry.expanded else wording.server_countries_text
        servers = text_of(self._recipient.servers)
        if servers:
            spans.append(Span(f"\n{servers}", plain, tokens.color("faint")))
        return name, Wrapped([span for span in spans if span.text], width_px, 18)

    def _paint_nothing_found(self, painter: QPainter) -> None:
        left = self._chips_left()
        place = QRectF(left, self._middle - 12, self._bars.left() - left - _PAD_PX, 24)
        if self._width_px >= _NARROW_PX:
            painter.setFont(theme.font("secondary"))
            painter.setPen(theme.current().color("faint"))
            text = "No personal data found in what could be read"
            shown = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)

    def _chips_left(self) -> float:
        return _TEXT_LEFT_PX + _NAME_PX + _PAD_PX

    def _paint_bars(self, painter: QPainter) -> None:
        if not self._bars.width():
            return
        tokens = theme.current()
        first = self._recipient.party == "first"
        bars, split = [], None
        phases = [phase for phase, _ in self._recipient.bars]
        for phase, amount in self._recipient.bars:
            tone = "before" if phase == BEFORE_CONSENT else "neutral_bar" if first else "after"
            bars.append((tokens.color(tone), float(amount)))
        if phases[:1] == [BEFORE_CONSENT] and phases[-1] != BEFORE_CONSENT:
            split = next(at for at, phase in enumerate(phases) if phase != BEFORE_CONSENT) / len(phases)
        place = QRectF(self._bars.left(), self._middle - _BARS_HEIGHT_PX / 2, _BARS_PX, _BARS_HEIGHT_PX)
        paint_bars(painter, place, bars, split, tokens.color("guide"), tokens.color("line"))

    def _paint_totals(self, painter: QPainter) -> None:
        tokens = theme.current()
        painter.setFont(theme.font("body", weight=QFont.Weight.DemiBold, tabular=True))
        painter.setPen(tokens.color("text"))
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        sent = f"{wording.size_text(self._recipient.bytes_up)} sent"
        painter.drawText(QRectF(self._totals.left(), self._middle - 19, _TOTALS_PX, 19), align, sent)
        painter.setFont(theme.font("secondary", tabular=True))
        painter.setPen(tokens.color("secondary"))
        count = self._recipient.requests
        requests = "1 request" if count == 1 else f"{count:,} requests"
        painter.drawText(QRectF(self._totals.left(), self._middle, _TOTALS_PX, 18), align, requests)


class SentenceLayout:
    """One data type of an open card: chip, sentence, who sent it, before consent in words, since when.

    All in one line where there is room; else the sender stands under the sentence and "before consent" under the time.
    """

    def __init__(self, entry: Entry, width_px: int, prompts_total: int) -> None:
        assert entry.recipient is not None
        assert entry.data is not None
        self.entry, self._data, self._width_px = entry, entry.data, width_px
        self._chip_left = _TEXT_LEFT_PX if width_px >= _NARROW_PX else _SIDE_PX + _PAD_PX
        chips = (chip_size(datatypes.name_of(item.type)).width() for item in entry.recipient.data)
        self._chip_px = min(150, max(chips))
        self._left = self._chip_left + self._chip_px + _PAD_PX
        self._from = f"from {wording.clock_text(self._data.first_ms)}"
        self._before = "before consent" if BEFORE_CONSENT in self._data.phases else ""
        self._sender = _sender_text(self._data)
        spans = _sentence_spans(entry.recipient, self._data, prompts_total)
        before_px = QFontMetricsF(_before_font()).horizontalAdvance("before consent")
        quiet = QFontMetricsF(theme.font("secondary", tabular=True))
        self._from_px, self._before_px = quiet.horizontalAdvance("from 00:00"), before_px if self._before else 0.0
        self._sender_px = quiet.horizontalAdvance(self._sender)
        gaps_px = 20 + (16 if self._before else 0) + (20 if self._sender else 0)
        right = width_px - _SIDE_PX
        room = right - self._left - self._from_px - self._before_px - self._sender_px - gaps_px
        whole = Wrapped(spans, 10_000)
        self._inline = whole.natural_px <= room
        self._stacked = width_px < _STACKED_PX and not self._inline
        side_px = 0.0 if self._stacked else max(self._from_px, before_px) + 16
        self._sentence = whole if self._inline else Wrapped(spans, right - self._left - side_px)
        beneath = [span for span in self._beneath_spans() if span.text]
        self._sender_words = Wrapped(beneath, right - self._left - side_px, 18) if beneath else None
        words_px = self._sentence.height_px + (self._sender_words.height_px if self._sender_words else 0)
        side_lines_px = 37 if self._before and not self._inline and not self._stacked else 0
        self._row_px = max(theme.CHIP_HEIGHT, words_px, side_lines_px) + 14
        self.height_px = self._row_px + (4 + _GAP_PX if entry.last else 0)

    def paint(self, painter: QPainter, in_hand: bool, selected: bool, hovered: bool) -> None:
        """Paint at the origin."""
        tokens = theme.current()
        body_px = self._row_px + (4 if self.entry.last else 0)
        _paint_card(painter, QRectF(0, 0, self._width_px, body_px), False, self.entry.last, in_hand)
        if selected or hovered:
            ground = tokens.color("accent_tint" if selected else "hover")
            painter.fillRect(QRectF(1, 0, self._width_px - 2, self._row_px), ground)
        top = 7.0
        certain = self._data.certainty == "certain"
        family = datatypes.family_of(self._data.type)
        chip = QRectF(self._chip_left, top - 1, self._chip_px, theme.CHIP_HEIGHT)
        paint_chip(painter, chip, datatypes.name_of(self._data.type), family, certain)
        self._sentence.paint(painter, self._left, top)
        if self._sender_words is not None:
            self._sender_words.paint(painter, self._left, top + self._sentence.height_px)
        self._paint_side(painter, top)

    def _beneath_spans(self) -> list[Span]:
        """What stands under the sentence: nothing, the sender, or in a narrow list everything else."""
        color = theme.current().color("secondary")
        quiet = theme.font("secondary", tabular=True)
        if self._inline:
            return []
        if not self._stacked:
            return [Span(self._sender, quiet, color)]
        rest = " · ".join(part for part in (self._from, self._sender) if part)
        before = Span(self._before, _before_font(), theme.current().color("warning"))
        return [before, Span(f" · {rest}" if self._before else rest, quiet, color)]

    def _paint_side(self, painter: QPainter, top: float) -> None:
        if self._stacked:
            return
        tokens = theme.current()
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        right = self._width_px - _SIDE_PX
        painter.setFont(theme.font("secondary", tabular=True))
        painter.setPen(tokens.color("secondary"))
        painter.drawText(QRectF(right - 120, top, 120, 19), align, self._from)
        before_right = right - self._from_px - 20 if self._inline else right
        if self._inline and self._sender:
            gap_px = before_right - (self._before_px + 16 if self._before else 0)
            painter.drawText(QRectF(gap_px - self._sender_px - 4, top, self._sender_px + 4, 19), align, self._sender)
        if self._before:
            painter.setFont(_before_font())
            painter.setPen(tokens.color("warning"))
            line_top = top if self._inline else top + 18
            painter.drawText(QRectF(before_right - 140, line_top, 140, 19), align, self._before)


class SilentLayout:
    """A quiet line: an SDK that is there and sent nothing."""

    def __init__(self, silent: SilentSdk, width_px: int) -> None:
        tokens = theme.current()
        text = f"{wording.silent_text(silent)}."
        strong = theme.font("body", weight=QFont.Weight.DemiBold)
        color = tokens.color("secondary")
        spans = [Span(silent.name, strong, color), Span(text.removeprefix(silent.name), theme.font("body"), color)]
        self._words = Wrapped(spans, width_px - _SIDE_PX * 2 - 36)
        self.height_px = max(32, self._words.height_px + 12)

    def paint(self, painter: QPainter) -> None:
        """Paint at the origin."""
        tokens = theme.current()
        mark = QRectF(_SIDE_PX + 0.5, 4.5, 23, 23)
        pen = QPen(tokens.color("faint"), 1.0, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(mark, 6, 6)
        painter.setFont(theme.font("small"))
        painter.setPen(tokens.color("faint"))
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, "0")
        self._words.paint(painter, _SIDE_PX + 36, 16 - 9.5)


def _flow(
    data: list[DataReceived], prompts_total: int, left: float, right: float
) -> tuple[list[tuple[QRectF, DataReceived]], QRectF, float]:
    """Chips in up to three lines between two edges, from the top 0; the place of "+ n more"; the height of all."""
    chips: list[tuple[QRectF, DataReceived]] = []
    metrics = QFontMetricsF(theme.font("secondary", weight=QFont.Weight.Medium))
    more_px = metrics.horizontalAdvance(_more_text(88)) + 4
    x, y, step = left, 0.0, theme.CHIP_HEIGHT + 4.0
    last_y = (_MOST_CHIP_LINES - 1) * step
    for number, item in enumerate(data):
        size = chip_size(*chip_text(item, prompts_total))
        # on the last line each chip but the very last leaves room for "+ n more" behind it
        reserved = more_px if y >= last_y and number < len(data) - 1 else 0.0
        if x > left and x + size.width() + reserved > right:
            if y >= last_y:
                break
            x, y = left, y + step
        chips.append((QRectF(x, y, min(size.width(), right - left), theme.CHIP_HEIGHT), item))
        x += size.width() + 4
    return chips, QRectF(x + 2, y, more_px, theme.CHIP_HEIGHT), y + theme.CHIP_HEIGHT if chips else 0.0


def _more_text(count: int) -> str:
    return f"+ {count} more"


def _sentence_spans(recipient: RecipientReceipts, data: DataReceived, prompts_total: int) -> list[Span]:
    """The sentence, its hosts in the monospaced face."""
    tokens = theme.current()
    text = wording.receipt_sentence(recipient, data, prompts_total)
    text = text[:1].upper() + text[1:]
    plain, mono = theme.font("body"), theme.font("mono")
    hosts = [re.escape(host) for host in sorted(data.hosts, key=len, reverse=True)]
    parts = re.split(f"({'|'.join(hosts)})", text) if hosts else [text]
    return [Span(part, mono if part in data.hosts else plain, tokens.color("text")) for part in parts if part]


def _before_font() -> QFont:
    return theme.font("secondary", weight=QFont.Weight.DemiBold)


def _sender_text(data: DataReceived) -> str:
    return f"sent by {', '.join(data.senders)}" if data.senders else ""


def _paint_card(painter: QPainter, place: QRectF, opens: bool, closes: bool, in_hand: bool) -> None:
    """The ground and edge of a card, or of a part of one: round only where it begins and ends."""
    tokens = theme.current()
    radius = theme.RADIUS_PANEL
    box = place.adjusted(0.5, 0.5 if opens else -radius * 2, -0.5, -0.5 if closes else radius * 2)
    shape = QPainterPath()
    shape.addRoundedRect(box, radius, radius)
    painter.save()
    painter.setClipRect(place)
    painter.fillPath(shape, tokens.color("panel"))
    painter.setPen(QPen(tokens.color("accent" if in_hand else "line"), 1.0))
    painter.drawPath(shape)
    painter.restore()
