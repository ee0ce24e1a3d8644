"""Lines of the form "label: value", and tables that stand on their side, as the records they are: one a receiver."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LONGEST_LABEL, _LONGEST_TITLE, _LONGEST_RECORD = 30, 40, 1200
_MOST_COLUMNS, _MOST_LINES = 12, 60
_CELLS = re.compile(r"\s*\|\s*|\t+")
_MARK = re.compile(r"\s*(?:[-*•·●○▪▶◦■□※–—#]+\s*|[（(]?\d{1,2}[.)）、]\s*|[①-⑳]\s*)")
_FIELD = re.compile(rf"([^:：|]{{1,{_LONGEST_LABEL}}}?)\s*[:：]\s*(\S.*)\Z")
_LABEL = re.compile(
    r"(?:(?:third[- ]party )?(?:company|companies|partners?|vendors?|recipients?|processors?|sub-?processors?"
    r"|operators?|(?:service )?providers?|services?|sdks?|names?)(?: names?)?|name of .{2,30}"
    r"|why|what|how|when|uses?|used for"
    r"|(?:personal )?(?:data|information)(?: (?:types?|shared|collected|processed|transferred|provided))?"
    r"|(?:collected|shared|processed) (?:personal )?(?:data|information|items)"
    r"|types?(?: of .{2,20})?|categor(?:y|ies)(?: of .{2,24})?|items?(?: (?:shared|collected|provided|transferred))?"
    r"|purposes?(?: of .{2,20})?|country|(?:server )?location|retention(?: period)?|examples?|legal basis"
    r"|website|contact|(?:privacy )?policy(?: (?:link|url))?"
    r"|구분|번호|.{0,14}항목|.{0,12}목적|수탁.{0,6}|위탁.{0,8}|.{0,6}(?:제공|이전)\s?받는 .{1,6}|.{0,6}국가|.{0,6}시점"
    r"|.{0,4}보유.{0,10}|업체명?|회사명?|.{0,16}사업자명?|법인명|.{0,12}방법|(?:위탁|업무|처리|제공|이전|서비스|주요)?\s?(?:업무\s?)?내용|.{0,14}연락처|.{0,6}일시"
    r"|SDK\s?(?:명|이름)?|서비스명?"
    r"|序号|.{0,12}名称|.{0,6}目的|.{0,4}场景.{0,2}|.{0,4}公司.{0,4}|.{0,6}主体|.{0,4}机构|(?:SDK|服务|第三方|数据)?(?:运营|开发|合作|提供|接收|受托)[方者商](?:名称|式)?"
    r"|(?:SDK|第三方)?(?:收集|共享|获取|涉及|处理|采集|使用).{0,12}(?:信息|数据).{0,6}|个人信息.{0,6}|信息.{0,4}|具体字段|数据类[别型]|.{0,6}类[型别]"
    r"|.{0,4}用途|.{0,4}方式|(?:使用|对应|业务|涉及)?功能|(?:所需|申请|涉及|使用)?权限|.{0,6}链接|.{0,6}官网|隐私(?:政策|协议|条款))\Z",
    re.I,
)
_WHO = re.compile(
    r"compan|partner|vendor|recipient|processor|provider|operator|sdk|\bnames?\b|수탁|받는|업체|회사|사업자|법인|名称|公司|主体|机构"
    r"|[运开合提接受][营发作供收托][方者商]",
    re.I,
)

_WHAT = re.compile(r"purpose|items?|data|information|categor|목적|항목|업무|目的|信息|数据|用途|场景", re.I)

_NO_TITLE = re.compile(r"policy|방침|목록|현황|政策|清单|目录|列表|说明", re.I)  # of more than one receiver
_Field = tuple[str, tuple[str, ...], bool]


@dataclass(frozen=True, slots=True)
class Record:
    """Fields that belong together, until before line `last`; with `above` lines before the first where these say whose.

    `labels`: their places in `text`.
    """

    last: int
    above: int
    text: str
    labels: tuple[tuple[int, int], ...]
    cells: tuple[str, ...]


def is_label(text: str) -> bool:
    """Whether a cell says what stands in its column or row, and nothing of it."""
    return bool(_LABEL.match(text))


def records(lines: Sequence[str]) -> dict[int, list[Record]]:
    """Records by the line they begin at. Bounded by the text's length."""
    found: dict[int, list[Record]] = {}
    at = 0
    while at < len(lines):
        block, last = _block(lines, at)
        labels = {label for label, _, known in block if known}
        title, above = _title(lines, at) if len(labels) > 1 else ("", 0)
        if len(labels) < 2 or not any(map(_WHAT.search, labels)) or not (title or any(map(_WHO.search, labels))):
            at += 1
            continue
        found[at] = [_record(last, block, column, title, above) for column in range(len(block[0][1]))]
        at = last
    return found


