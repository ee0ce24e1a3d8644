"""Tables on standard output; nothing is stored."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table


class Report:
    """Prints as it goes."""

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
        self._console.print(" ".join(text.split()), markup=False)


def share(part: int, whole: int) -> str:
    """Per cent and the counts it is of."""
    return f"{part / whole:.1%} ({part}/{whole})" if whole else "–"
