"""The program that is to come to no harm: many threads in watched methods while garbage is collected, on any Java."""

from __future__ import annotations

import contextlib
import subprocess
import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.hooks.rig import App, Reader, Refused

SOURCES = Path(__file__).resolve().parent / "java"
THREADS = 16
# When garbage is collected: all the while, or when the runtime finds that there is enough.
FORCED, NATURAL = "forced", "natural"
_TURN_S = 0.5


@dataclass(frozen=True)
class Outcome:
    """What the program said of one run."""

    digest: str
    differences: int
    collections: int
    calls_a_second: int


@dataclass(frozen=True)
class Load:
    """What was done to the agent while the program ran, and what came of it."""

    outcome: Outcome
    readers: int
    killed: int
    quiets: int
    rows: int
    holes: int
    twice: int
    hits: int


def jar(folder: Path) -> Path:
    """The program, compiled for Java 8. Needs javac."""
    classes = folder / "noharm"
    sources = [str(file) for file in sorted(SOURCES.rglob("*.java"))]
    command = ["javac", "--release", "8", "-nowarn", "-Xlint:none", "-d", str(classes), *sources]
    subprocess.run(command, check=True, capture_output=True)
    made = folder / "noharm.jar"
    with zipfile.ZipFile(made, "w") as out:
        for file in sorted(classes.rglob("*.class")):
            out.writestr(zipfile.ZipInfo(file.relative_to(classes).as_posix()), file.read_bytes())
    return made


@contextlib.contextmanager
def started(command: Sequence[str]) -> Iterator[App]:
    """A process of the program; `command` ends where its main class stands."""
    process = subprocess.Popen([*command, "NoHarm"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "UP\n"
        yield (app := App(process))
        for reader in app.readers:
            reader.close()
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def run(app: App, calls: int, collect: str = FORCED) -> Outcome:
    """Without touching it."""
    return _outcome(app.tell("run", THREADS, calls, collect))


def run_under_load(app: App, calls: int, collect: str = FORCED) -> Load:
    """While a reader takes rows, is quiet, wakes, and every other one dies before it has acknowledged."""
    said: list[str] = []
    app.begin("run", THREADS, calls, collect)
    waiting = threading.Thread(target=lambda: said.append(app.answer()), daemon=True)
    waiting.start()
    turns = _Turns(app)
    while waiting.is_alive():
        turns.one()
    waiting.join()
    assert said, "the program ended"
    return turns.told(_outcome(said[0]))


class _Turns:
    """Readers of one session, one after another."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._stored: list[int] = []
        self._count = self._quiets = 0

    def one(self) -> None:
        """Connects, takes rows for a while; every other time it goes before it has acknowledged."""
        self._count += 1
        reader = Reader(self._app.agent, "no harm", stored=self._stored[-1] if self._stored else 0)
        try:
            if self._count % 3 == 0:
                assert reader.ask("quiet")["state"] == "quiet"
                assert reader.ask("wake")["state"] == "watching"
                self._quiets += 1
            until_s = time.monotonic() + _TURN_S
            while time.monotonic() < until_s:
                reader.ask("wake")  # answered after the rows before it, so that there is always something to wait for
                if self._count % 2:
                    self._keep(reader)
            if self._count % 2:
                self._keep(reader)
        except Refused:
            pass
        finally:
            reader.close()

    def told(self, outcome: Outcome) -> Load:
        """Takes what is left, and counts."""
        reader = Reader(self._app.agent, "no harm", stored=self._stored[-1] if self._stored else 0)
        hits = sum(hook["hits"] for hook in reader.ask("describe")["hooks"])
        reader.ask("quiet")
        self._keep(reader)
        reader.close()
        seen = set(self._stored)
        return Load(
            outcome,
            readers=self._count + 1,
            killed=self._count // 2,
            quiets=self._quiets,
            rows=len(self._stored),
            holes=max(seen) - len(seen),
            twice=len(self._stored) - len(seen),
            hits=hits,
        )

    def _keep(self, reader: Reader) -> None:
        if reader.rows:
            self._stored += [row.seq for row in reader.rows]
            reader.ack()
            reader.rows.clear()


def _outcome(answer: str) -> Outcome:
    digest, *numbers = answer.split()
    differences, collections, calls_a_second = map(int, numbers)
    return Outcome(digest, differences, collections, calls_a_second)
