"""Asks one thing of inspector.device in a process of its own and prints the answer as JSON (see conftest.adb_port)."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[3]


def ask(function: str, *arguments: Any) -> Any:
    """The answer of e.g. "readiness.probe" to these arguments, as JSON; dataclasses come back as dicts."""
    command = [sys.executable, "-m", "tests.inspector.device.ask", function, json.dumps(arguments)]
    ran = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.hex() if isinstance(value, bytes) else value


if __name__ == "__main__":
    import importlib

    _module, _, _name = sys.argv[1].rpartition(".")
    _found = getattr(importlib.import_module(f"inspector.device.{_module}"), _name)
    print(json.dumps(_plain(_found(*json.loads(sys.argv[2])))))
