"""What tests of several folders share: the rigs, built once and kept, or a skip that says in one line why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.rigs import rigs

# A deadline would be a timed assertion, and the machines are shared.
settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")


@pytest.fixture(scope="session")
def art_rig() -> Path:
    """The folder of the art rig."""
    try:
        return rigs.art()
    except rigs.NoRig as reason:
        pytest.skip(str(reason))
