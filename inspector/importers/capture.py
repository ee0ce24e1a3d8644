"""What every importer hands over: rows as an agent would have told them, and how far the file has been read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from inspector.importers.stream import Stream

ImportedRow = tuple[float, str, Mapping[str, Any], bytes]
"""Milliseconds since the capture's first moment, kind, fields and payload of a raw row."""


@dataclass(slots=True)
class Remarks:
    """What the tester is told of a capture when it has been read. Sentences with {n} are counted."""

    counts: Counter[str] = field(default_factory=Counter)

    def count(self, sentence: str, number: int = 1) -> None:
        """That happened so many times more."""
        self.counts[sentence] += number

    def sentences(self) -> list[str]:
        """In the order in which they first came up."""
        return [sentence.format(n=f"{number:,}") for sentence, number in self.counts.items() if number]


@dataclass(slots=True)
class Capture:
    """A file that proved to be a capture. Close `stream` when done.

    `kind` is what the session's source says. `rows` raises FileProblem where the file breaks off; what came before
    stands. `started_unix_ms` is 0 where no time is told. `remarks` is complete when `rows` has ended.
    """

    kind: str
    stream: Stream
    started_unix_ms: float
    rows: Iterator[ImportedRow]
    remarks: Remarks
