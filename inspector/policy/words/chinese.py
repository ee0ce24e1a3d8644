"""What a comparison shows, in Chinese (simplified)."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.datatypes import name_of
from inspector.policy.compare import Comparison, RecipientLine, TypeLine
from inspector.policy.reading import Statement
from inspector.recipients import FIRST_PARTY_ID

_TITLES = {
    "declared_and_sent": "文本中写明且已发送",
    "sent_not_found": "已发送，但在所给文本中未找到",
    "declared_not_seen": "文本中写明，但未见发送",
}
_MOST_QUOTED = 3


def recipient_name(line: RecipientLine) -> str:
    """The recipient's name: a company's own, in all languages the same."""
    return "应用自身的服务器" if line.recipient.id == FIRST_PARTY_ID else line.recipient.name


def company_sentence(line: RecipientLine) -> str:
    """What the text says of a recipient, in one sentence."""
    name = line.recipient.name
    if line.said == "own":
        return "这些是应用自身的服务器，政策无需写明其名称。"
    if line.said == "named":
        return f"所给文本中写有 {name}，写作{_quoted(line.sentences)}。"
    if line.said == "denied":
        return f"所给文本在说明不做之事时写到 {name}，未将其写明为接收数据的一方。"
    if line.said == "mentioned":
        return f"所给文本中写有 {name}，但并非作为接收数据的一方。"
    if line.said == "group":
        return f"在所给文本中未找到 {name}。文本中写有同一集团的其他公司：{'、'.join(line.others)}。"
    if line.said == "general":
        return f"在所给文本中未找到 {name}。文本提到{_quoted(line.sentences)}，但未写明名称。"
    return f"在所给文本中未找到 {name}。"


def company_words(line: RecipientLine) -> str:
    """The same where the recipient's name stands right before it."""
    if line.said == "own":
        return "政策无需写明其名称。"
    if line.said == "named":
        return f"文本中写有，写作{_quoted(line.sentences)}。"
    if line.said == "denied":
        return "文本在说明不做之事时写到，未将其写明为接收数据的一方。"
    if line.said == "mentioned":
        return "文本中写有，但并非作为接收数据的一方。"
    if line.said == "group":
        return f"在所给文本中未找到；文本中写有同一集团的 {'、'.join(line.others)}。"
    if line.said == "general":
        return f"在所给文本中未找到；文本提到{_quoted(line.sentences)}，但未写明名称。"
    return "在所给文本中未找到。"


def type_sentence(line: TypeLine, recipient: RecipientLine | None = None) -> str:
    """What the text says of a type that was sent, in one sentence. `recipient`: to say so where it is not named."""
    apart = recipient is not None and recipient.said not in ("named", "own")
    place = "，位于写明该接收方的段落中" if line.together else ""
    place = "；但未写明该接收方" if apart and not line.together else place
    if line.said == "named":
        return f"文本中写作{_quoted(line.sentences)}{place}。"
    if line.said == "general":
        return f"文本中仅以{_quoted(line.sentences)}笼统写明{place}。"
    if line.said == "others":
        return f"文本中写作{_quoted(line.sentences)}，但仅与其他接收方一同出现。"
    if line.said == "denied":
        return f"文本就“{line.sentences[0].words}”写明“{line.sentences[0].denial}”。"
    if line.said == "mentioned":
        return f"文本中有{_quoted(line.sentences)}，但就所能读出的内容而言，并非作为所处理的信息。"
    return "在所给文本中未找到。"


def not_found_sentence(lines: Sequence[TypeLine]) -> str:
    """The same for all types of a recipient that are not found, in one sentence."""
    return f"在所给文本中未找到：{'、'.join(name_of(line.received.type, 'zh') for line in lines)}。"


def headline(found: Comparison) -> str:
    """The comparison in one or two sentences."""
    third, missing = found.third_parties, [line.recipient.name for line in found.not_named]
    if not third:
        first = "在本次会话中，未见有数据发送给第三方。"
    elif not missing:
        count = "接收数据的第三方" if len(third) == 1 else f"接收数据的全部 {len(third)} 个第三方"
        first = f"所给文本中写有{count}。"
    else:
        count = "1 个第三方" if len(third) == 1 else f"{len(third)} 个第三方中有 {len(missing)} 个"
        first = f"{count}未在所给文本中被写明为接收方：{'、'.join(missing)}。"
    for certain, sent in ((True, "已被发送"), (False, "推测已被发送")):
        for denial, kinds in found.denied(certain=certain):
            names = "、".join(name_of(kind, "zh") for kind in kinds)
            first += f"文本就{names}写明“{denial}”，而该信息{sent}。"
    return first


def unseen_note() -> str:
    """What “never sent” means."""
    return "文本中写明，但在本次会话中未见发送。会话只显示其间所做的操作。"


def title(part: str) -> str:
    """What stands above one of the three lists."""
    return _TITLES[part]


def nothing() -> str:
    """What stands in a list that is empty."""
    return "无。"


def _quoted(statements: Sequence[Statement]) -> str:
    words = list(dict.fromkeys(f"“{one.words}”" for one in statements))
    return "、".join(words[:_MOST_QUOTED])
