"""Imports a HAR file with 30 planted values, timed: python -m tests.bench.throughput.ours HAR OUT."""

from __future__ import annotations

import json
import resource
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest.mock import patch

from inspector import desk
from inspector.store.reader import Reader
from inspector.store.writer import Writer
from tests.bench.traffic import PLANTED


def main() -> int:
    """One line of JSON, as the neighbours' runners write it."""
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    stored_s, end = 0.0, Writer.end

    def ended(writer: Writer, *arguments: Any) -> None:
        nonlocal stored_s
        stored_s = time.perf_counter() - began  # all is stored and classified; now the search index catches up
        end(writer, *arguments)

    began = time.perf_counter()
    with patch.object(Writer, "end", ended):
        desk.import_capture(source, out, PLANTED)
    indexed_s = time.perf_counter() - began
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    with closing(Reader(out)) as reader:
        count = reader.count("kind:request")
        findings = reader._one("SELECT sum(json_array_length(t.members)) FROM observation AS o "
                               "JOIN together AS t ON t.id = o.findings", 0)  # fmt: skip
    print(json.dumps({
        "requests": count, "findings": findings, "read_s": 0.0, "whole_s": stored_s, "indexed_s": indexed_s,
        "cpu_s": sum(one.ru_utime + one.ru_stime for one in used), "workers_mb": used[1].ru_maxrss / 1000,
    }))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
