"""What a comparison shows, in sentences: never stronger than that words were or were not found in the text given."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.datatypes import name_of
from inspector.policy.compare import Comparison, RecipientLine, TypeLine
from inspector.policy.reading import Statement
from inspector.readings import PolicyAddress


def company_sentence(line: RecipientLine) -> str:
    """What the text says of a recipient, in one sentence."""
    name = line.recipient.name
    if line.said == "own":
        return "These are the app's own servers: a policy need not name them."
    if line.said == "named":
        return f"The text names {name}, as {_quoted(line.sentences)}."
    if line.said == "denied":
        return f"The text names {name} as one that receives nothing."
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
        return "Named in the text as one that receives nothing."
    if line.said == "mentioned":
        return "Named in the text, but not as one that receives data."
    if line.said == "group":
        return f"Not found in the text given; {_listed(line.others)}, of the same group, {_is(line.others)} named."
    if line.said == "general":
        return f"Not found in the text given; it speaks of {_quoted(line.sentences)}, without names."
    return "Not found in the text given."


def addresses_title(named: Sequence[PolicyAddress]) -> str:
    """What stands above the addresses that the app's package names; not that one of them is the app's own."""
    if len(named) == 1:
        return "This app's package names this address, which looks like a privacy policy's:"
    return "This app's package names these addresses, which look like privacy policies; some may be of SDKs in it:"


def address_place(address: PolicyAddress) -> str:
    """Where in the package it stands."""
    place = {"manifest": "in its manifest", "resources": "in its resources", "code": "in its code"}[address.place]
    return f"{place}, under the name {address.name}" if address.name else place


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
        return f"The text says that {_quoted(line.sentences)} is not handled."
    return "Not found in the text given."


def not_found_sentence(lines: Sequence[TypeLine]) -> str:
    """The same for all types of a recipient that are not found, in one sentence."""
    return f"Not found in the text given: {_listed([name_of(line.received.type) for line in lines])}."


def headline(found: Comparison) -> str:
    """The comparison in one or two sentences."""
    third = [line for line in found.recipients if line.said != "own"]
    missing = [line.recipient.name for line in third if line.said != "named"]
    if not third:
        first = "Nothing went to a third party in this session."
    elif not missing:
        count = "the third party" if len(third) == 1 else f"all {len(third)} third parties"
        first = f"The text names {count} that received data."
    else:
        count = (
            "1 third party is" if len(third) == 1 else f"{len(missing)} of {len(third)} third parties {_is(missing)}"
        )
        first = f"{count} not named as a receiver in the text given: {_listed(missing)}."
    denied = {kind.received.type for line in found.recipients for kind in line.types if kind.said == "denied"}
    if denied:
        first += f" It says that {_listed([name_of(kind) for kind in sorted(denied)])} is not handled, and it was sent."
    return first


def unseen_note() -> str:
    """What “never sent” means."""
    return "Named in the text, and not seen in this session. A session shows only what was done in it."


def _quoted(statements: Sequence[Statement]) -> str:
    words = list(dict.fromkeys(f"“{one.words}”" for one in statements))
    return _listed(words[:3])


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _is(items: Sequence[str]) -> str:
    return "is" if len(items) == 1 else "are"