def _block(lines: Sequence[str], at: int) -> tuple[list[_Field], int]:
    """Fields of one record, until a label comes again, and the line after them.

    They follow each other, or have one empty line between them where the first two have. A label that nobody knows
    ends them only there.
    """
    block: list[_Field] = []
    size, last, spaced = 0, at, False
    for number in range(at, min(at + _MOST_LINES, len(lines))):
        line = lines[number]
        if not line.strip():
            if (len(block) == 1 and number == last) or (spaced and number == last):
                spaced = True
                continue
            break
        field = _field(line)
        size += len(line)
        if field is None or not (field[2] or (block and number == last)) or any(field[0] == one[0] for one in block):
            break
        if size > _LONGEST_RECORD or (block and len(field[1]) != len(block[0][1])):
            break
        if len(block) == 1:
            spaced = number > last
        block.append(field)
        last = number + 1
    return block, last


def _field(line: str) -> _Field | None:
    """A label and its values: one after a colon, or those of a table's row; and whether the label is a known one."""
    mark = _MARK.match(line)
    bare = line[mark.end() if mark else 0 :].strip().strip("|").strip()
    if "|" in bare or "\t" in bare:
        cells = tuple(cell.strip() for cell in _CELLS.split(bare))
        label, values = cells[0].rstrip(":： "), tuple(cell for cell in cells[1:] if cell)
        if not 1 <= len(values) <= _MOST_COLUMNS or all(map(is_label, values)) or not is_label(label):
            return None
        return (label, values, True) if len(label) <= _LONGEST_LABEL else None
    match = _FIELD.match(bare)
    if match is None:
        return None
    return match[1].strip(), (match[2].strip(),), is_label(match[1].strip())


def _title(lines: Sequence[str], at: int) -> tuple[str, int]:
    """What stands right above, where it is short and no sentence ("1. …SDK"), and how many lines up that is."""
    up = 2 if at > 1 and not lines[at - 1].strip() and not lines[min(at + 1, len(lines) - 1)].strip() else 1
    above = lines[at - up].strip() if at >= up else ""
    mark = _MARK.match(above)
    bare = above[mark.end() if mark else 0 :].strip(" |")
    if (
        not bare
        or len(bare) > _LONGEST_TITLE
        or bare.endswith(tuple(".。!?！？:：;；"))
        or "|" in bare
        or _field(above)
    ):
        return "", 0
    return bare, up


def _record(last: int, block: Sequence[_Field], column: int, title: str, above: int) -> Record:
    text, labels = title, []
    for label, values, known in block:
        text += " | " if text else ""
        if known:
            labels.append((len(text), len(text) + len(label)))
        text += f"{label}: {values[column]}"
    cells = tuple(values[column] for _, values, _ in block)
    return Record(last, above, text, tuple(labels), (title, *cells) if title else cells)


def outside(spans: Sequence[tuple[int, int]], start: int) -> bool:
    """Whether a place lies in none of these."""
    return not any(first <= start < last for first, last in spans)


def numbered(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Each line with its number and its place in the text."""
    place = 0
    for number, line in enumerate(lines):
        yield number, place, line
        place += len(line) + 1
