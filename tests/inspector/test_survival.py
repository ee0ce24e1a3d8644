"""The tool killed, the cable out: the session goes on without a hole, nothing is in it twice.

Practice Chat sends numbered requests; the practice internet writes down what it received. What the session says is
compared with that.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from inspector.device.practice.running import RunningPhone, spawn_detached
from inspector.errors import FileProblem
from inspector.evidence import verify
from inspector.store.reader import Reader
from tests.waiting import wait_until

pytestmark = [pytest.mark.phone, pytest.mark.slow, pytest.mark.timeout(900)]

PACKAGE = "com.practice.chat"
REQUESTS_A_SECOND = 10  # each start of the tool derives again all that came before it
KILLS = 20
_NUMBER = re.compile(r"[?&]load=(\d+)")


@pytest.fixture
def phone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningPhone]:
    """A practice phone whose app sends numbered requests, in a process of its own."""
    monkeypatch.setenv("INSPECTOR_CACHE", str(tmp_path / "cache"))
    running = spawn_detached(load=REQUESTS_A_SECOND, truth=tmp_path / "truth", idle_limit_s=120)
    yield running
    running.stop()


@pytest.fixture
def start(phone: RunningPhone) -> Iterator[Callable[[Path], Tool]]:
    """Starts the tool on that phone; the last one is ended with the test, however that ends."""
    started: list[Tool] = []

    def begin(out: Path) -> Tool:
        started.append(Tool(phone, out))
        return started[-1]

    yield begin
    if started and not started[-1].log.closed:
        started[-1].end(signal.SIGKILL)


class Tool:
    """`inspector record` in a process of its own."""

    def __init__(self, phone: RunningPhone, out: Path) -> None:
        self.out = out
        self.log = (out.parent / "tool.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "inspector", "record", PACKAGE, "--serial", phone.serial, "--out", str(out)],
            stdout=self.log, stderr=self.log, cwd=Path(__file__).resolve().parents[2],
        )  # fmt: skip

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        code = self.process.wait(120)
        self.log.close()
        return code

    def wait_for(self, requests: int) -> None:
        """Until the file has more requests than that; fails the test when the tool ends by itself."""

        def more() -> bool:
            assert self.process.poll() is None, (self.out.parent / "tool.log").read_text()
            return stored_requests(self.out) > requests

        wait_until(more, 120, f"{requests} requests in the file")


def stored_requests(path: Path) -> int:
    if not path.exists():
        return 0
    with suppress(FileProblem), closing(Reader(path)) as reader:  # a file that is only just being made
        return reader.count("kind:request")
    return 0


def on_the_screen(path: Path) -> set[int]:
    with closing(Reader(path)) as reader:
        return {row.id for row in reader.rows(limit=100_000)}


def in_the_session(path: Path) -> Counter[tuple[int, str]]:
    """Running number and hash of the body of every numbered request, as the session has them."""
    found: Counter[tuple[int, str]] = Counter()
    with closing(Reader(path)) as reader:
        for row in reader.rows("kind:request host:gator.volces.com", limit=100_000):
            detail = reader.detail(row.id)
            if match := _NUMBER.search(str(detail.detail["target"])):
                body = next(b.data for b in detail.bodies if b.side == "up")
                found[int(match[1]), body_hash(body)] += 1
    return found


def in_truth(folder: Path) -> dict[int, str]:
    rows = [json.loads(line) for line in (folder / "requests.jsonl").read_text().splitlines()]
    return {int(m[1]): row["body_sha256"] for row in rows if (m := _NUMBER.search(row["target"]))}


def body_hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def compare(session: Counter[tuple[int, str]], truth: dict[int, str]) -> None:
    """No hole, none twice, every byte as it arrived, from the first request to the last one recorded."""
    assert session, "the session has no numbered request"
    assert max(session.values()) == 1, "a request is in the session twice"
    last = max(number for number, _ in session)
    # Two threads send: the one may be ahead of the other by a request when the agent goes quiet.
    assert set(range(1, last - 3)) <= {n for n, _ in session}
    assert all(truth[number] == digest for number, digest in session if number in truth)
    assert {n for n, _ in session} - set(truth) <= set(range(last - 3, last + 1))


def test_killed_twenty_times_the_session_has_no_hole_and_nothing_twice(
    start: Callable[[Path], Tool], tmp_path: Path
) -> None:
    out, chance = tmp_path / "killed.session", random.Random(20)
    for _ in range(KILLS):
        before = stored_requests(out)
        tool = start(out)
        tool.wait_for(before + chance.randint(3, 40))
        seen = on_the_screen(out)
        assert tool.end(signal.SIGKILL) == -signal.SIGKILL
        assert seen <= on_the_screen(out)
        with closing(Reader(out)) as reader:
            assert reader.session().interrupted
    before = stored_requests(out)
    tool = start(out)
    tool.wait_for(before + 20)
    assert tool.end(signal.SIGINT) == 0
    compare(in_the_session(out), in_truth(tmp_path / "truth"))
    assert verify(out).ok
    with closing(Reader(out)) as reader:
        assert reader.coverage().dropped_rows == 0
        assert not reader.session().interrupted


def test_ten_seconds_without_the_cable_lose_nothing(
    phone: RunningPhone, start: Callable[[Path], Tool], tmp_path: Path
) -> None:
    out = tmp_path / "cable.session"
    tool = start(out)
    tool.wait_for(30)
    phone.pull_cable(10)
    arrived = len(in_truth(tmp_path / "truth"))
    wait_until(lambda: len(in_truth(tmp_path / "truth")) > arrived + 6 * REQUESTS_A_SECOND, 60, "traffic meanwhile")
    tool.wait_for(arrived + 6 * REQUESTS_A_SECOND)
    assert tool.end(signal.SIGINT) == 0
    compare(in_the_session(out), in_truth(tmp_path / "truth"))
