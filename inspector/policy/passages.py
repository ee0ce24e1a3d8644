"""A policy's text in passages: sentences, items of lists and rows of tables, each with what stands above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from inspector.policy.fields import Record, is_label, numbered, records

Script = Literal["en", "ko", "zh"]

_LONGEST_PASSAGE = 1200
_LONGEST_HEADING = 90
_MOST_PASSAGES = 20_000
_BULLET = re.compile(
    r"\s*(?:[-*•·●○▪▶◦■□※–—]\s*(?=\S)|\(?\d{1,2}[.)](?=\s|[^\x00-\x7f\d])\s*|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+|[①-⑳]\s*"
    r"|[가나다라마바사아자차카타파하][.)]\s+|[a-zA-Z][.)]\s+|[（(][一二三四五六七八九十]{1,3}[）)]\s*|[一二三四五六七八九十]{1,3}、\s*"
    r"|제\s?\d+\s?조\s*)"
)
_NUMBERED = re.compile(r"\s*(?:\(?\d|[一二三四五六七八九十（]|제\s?\d|[가-힣][.)])")
_MARKED_HEADING = re.compile(r"\s*(#{1,6})\s+")
_END = re.compile(r"[。！？]+[」』”’）)]*|[.!?]+[\"'”’)]*(?=\s)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Inc|Ltd|Co|Corp|LLC|Pte|Pty|No|Nos|St|vs|etc|e\.g|i\.e|cf|Art|Sec|U\.S|U\.K|approx|Mr|Ms|Dr|S\.A|B\.V)"
    r"|\b[A-Z]|\(주)\Z"
)
_BEGINS = re.compile(
    r"\s+(?:(?:We|Our|You|Your|The|This|These|It|If|For|When|Please|They|However|No)\b|(?:[A-Z][\w&.-]{0,30}\s+){1,4}"
    r"(?:does|do|is|are|will|may|has|have|can|cannot|processes|provides|uses|receives|collects|acts|stores)\b)"
)
_FINAL = tuple(".!?。！？;；")
_COLON = (":", "：")
_HANGUL = re.compile(r"[가-힣]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_CELLS = re.compile(r"\s*\|\s*|\t+")
_FOLLOWS = re.compile(
    r"(?:as follows|the following|listed below|다음과 같|아래와 같|如下|以下)[^.。]{0,24}[.。]?\Z", re.I
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Something the text says. `lead` introduces it ("We do not collect:", a table's head), `heading` stands above.

    `start` is its place in the text, in characters. `cells` are those of a table's row; () elsewhere. `labels`: places
    in `text` that only say what comes after them, where it is a record put together of several lines.
    """

    text: str
    start: int
    script: Script
    kind: Literal["sentence", "item", "row", "heading"]
    lead: str = ""
    heading: str = ""
    cells: tuple[str, ...] = ()
    labels: tuple[tuple[int, int], ...] = ()


def script_of(text: str) -> Script:
    """The language of a text by its letters: Hangul is Korean, Han without Hangul Chinese, all else English."""
    if _HANGUL.search(text):
        return "ko"
    return "zh" if _HAN.search(text) else "en"


def passages(text: str) -> list[Passage]:
    """All passages in order, at most 20,000."""
    found: list[Passage] = []
    for passage in _walk(text):
        found.append(passage)
        if len(found) >= _MOST_PASSAGES:
            break
    return found


