"""This tool and its neighbours on the same HAR file, each in a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench import peers
from tests.bench.traffic import PLANTED

_ROOT = Path(__file__).resolve().parents[3]
_RUNNERS = Path(__file__).parent / "runners"
_LIMIT_S = 1800
_LOOK_S = 0.05
# What TrackHAR calls the planted values; those it has no name for go by ours, which it takes as well.
_TRACKHAR = {
    "advertising_id": "advertisingId", "android_id": "otherIdentifiers", "device_model": "model", "email": "userId",
    "account_id": "userId", "device_id": "deviceId", "installation_id": "installationId", "session_id": "sessionId",
    "ip_address": "publicIp", "manufacturer": "manufacturer", "os_version": "osVersion",
    "network_operator": "carrier", "language": "language", "timezone": "timezone", "latitude": "latitude",
    "longitude": "longitude", "mac": "macAddress",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """What one did with the file. `whole_s` from opening the file to its last result; `read_s` of it reading the JSON.

    `indexed_s`: until this tool's search index was built, too. `workers_mb`: the largest of its further processes.
    """

    name: str
    requests: int = 0
    findings: int = 0
    read_s: float = 0.0
    whole_s: float = 0.0
    cpu_s: float = 0.0
    memory_mb: float = 0.0
    indexed_s: float = 0.0
    workers_mb: float = 0.0
    problem: str = ""


def run(har: Path, folder: Path) -> list[Result]:
    """This tool first."""
    return [
        _run("this tool", [sys.executable, "-m", "tests.bench.throughput.ours", har, folder / "ours.session"]),
        _trackhar(har),
        _of_python(peers.fritap(), "fritap_runner.py", har),
        _of_python(peers.mitmproxy(), "mitmproxy_runner.py", har, folder / "flows"),
    ]


def _trackhar(har: Path) -> Result:
    peer = peers.trackhar()
    if peer.problem:
        return Result(peer.name, problem=peer.problem)
    indicators: dict[str, list[str]] = {}
    for planted in PLANTED:
        indicators.setdefault(_TRACKHAR.get(planted.type, planted.type), []).append(planted.value)
    command = [peer.program, "--max-old-space-size=16000", _RUNNERS / "trackhar.mjs", peer.home, har]
    return _run(f"{peer.name} {peer.version}", [*command, json.dumps(indicators)])


def _of_python(peer: peers.Peer, runner: str, *arguments: Path) -> Result:
    if peer.problem:
        return Result(peer.name, problem=peer.problem)
    return _run(f"{peer.name} {peer.version}", [peer.program, _RUNNERS / runner, *arguments])


def _run(name: str, command: list[object]) -> Result:
    process = subprocess.Popen(
        [str(word) for word in command], cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    peak = _Peak(process.pid)
    peak.start()
    try:
        out, faults = process.communicate(timeout=_LIMIT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return Result(name, problem=f"not done after {_LIMIT_S} s")
    finally:
        peak.join()
    if process.returncode:
        return Result(name, problem=(faults.strip().splitlines() or [f"exit code {process.returncode}"])[-1])
    return Result(name, **json.loads(out.splitlines()[-1]), memory_mb=peak.megabytes)


class _Peak(threading.Thread):
    """The most memory a process ever held, read while it runs: what the system adds up begins with its parent's."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._status = Path(f"/proc/{pid}/status")
        self.megabytes = 0.0

    def run(self) -> None:
        while True:
            try:
                said = self._status.read_text()
            except OSError:
                return
            found = re.search(r"VmHWM:\s+(\d+) kB", said)
            if found is None:  # it has ended
                return
            self.megabytes = int(found[1]) / 1000
            time.sleep(_LOOK_S)
