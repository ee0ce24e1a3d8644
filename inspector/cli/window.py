"""Commands that open the window, or show the job without a phone."""

from __future__ import annotations

import argparse
import os
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from rich.console import Console

from inspector import demo, desk, live_table, paths
from inspector.cli.shared import Command, new_file, seconds
from inspector.errors import InspectorError, PracticeProblem
from inspector.store.reader import Reader


def add_commands(command: Command) -> None:
    """Adds them to the parser."""
    sub = command("open", open_window, "open a saved session, or another tool's capture, in the window")
    sub.add_argument("session", type=Path)

    sub = command(
        "demo", _demo, "show the whole job on the practice phone: a window if there is a display, else a live table"
    )
    sub.add_argument("--headless", action="store_true", help="no window even if there is a display")
    sub.add_argument("--seconds", type=seconds, default=40.0, help="how long to record without a window (40)")
    sub.add_argument("--out", type=Path, help="the session file to write")

    sub = command("practice", _practice, "run the practice phone alone until Ctrl-C; it appears beside other phones")
    sub.add_argument("--app", type=Path, metavar="JAR", help="any JVM program to be the phone's app")
    sub.add_argument("--package", help="its package name (else that of its main class)")
    sub.add_argument("--runtime", type=Path, metavar="JSON", help='another Java runtime: {"command": [words]}')
    sub.add_argument("--main", metavar="CLASS", help="its main class (else that of its manifest)")
    sub.add_argument(
        "--load", type=int, default=0, metavar="N", help="Practice Chat sends N numbered requests a second more"
    )
    sub.add_argument("--truth", type=Path, metavar="DIR", help="where to keep what the practice internet received")
    sub.add_argument(
        "--idle-limit", type=float, default=0.0, metavar="SECONDS", help="stop when unused for so long (0: never)"
    )


def open_window(arguments: argparse.Namespace) -> int:
    """The window, on a session where one is named."""
    return _show_window(session=arguments.session)


def _demo(arguments: argparse.Namespace) -> int:
    if not arguments.headless and _has_display():
        return _show_window(practice=True)
    out = arguments.out or paths.free_session(paths.sessions(), f"{time.strftime('%Y-%m-%d %H.%M')} demo")
    console = Console()
    try:
        demo.run(arguments.seconds, new_file(out), console)
    except PracticeProblem:
        sample = desk.sample_session_path()
        if sample is not None:
            with closing(Reader(sample)) as reader:
                console.print("The sample session, recorded elsewhere:", style="bold")
                console.print(live_table.report(reader))
        raise
    with closing(Reader(out)) as reader:
        console.print(live_table.report(reader))
    console.print(
        f"Saved: {out}\nLook at it:  inspector show {out}   or, with a display:  inspector open {out}", highlight=False
    )
    return 0


def _practice(arguments: argparse.Namespace) -> int:
    desk.run_practice(
        arguments.app,
        arguments.package,
        arguments.main,
        arguments.load,
        arguments.truth,
        arguments.idle_limit,
        arguments.runtime,
    )
    return 0


def _has_display() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _show_window(**options: Any) -> int:
    if not _has_display():
        raise InspectorError(
            "There is no display to open a window on.", code="no_display",
            hint="Use the commands for the terminal (inspector --help), or: inspector demo --headless",
        )  # fmt: skip
    from ui.__main__ import main as window_main  # the core runs without its window: only here, and only when asked

    return window_main(**options)
