"""What a session says, as a set of facts, so that two sessions of the same use can be compared line by line."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

from inspector.store.reader import Reader
from tests.rigs.compare import document

Facts = set[str]


def facts_of(session: Path, *, counted: bool = True) -> Facts:
    """Every receipt with its certainty, prompts, phases, encodings and senders; senders; silent SDKs; SDK calls.

    `counted` says how many calls; where an app goes on until it is stopped, that depends on how long it ran.
    """
    shown = document(session)
    facts = {f"recipient {r['id']} ({r['country'] or '-'}, {r['party']} party)" for r in shown["recipients"]}
    for recipient in shown["recipients"]:
        for data in recipient["data"]:
            facts.add(
                f"receipt {recipient['id']} {data['type']}: {data['certainty']}, {data['prompts']} prompts, "
                f"{', '.join(data['phases'])}, {', '.join(data['encodings'])}, by {', '.join(data['senders'])}"
            )
    facts |= {f"sender {sender['id']}: {', '.join(sorted(sender['recipients']))}" for sender in shown["senders"]}
    facts |= {f"silent {sdk['product']}, started: {sdk['started']}" for sdk in shown["silent_sdks"]}
    with closing(Reader(session)) as reader:
        calls = Counter(row.title for row in reader.rows("kind:sdk_call", limit=100_000))
    return facts | {f"SDK call {title}" + (f" x {count}" if counted else "") for title, count in calls.items()}


def difference(one: Facts, other: Facts) -> list[str]:
    """The facts that only one of them has, "-" for the first's, "+" for the other's."""
    return sorted([f"- {fact}" for fact in one - other] + [f"+ {fact}" for fact in other - one], key=lambda s: s[2:])
