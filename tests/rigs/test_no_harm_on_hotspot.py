"""No harm on HotSpot: many threads in watched methods, garbage collected all the while, readers that die.

tests/bench/no_harm.py does the same with a million calls.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.hooks.rig import build_module, java
from tests.rigs.noharm import program

pytestmark = pytest.mark.skipif(shutil.which("javac") is None, reason="no JDK: javac is not on PATH")

CALLS = 48_000
END_S = 30


def test_results_are_those_of_an_unhooked_run_whatever_becomes_of_the_reader(tmp_path: Path) -> None:
    command = [java(), "-cp", str(program.jar(tmp_path))]
    with program.started(command) as plain:
        unhooked = program.run(plain, CALLS)
    with program.started(command) as watched:
        watched.watch(build_module().build().read_text("utf-8"))
        load = program.run_under_load(watched, CALLS)
        assert watched.process.stdin is not None
        watched.process.stdin.close()
        assert watched.process.wait(END_S) == 0, "the app did not end by itself"
    assert load.outcome.digest == unhooked.digest
    assert load.outcome.differences == unhooked.differences == 0
    assert load.outcome.collections > 0
    assert load.killed > 0
    assert load.quiets > 0
    assert (load.holes, load.twice) == (0, 0)
    assert load.hits > 0
