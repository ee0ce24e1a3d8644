"""Everything without a window.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 a file, 4 a phone, 5 the practice phone, 130 interrupted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

import inspector
from inspector.cli import files, phone, window
from inspector.errors import InspectorError


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments) or 0)
    except InspectorError as problem:
        print(f"{problem}\n{problem.hint}".rstrip(), file=sys.stderr)
        return problem.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="inspector",
        description="Watch live what data each third party receives from an Android app, and keep the proof.",
        epilog="Without a command: the window. " + (__doc__ or "").partition("\n\n")[2],
    )
    parser.add_argument("--version", action="version", version=f"inspector {inspector.__version__}")
    parser.set_defaults(run=window.open_window, session=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        return sub

    window.add_commands(command)
    phone.add_commands(command)
    files.add_commands(command)
    return parser
