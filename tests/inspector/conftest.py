"""The main job on HotSpot and on Android's own runtime, recorded once for all who compare with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.inspector.on_art import record_on_art
from tests.inspector.recorded import Recorded, record_demo
from tests.rigs.art import phone


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """The demonstration, run once."""
    return record_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def document(recorded: Recorded) -> dict[str, Any]:
    return recorded.document


@pytest.fixture(scope="session")
def on_art(recorded: Recorded, art_rig: Path, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """The same with the app as dex."""
    folder = tmp_path_factory.mktemp("art")
    return record_on_art(phone.chat(folder), art_rig, folder, recorded)
