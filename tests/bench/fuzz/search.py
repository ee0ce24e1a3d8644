"""The search for personal data as a target: damaged bodies in which known values and known fields stand."""

from __future__ import annotations

from pathlib import Path

from inspector.datatypes.by_name.addressed import address_schemas
from inspector.datatypes.by_value.pieces import Trail
from inspector.datatypes.find import Finder, content_of
from inspector.decoders import decode
from tests.bench.fuzz.target import Target
from tests.bench.throughput.made import Made
from tests.bench.traffic import PLANTED

_CASES = Path(__file__).parents[2] / "inspector" / "datatypes" / "data" / "cases.txt"
_BODIES = tuple(line.partition("{")[1] + line.partition("{")[2] for line in _CASES.read_text("utf-8").splitlines())
_SEEDS = (
    *(body.encode() for body in _BODIES if body),
    *(seen.request.body for _, seen in Made().take(200)),
)
_ADDRESSES = (
    "https://api.onesignal.com/api/v1/players",
    "https://www.google-analytics.com/g/collect",
    "https://graph.facebook.com/v17.0/1/activities",
    "https://api.openai.com/v1/audio/transcriptions",
)


class _Searched:
    """One finder and one trail for all inputs: what one leaves behind the next one meets."""

    def __init__(self) -> None:
        self._finder = Finder(PLANTED)
        self._trail = Trail(frames=True)

    def __call__(self, data: bytes) -> None:
        content = content_of({"path": ["v1", "chat", "messages"], "body": decode(data).value})
        found = self._finder.find(content, self._trail if len(data) % 2 else None)
        for finding in (*found, *address_schemas().find(_ADDRESSES[len(data) % 4], content, found)):
            if not finding.path or not finding.reason:
                raise AssertionError(f"a finding without a place or a reason: {finding}")


TARGETS: list[Target] = [Target("search", _Searched(), _SEEDS, share=4)]
