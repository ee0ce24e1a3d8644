"""What tests of several folders share: the rigs, built once and kept, or a skip that says in one line why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rigs import rigs


@pytest.fixture(scope="session")
def art_rig() -> Path:
    """The folder of the art rig."""
    try:
        return rigs.art()
    except rigs.NoRig as reason:
        pytest.skip(str(reason))
