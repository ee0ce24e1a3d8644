"""The sentence in Chinese (simplified)."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.countries import country_name
from inspector.datatypes import name_of
from inspector.sentences.sent import Form, Protection, Sent

_CODED = {
    "hex": "以十六进制", "base64": "以 Base64 编码", "utf-16": "以 UTF-16 编码", "gbk": "以 GBK 编码",
    "big5": "以 Big5 编码", "euc-kr": "以 EUC-KR 编码", "shift-jis": "以 Shift JIS 编码", "reversed": "以倒序",
    "decimal": "以十进制数", "bytes": "以字节", "html": "以 HTML 实体",
}  # fmt: skip
_PROTECTION: dict[Protection, str] = {
    "tls": "在 TLS 内以明文",
    "none": "未经 TLS 以明文",
    "own inside tls": "经应用自行加密后在 TLS 内",
    "own": "经应用自行加密后、未经 TLS",
}
_TIME = {
    "before": "在您标记同意之前",
    "after": "在您标记同意之后",
    "both": "在您标记同意之前和之后均",
    "unmarked": "",
}
_MOST_NAMED = 3


def say(sent: Sent) -> str:
    """What was sent at the head, then when, by which code, how, and to whom."""
    times = "" if sent.type == "prompt" and sent.prompts else f" {sent.count:,} 次"
    protection = _protection(sent.protection)
    parts = [_TIME[sent.time], _code(sent), protection, f"被发送{times}至{_to(sent)}"]
    return f"{_subject(sent)}{'，'.join(part for part in parts if part)}。"


def _subject(sent: Sent) -> str:
    if sent.type == "prompt" and sent.prompts:
        return f"{_prompts(sent)}，"
    name = name_of(sent.type, "zh")
    if not sent.certain:
        return f"根据字段名称和取值形式推测可能是“{name}”的信息，"
    form = _forms(sent.forms)
    return f"{name}{f'（{form}形式）' if form else ''}，"


def _prompts(sent: Sent) -> str:
    number, total = sent.prompts, sent.prompts_total
    which = "您输入的提示" if total == 1 else f"您输入的 {total} 条提示中 {number} 条"
    if number == total > 1:
        which = f"您输入的全部 {total} 条提示"
    if sent.part is not None:
        return f"{which}的部分内容（至多 {sent.part:.0%} 的词语）"
    form = _forms(sent.whole_forms)
    part = "（其中一些仅为部分）" if sent.some_in_part else f"（{form}形式）" if form else ""
    return f"{which}的内容{part}"


def _forms(forms: Sequence[Form]) -> str:
    words = []
    for kind, name in forms:
        if kind == "plain":
            words.append("原文")
        elif kind == "hash":
            words.append(f"{name} 哈希")
        elif kind == "coded":
            words.append(_CODED[name].removeprefix("以").strip())
        elif kind == "other":
            words.append(f"其他（{name}）")
    return "" if words == ["原文"] else "、".join(words)


def _to(sent: Sent) -> str:
    hosts = sent.hosts
    named = "、".join(hosts[:_MOST_NAMED]) + (" 等" if len(hosts) > _MOST_NAMED else "")
    if sent.party == "first" and not sent.operator:
        what = "看来属于应用自身的主机"
    elif sent.hosting:
        what = f"{sent.hosting} 某个未知客户使用的主机"
    elif sent.operator:
        place = country_name(sent.country, "zh") if sent.country else "国家不明"
        what = f"由 {sent.operator}（{place}）运营的主机"
    else:
        what = "运营者不明的主机"
    return f"{what} {named}" if named else what


def _protection(kinds: Sequence[Protection]) -> str:
    return "或".join(_PROTECTION[kind] for kind in kinds if kind != "unknown")


def _code(sent: Sent) -> str:
    who = list(sent.senders[:_MOST_NAMED])
    if len(sent.senders) > _MOST_NAMED:
        who.append(f"其他 {len(sent.senders) - _MOST_NAMED} 个 SDK")
    if sent.app:
        who.append("应用自身")
    if not who:
        return "由未知的代码"
    return f"由{'、'.join(who)}的代码{'以及未知的代码' if sent.unknown_code else ''}"
