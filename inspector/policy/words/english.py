"""What a comparison shows, in English."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.datatypes import name_of
from inspector.policy.compare import Comparison, RecipientLine, TypeLine
from inspector.policy.reading import Statement

_TITLES = {
    "declared_and_sent": "Declared and sent",
    "sent_not_found": "Sent, not found in the text given",
    "declared_not_seen": "Declared, not seen sent",
}
_MOST_QUOTED = 3


def recipient_name(line: RecipientLine) -> str:
    """The recipient's name: a company's own, in all languages the same."""
    return line.recipient.name


def company_sentence(line: RecipientLine) -> str:
    """What the text says of a recipient, in one sentence."""
    name = line.recipient.name
    if line.said == "own":
        return "These are the app's own servers: a policy need not name them."
    if line.said == "named":
        return f"The text names {name}, as {_quoted(line.sentences)}."
    if line.said == "denied":
        return f"The text names {name} where it says what is not done, and nowhere as one that receives data."
    if line.said == "mentioned":
        return f"The text names {name}, but not as one that receives data."
    if line.said == "group":
        others = _listed(line.others)
        verb = "another company" if len(line.others) == 1 else "other companies"
        return f"{name} was not found in the text given. It names {others}, {verb} of the same group."
    if line.said == "general":
        return f"{name} was not found in the text given. It speaks of {_quoted(line.sentences)}, without names."
    return f"{name} was not found in the text given."


def company_words(line: RecipientLine) -> str:
    """The same where the recipient's name stands right before it."""
    if line.said == "own":
        return "A policy need not name them."
    if line.said == "named":
        return f"Named in the text, as {_quoted(line.sentences)}."
    if line.said == "denied":
        return "Named in the text where it says what is not done, and nowhere as one that receives data."
    if line.said == "mentioned":
        return "Named in the text, but not as one that receives data."
    if line.said == "group":
        return f"Not found in the text given; {_listed(line.others)}, of the same group, {_is(line.others)} named."
    if line.said == "general":
        return f"Not found in the text given; it speaks of {_quoted(line.sentences)}, without names."
    return "Not found in the text given."


def type_sentence(line: TypeLine, recipient: RecipientLine | None = None) -> str:
    """What the text says of a type that was sent, in one sentence. `recipient`: to say so where it is not named."""
    apart = recipient is not None and recipient.said not in ("named", "own")
    place = ", in the passage that names the recipient" if line.together else ""
    place = "; this recipient is not named" if apart and not line.together else place
    if line.said == "named":
        return f"Named in the text, as {_quoted(line.sentences)}{place}."
    if line.said == "general":
        return f"Named only in general terms, as {_quoted(line.sentences)}{place}."
    if line.said == "others":
        return f"Named in the text, as {_quoted(line.sentences)}, but only together with other recipients."
    if line.said == "denied":
        return f"The text says “{line.sentences[0].denial}” of “{line.sentences[0].words}”."
    if line.said == "mentioned":
        return f"In the text, as {_quoted(line.sentences)}, but as far as could be read not as something handled."
    return "Not found in the text given."


def not_found_sentence(lines: Sequence[TypeLine]) -> str:
    """The same for all types of a recipient that are not found, in one sentence."""
    return f"Not found in the text given: {_listed([name_of(line.received.type) for line in lines])}."


def headline(found: Comparison) -> str:
    """The comparison in one or two sentences."""
    third, missing = found.third_parties, [line.recipient.name for line in found.not_named]
    if not third:
        first = "Nothing was seen going to a third party in this session."
    elif not missing:
        count = "the third party" if len(third) == 1 else f"all {len(third)} third parties"
        first = f"The text names {count} that received data."
    else:
        count = (
            "1 third party is" if len(third) == 1 else f"{len(missing)} of {len(third)} third parties {_is(missing)}"
        )
        first = f"{count} not named as a receiver in the text given: {_listed(missing)}."
    for certain, likely in ((True, ""), (False, "likely ")):
        for denial, kinds in found.denied(certain=certain):
            was = "was" if len(kinds) == 1 else "were"
            first += f" It says “{denial}” of {_listed([name_of(kind) for kind in kinds])}, which {was} {likely}sent."
    return first


def unseen_note() -> str:
    """What “never sent” means."""
    return "Named in the text, and not seen in this session. A session shows only what was done in it."


def title(part: str) -> str:
    """What stands above one of the three lists."""
    return _TITLES[part]


def nothing() -> str:
    """What stands in a list that is empty."""
    return "Nothing."


def _quoted(statements: Sequence[Statement]) -> str:
    words = list(dict.fromkeys(f"“{one.words}”" for one in statements))
    return _listed(words[:_MOST_QUOTED])


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _is(items: Sequence[str]) -> str:
    return "is" if len(items) == 1 else "are"
