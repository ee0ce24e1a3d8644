"""The test runs that fire hooks, one after another, each into a folder of its own that the ledger is then read from."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.proof import ledger
from tests.proof.ledger import Ran
from tests.proof.rows import FRAMEWORK, HOTSPOT, REAL_SDK, column_of

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 1200


@dataclass(frozen=True, slots=True)
class Part:
    """Test files; `rig` is the column of their Java processes that are not ART's. `real`: the SDKs in them are real."""

    name: str
    rig: str
    files: tuple[str, ...]
    real: bool = False


PARTS = (
    Part("stand-ins", HOTSPOT, ("tests/proof/test_stand_ins.py", "tests/proof/test_others.py")),
    Part(
        "agent",
        HOTSPOT,
        tuple(f"tests/hooks/test_{name}.py" for name in (
            "agent", "crypto", "java_stacks", "asked", "senders_across", "practice_app",
        )),
    ),
    Part(
        "native",
        HOTSPOT,
        tuple(f"tests/hooks/test_{name}.py" for name in (
            "native_conscrypt", "native_tls", "native_sockets", "native_reads", "names", "resolvers",
        )),
    ),
    Part("device-reads", FRAMEWORK, ("tests/hooks/test_device_reads.py",)),
    Part("real-sdks", FRAMEWORK, ("tests/inspector/test_real_sdks.py",), real=True),
    Part("art-main", HOTSPOT, ("tests/inspector/test_main_job_on_art.py",)),
)  # fmt: skip


def run(part: Part, folder: Path) -> str:
    """Runs its tests; what came of it, in one line."""
    (folder / part.name).mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", *part.files,
        "-o", "tmp_path_retention_policy=all", f"--basetemp={folder / part.name / 'files'}",
    ]  # fmt: skip
    environment = os.environ | {ledger.FOLDER: str(folder / part.name), "QT_QPA_PLATFORM": "offscreen"}
    began_s = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=LIMIT_S
    )
    (folder / part.name / "said").write_text(done.stdout + done.stderr, encoding="utf-8")
    lines = done.stdout.splitlines() or ["nothing was said"]
    skipped = [line.partition(": ")[2] for line in lines if line.startswith("SKIPPED")]
    result = "; ".join([lines[-1].strip("= "), *dict.fromkeys(skipped)])
    (folder / part.name / "result").write_text(result, encoding="utf-8")
    return f"{result} ({time.monotonic() - began_s:.0f} s)"


def ran(folder: Path) -> Iterator[tuple[str, Ran]]:
    """Every process of every part that was run into the folder, by column; a real SDK's processes by both of theirs."""
    for part in PARTS:
        for process in ledger.read(folder / part.name):
            yield column_of(process.runtime, part.rig), process
            if part.real:
                yield REAL_SDK, process


def missing(folder: Path) -> list[str]:
    """The parts that told nothing, each with what came of it."""
    return [f"{part.name}: {_result(folder / part.name)}" for part in PARTS if not ledger.read(folder / part.name)]


def _result(folder: Path) -> str:
    file = folder / "result"
    return file.read_text("utf-8") if file.is_file() else "not run"
