"""What a passage does with what it names: says that it is handled or passed on, or denies it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspector.policy.denials import (
    EN_VERBS,
    KO_VERBS,
    ZH_VERBS,
    Denial,
    denial_in,
    denial_in_row,
    has_verb,
    is_condition,
    is_denied,
)
from inspector.policy.passages import Passage, Script

_SCRIPTS: tuple[Script, ...] = ("en", "ko", "zh")
_STOPS = re.compile("[;；.。]")
_CLAUSE: dict[Script, re.Pattern[str]] = {
    "en": re.compile(
        r";|,?\s+\b(?:but|however|although|whereas|though|yet)\b,?|\s+and\s+(?=never\b)|,\s+(?:and|while)\s+(?=(?:we|our|it|they)\b)"
        r"|,?\s+(?=nor\s+(?:do|does|will|would|are|is)\b)|,\s+(?=(?:we|our|it|they)\b)",
        re.I,
    ),
    "ko": re.compile(r";|(?<=지만)|(?<=않고)|(?<=아니하고)|(?<=으나)|(?<=하나),|(?<=며),|다만,?|단,"),
    "zh": re.compile(r"；|，(?:但|不过|而|然而|同时|我们|本公司|亦|也)|,(?:但|不过|而)"),
}
_HANDLES: dict[Script, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?:{EN_VERBS})\b|\b(?:collect|transmiss|process)ions?\b|\bprocess(?:or|ing)|\bcollect|\bdisclos|\bshar(?:e|ing)|\btransmi"
        r"|\bsent\b|\bkept\b|\binclud(?:e|es|ing)\b|\bsuch as\b|\bcategories of\b|\bpersonal (?:data|information)\b"
        r"|\binformation (?:we|you|about)\b|\bdata (?:we|you)\b|\bhandl|\bgenerat|\bsupply\b"
        r"|\bsees?\b|\bobtain|\bstoring\b|\busing\b",
        re.I,
    ),
    "ko": re.compile(rf"{KO_VERBS}|항목|개인정보|수탁|동의|생성"),
    "zh": re.compile(rf"{ZH_VERBS}|个人信息|数据|申请|调用|接入|开启|权限|包括|填写|产生"),
}
_PASSES_ON: dict[Script, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:shar(?:e|es|ed|ing)|disclos\w*|provid\w*|transfer\w*|transmit\w*|send\w*|sent|entrust\w*|use[sd]?|using|"
        r"receiv\w*|process(?:es|ed|ing|ors?|or)?|sub-?processors?|partners?|providers?|vendors?|recipients?|sdks?|"
        r"third[ -]part(?:y|ies)|integrat\w*|operated by|host(?:s|ed|ing)?|rel(?:y|ies|ying) on|"
        r"powered by|work with|through|analytics|tools?"
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
            if match.start() > first and _ends(passage, first, match):
                yield first, match.start()
                first = match.start()
    if first < len(passage.text):
        yield first, len(passage.text)


def _ends(passage: Passage, first: int, match: re.Match[str]) -> bool:
    """Whether a clause that begins at `first` ends there."""
    text, script = passage.text, passage.script
    if script == "zh" and is_condition(text, script, first, match.start()):
        return False  # "without your consent, we do not …": what is denied and when belong together
    if match[0] in ";；":  # a list goes on where no verb comes: "we do not collect: a; b; and c"
        return has_verb(_STOPS.split(text[match.end() :], maxsplit=1)[0], script)
    if (
        script == "en" and match[0].strip() == "," and not text.startswith("nor", match.end())
    ):  # "although we do not collect a, we infer it from b"
        return is_denied(text, script, first, match.start())
    return True


def denied(clause: str, passage: Passage, place: int | None = None) -> Denial | None:
    """What is said not to be done with what the clause names (at a place in it), by itself or by what introduces it."""
    if found := denial_in(clause, passage.script, place):
        return found
    if passage.kind == "row" and (found := denial_in_row(passage.lead, passage.cells)):
        return found
    if passage.kind in ("item", "row") and passage.lead:
        return _in_any(passage.lead)
    if passage.heading and passage.kind != "heading" and not _handles(clause):
        return _in_any(passage.heading)
    return None


def declares(clause: str, passage: Passage) -> bool:
    """Whether the clause or what introduces it speaks of handling data: a mere word is no declaration."""
    if passage.kind == "heading":
        return False
    said = (clause, passage.text, passage.lead, passage.heading)
    return (
        bool(passage.labels)
        or any(map(_handles, said))
        or (passage.kind in ("row", "item") and passes_on(clause, passage))
    )


def passes_on(clause: str, passage: Passage) -> bool:
    """Whether the clause or what introduces it speaks of somebody who receives data or whose code is used."""
    if passage.kind == "heading":
        return False
    said = (clause, passage.text, passage.lead, passage.heading)
    return bool(passage.labels) or any(pattern.search(text) for text in said for pattern in _PASSES_ON.values())


def in_general(text: str, script: Script) -> list[str]:
    """Wordings for receivers that name none: "service providers", 수탁업체, 第三方合作伙伴."""
    return list(dict.fromkeys(match[0] for match in _IN_GENERAL[script].finditer(text)))


def _in_any(text: str) -> Denial | None:
    return next((found for script in _SCRIPTS if (found := denial_in(text, script))), None)


def _handles(text: str) -> bool:
    return any(pattern.search(text) for pattern in _HANDLES.values())
