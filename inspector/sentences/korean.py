"""The sentence in Korean."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.countries import country_name
from inspector.datatypes import name_of
from inspector.languages import particle
from inspector.sentences.sent import Form, Protection, Sent

_CODED = {
    "hex": "16진수로", "base64": "Base64로", "utf-16": "UTF-16으로", "gbk": "GBK로", "big5": "Big5로",
    "euc-kr": "EUC-KR로", "shift-jis": "Shift JIS로", "reversed": "거꾸로 적혀", "decimal": "10진수로",
    "bytes": "바이트로", "html": "HTML 엔터티로",
}  # fmt: skip
_PROTECTION: dict[Protection, str] = {
    "tls": "TLS 안에서 평문으로",
    "none": "TLS 없이 평문으로",
    "own inside tls": "앱이 자체 암호화하여 TLS 안에서",
    "own": "앱이 자체 암호화하여 TLS 없이",
}
_TIME = {
    "before": "동의를 표시하기 전에",
    "after": "동의를 표시한 후에",
    "both": "동의를 표시하기 전과 후에 모두",
    "unmarked": "",
}
_MOST_NAMED = 3


def say(sent: Sent) -> str:
    """Who sent it, when and how stand before the verb, what was sent at the head."""
    parts = [_subject(sent), _TIME[sent.time], _code(sent), _to(sent), _protection(sent.protection)]
    times = "" if sent.type == "prompt" and sent.prompts else f"{sent.count:,}회"
    return f"{' '.join(part for part in (*parts, times) if part)} 전송되었습니다."


def _subject(sent: Sent) -> str:
    if sent.type == "prompt" and sent.prompts:
        return _prompts(sent)
    name = name_of(sent.type, "ko")
    if not sent.certain:
        return f"필드 이름과 값의 형태로 보아 ‘{name}’{particle(name, '으로', '로')} 추정되는 정보가"
    form = _forms(sent.forms)
    return f"{name}{particle(name, '이', '가')}{f' {form}' if form else ''}"


def _prompts(sent: Sent) -> str:
    number, total = sent.prompts, sent.prompts_total
    which = "입력하신 프롬프트" if total == 1 else f"입력하신 프롬프트 {total}건 중 {number}건"
    if number == total > 1:
        which = f"입력하신 프롬프트 {total}건 모두"
    if sent.part is not None:
        return f"{which}의 내용 일부(단어의 최대 {sent.part:.0%})가"
    form = _forms(sent.whole_forms)
    part = "(그중 일부는 부분적으로)" if sent.some_in_part else ""
    return f"{which}의 내용{part}이{f' {form}' if form else ''}"


def _forms(forms: Sequence[Form]) -> str:
    words = []
    for kind, name in forms:
        if kind == "plain":
            words.append("원래 값 그대로")
        elif kind == "hash":
            words.append(f"{name} 해시로")
        elif kind == "coded":
            words.append(_CODED[name])
        elif kind == "other":
            words.append(f"다른 형태({name})로")
    return "" if words == ["원래 값 그대로"] else " 또는 ".join(words)


def _to(sent: Sent) -> str:
    hosts = sent.hosts
    named = ", ".join(hosts[:_MOST_NAMED]) + (" 등" if len(hosts) > _MOST_NAMED else "")
    if sent.party == "first" and not sent.operator:
        what = "앱 자체의 것으로 보이는 호스트"
    elif sent.hosting:
        what = f"{sent.hosting}의 어느 고객(확인되지 않음)이 쓰는 곳"
    elif sent.operator:
        place = country_name(sent.country, "ko") if sent.country else "국가 미상"
        what = f"{sent.operator}({place})에서 운영하는 호스트"
    else:
        what = "운영자가 확인되지 않은 호스트"
    return f"{what}({named})로" if named else f"{what}{particle(what, '으로', '로')}"


def _protection(kinds: Sequence[Protection]) -> str:
    return " 또는 ".join(_PROTECTION[kind] for kind in kinds if kind != "unknown")


def _code(sent: Sent) -> str:
    who = list(sent.senders[:_MOST_NAMED])
    if len(sent.senders) > _MOST_NAMED:
        who.append(f"그 밖의 SDK {len(sent.senders) - _MOST_NAMED}개")
    if sent.app:
        who.append("앱 자체")
    if not who:
        return "확인되지 않은 코드에 의해"
    return f"{', '.join(who)}의 코드{'와 확인되지 않은 코드' if sent.unknown_code else ''}에 의해"
