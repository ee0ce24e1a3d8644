"""What a passage says is not done with what it names, with the words that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from inspector.policy.passages import Script

Denies = Literal["handling", "passing_on", "sale", "asked", "hedged"]
"""What a denial is of: of having something at all (collecting, storing, using), of giving it to others, of selling it.
asked: nothing is denied, users are asked not to give it. hedged: "in principle", so not altogether."""


@dataclass(frozen=True, slots=True)
class Denial:
    """The words that deny ("do not collect", 수집하지 않습니다), and what they deny."""

    words: str
    of: Denies


def _english(verbs: str) -> str:
    """A pattern for all forms of verbs that are regular but for those given in each form."""
    forms = (
        rf"{verb[:-1]}(?:e|es|ed|ing)" if verb.endswith("e") else rf"{verb}(?:s|es|ed|ing|d|t)?"
        for verb in verbs.split()
    )
    return "|".join(forms).replace("_", " ")


EN_VERBS = _english(
    "collect gather obtain receive record log store retain keep use process access read share disclose provide transfer"
    " transmit send sell rent upload track monitor request ask require combine entrust pass sold sent kept held given"
)
KO_VERBS = (
    r"(?:수집|제공|공유|이용|사용|저장|처리|전송|판매|보관|요구|열람|이전|위탁|취득|공개|기록|확인|전달|접근|활용|보유)"
)
ZH_VERBS = (
    r"(?:收集|共享|提供|获取|使用|存储|上传|读取|披露|出售|分享|处理|传输|转让|采集|访问|保存|记录|委托|公开|出租|要求"
    r"|接入|集成|调用|嵌入|合作|对接)"
)

_EN_MORE = _english(
    "include enter submit contain partner integrate embed engage see build get scan know look view hold work_with"
)
_VERB: dict[Script, re.Pattern[str]] = {
    "en": re.compile(rf"\b(?:{EN_VERBS}|{_EN_MORE}|{_english('trade lease')})\b", re.I),
    "ko": re.compile(KO_VERBS),
    "zh": re.compile(ZH_VERBS),
}
_DENIES: dict[Script, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:(?:do|does|did|will|would|shall|can|could|may|must|should)\s+not|(?:do|does|did|wo|would|ca)n[’']t|cannot"
        r"|never|no longer|neither|nor\s+(?:do|will)\s+we|without)\b"
        rf"(?:,?\s+(?:\w+,?\s+){{0,5}}?)[\"“‘']?(?:{EN_VERBS}|{_EN_MORE})\b"
        rf"|\b(?:is|are|was|were|be)\s+(?:not|never)\s+(?:\w+\s+){{0,3}}?(?:{EN_VERBS})\b"
        rf"|\bno\s+(?:\w+\s+){{1,6}}(?:is|are|will be)\s+(?:\w+\s+)?(?:{EN_VERBS})\b"
        rf"|(?:^|[:|(–—])\s*not\s+(?:{EN_VERBS})\b"
        rf"|\b(?:{EN_VERBS})\s+(?:neither|none of|no(?!\s+(?:more|later|longer|matter|less|further)\b))\b",
        re.I,
    ),
    "ko": re.compile(
        rf"{KO_VERBS}[가-힣]{{0,4}}?(?:하지|되지|받지|지)\s?(?:는|도)?\s?(?:않|아니|못|마(?:세요|십)|말)"
        rf"|{KO_VERBS}(?:하고|되고)\s?있지\s?(?:는|도)?\s?(?:않|아니)"
        rf"|{KO_VERBS}\s?(?:을|를|은|는|도)?\s?(?:안\s?함|하지\s?않|아니\s?함|없)|미수집|{KO_VERBS}하는\s?일(?:이|은)\s?없"
        r"|입력하지\s?(?:마|말|않)"
    ),
    "zh": re.compile(
        rf"(?:不会|不得|无法|并不|从不|绝不|不再|未|无需|不需要|没有|不(?!限于|仅|断|同|少|良|可或缺|可抗|当|便|时|管|过|论|能提供))"
        rf"[^，。；,;、]{{0,14}}?(?:{ZH_VERBS}|录音|录像|拍摄|监听|追踪|跟踪)"
        r"|不(?:与|向|和|跟)[^。；]{0,60}?(?:合作|共享|分享|提供)|请(?:勿|不要)"
    ),
}  # fmt: skip
# Verbs that are denied with the first (in Korean with the last): "not sell, rent or share", 판매하거나 제공하지.
_GOES_ON: dict[Script, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:(?:\s*,)?\s+(?:or|and|nor)\s+|\s*[,/]\s*)(?:otherwise,?\s+)?"
        rf"[\"“‘']?(?:{EN_VERBS}|{_english('trade lease')})\b",
        re.I,
    ),
    "ko": re.compile(rf"{KO_VERBS}(?:하거나|하고|되거나|[·,/]|\s?및|\s?또는|이나)\s*\Z"),
    "zh": re.compile(rf"(?:、|或者?|和|及|与|以及|/|，或者?){ZH_VERBS}"),
}
_SALE = re.compile(r"(?:sell|sold|rent|trad|leas)\w*|판매|出售|出租", re.I)
_PASSING = re.compile(
    r"(?:shar|disclos|provid|transfer|transmit|send|sent|pass|entrust|given|work with|partner|engag)\w*"
    r"|제공|공유|이전|전송|위탁|공개|전달|共享|提供|分享|披露|转让|传输|委托|公开|合作|对接",
    re.I,
)
_ASKS = re.compile(
    r"请(?:勿|不要)|.*(?:하지\s?(?:마|말)|입력하지)|.*\b(?:enter|submit)|without\s+(?:\w+\s+){0,3}(?:provid|giv)",
    re.I | re.S,
)
_ASKS_BEFORE = re.compile(r"(?:\b(?:please|kindly)\s+(?:\w+\s+){0,2}|\byou\s+|您|请您?)\Z", re.I)
_HEDGES = re.compile(
    r"\b(?:in principle|generally|as a (?:general )?rule|by default|typically|normally|usually|intentionally)\b"
    r"|원칙적으로|일반적으로|통상적으로|기본적으로|原则上|一般情况|通常|默认|主动",
    re.I,
)
_ASKED_COLUMN = re.compile(
    r"(?:collect|process|use|handle)(?:ed)?\s*\??\Z|是否(?:收集|处理|使用|采集).{0,4}\Z|(?:수집|처리|이용)\s?여부\Z",
    re.I,
)
_NO = re.compile(
    r"(?:no|not collected|none|never|否|不收集|未收集|无|아니[오요]|없음|미수집|수집\s?안\s?함|[×✗✕✘xX])\.?\Z", re.I
)
_YOU_MAY_NOT = re.compile(r"(?:should|must|may|shall|can|cannot|do|don[’']t|never|不得|不要|请)", re.I)
_CONDITION: dict[Script, re.Pattern[str]] = {
    "en": re.compile(
        r"\bunless\b|\bexcept\b|\bwithout\s+(?:your|the|user|prior|first|obtaining|explicit|express)\b|\bnot only\b"
        r"|\bother than\b|\bonly if\b|\buntil you\b|\bif you\b|\bif we\b|\b(?:have|need|required|able) to\b",
        re.I,
    ),
    "ko": re.compile(
        r"동의\s?(?:없이|를\s?받지\s?않고)|않을\s?(?:경우|수|권리)|않으면|않는\s?경우|않아도|않더라도|거부|제외하고|않는\s?한|아니하는\s?한"
        r"|경우를\s?제외|외에는|이외의|뿐만\s?아니라"
    ),
    "zh": re.compile(r"除非|如果|若您|如您|拒绝|未经|除[^，。]{0,20}外|未取得|事先征得|不仅|另有|征得您|不(?:会)?影响"),
}


def denial_in(text: str, script: Script, place: int | None = None) -> Denial | None:
    """What a clause denies, of several the one at a place in it; one with a condition ("unless …") denies nothing."""
    found = list(_DENIES[script].finditer(text))
    if not found or _CONDITION[script].search(text):
        return None
    if place is None:
        return _denial_at(text, found[0], script)
    if script == "ko":  # its verbs stand at the end
        return _denial_at(text, next((one for one in found if one.end() >= place), found[-1]), script)
    return _denial_at(text, next((one for one in reversed(found) if one.start() <= place), found[0]), script)


def denial_in_row(head: str, cells: tuple[str, ...]) -> Denial | None:
    """What a table's row denies where a column asks whether it is collected and the row says no."""
    columns = [cell.strip() for cell in re.split(r"\||\t+", head.strip().strip("|"))]
    if len(columns) == len(cells):
        for column, cell in zip(columns, cells, strict=True):
            if _ASKED_COLUMN.match(column) and _NO.match(cell):
                return Denial(f"{column}: {cell}", "handling")
    return None


