"""A PDF's text as it was meant to be read: paragraphs whole, a line for each row of a table."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator, Sequence

from pypdf import PageObject, PdfReader
from pypdf.errors import FileNotDecryptedError

from inspector.errors import PolicyProblem

_MOST_PAGES, _MOST_LINES, _MOST_COLUMNS = 400, 2_000, 5_000
_MOST_DRAWN_BYTES = 2 << 20
_GAP, _GAP_IN_TABLE = re.compile(r" {3,}"), re.compile(r" {2,}")
_UNPRINTED = re.compile(
    r"[\x00-\x1f\x7f]"
)  # a font that does not say that a glyph is a blank: its number comes instead
_STOPS = tuple(".!?。！？:：;；")
_BEGINS = re.compile(
    r"\s*(?:[-*•·●○▪▶◦■□※–—①-⑳#]|\(?\d{1,2}[.)]|제\s?\d|[（(]?[一二三四五六七八九十]{1,3}[、）)]|[가-하][.)]\s)"
)
_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff가-힣\uff00-\uff60]")
_HAN = re.compile(r"[\u2e80-\u9fff\uff00-\uff60]")
_FULL = 0.7

_Cell = tuple[int, str]


def pdf_text(data: bytes, most_characters: int) -> str:
    """The text of the first 400 pages, or of as many as hold that much. Raises PolicyProblem with a next step."""
    pages: list[str] = []
    try:
        reader = PdfReader(io.BytesIO(data))
        for page in reader.pages[:_MOST_PAGES]:
            pages.append(page_text(_laid_out(page)))
            if sum(map(len, pages)) > most_characters:
                break
    except FileNotDecryptedError as e:
        raise PolicyProblem(
            "This PDF asks for a password.", code="policy.pdf",
            hint="Open it with its password, copy its text and paste that instead.",
        ) from e  # fmt: skip
    except Exception as e:  # a PDF is a stranger's data, and the library says its faults in many ways
        raise PolicyProblem(
            "This PDF's text cannot be read.", code="policy.pdf", hint="Open it, copy its text and paste that instead."
        ) from e
    text = "\n\n".join(pages)
    if not text.strip():
        raise PolicyProblem(
            "This PDF has no text, only pictures of pages.", code="policy.pdf",
            hint="Look whether the policy is also a web page and give its address, or have the pages' text recognised "
                 "by another program and paste it.",
        )  # fmt: skip
    return text


def page_text(laid_out: str) -> str:
    """The text of a page whose words stand where they stand on paper, in columns of characters."""
    lines = [_UNPRINTED.sub(" ", line).rstrip()[:_MOST_COLUMNS] for line in laid_out.split("\n")[:_MOST_LINES]]
    return "\n".join(_blocks(lines, max(map(_width, lines), default=0)))


def _laid_out(page: PageObject) -> str:
    """A page's text in columns; in the order of its drawing where its fonts do not say how wide they are."""
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) <= _MOST_DRAWN_BYTES:
        with contextlib.suppress(Exception):  # as above: then the other way is tried
            return page.extract_text(extraction_mode="layout")
    return page.extract_text()


def _blocks(lines: Sequence[str], widest: int) -> Iterator[str]:
    row: list[_Cell] = []
    paragraph, last = "", ""
    for line in lines:
        cells = _cells(line, _GAP_IN_TABLE if row else _GAP)
        if row and cells and _goes_on(row, cells):
            row = _merged(row, cells)
            continue
        if row:
            yield " | ".join(text for _, text in row)
            row = []
        if len(cells) > 1:
            row = cells
        elif cells and paragraph and _is_full(last, widest) and not _BEGINS.match(line):
            paragraph = _joined(paragraph, cells[0][1])
            last = line
            continue
        if paragraph:
            yield paragraph
        paragraph = last = ""
        if len(cells) == 1:
            paragraph, last = cells[0][1], line
        elif not cells:
            yield ""
    if row:
        yield " | ".join(text for _, text in row)
    if paragraph:
        yield paragraph


def _cells(line: str, wide: re.Pattern[str]) -> list[_Cell]:
    """Where each stretch without a wide gap begins, and what it says."""
    cells, first = [], 0
    for gap in (*wide.finditer(line), None):
        last = gap.start() if gap else len(line)
        if text := line[first:last].strip():
            cells.append((first, re.sub(r" {2,}", " ", text)))
        first = gap.end() if gap else last
    return cells


def _goes_on(row: Sequence[_Cell], cells: Sequence[_Cell]) -> bool:
    """Whether a line holds what did not fit into the row above: nothing begins where that begins, or less than it."""
    start, text = cells[0]
    if start > row[0][0] + 1:
        return True
    return len(cells) == 1 and start + _width(text) < row[1][0] and not _BEGINS.match(text)


def _merged(row: Sequence[_Cell], cells: Sequence[_Cell]) -> list[_Cell]:
    merged = list(row)
    for start, text in cells:
        at = min(range(len(merged)), key=lambda index: abs(merged[index][0] - start))
        merged[at] = (merged[at][0], _joined(merged[at][1], text))
    return merged


def _is_full(line: str, widest: int) -> bool:
    """Whether a line went on because the paper ended, and not because what it says did."""
    return not line.rstrip().endswith(_STOPS) and _width(line) >= _FULL * widest


def _joined(first: str, second: str) -> str:
    if first.endswith("-") and second[:1].islower():
        return first + second
    return first + second if _HAN.match(first[-1:]) or _HAN.match(second[:1]) else f"{first} {second}"


def _width(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))
