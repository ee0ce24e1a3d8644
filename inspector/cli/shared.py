"""What several commands need: the shape of a command, files that are written, numbers of seconds."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from inspector.errors import FileProblem

Command = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]
"""Adds a command: its name, what it runs, and what it says of itself."""


def new_file(path: Path) -> Path:
    """The path of a file that is not there yet. Raises FileProblem where it is, or its folder is not."""
    if path.exists():
        raise FileProblem(
            f"{path} exists already.", code="exists", hint="Choose another name with --out, or remove the file."
        )
    return writable(path)


def writable(path: Path) -> Path:
    """The path of a file that may be written over. Raises FileProblem where its folder is not there."""
    if not path.absolute().parent.is_dir():
        raise FileProblem(f"The folder of {path} does not exist.", code="no_folder", hint="Make it, or choose another.")
    return path


def seconds(text: str) -> float:
    """A stretch of time on the command line, up to a day. Raises ArgumentTypeError."""
    value = float(text)
    if not 0 <= value <= 86_400:
        raise argparse.ArgumentTypeError("between 0 and 86400")
    return value
