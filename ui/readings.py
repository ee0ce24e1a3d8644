"""One read-only connection for work off the Qt thread, used by one task at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from inspector import wording
from inspector.readings import Coverage, PolicyAddress, PolicyText, RecipientReceipts, Row, SessionFacts, SilentSdk
from inspector.records import Evidence, Finding, Phase, SdkPresence
from inspector.store.reader import Reader
from ui.bridge import LiveSession

T = TypeVar("T")
MOST_REQUESTS = 500


@dataclass(frozen=True, slots=True)
class Summary:
    """What the page shows of a session at one moment, all read in one go."""

    facts: SessionFacts
    headline: str
    receipts: tuple[RecipientReceipts, ...]
    all_receipts: tuple[RecipientReceipts, ...]
    silent: tuple[SilentSdk, ...]
    sdks: tuple[SdkPresence, ...]
    senders: tuple[dict[str, Any], ...]
    phases: tuple[Phase, ...]
    coverage: Coverage
    evidence: tuple[Evidence, ...]
    policies: tuple[PolicyText, ...]
    policy_addresses: tuple[PolicyAddress, ...] | None
    prompts_total: int
    count: int


class Readings:
    """Opened with the first reading. Any thread; readings wait for one another."""

    def __init__(self, session: LiveSession) -> None:
        self._session = session
        self._lock = threading.Lock()
        self._reader: Reader | None = None

    def read(self, work: Callable[[Reader], T]) -> T:
        """Call `work` with the reader. Raises what it raises."""
        with self._lock:
            if self._reader is None:
                self._reader = self._session.reader()
            return work(self._reader)

    def close(self) -> None:
        """Let go of the file, after the reading under way; a later reading opens it again."""
        with self._lock:
            if self._reader is not None:
                self._reader.close()
                self._reader = None


def summary(reader: Reader, where: str, live: bool) -> Summary:
    """Read everything the page shows at once. `where` narrows receipts and count, not the headline."""
    everything = tuple(reader.receipts())
    return Summary(
        facts=reader.session(),
        headline=wording.headline(everything, live=live),
        receipts=tuple(reader.receipts(where)) if where.strip() else everything,
        all_receipts=everything,
        silent=tuple(reader.silent_sdks()),
        sdks=tuple(reader.sdks()),
        senders=tuple(reader.senders()),
        phases=tuple(reader.phases()),
        coverage=reader.coverage(),
        evidence=tuple(reader.evidence()),
        policies=tuple(reader.policies()),
        policy_addresses=reader.policy_addresses(),
        prompts_total=sum(1 for planted in reader.planted() if planted.type == "prompt"),
        count=reader.count(where),
    )


def requests_of(
    reader: Reader, company: str, name: str, data_type: str, where: str
) -> list[tuple[Row, Finding | None]]:
    """The requests that carried a data type to a company; with the data type "" all that went to it."""
    if data_type:
        return list(reader.cell(company, data_type, where=where, limit=MOST_REQUESTS))
    narrowed = f'to:"{name}"' + (f" ({where})" if where.strip() else "")
    rows = reader.rows(where=narrowed, limit=MOST_REQUESTS)
    return [(row, None) for row in rows if row.company == company and row.kind in ("request", "message")]
