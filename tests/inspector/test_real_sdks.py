"""Real SDKs in Android's real framework, sending through the product: the session equals what really arrived."""

from __future__ import annotations

import base64
from collections import Counter

import pytest

from inspector.readings import ObservationDetail
from tests.rigs.framework import build
from tests.rigs.framework.planted import EMAIL, PROMPT, readings
from tests.rigs.framework.run import SENDS, STARTS, Run, run

pytestmark = [
    pytest.mark.phone,
    pytest.mark.skipif(bool(build.missing()), reason=f"framework rig {build.missing()}"),
]
SDKS = [*SENDS, "umeng", "appmetrica"]
PRODUCTS = {sdk: sdk.removesuffix("_legacy") for sdk in SDKS}
TESTERS = {"email", "account_id", "prompt"}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(SDKS, tmp_path_factory.mktemp("real"))


def test_every_request_that_arrived_is_in_the_session_with_equal_bytes(done: Run) -> None:
    arrived, all_arrived = (
        Counter((row["host"], row["method"], row["target"], base64.b64decode(row["body_b64"])) for row in rows)
        for rows in (done.arrived(), done.all_arrived())
    )
    seen = Counter((d.row.host, d.detail["method"], d.detail["target"], _sent(d)) for d in done.details("kind:request"))
    assert sum(arrived.values()) > 25
    assert [key[:3] for key in arrived - seen] == []
    assert [key[:3] for key in seen - all_arrived] == []


@pytest.mark.parametrize("sdk", SDKS)
def test_an_sdks_requests_have_its_product_as_recipient_and_sender(done: Run, sdk: str) -> None:
    host, _ = (SENDS | STARTS)[sdk]
    requests = [d for d in done.details("kind:request") if d.row.host == host]
    assert requests
    assert {d.row.product for d in requests} == {PRODUCTS[sdk]}
    # A request may have been handed over to a thread with nobody's frames; another SDK never sent it.
    senders = {d.sender.id.partition("/")[2] for d in requests if d.sender and d.sender.kind == "sdk"}
    assert senders == {PRODUCTS[sdk]}


@pytest.mark.parametrize("sdk", SENDS)
def test_the_planted_values_that_arrived_are_findings_under_that_recipient(done: Run, sdk: str) -> None:
    host, wanted = SENDS[sdk]
    there = set().union(*(row["planted"] for row in done.arrived() if row["host"] == host))
    found = {f.type for d in done.details("kind:request") if d.row.host == host for f in d.findings if f.planted}
    assert wanted <= there
    assert there <= found


@pytest.mark.parametrize("sdk", SDKS)
def test_what_the_app_hands_to_an_sdk_is_seen_with_the_values_in_it(done: Run, sdk: str) -> None:
    calls = [d for d in done.details("kind:sdk_call") if d.row.product == PRODUCTS[sdk]]
    assert {d.detail["verb"] for d in calls} >= {"init"}
    found = {f.type for d in calls for f in d.findings if f.planted}
    assert found >= TESTERS


@pytest.mark.parametrize("sdk", SENDS)
def test_an_sdks_calls_are_joined_to_the_requests_that_carried_them(done: Run, sdk: str) -> None:
    host, wanted = SENDS[sdk]
    text = PROMPT if "prompt" in wanted else EMAIL
    links = [d.carried_by for d in done.details("kind:sdk_call") if d.row.product == PRODUCTS[sdk] and d.carried_by]
    requests = {d.row.id: d for d in done.details("kind:request")}
    carriers = [requests[link.observation] for link in links if text in " ".join(link.found)]
    assert host in {d.row.host for d in carriers}
    assert all(text.encode() in b"".join(readings(_sent(d))) for d in carriers)


def test_what_an_sdk_keeps_to_itself_is_joined_to_nothing(done: Run) -> None:
    held = [d for d in done.details("kind:sdk_call") if d.row.product == "umeng" and "onEventObject" in d.row.title]
    assert [d.carried_by for d in held] == [None]


def test_each_request_that_arrived_has_its_planted_values_as_findings(done: Run) -> None:
    found: dict[tuple[str, str, bytes], set[str]] = {}
    for d in done.details("kind:request"):
        key = (d.row.host, d.detail["target"], _sent(d))
        found.setdefault(key, set()).update(f.type for f in d.findings if f.planted)
    missed = [
        (row["host"], sorted(left))
        for row in done.arrived()
        if (left := row["planted"] - found[row["host"], row["target"], base64.b64decode(row["body_b64"])])
    ]
    assert missed == []


def _sent(detail: ObservationDetail) -> bytes:
    return next((body.data for body in detail.bodies if body.side == "up"), b"")
