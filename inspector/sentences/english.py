"""The sentence in English."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.countries import country_name
from inspector.datatypes import name_of
from inspector.sentences.sent import Form, Protection, Sent

_CODED = {
    "hex": "in hexadecimal", "base64": "in Base64", "utf-16": "in UTF-16", "gbk": "in GBK", "big5": "in Big5",
    "euc-kr": "in EUC-KR", "shift-jis": "in Shift JIS", "reversed": "written backwards",
    "decimal": "as a decimal number", "bytes": "as bytes", "html": "with HTML entities",
}  # fmt: skip
_PROTECTION: dict[Protection, str] = {
    "tls": "in the clear inside TLS",
    "none": "in the clear without TLS",
    "own inside tls": "encrypted by the app itself inside TLS",
    "own": "encrypted by the app itself, without TLS",
}
_TIME = {
    "before": "before you marked consent",
    "after": "after you marked consent",
    "both": "both before and after you marked consent",
    "unmarked": "",
}
_MOST_NAMED = 3


def say(sent: Sent) -> str:
    """ "The text of 3 of your 4 prompts was sent to …, in the clear inside TLS, by the code of …, before …." """
    parts = [_subject(sent), _to(sent)]
    more = [_protection(sent.protection), _code(sent), _TIME[sent.time]]
    sentence = " ".join(parts) + "".join(f", {part}" for part in more if part)
    return f"{sentence}."


def _subject(sent: Sent) -> str:
    if sent.type == "prompt" and sent.prompts:
        return f"{_prompts(sent)} sent"
    name = name_of(sent.type)
    lower = name if name[1:2].isupper() or name.startswith(("Android", "Wi-Fi")) else name[:1].lower() + name[1:]
    times = "once" if sent.count == 1 else f"{sent.count:,} times"
    if not sent.certain:
        return f"What is likely “{lower}”, by the field's name and the value's form, was sent {times}"
    form = _forms(sent.forms)
    return f"The {lower}{f', {form},' if form else ''} was sent {times}"


def _prompts(sent: Sent) -> str:
    number, total = sent.prompts, sent.prompts_total
    which = "your prompt" if total == 1 else f"{number} of your {total} prompts"
    if number == total > 1:
        which = "both of your prompts" if total == 2 else f"all {total} of your prompts"
    if sent.part is not None:
        return f"Part of the text of {which} (at most {sent.part:.0%} of the words) was"
    form = _forms(sent.whole_forms)
    part = ", some of it in part," if sent.some_in_part else f", {form}," if form else ""
    return f"The text of {which}{part} was"


def _forms(forms: Sequence[Form]) -> str:
    """ "" where it stood as it is, else "as its SHA-256 hash", "as it is and in Base64"."""
    words = []
    for kind, name in forms:
        if kind == "plain":
            words.append("as it is")
        elif kind == "hash":
            words.append(f"as its {name} hash")
        elif kind == "coded":
            words.append(_CODED[name])
        elif kind == "other":
            words.append(f"in another form ({name})")
    return "" if words == ["as it is"] else _listed(words)


def _to(sent: Sent) -> str:
    hosts = sent.hosts
    named = _listed(hosts) if len(hosts) <= _MOST_NAMED else f"{', '.join(hosts[:_MOST_NAMED])} and others"
    one = len(hosts) == 1
    if sent.party == "first" and not sent.operator:
        what = f"{'a host' if one else 'hosts'} of the app itself, as far as can be told"
    elif sent.hosting:
        what = f"{'a place' if one else 'places'} that a customer of {sent.hosting}, who is not known, has there"
    elif sent.operator:
        place = f" ({country_name(sent.country)})" if sent.country else ", whose country is not known"
        what = f"{'a host' if one else 'hosts'} operated by {sent.operator}{place}"
    else:
        what = f"{'a host' if one else 'hosts'} whose operator is not known"
    return f"to {named}, {what}" if named else f"to {what}"


def _protection(kinds: Sequence[Protection]) -> str:
    return _listed([_PROTECTION[kind] for kind in kinds if kind != "unknown"])


def _code(sent: Sent) -> str:
    who = list(sent.senders[:_MOST_NAMED])
    if len(sent.senders) > _MOST_NAMED:
        who.append(f"{len(sent.senders) - _MOST_NAMED} other SDKs")
    if sent.app:
        who.append("the app itself")
    if not who:
        return "by code that is not known"
    return f"by the code of {_listed(who)}{' and by code that is not known' if sent.unknown_code else ''}"


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
