"""Types of data in a text, by the words of resources/terms/types.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import tomli

from inspector.paths import resources
from inspector.policy.passages import Script

_HANGUL = re.compile("[가-힣]")
_SHORT = 2  # Hangul words of two syllables stand inside many others
_PARTICLES = re.compile(
    r"(?:[^가-힣]|\Z|은|는|이(?:나|며|고|라|다|\W|\Z)|가|을|를|와|과|도|로|의|에|등|및|나|만|이\b|및|또는|정보|값|데이터|권한|목록|기록|이력|내역)"
)
# What stands around a word and makes it mean something else.
_NOT_BEFORE: Mapping[str, str] = {
    "interests": r"(?:legitimate|vital|public|best|overriding|fundamental|our|rights and|rights or)\s+\Z",
    "processor": r"(?:payment|data|sub|third[- ]party|our|a|an|as|by|any|each|other|these|such|card|order|of|the)\s+\Z",
    "speech": r"(?:to|free|of|hate)[\s-]+\Z",
    "型号": r"(?:模型|产品)\Z",
    "preferences": r"(?:marketing|cookie|browser|communication|advertising)\s+\Z",
    "age": r"(?:under the|minimum|of full|legal|below the)\s+\Z",
    "name": r"(?:domain|file|brand|trade|product|company|business|app|host|our|package|server|service)\s+\Z",
    "country": r"(?:in|to|outside|your|another|each|third|any|the|of|home|other|a)\s+\Z",
    "region": r"(?:in|to|outside|your|another|each|any|the|of|this|other|a)\s+\Z",
    "language": r"(?:large|natural|other|local|plain|programming|original|the)\s+\Z",
    "email": r"(?:by|via|an|through|promotional|marketing|send|these|our|per|or)\s+\Z",
    "e-mail": r"(?:by|via|an|through|promotional|marketing|send|these|our|per|or)\s+\Z",
    "transaction": r"(?:corporate|business|merger|asset|such a|any such|other)\s+\Z",
    "feedback": r"(?:your questions or|questions and)\s+\Z",
    "vpn": r"(?:using a|through a)\s+\Z",
    "location": r"(?:our|other|office|storage|server|data)\s+\Z",
    "contacts": r"(?:who|person|our|business)\s+\Z",
    "image": r"(?:brand|public|corporate)\s+\Z",
    "语言": r"(?:大|自然|编程|模型|言)\Z",
    "나이": r"[가-힣]\Z",
}
_NOT_AFTER: Mapping[str, str] = {
    "email": r"s?\s+(?:us|at|to us|below|address (?:below|above))\b|s?\s*:\s*\S+@",
    "e-mail": r"s?\s+(?:us|at|to us|below)\b|s?\s*:\s*\S+@",
    "email address": r"\s*(?:below|above|:\s*\S+@)",
    "contacts": r"\s+(?:us|you|our)\b",
    "age": r"\s+of\s+(?:\d|majority|thirteen|sixteen|eighteen)",
    "language": r"\s+(?:model|version)",
    "ip": r"\s+(?:right|protection)|\s*\(",
    "name": r"\s+of\s+(?:(?:the|your|any|our)\s+)?(?:company|app|controller|provider|recipient|third|device|browser"
    r"|network|wi|file|operating|carrier|sdk|partner)",
    "processor": r"\s*(?:\||:)|\s+(?:who|that|which|such|act|process|shall|may|on our behalf|located|listed|agreement)",
    "음성": r"\s?(?:인식|안내|합성|서비스|기능|출력|통화|변환|모드)",
    "password": r"\s+(?:confidential|secret|safe)",
    "cookies": r"\s+policy",
    "speech": r"\s*\Z",
    "위치": r"(?:한|하|해|에 있|이동|시키)",
    "고도": r"(?:화|로|의)",
    "국가": r"(?:기관|로|에|안보|인권|의|가|는|법령|들)",
    "이용권": r"한",
    "사상": r"(?:자|최|의)",
    "点击": r"[“\"「『【]|(?:同意|确认|进入|按钮|链接|我的|此处|这里|下方|查看|注销|设置|右)",
    "国家": r"(?:机关|安全|法律|标准|有关|网信|规定|利益|秘密|相关|强制|互联网|和地区|的|主管)",
    "城市": r"(?:管理|公共)",
    "声音": r"(?:权)",
    "密码": r"(?:技术|学|法)",
    "이메일": r"\s?(?:로|:|：|문의|주소로|발송|마케팅|상담)",
    "전화번호": r"\s?(?::|：)",
    "电子邮件": r"(?:与我们|联系|至|发送|：|:)",
    "邮箱": r"(?:与我们|联系|：|:|发送)",
    "联系电话": r"(?:：|:)",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A wording in one language. `types` more than one where it names them in general terms (`group`)."""

    text: str
    script: Script
    types: tuple[str, ...]
    general: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Types named at a place of a text; `words` as they stand there."""

    start: int
    end: int
    words: str
    types: tuple[str, ...]
    general: bool


def find_types(text: str) -> list[Named]:
    """Types named in a text, in order; at each place the longest wording counts."""
    folded = text.lower()
    if len(folded) != len(text):  # a letter whose small form is longer: places would not be those of the text
        folded = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    found: list[Named] = []
    taken = [False] * len(folded)
    for pattern, lookup in _patterns():
        for match in pattern.finditer(folded):
            start, end = match.span(1)
            key = match[1].replace(" ", "") if _HANGUL.search(match[1]) else match[1]
            terms = lookup.get(key) or lookup.get(key.removesuffix("es")) or lookup.get(key.removesuffix("s")) or ()
            if not terms or any(taken[start:end]) or not _meant(key, folded, start, end):
                continue
            taken[start:end] = [True] * (end - start)
            for term in terms:
                found.append(Named(start, end, text[start:end], term.types, term.general))
    return sorted(found, key=lambda one: one.start)


def is_term(text: str) -> bool:
    """Whether the whole text is a wording for a type of data."""
    return text.lower() in _patterns()[0][1]


def _meant(key: str, text: str, start: int, end: int) -> bool:
    for word in (key, key.removesuffix("s")):
        before, after = _NOT_BEFORE.get(word), _NOT_AFTER.get(word)
        if before and re.search(rf"(?<![a-z])(?:{before})", text[max(0, start - 24) : start]):
            return False
        if after and re.match(after, text[end : end + 24]):
            return False
    if len(key) <= _SHORT and "가" <= key[0] <= "힣":
        preceded = start > 0 and "가" <= text[start - 1] <= "힣"
        return not preceded and bool(_PARTICLES.match(text[end : end + 3]))
    return True


@cache
def _terms() -> tuple[Term, ...]:
    table = tomli.loads((resources() / "terms" / "types.toml").read_text("utf-8"))
    groups = table.pop("groups")
    rows = [((kind,), False, words) for kind, words in table.items()]
    rows += [(tuple(group["types"]), True, group) for group in groups.values()]
    return tuple(
        Term(text.lower(), script, types, general)
        for types, general, words in rows
        for script in ("en", "ko", "zh")
        for text in words[script]
    )


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], dict[str, tuple[Term, ...]]], ...]:
    """One pattern for words between boundaries, one for scripts without blanks; the longest first."""
    lookup: dict[str, tuple[Term, ...]] = {}
    spaced: dict[str, str] = {}
    for term in _terms():
        # Korean is written with and without blanks between the parts of a wording, and out of a PDF often without.
        key = term.text.replace(" ", "") if _HANGUL.search(term.text) else term.text
        spaced[key] = max(term.text, spaced.get(key, ""), key=len)
        known = lookup.get(key, ())
        # A wording that names types exactly is not taken for a group's as well, but keeps all its exact types.
        if all(one.types != term.types for one in known):
            lookup[key] = (*known, term)
    latin = [text for text in lookup if text.isascii()]
    others = [text for text in lookup if not text.isascii()]
    made = []
    for words, form in ((others, r"({})"), (latin, r"(?<![a-z0-9_-])((?:{})(?:es|s)?)(?![a-z0-9_-])")):
        choice = "|".join(_pattern(spaced[word]) for word in sorted(words, key=len, reverse=True))
        made.append((re.compile(form.format(choice)), lookup))
    return tuple(made)


def _pattern(words: str) -> str:
    escaped = re.escape(words)
    return escaped.replace(r"\ ", " ?") if _HANGUL.search(words) else escaped
