"""Real SDKs sending through the product: the rig on a practice phone, its session, and the internet's ground truth."""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from inspector import demo
from inspector.device.practice.apps import device_facts
from inspector.device.practice.running import spawn_detached
from inspector.readings import ObservationDetail
from inspector.session import Session
from inspector.store.reader import Reader
from tests.rigs.framework import build
from tests.rigs.framework.planted import EMAIL, PROMPT, TESTER, USER, planted_in
from tests.waiting import wait_until

# What must have arrived before a run is over: a host of the SDK's, and the tester's values it must have got.
SENDS: dict[str, tuple[str, set[str]]] = {
    "mixpanel": ("api.mixpanel.com", {"account_id", "email", "prompt"}),
    "adjust": ("app.adjust.com", {"account_id", "email", "prompt", "android_id"}),
    "amplitude": ("api2.amplitude.com", {"account_id", "email", "prompt"}),
    "sentry": ("o77.ingest.sentry.io", {"account_id", "email", "prompt"}),
    "bugsnag": ("notify.bugsnag.com", {"account_id", "email", "prompt"}),
    "bugly": ("android.bugly.qq.com", {"account_id", "email", "prompt"}),
    "posthog": ("us.i.posthog.com", {"account_id", "email", "prompt"}),
    "posthog_legacy": ("eu.i.posthog.com", {"account_id", "email", "prompt"}),
    "facebook": ("graph.facebook.com", {"account_id", "email", "prompt"}),
    "segment": ("api.segment.io", {"account_id", "email", "prompt"}),
    "segment_legacy": ("api.segment.io", {"account_id", "email", "prompt"}),
    "statsig": ("prodregistryv2.org", {"account_id", "email", "prompt"}),
    # Its tag, the prompt, is lost by the SDK itself where it is set just while the login's answer comes.
    "onesignal": ("api.onesignal.com", {"account_id", "email"}),
}
# These start, say so to their servers, and hold their events back here: README.md says why.
STARTS: dict[str, tuple[str, set[str]]] = {
    "umeng": ("cnlogs.umeng.com", set()),
    "appmetrica": ("startup.mobile.yandex.net", {"device_model"}),
    "appsflyer": ("iac9f6-cdn-settings.appsflyersdk.com", set()),
}
_CALM_MS = 2000.0


@dataclass(frozen=True)
class Run:
    """A saved session beside what really arrived. `values`: the planted ones by type. `ended_ms` of the epoch: when
    the session was about to be stopped."""

    session: Path
    truth: Path
    values: dict[str, str]
    ended_ms: float = math.inf
    _rows: list[dict[str, Any]] = field(default_factory=list)
    _details: dict[str, list[ObservationDetail]] = field(default_factory=dict)

    def arrived(self) -> list[dict[str, Any]]:
        """What arrived before the end: the rows of requests.jsonl, each with `planted`: the types it holds."""
        return [row for row in self.all_arrived() if row["at_ms"] <= self.ended_ms]

    def all_arrived(self) -> list[dict[str, Any]]:
        """The same, with what came while the session was being stopped."""
        whole, _, _being_written = (self.truth / "requests.jsonl").read_text("utf-8").rpartition("\n")
        for line in whole.splitlines()[len(self._rows) :]:
            row = json.loads(line)
            self._rows.append(row | {"planted": planted_in(row, self.values)})
        return self._rows

    def details(self, where: str) -> list[ObservationDetail]:
        """Every observation that the filter finds, in order; read once."""
        if where not in self._details:
            with closing(Reader(self.session)) as reader:
                self._details[where] = [reader.detail(row.id) for row in reader.rows(where, limit=10_000)]
        return self._details[where]


@contextmanager
def _caches_in(folder: Path) -> Iterator[None]:
    old = os.environ.get("INSPECTOR_CACHE")
    os.environ["INSPECTOR_CACHE"] = str(folder)
    try:
        yield
    finally:
        os.environ.pop("INSPECTOR_CACHE") if old is None else os.environ.update(INSPECTOR_CACHE=old)


def run(sdks: Sequence[str], folder: Path, limit_s: float = 150.0) -> Run:
    """Records these SDKs until each has sent what it is known to send, or fails after `limit_s`."""
    rig = build.build()
    runtime = build.runtime(rig, folder / "runtime.json", sdks, rounds=1)
    facts = device_facts()
    values = {
        "email": EMAIL, "account_id": USER, "prompt": PROMPT,
        "android_id": facts["android_id"], "device_model": facts["model"],
    }  # fmt: skip
    result = Run(folder / "real.session", folder / "truth", values)
    with _caches_in(folder / "cache"):
        phone = spawn_detached(rig / "app.jar", build.PACKAGE, build.MAIN_CLASS, truth=result.truth, runtime=runtime)
        try:
            app = demo.find_app(phone.serial, build.PACKAGE)
            session = Session.record(phone.serial, app, planted=TESTER, path=result.session)
            wanted = {sdk: (SENDS | STARTS)[sdk] for sdk in sdks}
            try:
                wait_until(lambda: not missing(result, wanted), limit_s, f"what {', '.join(sdks)} send")
                wait_until(lambda: _calm(result), limit_s, "no request for a moment")
            except AssertionError as problem:
                raise AssertionError(f"{problem}: still missing {missing(result, wanted)}") from None
            finally:
                result = replace(result, ended_ms=time.time() * 1000)
                session.stop()
        finally:
            phone.stop()
    return result


def _calm(result: Run) -> bool:
    """Whether nothing has arrived for so long that nothing is likely on its way."""
    return time.time() * 1000 - result.arrived()[-1]["at_ms"] > _CALM_MS


def missing(result: Run, wanted: dict[str, tuple[str, set[str]]]) -> dict[str, set[str]]:
    """What has not arrived yet, by SDK; an SDK of which nothing arrived is named with "a request"."""
    got: dict[str, set[str]] = {}
    for row in result.arrived():
        got.setdefault(row["host"], {"a request"}).update(row["planted"])
    left = {sdk: ({"a request"} | types) - got.get(host, set()) for sdk, (host, types) in wanted.items()}
    return {sdk: types for sdk, types in left.items() if types}
