"""The agent's outbox under any order of rows, readers and bounds: a row is kept, handed over or counted as dropped."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hooks.rig import ROOT, build_module

Step = tuple[Any, ...]
ALWAYS_KEPT = {"process", "hook", "present"}

_pushes = st.tuples(
    st.just("push"), st.sampled_from(["data", "sdk", "stack", "hook", "process"]), st.sampled_from([0, 10, 700])
)
_steps = st.lists(
    st.one_of(
        st.lists(_pushes, min_size=1, max_size=30),
        st.sampled_from(["send", "lose the reader", "acknowledge"]).map(lambda step: [(step,)]),
    ),
    max_size=25,
)


class Driver:
    """A node process that runs steps on the real outbox."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, limit_bytes: int, steps: list[Step]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([limit_bytes, *steps]) + "\n")
        self._process.stdin.flush()
        return dict(json.loads(self._process.stdout.readline()))


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node on PATH")
    build_module().bring_modules()
    script = Path(__file__).with_name("outbox_driver.mjs")
    command = [node, str(script), str(ROOT / "hooks")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Driver(process)
        assert process.stdin is not None
        process.stdin.close()


def carried_out(driver: Driver, limit_bytes: int, wanted: list[list[Step]]) -> tuple[list[Step], dict[str, Any]]:
    """The steps with the numbers a link would give: what `after` returned is sent, what was sent is acknowledged.

    The numbers depend on what happened before, so the run is made longer step by step.
    """
    steps: list[Step] = []
    sent = acknowledged = 0
    for group in wanted:
        for step in group:
            if step[0] == "push":
                steps.append(step)
                continue
            if step[0] == "send":
                steps.append(("after", sent, 2000, 5))
                rows = driver.run(limit_bytes, steps)["said"][-1]["rows"]
                sent = rows[-1]["seq"] if rows else sent
                steps.append(("sent", sent))
            elif step[0] == "acknowledge":
                acknowledged = sent
                steps.append(("release", acknowledged))
            else:
                sent = acknowledged
                steps.append(("sent", 0))
    return steps, driver.run(limit_bytes, steps)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(limit_bytes=st.sampled_from([1000, 5000, 20_000, 10**9]), wanted=_steps)
def test_every_row_is_kept_released_or_counted_as_dropped(
    driver: Driver, limit_bytes: int, wanted: list[list[Step]]
) -> None:
    steps, result = carried_out(driver, limit_bytes, wanted)
    pushed = [step for step in steps if step[0] == "push"]
    released = max((step[1] for step in steps if step[0] == "release"), default=0)
    left, dropped = result["left"], set(result["dropped"])
    numbers = [row["seq"] for row in left]
    assert numbers == sorted(set(numbers))
    assert set(numbers).isdisjoint(dropped)
    for seq, (_, kind, payload) in enumerate(pushed, 1):
        if kind in ALWAYS_KEPT:
            assert seq not in dropped
        if seq > released:
            assert (seq in dropped) != (seq in numbers)
            row = next((row for row in left if row["seq"] == seq), None)
            assert row is None or row["payload"] + row["lost"] == payload
    if result["said"]:
        last = result["said"][-1]
        assert last["droppedRows"] == len(dropped)
        assert last["count"] == len(left)
        assert last["bytes"] == sum(row["size"] + row["payload"] for row in left)
        assert last["next"] == len(pushed) + 1


def test_past_its_bound_payloads_go_first_then_rows_and_what_a_reader_has_stays(driver: Driver) -> None:
    steps: list[Step] = [("push", "data", 700)] * 4
    steps += [("after", 0, 10**9, 2), ("sent", 2), *[("push", "data", 700)] * 40]
    result = driver.run(6000, steps)
    assert [row["seq"] for row in result["left"][:2]] == [1, 2]
    assert [row["payload"] for row in result["left"][:2]] == [700, 700]
    assert result["dropped"] == list(range(3, 3 + len(result["dropped"])))
    assert result["said"][-1]["bytes"] <= 6000
    assert sum(row["lost"] for row in result["left"]) > 0


def test_a_long_flood_without_a_reader_keeps_the_newest_rows_within_the_bound(driver: Driver) -> None:
    result = driver.run(100_000, [("push", "hook", 0), *[("push", "sdk", 0)] * 20_000])
    numbers = [row["seq"] for row in result["left"]]
    assert numbers[0] == 1
    assert numbers[1:] == list(range(numbers[1], 20_002))
    assert result["said"][-1]["bytes"] <= 100_000
    assert result["said"][-1]["droppedRows"] == 20_001 - len(numbers)
