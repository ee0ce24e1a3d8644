"""What a passage does with what it names: says that it is handled or passed on, or denies it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from inspector.policy.passages import Passage, Script

Denies = Literal["handling", "passing_on", "sale"]
"""What a denial is of: of having it at all (collecting, storing, using), of giving it to others, or of selling it."""

_EN_VERBS = (
    r"(?:collect|gather|obtain|receive|record|log|store|retain|keep|use|process|access|read|share|disclose|provide|"
    r"transfer|transmit|send|sell|rent|upload|track|monitor|request|ask|require|combine|entrust|pass)"
)
_KO_VERBS = (
    r"(?:수집|제공|공유|이용|사용|저장|처리|전송|판매|보관|요구|열람|이전|위탁|취득|공개|기록|확인|전달|접근|활용|보유)"
)
_ZH_VERBS = (
    r"(?:收集|共享|提供|获取|使用|存储|上传|读取|披露|出售|分享|处理|传输|转让|采集|访问|保存|记录|委托|公开|出租|要求"
    r"|接入|集成|调用|嵌入|合作|对接)"
)

_DENIES: dict[Script, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:(?:do|does|did|will|would|shall|can|could|may|must|should)\s+not|(?:do|does|did|wo|would|ca)n[’']t|cannot"
        r"|never|no longer|neither|nor\s+(?:do|will)\s+we|without)\b"
        rf"(?:\s+(?:\w+,?\s+){{0,5}}?)(?:{_EN_VERBS}|include|enter|submit|contain|work with|partner|integrate|embed"
        r"|engage|see|build|get|scan|know|look|view|hold)(?:s|es|d|ed|ing|e)?\b"
        rf"|\b(?:is|are|was|were|be)\s+(?:not|never)\s+(?:\w+\s+){{0,3}}?{_EN_VERBS}(?:s|ed|d|en|t)?\b"
        rf"|\bno\s+(?:\w+\s+){{1,6}}(?:is|are|will be)\s+(?:\w+\s+)?{_EN_VERBS}(?:ed|d|t)?\b",
        re.I,
    ),
    "ko": re.compile(
        rf"{_KO_VERBS}[가-힣]{{0,4}}?(?:하지|되지|받지|지)\s?(?:는|도)?\s?(?:않|아니|못)"
        rf"|{_KO_VERBS}\s?(?:을|를|은|는|도)?\s?(?:안\s?함|하지\s?않|아니\s?함|없)|미수집|{_KO_VERBS}하는\s?일(?:이|은)\s?없"
        r"|입력하지\s?(?:마|말|않)"
    ),
    "zh": re.compile(
        rf"(?:不会|不得|无法|并不|从不|绝不|不再|未|无需|不需要|没有|不(?!限于|仅|断|同|少|良|可或缺|可抗|当|便|时|管|过|论|能提供))"
        rf"[^，。；,;、]{{0,14}}?{_ZH_VERBS}|不(?:与|向|和|跟)[^。；]{{0,60}}?(?:合作|共享|分享|提供)|请(?:勿|不要)"
    ),
}  # fmt: skip
# Verbs that are denied with the first (in Korean with the last): "not sell, rent or share", 판매하거나 제공하지.
_GOES_ON: dict[Script, re.Pattern[str]] = {
    "en": re.compile(
        rf"(?:(?:\s*,)?\s+(?:or|and|nor)\s+|\s*[,/]\s*)(?:otherwise\s+|otherwise,\s+)?(?:{_EN_VERBS}|trade|lease)(?:s|d|ed)?\b",
        re.I,
    ),
    "ko": re.compile(rf"{_KO_VERBS}(?:하거나|하고|되거나|[·,/]|\s?및|\s?또는|이나)\s*\Z"),
    "zh": re.compile(rf"(?:、|或者?|和|及|与|以及|/|，或者?){_ZH_VERBS}"),
}
_VERB: dict[Script, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?:{_EN_VERBS}|sold|sent|trade|lease|include|enter|submit|contain|work with|partner|integrate|embed|engage"
        r"|see|build|get|scan|know|look|view|hold)(?:s|es|d|ed|ing|e)?\b",
        re.I,
    ),
    "ko": re.compile(_KO_VERBS),
    "zh": re.compile(_ZH_VERBS),
}
_SALE = re.compile(r"(?:sell|sold|rent|trad|leas)\w*|판매|出售|出租", re.I)
_PASSING = re.compile(
    r"(?:shar|disclos|provid|transfer|transmit|send|sent|pass|entrust|work with|partner|engage)\w*"
    r"|제공|공유|이전|전송|위탁|공개|전달|共享|提供|分享|披露|转让|传输|委托|公开|合作|对接",
    re.I,
)
_CONDITION: dict[Script, re.Pattern[str]] = {
    "en": re.compile(
        r"\bunless\b|\bexcept\b|\bwithout\s+(?:your|the|user|prior|first|obtaining|explicit|express)\b|\bnot only\b"
        r"|\bother than\b|\bonly if\b|\buntil you\b|\bif you\b|\bif we\b|\b(?:have|need|required|able) to\b",
        re.I,
    ),
    "ko": re.compile(
        r"동의\s?(?:없이|를\s?받지\s?않고)|않을\s?(?:경우|수|권리)|않으면|않는\s?경우|거부|제외하고|않는\s?한|아니하는\s?한"
        r"|경우를\s?제외|외에는|이외의|뿐만\s?아니라"
    ),
    "zh": re.compile(r"除非|如果|若您|如您|拒绝|未经|除[^，。]{0,20}外|未取得|事先征得|不仅|另有|征得您"),
}
_CLAUSE: dict[Script, re.Pattern[str]] = {
    "en": re.compile(
        r";|,?\s+\b(?:but|however|although|whereas|though|yet)\b,?|\s+and\s+(?=never\b)|,\s+(?:and|while)\s+(?=(?:we|our|it|they)\b)",
        re.I,
    ),
    "ko": re.compile(r";|(?<=지만)|(?<=않고)|(?<=아니하고)|(?<=으나)|(?<=하나),|(?<=며),|다만,?|단,"),
    "zh": re.compile(r"；|，(?:但|不过|而|然而|同时|我们|本公司|亦|也)|,(?:但|不过|而)"),
}
_HANDLES: dict[Script, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b{_EN_VERBS}(?:s|es|d|ed|ing|ion|ions|t)?\b|\bprocess(?:or|ing)|\bcollect|\bdisclos|\bshar(?:e|ing)|\btransmi"
        r"|\bsent\b|\bkept\b|\binclud(?:e|es|ing)\b|\bsuch as\b|\bcategories of\b|\bpersonal (?:data|information)\b"
        r"|\binformation (?:we|you|about)\b|\bdata (?:we|you)\b|\bhandl|\bgenerat|\bsupply\b"
        r"|\bsees?\b|\bobtain|\bstoring\b|\busing\b",
        re.I,
    ),
    "ko": re.compile(rf"{_KO_VERBS}|항목|개인정보|수탁|동의|생성"),
    "zh": re.compile(rf"{_ZH_VERBS}|个人信息|数据|申请|调用|接入|开启|权限|包括|填写|产生"),
}
_PASSES_ON: dict[Script, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:shar(?:e|es|ed|ing)|disclos\w*|provid\w*|transfer\w*|transmit\w*|send\w*|sent|entrust\w*|use[sd]?|using|"
        r"receiv\w*|process(?:es|ed|ing|ors?|or)?|sub-?processors?|partners?|providers?|vendors?|recipients?|sdks?|"
        r"third[ -]part(?:y|ies)|integrat\w*|operated by|hosted|powered by|work with|through|analytics|tools?"
        r"|collects?|obtains?|gathers?|shows?"
        r"|suppliers?|companies|services? of|plugins?|libraries|platforms?|outsourc\w*|contractors?)\b",
        re.I,
    ),
    "ko": re.compile(
        r"제공|공유|위탁|수탁|이전|전송|처리|이용|사용|업체|제3자|파트너|SDK|도구|분석|서비스|협력|받는\s?자|연동|수집|회사명"
    ),
    "zh": re.compile(
        r"共享|提供|委托|接入|使用|第三方|SDK|合作|服务商|传输|披露|收集|供应商|关联|受托|公司|主体|名称|集成|合作方|处理"
    ),
}
_IN_GENERAL: dict[Script, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:(?:third[ -]party|external|outside|trusted|our|cloud|analytics|payment|hosting|advertising|technology|"
        r"other)\s+)*(?:service providers?|business partners?|advertising partners?|analytics (?:partners?|providers?)|"
        r"sub-?processors?|vendors|third[ -]part(?:y|ies)(?:\s+(?:partners?|vendors?|services?|providers?|sdks?|"
        r"companies|processors?|advertisers?))?|affiliates|group companies|corporate (?:group|affiliates)|"
        r"subcontractors|contractors|data processors?|partners|advertisers)\b",
        re.I,
    ),
    "ko": re.compile(
        r"수탁\s?업체|수탁자|위탁\s?업체|제\s?3\s?자|협력\s?업체|협력사|제휴사|제휴\s?업체|계열사|서비스\s?제공\s?(?:업체|자)|"
        r"광고\s?(?:파트너|사업자|플랫폼)|외부\s?업체|파트너사|분석\s?업체|관계사"
    ),
    "zh": re.compile(
        r"第三方(?:合作伙伴|服务商|服务提供商|服务提供者|供应商|公司|机构|SDK|平台)?|合作伙伴|合作方|关联公司|关联方|"
        r"供应商|服务提供商|服务提供者|受托方|受托人|委托处理方|广告主"
    ),
}


def clauses(passage: Passage) -> Iterator[tuple[int, int]]:
    """The parts of a passage that are said or denied each by itself, as places in it. A table's row is one."""
    first = 0
    if passage.kind != "row":
        for match in _CLAUSE[passage.script].finditer(passage.text):
            if passage.script == "zh" and _CONDITION["zh"].search(passage.text, first, match.start()):
                continue  # "without your consent, we do not …": what is denied and when belong together
            if match.start() > first:
                yield first, match.start()
            first = match.start()
    if first < len(passage.text):
        yield first, len(passage.text)


