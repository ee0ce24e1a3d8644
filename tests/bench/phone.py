"""A practice phone with the bench's app, in a process of its own; ends when its standard input does.

python -m tests.bench.phone JAR PACKAGE. One difference to the product's: the host slow.bench.test answers after 20 ms.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Any
from unittest.mock import patch

from inspector.device.practice import answers
from inspector.device.practice.phone import PracticePhone

SLOW_HOST, FAST_HOST = "slow.bench.test", "fast.bench.test"
SLOW_S = 0.020


def main(jar: Path, package: str) -> None:
    """Says its serial on one line, then waits."""
    quick = answers.answer
    never = threading.Event()

    def answer(host: str, *rest: Any) -> answers.Answer:
        if host == SLOW_HOST:
            never.wait(SLOW_S)
        return quick(host, *rest)

    with patch("inspector.device.practice.http1.answer", answer), PracticePhone(jar, package) as phone:
        print(phone.serial, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
