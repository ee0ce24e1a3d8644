"""What two sessions of the same app say differently: recipients, types, certainty, prompts, phases, senders.

    python -m tests.rigs.compare A.session B.session

prints one line a difference; nothing, and exit code 0, where there is none. How often something was sent is left out:
it depends on how long a session lasted.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector import cli


@dataclass(frozen=True)
class Difference:
    """A fact that one session has and the other has not, or has otherwise; "" where it is missing."""

    fact: str
    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.fact}: {self.first or 'missing'} | {self.second or 'missing'}"


def document(session: Path) -> dict[str, Any]:
    """The session's public document."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = cli.main(["show", str(session), "--json"])
    if code:
        raise RuntimeError(f"{session} cannot be shown")
    found: dict[str, Any] = json.loads(said.getvalue())
    return found


def compare(first: dict[str, Any], second: dict[str, Any]) -> list[Difference]:
    """Every difference, in the order of the facts' names."""
    one, other = dict(_facts(first)), dict(_facts(second))
    return [
        Difference(fact, one.get(fact, ""), other.get(fact, ""))
        for fact in sorted(one.keys() | other.keys())
        if one.get(fact) != other.get(fact)
    ]


def _facts(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for recipient in document["recipients"]:
        who = recipient["id"]
        for key in ("name", "country", "party", "operator", "parent", "role"):
            yield f"{who} {key}", str(recipient[key])
        for product in recipient["products"]:
            yield f"{who} product {product['id']}", ", ".join(sorted(product["hosts"]))
        for data in recipient["data"]:
            for key in ("certainty", "phases", "senders", "encodings", "prompts"):
                yield f"{who} {data['type']} {key}", _text(data[key])
    for sender in document["senders"]:
        yield f"sender {sender['id']}", f"{sender['kind']}, to {_text(sender['recipients'])}"
    for sdk in document["silent_sdks"]:
        yield f"silent {sdk['product']}", f"started {sdk['started']}"
    for process in document["coverage"]["processes"]:
        yield f"process {process['name']}", process["state"]
    yield "hooks failed", str(document["coverage"]["hooks"]["failed"])


def _text(value: Any) -> str:
    return ", ".join(sorted(map(str, value))) if isinstance(value, list) else str(value)


def main(paths: Sequence[str]) -> int:
    """1 where there is a difference."""
    found = compare(*(document(Path(path)) for path in paths))
    for difference in found:
        print(difference)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