@dataclass(frozen=True, slots=True)
class Denial:
    """The words that deny ("do not collect", 수집하지 않습니다), and what they deny."""

    words: str
    of: Denies


def denied(clause: str, passage: Passage) -> Denial | None:
    """What is said not to be done with what the clause names, by itself or by what introduces it."""
    if found := _denial(clause, passage.script):
        return found
    if passage.kind in ("item", "row") and passage.lead:
        return _denial(passage.lead)
    if passage.heading and passage.kind != "heading" and not _handles(clause):
        return _denial(passage.heading)
    return None


def declares(clause: str, passage: Passage) -> bool:
    """Whether the clause or what introduces it speaks of handling data: a mere word is no declaration."""
    if passage.kind == "heading":
        return False
    said = (clause, passage.text, passage.lead, passage.heading)
    return any(map(_handles, said)) or (passage.kind in ("row", "item") and passes_on(clause, passage))


def passes_on(clause: str, passage: Passage) -> bool:
    """Whether the clause or what introduces it speaks of somebody who receives data or whose code is used."""
    if passage.kind == "heading":
        return False
    said = (clause, passage.text, passage.lead, passage.heading)
    return any(pattern.search(text) for text in said for pattern in _PASSES_ON.values())


def in_general(text: str, script: Script) -> list[str]:
    """Wordings for receivers that name none: "service providers", 수탁업체, 第三方合作伙伴."""
    return list(dict.fromkeys(match[0] for match in _IN_GENERAL[script].finditer(text)))


def _denial(text: str, script: Script | None = None) -> Denial | None:
    for each in (script,) if script else ("en", "ko", "zh"):
        match = _DENIES[each].search(text)
        if match and not _CONDITION[each].search(text):
            return _denial_at(text, match, each)
    return None


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
    verbs = [verb[0] for verb in _VERB[script].finditer(words)]
    of: Denies = "handling"
    if verbs and all(_SALE.match(verb) for verb in verbs):
        of = "sale"
    elif verbs and all(_SALE.match(verb) or _PASSING.match(verb) for verb in verbs):
        of = "passing_on"
    return Denial(words, of)


def _handles(text: str) -> bool:
    return any(pattern.search(text) for pattern in _HANDLES.values())
