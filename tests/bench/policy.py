"""Prints how well policies are read: precision and recall of companies and types.

    python -m tests.bench.policy

The texts and what a careful reader takes from them are in `policy_texts`, twice six, each set written when the reader
was done and then used to mend it: the figures of the first run are those for texts it was not made for. A company that
shares its name with an expected one (a product two companies have) counts as found wrongly. Types named only in general
terms count neither way.
"""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

from rich.console import Console
from rich.table import Table

from inspector.policy.names import Names
from inspector.policy.reading import read_policy
from inspector.policy.texts import from_file
from inspector.recipients import DomainLists, Recipients

_TEXTS = Path(__file__).parent / "policy_texts"


def main() -> None:
    """Reads each text and prints what was found right, wrongly and not."""
    names = Names(Recipients.load(lists=DomainLists()).companies.values())
    for folder in ("second", "first"):
        _print(folder, names)


def _print(folder: str, names: Names) -> None:
    expected = tomllib.loads((_TEXTS / folder / "expected.toml").read_text("utf-8"))
    heads = ("Text", "What", "Expected", "Found", "Right", "Precision", "Recall", "Wrong", "Missed")
    table = Table(*heads, title=f"The {folder} six", box=None)
    first_run = expected.pop("first_run")
    sums: dict[str, list[int]] = {"companies": [0, 0, 0], "types": [0, 0, 0]}
    began, characters = time.perf_counter(), 0
    for name, wanted in expected.items():
        text = from_file(_TEXTS / folder / name).text
        characters += len(text)
        read = read_policy(text, names)
        for what, found in (("companies", set(read.companies)), ("types", set(read.types))):
            want = set(wanted[what])
            right = found & want
            for at, count in enumerate((len(want), len(found), len(right))):
                sums[what][at] += count
            wrong, missed = ", ".join(sorted(found - want)), ", ".join(sorted(want - found))
            table.add_row(name, what, *_figures(len(want), len(found), len(right)), wrong, missed)
    took_ms = (time.perf_counter() - began) * 1000
    for what, (want_count, found_count, right_count) in sums.items():
        table.add_row("all", what, *_figures(want_count, found_count, right_count), "", "")
        right, found_first, want_first = first_run[what]
        table.add_row("first run", what, *_figures(want_first, found_first, right), "", "", style="bold")
    console = Console(width=200)
    console.print(table)
    console.print(f"{len(expected)} texts, {characters:,} characters, read in {took_ms:.0f} ms.\n")


def _figures(want: int, found: int, right: int) -> tuple[str, str, str, str, str]:
    precision = f"{right / found:.1%}" if found else "-"
    return str(want), str(found), str(right), precision, f"{right / want:.1%}" if want else "-"


if __name__ == "__main__":
    main()