def is_denied(text: str, script: Script, first: int, last: int) -> bool:
    """Whether a stretch of a text denies something and sets no condition."""
    return bool(_DENIES[script].search(text, first, last) and not _CONDITION[script].search(text, first, last))


def is_condition(text: str, script: Script, first: int, last: int) -> bool:
    """Whether a stretch of a text sets a condition."""
    return bool(_CONDITION[script].search(text, first, last))


def has_verb(text: str, script: Script) -> bool:
    """Whether a text says of itself what is or is not done."""
    return bool(_VERB[script].search(text))


def _denial_at(text: str, match: re.Match[str], script: Script) -> Denial:
    """The denial with all the verbs it is of; it is of the most that one of them says."""
    start, end = match.span()
    more = _GOES_ON[script]
    if script == "ko":
        while before := more.search(text, max(0, start - 12), start):
            start = before.start()
        while "가" <= text[end : end + 1] <= "힣":
            end += 1
    else:
        while after := more.match(text, end):
            end = after.end()
    words = text[start:end]
    kind = _kind(words, text[:start], script)
    return Denial(words, "hedged" if kind in ("handling", "passing_on") and _HEDGES.search(text) else kind)


def _kind(words: str, before: str, script: Script) -> Denies:
    commands = not before.strip() and script == "en" and words.lower().startswith(("do not", "don", "never"))
    if _ASKS.match(words) or commands or (_ASKS_BEFORE.search(before) and _YOU_MAY_NOT.match(words)):
        return "asked"
    verbs = [verb[0] for verb in _VERB[script].finditer(words)]
    if verbs and all(_SALE.match(verb) for verb in verbs):
        return "sale"
    if verbs and all(_SALE.match(verb) or _PASSING.match(verb) for verb in verbs):
        return "passing_on"
    return "handling"
