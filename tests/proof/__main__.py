"""The proof table: every hook, the real versions its signature is in, and what fired it, from test runs made now.

    python -m tests.proof                     runs the parts, prints a line a module
    python -m tests.proof --keep DIR          and keeps what they noted
    python -m tests.proof --from DIR --all    prints again, every hook; --markdown for the guide
    python -m tests.proof --part stand-ins    only some of the parts

Exit code 1 where a hook neither fired nor has a reason (tests/proof/why_not.toml), where a reason is stale, or where a
signature could not be looked up.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.hooks.rig import build_module
from tests.proof import catalog, parts, render, rows, versions
from tests.proof.catalog import Module
from tests.proof.versions import Looked
from tests.rigs import maven

_VERSIONS = "versions.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code."""
    asked = _parser().parse_args(arguments)
    if asked.source:
        return show(Path(asked.source), asked)
    if asked.keep:
        return _run(Path(asked.keep), asked)
    with tempfile.TemporaryDirectory() as name:
        return _run(Path(name), asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.proof", description="The proof table of the hooks.")
    parser.add_argument("--keep", metavar="DIR", help="where to keep what the runs noted")
    parser.add_argument("--from", dest="source", metavar="DIR", help="print what a run kept, without running")
    parser.add_argument("--part", action="append", choices=[part.name for part in parts.PARTS], help="run only this")
    parser.add_argument("--all", action="store_true", help="a line for every hook")
    parser.add_argument("--markdown", action="store_true", help="the table for the guide")
    return parser


def _run(folder: Path, asked: argparse.Namespace) -> int:
    for part in parts.PARTS:
        if not asked.part or part.name in asked.part:
            print(f"{part.name}: {parts.run(part, folder)}", file=sys.stderr, flush=True)
    return show(folder, asked)


def show(folder: Path, asked: argparse.Namespace) -> int:
    """Prints the table of what was noted in the folder; 1 where something in it is not as it must be."""
    modules = catalog.load(build_module().build().read_text(encoding="utf-8"))
    why = rows.reasons()
    table = rows.rows(modules, _looked(folder, modules), parts.ran(folder), why)
    if asked.all:
        printed = render.every(table)
    elif asked.markdown:
        printed = render.markdown(render.for_guide(table))
    else:
        printed = render.lines(render.by_module(table))
    print("\n".join(printed))
    print(f"\n{render.totals(table)}")
    gaps, old, absent = rows.unexplained(table), rows.stale(table, why), parts.missing(folder)
    for line in absent:
        print(f"Not run here: {line}")
    for hook in old:
        print(f"A reason is stale: {hook}")
    if absent:
        return int(bool(old))
    for hook in gaps:
        print(f"Neither fired nor explained: {hook}")
    return int(bool(old or gaps))


def _looked(folder: Path, modules: Sequence[Module]) -> Mapping[str, Looked]:
    """What was found in the artifacts, once a folder: it takes minutes."""
    file = folder / _VERSIONS
    if file.is_file():
        kept = json.loads(file.read_text("utf-8"))
        return {id_: Looked(tuple(k["looked_in"]), tuple(k["exists_in"]), k["source"]) for id_, k in kept.items()}
    if maven.missing():
        print(f"No signature was looked up: {maven.missing()}")
        return {}
    found = versions.look(modules)
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({id_: asdict(each) for id_, each in found.items()}), "utf-8")
    return found


if __name__ == "__main__":
    sys.exit(main())