def _walk(text: str) -> Iterator[Passage]:
    heading, lead, head, blank, done = "", "", "", 0, 0
    above: dict[int, str] = {}
    last = ""  # the sentence before: what a list right below it is about
    lines = text.split("\n")
    together = records(lines)
    for number, start, line in numbered(lines):
        if number < done:
            continue
        if number in together and not head:
            above_it = sum(len(each) + 1 for each in lines[number - together[number][0].above : number])
            yield from (_of_record(one, start - above_it, lead, heading) for one in together[number])
            done, blank = together[number][0].last, 0
            continue
        bare = line.strip()
        if not bare:
            blank += 1
            lead = lead if blank < 2 else ""
            head = ""
            continue
        cells = _cells(bare) or _loose_cells(bare, head)
        if len(cells) > 1:
            if not any(char not in "-: " for cell in cells for char in cell):
                continue  # the rule under a table's head
            kind: Literal["row", "heading"] = "heading" if not head and _is_head(cells) else "row"
            yield from _pieces(bare, start, kind, head or lead, heading, cells)
            head = head or bare
            blank = 0
            continue
        bullet = _BULLET.match(line)
        body = line[bullet.end() :].strip() if bullet else bare.lstrip("#").strip()
        if not body:
            continue  # a mark of a heading or an item, and nothing after it
        if _is_heading(line, body, bool(bullet), bool(lead) and blank == 0):
            above = _above(above, line, body)
            heading, lead, head, blank, last = " › ".join(above.values()), "", "", 0, ""
            yield from _pieces(body, start, "heading", "", "", ())
            continue
        if bullet and not lead:
            lead = last
        in_list = bool(bullet) or (bool(lead) and len(body) <= _LONGEST_HEADING and not body.endswith(_FINAL))
        if not in_list and not (lead and blank == 0 and body.endswith(_COLON)):
            lead = ""
        head, blank = "", 0
        offset = start + max(0, line.find(body))
        yield from _pieces(body, offset, "item" if in_list else "sentence", lead if in_list else "", heading, ())
        if not in_list or body.endswith(_COLON) or _FOLLOWS.search(body[-60:]):
            *_, (first, final) = _sentences(body)
            last = body[first:final].strip()[-400:]
            if body.endswith(_COLON) or _FOLLOWS.search(body[-60:]):
                lead = last


def _loose_cells(line: str, head: str) -> tuple[str, ...]:
    """The words of a table's head that only blanks part, as pages are pasted, or of a row right below such a head."""
    words = tuple(line.split())
    if head:
        return words if not _cells(head) and not line.endswith(_FINAL) and not _BULLET.match(line) else ()
    is_table = len(line) <= _LONGEST_HEADING and script_of(line) != "en" and not re.search(r"[:：,，、]|다\.?\Z", line)
    return words if is_table and sum(map(is_label, words)) >= 2 and _is_head(words) else ()


def _is_head(cells: tuple[str, ...]) -> bool:
    """Whether a table's first row says what its columns are: half of its cells at least are words for columns."""
    return 2 * sum(map(is_label, cells)) >= len(cells)


def _of_record(one: Record, start: int, lead: str, heading: str) -> Passage:
    return Passage(one.text, start, script_of(one.text), "row", lead, heading, one.cells, one.labels)


def _above(above: dict[int, str], line: str, body: str) -> dict[int, str]:
    """The headings in force below this one, by level; one without a mark stands alone."""
    mark = _MARKED_HEADING.match(line)
    if not mark:
        return {0: body}
    level = len(mark[1])
    return {**{each: text for each, text in above.items() if 0 < each < level}, level: body}


def _is_heading(line: str, body: str, bullet: bool, in_list: bool) -> bool:
    """A short line that ends without a stop; a numbered one only where no list is under way."""
    if _MARKED_HEADING.match(line):
        return True
    if re.search(r"[:：]\s*\S", body):
        return False
    if in_list or len(body) > _LONGEST_HEADING or body.endswith((*_FINAL, *_COLON, ",", "、", "，")):
        return False
    if bullet and not _NUMBERED.match(line):
        return False
    script = script_of(body)
    if script == "en":
        return bullet or (len(body.split()) <= 12 and body[:1].isupper())
    return len(body) <= 40


def _cells(line: str) -> tuple[str, ...]:
    if "|" not in line and "\t" not in line:
        return ()
    return tuple(cell.strip() for cell in _CELLS.split(line.strip().strip("|").strip()) if cell.strip())


def _pieces(
    text: str,
    start: int,
    kind: Literal["sentence", "item", "row", "heading"],
    lead: str,
    heading: str,
    cells: tuple[str, ...],
) -> Iterator[Passage]:
    """The sentences of a block; rows and headings stay whole. Very long ones are cut."""
    spans = [(0, len(text))] if kind in ("row", "heading") else list(_sentences(text))
    for first, last in spans:
        for cut in range(first, last, _LONGEST_PASSAGE):
            part = text[cut : min(last, cut + _LONGEST_PASSAGE)]
            piece = part.strip()
            if piece:
                place = start + cut + len(part) - len(part.lstrip())
                yield Passage(piece, place, script_of(piece), kind, lead, heading, cells)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    first = 0
    for match in _END.finditer(text):
        before = text[max(first, match.start() - 8) : match.start()]
        if match[0].startswith(".") and _ABBREVIATED.search(before) and not _BEGINS.match(text, match.end()):
            continue
        following = text[match.end() :].lstrip()[:1]
        if match[0].startswith(".") and following.islower():
            continue
        yield first, match.end()
        first = match.end()
    if first < len(text):
        yield first, len(text)
