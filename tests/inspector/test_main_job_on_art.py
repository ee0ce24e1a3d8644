"""The main job on Android's own runtime: the practice app as dex, on real ART with Conscrypt and BoringSSL, through the
same phone, agent, core and file; and what the file says is what HotSpot's says.
"""

from __future__ import annotations

import pytest

from tests.inspector.recorded import Recorded
from tests.rigs import compare

pytestmark = [pytest.mark.phone, pytest.mark.slow]

# Facts in which the two sessions differ, each with its reason.
EXPLAINED = {
    "hooks failed": "the rig has only a part of android.*: three classes (AccountManager, ActivityManager, "
    "SubscriptionManager) name others it has not, and their hooks are said to have failed",
}


def test_the_receipts_are_those_of_hotspot(on_art: Recorded, recorded: Recorded) -> None:
    found = compare.compare(recorded.document, on_art.document)
    print("HotSpot | ART:", *found or ["no difference"], sep="\n")
    assert {difference.fact for difference in found} == set(EXPLAINED)
    assert len(on_art.document["recipients"]) == 5


def test_it_was_art_that_ran_the_app(on_art: Recorded) -> None:
    runtimes = {process["name"]: process["runtime"] for process in on_art.document["coverage"]["processes"]}
    assert runtimes == dict.fromkeys(("com.practice.chat", "com.practice.chat:push"), "Android 10, ART 2.1.0")


def test_every_request_that_arrived_is_there_once_with_every_byte(on_art: Recorded) -> None:
    arrived, seen = on_art.arrived(), on_art.seen()
    # what left after the agents were told to be quiet arrived without being recorded
    assert not seen - arrived
    late = arrived - seen
    assert sum(late.values()) <= 2, late


def test_what_no_one_can_read_is_counted_and_nothing_was_dropped(on_art: Recorded) -> None:
    coverage = on_art.document["coverage"]
    scrambled = [r for r in on_art.rows("requests") if r["target"].startswith("/monitor/collect/c/native_bin_crash")]
    sizes = [len(r["body_b64"]) * 3 // 4 - r["body_b64"].count("=") for r in scrambled]
    assert coverage["bytes_unreadable"] == sum(sizes) > 0
    assert coverage["bytes_readable"] + sum(sizes) == sum(r["bytes_up"] for r in on_art.document["recipients"])
    assert coverage["dropped"] == {"rows": 0, "bytes": 0}


def test_the_policys_address_is_read_out_of_the_dex(on_art: Recorded) -> None:
    named = [{"url": "https://chat.practice.test/privacy", "place": "code", "name": ""}]
    assert on_art.document["session"]["policy_addresses"] == named
