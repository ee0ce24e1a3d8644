"""The main job on the app as it would be released: R8 took the names, and the receipts are the same."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from inspector.store.reader import Reader
from tests.inspector.differences import difference, facts_of
from tests.inspector.recorded import Recorded, record_demo
from tests.rigs import maven
from tests.rigs.renamed import build

pytestmark = [
    pytest.mark.phone,
    pytest.mark.slow,
    pytest.mark.skipif(bool(maven.missing()), reason=maven.missing() or "-"),
]

# By its types alone, logging in and updating a user of Intercom's cannot be told from one another; that is said.
UNSURE = [
    "- SDK call Intercom: loginIdentifiedUser x 1",
    "+ SDK call Intercom: one of loginIdentifiedUser, updateUser x 2",
    "- SDK call Intercom: updateUser x 1",
]


@pytest.fixture(scope="module")
def sessions(recorded: Recorded, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The demonstration with the app as it comes, and with the same app after R8."""
    return {"plain": recorded.path, "renamed": record_demo(tmp_path_factory.mktemp("renamed"), build.practice()).path}


def test_the_renamed_app_gives_the_receipts_of_the_plain_one(
    sessions: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    plain, renamed = facts_of(sessions["plain"]), facts_of(sessions["renamed"])
    found = difference(plain, renamed)
    with capsys.disabled():
        print(f"\nplain {len(plain)} facts, renamed {len(renamed)}; difference:", *(found or ["none"]), sep="\n  ")
    assert any("receipt volcano-engine prompt: certain" in fact for fact in renamed)
    assert found == UNSURE


def test_the_coverage_says_under_which_name_and_by_which_anchor_a_renamed_method_is_watched(
    sessions: dict[str, Path],
) -> None:
    with closing(Reader(sessions["renamed"])) as reader:
        hooks = {hook.hook: hook for hook in reader.coverage().hooks if hook.status == "installed"}
    event = hooks["applog:com.bytedance.applog.AppLogInstance.onEventV3"]
    assert event.reason.startswith("Renamed in this app: ")
    assert "known by the text “Init failed. App id must not be empty!”" in event.reason
    assert "okhttp:okhttp3.internal.connection.RealCall.getResponseWithInterceptorChain$okhttp" in hooks
    assert "one of" not in event.reason
    assert "It may be any of loginIdentifiedUser, updateUser." in (
        hooks["intercom:io.intercom.android.sdk.Intercom.updateUser"].reason
    )
    # What the runtime's native code knows by name is where it was.
    assert hooks["ttencrypt:com.bytedance.applog.encryptor.EncryptorUtil.ttEncrypt"].reason == ""
