"""The main job as tests record it: the file it left, its public document, and what its internet received."""

from __future__ import annotations

import functools
import hashlib
import json
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from inspector import cli
from inspector.device.practice.running import spawn_detached
from inspector.store.reader import Reader
from tests.rigs.compare import document

SECONDS = 22

# host, method, target, SHA-256 of the body, bytes on the wire
Request = tuple[str, str, str, str, int]


class Recorded:
    """One run on a practice phone: demo.session and the ground truth, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "demo.session"
        self.truth = folder / "truth"

    def rows(self, name: str) -> list[dict[str, Any]]:
        """What the internet wrote down: requests, messages or connections."""
        return [json.loads(line) for line in (self.truth / f"{name}.jsonl").read_text().splitlines()]

    @functools.cached_property
    def document(self) -> dict[str, Any]:
        return document(self.path)

    def arrived(self) -> Counter[Request]:
        """Every request as the internet received it."""
        return Counter(
            (r["host"], r["method"], r["target"], r["body_sha256"], r["wire_bytes"]) for r in self.rows("requests")
        )

    def seen(self) -> Counter[Request]:
        """Every request as the session has it."""
        seen: Counter[Request] = Counter()
        with closing(Reader(self.path)) as reader:
            for row in reader.rows("kind:request", limit=100_000):
                detail = reader.detail(row.id)
                body = next((b.data for b in detail.bodies if b.side == "up"), b"")
                digest = hashlib.sha256(body).hexdigest()
                seen[row.host, detail.detail["method"], detail.detail["target"], digest, row.bytes_up] += 1
        return seen


def record_demo(folder: Path, app_jar: Path | None = None) -> Recorded:
    """The demonstration, on a practice phone that keeps the ground truth; with `app_jar` of another app."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTOR_CACHE", str(folder / "cache"))
        phone = spawn_detached(app_jar, truth=folder / "truth")
        try:
            recorded = Recorded(folder)
            arguments = ["demo", "--headless", "--seconds", str(SECONDS), "--out", str(recorded.path)]
            assert cli.main(arguments) == 0
        finally:
            phone.stop()
    return recorded
