"""The main job on the app as it is released, on Android's own runtime: R8 took the names, the receipts are the same."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from inspector.store.reader import Reader
from tests.inspector.differences import difference, facts_of
from tests.inspector.on_art import record_on_art
from tests.inspector.recorded import Recorded
from tests.inspector.test_renamed import UNSURE
from tests.rigs import maven
from tests.rigs.renamed import build

pytestmark = [
    pytest.mark.phone,
    pytest.mark.slow,
    pytest.mark.skipif(bool(maven.missing()), reason=maven.missing() or "-"),
]


@pytest.fixture(scope="module")
def renamed_on_art(recorded: Recorded, art_rig: Path, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record_on_art(build.practice(), art_rig, tmp_path_factory.mktemp("renamed-art"), recorded)


def test_the_renamed_app_gives_the_receipts_of_the_plain_one(on_art: Recorded, renamed_on_art: Recorded) -> None:
    found = difference(facts_of(on_art.path), facts_of(renamed_on_art.path))
    print("plain on ART | renamed on ART:", *found or ["no difference"], sep="\n")
    assert found == UNSURE


def test_its_methods_are_watched_under_the_names_that_r8_gave(renamed_on_art: Recorded) -> None:
    with closing(Reader(renamed_on_art.path)) as reader:
        hooks = [h for h in reader.coverage().hooks if h.hook.startswith("applog:com.bytedance.applog.AppLogInstance")]
    called = [hook for hook in hooks if hook.status == "installed" and hook.hits]
    assert any(hook.hook.endswith(".onEventV3") for hook in called)
    assert all(hook.reason.startswith("Renamed in this app: ") for hook in called)
    runtimes = {process["runtime"] for process in renamed_on_art.document["coverage"]["processes"]}
    assert runtimes == {"Android 10, ART 2.1.0"}
