"""Tables on standard output, with the facts of the machine they were measured on."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from pathlib import Path

import frida
import PySide6
from rich.console import Console
from rich.table import Table

from tests.bench.rig import JAVA


class Report:
    """Prints as it goes; stores nothing."""

    def __init__(self) -> None:
        self._console = Console(width=160, highlight=False)

    def table(self, title: str, columns: list[str]) -> Table:
        """An empty table; the first column is a name, all others are figures."""
        made = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
        for number, column in enumerate(columns):
            made.add_column(column, justify="right" if number else "left", no_wrap=not number)
        return made

    def show(self, table: Table) -> None:
        self._console.print()
        self._console.print(table)

    def say(self, text: str) -> None:
        """One paragraph; white space in it is only the source's."""
        style = "dim" if self._console.is_terminal else ""
        self._console.print(" ".join(text.split()), style=style, markup=False)

    def machine(self) -> None:
        """What it runs on, and what else ran when it began."""
        java = subprocess.run([JAVA, "-version"], capture_output=True, text=True, check=True).stderr.splitlines()[0]
        load = os.getloadavg()[0]
        self.say(
            f"{_cpu()}, {os.cpu_count()} cores, {_memory_gb():.0f} GB, Linux {platform.release()}; "
            f"Python {platform.python_version()}, Frida {frida.__version__}, {java}, Qt {PySide6.__version__}, "
            f"SQLite {sqlite3.sqlite_version}. Load average at the start: {load:.2f}"
            + (" (others are at work: read the figures as lower bounds)" if load > 0.7 else "")
        )


def percentile(values: list[float], share: float) -> float:
    """The smallest value that this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def share(part: int, whole: int) -> str:
    """Per cent and the counts it is of."""
    return f"{part / whole:.1%} ({part}/{whole})" if whole else "–"


def _cpu() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
