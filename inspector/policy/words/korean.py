"""What a comparison shows, in Korean."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.datatypes import name_of
from inspector.languages import particle
from inspector.policy.compare import Comparison, RecipientLine, TypeLine
from inspector.policy.reading import Statement
from inspector.recipients import FIRST_PARTY_ID

_TITLES = {
    "declared_and_sent": "본문에 있고 전송됨",
    "sent_not_found": "전송되었으나 주어진 본문에서 찾지 못함",
    "declared_not_seen": "본문에 있으나 전송은 보이지 않음",
}
_MOST_QUOTED = 3
_NOT_FOUND = "주어진 본문에서 찾지 못했습니다"


def recipient_name(line: RecipientLine) -> str:
    """The recipient's name: a company's own, in all languages the same."""
    return "앱 자체의 서버" if line.recipient.id == FIRST_PARTY_ID else line.recipient.name


def company_sentence(line: RecipientLine) -> str:
    """What the text says of a recipient, in one sentence."""
    name = line.recipient.name
    if line.said == "own":
        return "앱 자체의 서버이므로, 처리방침에 이름을 적을 필요가 없습니다."
    if line.said == "named":
        return f"주어진 본문에 {name}의 이름이 {_as(line.sentences)} 나옵니다."
    if line.said == "denied":
        return f"주어진 본문에 {name}의 이름은 하지 않는 일을 적은 곳에 나오며, 데이터를 받는 곳으로는 나오지 않습니다."
    if line.said == "mentioned":
        return f"주어진 본문에 {name}의 이름이 나오지만, 데이터를 받는 곳으로 적혀 있지는 않습니다."
    if line.said == "group":
        others = ", ".join(line.others)
        return f"{name}의 이름은 {_NOT_FOUND}. 본문에는 같은 그룹의 다른 회사인 {others}의 이름이 나옵니다."
    if line.said == "general":
        return f"{name}의 이름은 {_NOT_FOUND}. 본문은 회사 이름 없이 {_quoted(line.sentences)}에 관해 말합니다."
    return f"{name}의 이름은 {_NOT_FOUND}."


def company_words(line: RecipientLine) -> str:
    """The same where the recipient's name stands right before it."""
    if line.said == "own":
        return "처리방침에 이름을 적을 필요가 없습니다."
    if line.said == "named":
        return f"본문에 {_as(line.sentences)} 나옵니다."
    if line.said == "denied":
        return "하지 않는 일을 적은 곳에 이름이 나오며, 데이터를 받는 곳으로는 나오지 않습니다."
    if line.said == "mentioned":
        return "본문에 이름이 나오지만, 데이터를 받는 곳으로 적혀 있지는 않습니다."
    if line.said == "group":
        return f"{_NOT_FOUND}. 같은 그룹의 {', '.join(line.others)}의 이름은 나옵니다."
    if line.said == "general":
        return f"{_NOT_FOUND}. 본문은 회사 이름 없이 {_quoted(line.sentences)}에 관해 말합니다."
    return f"{_NOT_FOUND}."


def type_sentence(line: TypeLine, recipient: RecipientLine | None = None) -> str:
    """What the text says of a type that was sent, in one sentence. `recipient`: to say so where it is not named."""
    apart = recipient is not None and recipient.said not in ("named", "own")
    ending = "적혀 있습니다"
    if line.together:
        ending = "적혀 있으며, 수신자의 이름이 나오는 구절 안에 있습니다"
    elif apart:
        ending = "적혀 있으나, 이 수신자의 이름은 나오지 않습니다"
    if line.said == "named":
        return f"본문에 {_as(line.sentences)} {ending}."
    if line.said == "general":
        return f"본문에 {_as(line.sentences)} 포괄적으로만 {ending}."
    if line.said == "others":
        return f"본문에 {_as(line.sentences)} 적혀 있으나, 다른 수신자와 함께 적힌 곳에만 있습니다."
    if line.said == "denied":
        return f"본문은 “{line.sentences[0].words}”에 관해 “{line.sentences[0].denial}”라고 적고 있습니다."
    if line.said == "mentioned":
        return f"본문에 {_as(line.sentences)} 나오나, 읽어 낸 바로는 처리하는 항목으로 적혀 있지 않습니다."
    return f"{_NOT_FOUND}."


def not_found_sentence(lines: Sequence[TypeLine]) -> str:
    """The same for all types of a recipient that are not found, in one sentence."""
    return f"{_NOT_FOUND}: {', '.join(name_of(line.received.type, 'ko') for line in lines)}."


def headline(found: Comparison) -> str:
    """The comparison in one or two sentences."""
    third, missing = found.third_parties, [line.recipient.name for line in found.not_named]
    if not third:
        first = "이 세션에서 제3자에게 전송된 것은 보이지 않았습니다."
    elif not missing:
        count = "데이터를 받은 제3자" if len(third) == 1 else f"데이터를 받은 제3자 {len(third)}곳 모두"
        first = f"주어진 본문에 {count}의 이름이 나옵니다."
    else:
        count = "제3자 1곳" if len(third) == 1 else f"제3자 {len(third)}곳 중 {len(missing)}곳"
        first = f"{count}은 주어진 본문에 데이터를 받는 곳으로 나오지 않습니다: {', '.join(missing)}."
    for certain, sent in ((True, "전송되었습니다"), (False, "전송된 것으로 추정됩니다")):
        for denial, kinds in found.denied(certain=certain):
            names = ", ".join(name_of(kind, "ko") for kind in kinds)
            first += f" 본문은 {names}에 관해 “{denial}”라고 적고 있으나, {sent}."
    return first


def unseen_note() -> str:
    """What “never sent” means."""
    return "본문에는 나오지만 이 세션에서는 보이지 않았습니다. 세션은 그동안 실행한 것만 보여 줍니다."


def title(part: str) -> str:
    """What stands above one of the three lists."""
    return _TITLES[part]


def nothing() -> str:
    """What stands in a list that is empty."""
    return "없습니다."


def _as(statements: Sequence[Statement]) -> str:
    """“A”, “B”(으)로: as what it stands in the text."""
    words = _words(statements)
    return _quoted(statements) + particle(words[-1], "으로", "로")


def _quoted(statements: Sequence[Statement]) -> str:
    return ", ".join(f"“{word}”" for word in _words(statements))


def _words(statements: Sequence[Statement]) -> list[str]:
    return list(dict.fromkeys(one.words for one in statements))[:_MOST_QUOTED]
