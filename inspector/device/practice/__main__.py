"""The process spawn_detached starts: one JSON object of wishes in, one line of JSON out, then silence."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from pathlib import Path

from inspector.device.practice.running import RunningPhone
from inspector.device.practice.serve import run
from inspector.errors import PracticeProblem


def _announce(phone: RunningPhone) -> None:
    _say(dataclasses.asdict(phone))
    # Whoever started this may be killed: nothing is written to its pipe again.
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())
    os.close(silence)


def _say(what: dict[str, object]) -> None:
    print(json.dumps(what), flush=True)


def main(wanted: str) -> int:
    wishes = json.loads(wanted)
    for key in ("app_jar", "truth", "runtime"):
        wishes[key] = Path(wishes[key]) if wishes[key] else None
    try:
        run(**wishes, announce=_announce)
    except PracticeProblem as problem:
        _say({"problem": str(problem), "hint": problem.hint})
        return problem.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
