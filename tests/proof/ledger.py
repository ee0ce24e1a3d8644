"""What fired in test runs: noted by readers of the agent while tests run, or found in the sessions that they left.

Tests write where the variable PROOF_LEDGER names a folder; without it nothing of this happens.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = "PROOF_LEDGER"
_FILE = "processes.jsonl"
_lock = threading.Lock()


@dataclass(slots=True)
class Ran:
    """One process with the agent in it. `runtime` as it said itself ("native" where it has no Java).

    `hits` are calls of each hook, from its start on; `status` and `group` are each hook's last known.
    """

    runtime: str
    hits: dict[str, int] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    group: dict[str, str] = field(default_factory=dict)

    def add(self, hits: Mapping[str, int]) -> None:
        """Totals of a later or an earlier moment of the same process."""
        for hook, count in hits.items():
            self.hits[hook] = max(count, self.hits.get(hook, 0))


def wanted() -> bool:
    """Whether what fires is to be noted."""
    return FOLDER in os.environ


def note(hello: Mapping[str, Any], hooks: Iterable[Mapping[str, Any]]) -> None:
    """Appends what one process's agent says of its hooks (its answer to "describe")."""
    told = [[hook["id"], hook["group"], hook["status"], hook["hits"]] for hook in hooks]
    line = json.dumps({"instance": hello["instance"], "runtime": hello["runtime"], "hooks": told})
    folder = Path(os.environ[FOLDER])
    folder.mkdir(parents=True, exist_ok=True)
    with _lock, (folder / _FILE).open("a", encoding="utf-8") as out:
        out.write(line + "\n")


def read(folder: Path) -> list[Ran]:
    """Every process that the ledger and the session files below `folder` tell of."""
    return [*_noted(folder / _FILE), *(ran for file in sorted(folder.rglob("*.session")) for ran in _recorded(file))]


def _noted(file: Path) -> Iterator[Ran]:
    known: dict[str, Ran] = {}
    for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
        said = json.loads(line)
        ran = known.setdefault(said["instance"], Ran(said["runtime"]))
        ran.add({hook: hits for hook, _, _, hits in said["hooks"]})
        for hook, group, status, _ in said["hooks"]:
            ran.group[hook], ran.status[hook] = group, status
    yield from known.values()


def _recorded(session: Path) -> Iterator[Ran]:
    """A file that is no session, or was never begun, has none."""
    known: dict[int, Ran] = {}
    query = "SELECT process, kind, fields FROM raw WHERE kind IN ('process', 'hook', 'hits') ORDER BY id"
    with closing(sqlite3.connect(f"file:{session}?mode=ro", uri=True)) as file:
        try:
            rows = file.execute(query).fetchall()
        except sqlite3.DatabaseError:
            return
    for process, kind, text in rows:
        fields = json.loads(text)
        ran = known.setdefault(process, Ran(""))
        if kind == "process":
            ran.runtime = fields.get("runtime", "")
        elif kind == "hook":
            ran.group[fields["id"]], ran.status[fields["id"]] = fields["group"], fields["status"]
        else:
            ran.add(fields)
    yield from (ran for ran in known.values() if ran.runtime)
