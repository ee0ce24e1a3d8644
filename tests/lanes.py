"""Which tests may run at the same time: those of phones are one lane, in order; of the others each file is one.

Phones share adb's server and most of all wait; what is recorded once a run is compared by several of their files.
"""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parent.parent
PHONES = "phones"
_OF_PHONES = "tests/inspector/device/"


class Lanes(LoadScopeScheduling):
    """Gives each process a lane at a time, the phones' first, and keeps the names of tests as they are."""

    def _split_scope(self, nodeid: str) -> str:
        return lane(nodeid.partition("::")[0])


@functools.cache
def lane(file: str) -> str:
    """The lane of a test file, by its path from the root: one of the phones' says so by its mark or its folder."""
    if file.startswith(_OF_PHONES) or "pytest.mark.phone" in (ROOT / file).read_text("utf-8"):
        return PHONES
    return file


def phones_first(items: list[pytest.Item]) -> None:
    """The longest lane begins at once; within it and after it the order is kept."""
    items.sort(key=lambda item: lane(item.path.relative_to(ROOT).as_posix()) != PHONES)
