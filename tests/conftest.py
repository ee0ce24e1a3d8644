"""What tests of several folders share: their lanes, and the rigs, built once and kept, or a skip that says why not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests import lanes
from tests.rigs import rigs

# A deadline would be a timed assertion, and the machines are shared.
settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")

_LONG_BYTES = 24


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> lanes.Lanes:
    """How the tests are shared out where there is more than one process (-n)."""
    return lanes.Lanes(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        lanes.phones_first(items)


@pytest.fixture(scope="session")
def art_rig() -> Path:
    """The folder of the art rig."""
    try:
        return rigs.art()
    except rigs.NoRig as reason:
        pytest.skip(str(reason))


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Long bytes are named by their length: compressed ones hold the time, and every process must name them alike."""
    return f"{argname}-{len(val)}-bytes" if isinstance(val, bytes) and len(val) > _LONG_BYTES else None
