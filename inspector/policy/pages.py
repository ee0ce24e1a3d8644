"""What a page says: a line for each block, and for each row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

_BLANKS = re.compile(r"[ \u00a0\u3000\u200b]+")
_MOST_ROWS, _LONGEST_REPEATED = 50, 300
_BLOCKS = frozenset(
    """
    p div section article header footer main aside h1 h2 h3 h4 h5 h6 ul ol dl table thead tbody tfoot form
    blockquote pre hr figure figcaption details summary
    """.split()  # noqa: SIM905
)
_UNSEEN = frozenset("script style noscript template svg nav select button iframe head".split())  # noqa: SIM905


def html_text(markup: str) -> str:
    """A line for each block, "• " before items of lists, " | " between cells of a table's row.

    A cell that reaches over several rows is said in each of them (up to 50, where it is no longer than 300 characters).
    """
    reader = _Page()
    reader.feed(markup)
    reader.close()
    return reader.text()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._unseen: list[str] = []
        self._cells = 0
        self._tables = 0
        self._spans = _Spans()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag in ("li", "dt"):
            self._out.append("\n• ")
        elif tag == "dd":
            self._out.append(": ")
        elif tag == "tr":
            self._end_row()
            self._out.append("\n")
        elif tag in ("td", "th"):
            self._end_cell()
            self._say(self._spans.before_cell())
            self._begin_cell(dict(attrs))
        elif tag == "br":
            self._out.append(" " if self._cells else "\n")
        elif tag in _BLOCKS:
            if tag == "table":
                self._end_row()
                self._tables += 1
                self._spans = _Spans()
            level = int(tag[1]) if tag in ("h1", "h2", "h3", "h4", "h5", "h6") else 0
            self._out.append(self._break(f"\n{'#' * level} " if level else "\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            if tag in self._unseen:
                del self._unseen[self._unseen.index(tag) :]
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("table", "ul", "ol", "tr"):
            if tag in ("table", "tr"):
                self._end_row()
            if tag == "table":
                self._tables = max(0, self._tables - 1)
                self._spans = _Spans()
            self._cells = 0
            self._out.append("\n")
        elif tag in _BLOCKS or tag == "li":
            self._out.append(self._break("\n"))

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._out.append(re.sub(r"\s+", " ", data))

    def text(self) -> str:
        lines = (re.sub(r"^[ #]*\Z", "", _BLANKS.sub(" ", line).strip()) for line in "".join(self._out).split("\n"))
        kept = [line for line in lines if line and line != "•"]
        return "\n".join(kept)

    def _begin_cell(self, attrs: dict[str, str | None]) -> None:
        self._out.append(" | " if self._cells else "")
        self._cells += 1
        if self._tables == 1:  # a table within a cell is read as it comes
            self._spans.open(_number(attrs.get("rowspan")), _number(attrs.get("colspan")), len(self._out))

    def _end_cell(self) -> None:
        if (place := self._spans.place) is not None:
            self._spans.close("".join(self._out[place:]).strip())

    def _end_row(self) -> None:
        self._end_cell()
        self._say(self._spans.end_row())
        self._cells = 0

    def _say(self, texts: Iterable[str]) -> None:
        for text in texts:
            self._out.append(f"{' | ' if self._cells else ''}{text}")
            self._cells += 1

    def _break(self, normal: str) -> str:
        """Blocks within a cell stay in the cell's line, and those that begin an item beside its mark."""
        return " " if self._cells else "" if self._out and self._out[-1] == "\n• " else normal


class _Spans:
    """Which cells of a table reach down into the rows below; `place`: where the open one begins in what is put out."""

    def __init__(self) -> None:
        self.place: int | None = None
        self._column = self._opened = self._rows = 0
        self._down: dict[int, tuple[int, str]] = {}  # by column: how many rows more say what
        self._new: dict[int, tuple[int, str]] = {}

    def before_cell(self) -> Iterator[str]:
        """What the columns before the next cell say, which begin further up."""
        while self._column in self._down:
            yield self._down[self._column][1]
            self._column += 1

    def open(self, rows: int, columns: int, place: int) -> None:
        self._opened, self._rows, self.place = self._column, rows, place
        self._column += columns

    def close(self, text: str) -> None:
        if self._rows > 1 and text and len(text) <= _LONGEST_REPEATED:
            self._new[self._opened] = (self._rows - 1, text)
        self.place = None

    def end_row(self) -> Iterator[str]:
        """What the columns after the last cell say, which begin further up; none for a row without cells."""
        if self._column:
            yield from (text for column, (_, text) in sorted(self._down.items()) if column >= self._column)
            self._down = {column: (rows - 1, text) for column, (rows, text) in self._down.items() if rows > 1}
            self._down |= self._new
        self._new, self._column = {}, 0


def _number(attribute: str | None) -> int:
    """How many rows or columns a cell reaches over: 1 to 50."""
    return min(max(int(attribute), 1), _MOST_ROWS) if attribute and re.fullmatch(r"[0-9]{1,9}", attribute) else 1
