"""A Word document's text (Office Open XML): a line for each paragraph, and for each row of a table."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

from inspector.errors import PolicyProblem
from inspector.policy.addresses import ZIP_FAULTS

_DEEPEST = 200
_MAIN = "word/document.xml"
_SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def is_word(data: bytes) -> bool:
    """Whether it is a package with a Word document in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _MAIN in package.namelist()
    except ZIP_FAULTS:
        return False


def word_text(data: bytes, most_bytes: int) -> str:
    """Its paragraphs, with "# " before headings and "• " before items, cells parted by " | ". Raises PolicyProblem."""
    problem = PolicyProblem(
        "This document's text cannot be read.", code="policy.word",
        hint="Open it, copy its text and paste that instead.",
    )  # fmt: skip
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(_MAIN) as stream:
            xml = stream.read(most_bytes + 1)
        if len(xml) > most_bytes or b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml:
            raise problem
        document, depth = _Document(), 0
        for moment, element in ElementTree.iterparse(io.BytesIO(xml), ("start", "end")):
            depth += 1 if moment == "start" else -1
            if depth > _DEEPEST:
                raise problem
            document.take(moment, element)
    except (*ZIP_FAULTS, ElementTree.ParseError) as e:
        raise problem from e
    return "\n".join(document.lines)


class _Document:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self._said: list[str] = []
        self._mark = ""
        self._cells: list[str] = []
        self._cell: list[str] = []
        self._above: list[str] = []
        self._merged = False
        self._tables = self._left_out = 0

    def take(self, moment: str, element: ElementTree.Element) -> None:
        """One start or end of an element; what has ended is let go."""
        if element.tag == _FALLBACK:
            self._left_out += 1 if moment == "start" else -1
        if not self._left_out and element.tag.startswith(_SPACE):
            (self._start if moment == "start" else self._end)(element.tag.removeprefix(_SPACE), element)
        if moment == "end":
            element.clear()

    def _start(self, tag: str, element: ElementTree.Element) -> None:
        if tag == "tbl":
            self._tables += 1
            self._above = self._above if self._tables > 1 else []
        elif tag == "tr" and self._tables == 1:
            self._cells = []
        elif tag == "tc" and self._tables == 1:
            self._cell, self._merged = [], False
        elif tag == "p":
            self._mark = ""
        elif tag == "numPr":
            self._mark = self._mark or "• "
        elif tag in ("tab", "br", "cr"):
            self._said.append(" ")
        elif tag == "vMerge" and self._tables == 1:
            self._merged = element.get(f"{_SPACE}val", "continue") == "continue"
        elif tag == "pStyle" and element.get(f"{_SPACE}val", "").lower().startswith(("heading", "title")):
            self._mark = "# "

    def _end(self, tag: str, element: ElementTree.Element) -> None:
        if tag == "t":
            self._said.append(element.text or "")
        elif tag == "p":
            text = "".join(self._said).strip()
            self._said.clear()
            if self._tables:
                self._cell.append(text)
            else:
                self.lines.append(f"{self._mark}{text}" if text else "")
        elif tag == "tc" and self._tables == 1:
            text = " ".join(part for part in self._cell if part)
            above = self._above[len(self._cells)] if len(self._cells) < len(self._above) else ""
            self._cells.append(above if self._merged and not text else text)
        elif tag == "tr" and self._tables == 1:
            self.lines.append(" | ".join(cell for cell in self._cells if cell))
            self._above = self._cells
        elif tag == "tbl":
            self._tables -= 1
