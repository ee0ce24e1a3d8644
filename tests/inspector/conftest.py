"""The main job on HotSpot, recorded once for all who compare with it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.inspector.recorded import Recorded, record_demo


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """The demonstration, run once."""
    return record_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def document(recorded: Recorded) -> dict[str, Any]:
    return recorded.document
