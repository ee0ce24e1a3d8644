"""Commands that need a phone."""

from __future__ import annotations

import argparse
import json
import signal
import threading
import time
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from inspector import custom_hooks, demo, desk, live_table, planted
from inspector.cli.shared import Command, new_file, seconds
from inspector.errors import FileProblem
from inspector.records import Phone
from inspector.session import Session
from inspector.store.reader import Reader

_FIRST_LOOK_S = 6.0
_PASSING = ("starting", "offline")


def add_commands(command: Command) -> None:
    """Adds them to the parser."""
    sub = command("devices", _devices, "list the phones that are connected")
    sub.add_argument("--json", action="store_true")

    sub = command("apps", _apps, "list the apps on a phone")
    sub.add_argument("--serial", help="the phone (needed if several are connected)")
    sub.add_argument("--json", action="store_true")

    sub = command("record", _record, "record an app into a session file; an interrupted session of that name goes on")
    sub.add_argument("package")
    sub.add_argument("--serial", help="the phone (needed if several are connected)")
    sub.add_argument("--seconds", type=seconds, default=0.0, help="stop after so long (else at Ctrl-C)")
    sub.add_argument("--planted", type=Path, metavar="FILE", help="TOML: [values] by data type, prompts = [...]")
    sub.add_argument("--hooks", type=Path, metavar="FILE", help="TOML: methods to watch too, one [[hook]] each")
    sub.add_argument(
        "--all-hooks", action="store_true", help="put in again what was left out because the app had crashed after it"
    )
    sub.add_argument("--attach", action="store_true", help="join the running app instead of starting it anew")
    sub.add_argument("--out", type=Path, required=True, help="the session file to write")


def _devices(arguments: argparse.Namespace) -> int:
    found: list[Phone] = []
    looked = threading.Event()

    def on_change(phones: list[Phone]) -> None:
        found[:] = phones
        if phones and all(phone.state not in _PASSING for phone in phones):
            looked.set()

    watch = desk.watch_phones(on_change)
    looked.wait(_FIRST_LOOK_S)
    watch.stop()
    if arguments.json:
        print(json.dumps([asdict(phone) for phone in found], ensure_ascii=False, indent=2))
        return 0
    table = Table("Serial", "Model", "Android", "State", box=None)
    for phone in found:
        table.add_row(phone.serial, phone.model, phone.android, phone.state)
    Console().print(
        table if found else "No phone is connected. Plug one in with USB debugging on, or try: inspector practice"
    )
    return 0


def _apps(arguments: argparse.Namespace) -> int:
    found = desk.apps_of(_serial(arguments))
    if arguments.json:
        print(json.dumps([{k: v for k, v in asdict(app).items() if k != "icon_png"} for app in found], indent=2))
        return 0
    table = Table("Package", "Name", "Version", "Running", box=None)
    for app in found:
        table.add_row(app.package, app.name, app.version, "yes" if app.running else "")
    Console().print(table)
    return 0


def _record(arguments: argparse.Namespace) -> int:
    console = Console()
    values = planted.read(arguments.planted) if arguments.planted else []
    hooks = custom_hooks.read(arguments.hooks) if arguments.hooks else []
    if arguments.out.exists() and _is_interrupted(arguments.out):
        console.print(f"Going on with the interrupted session {arguments.out} …", style="dim")
        session = Session.resume(arguments.out)
    else:
        serial = _serial(arguments)
        app = demo.find_app(serial, arguments.package)
        session = Session.record(
            serial, app, planted=values, restart=not arguments.attach, path=new_file(arguments.out),
            hooks=hooks, hooks_file=arguments.hooks.name if arguments.hooks else "",
            all_hooks=arguments.all_hooks,
        )  # fmt: skip
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    until_s = time.monotonic() + arguments.seconds if arguments.seconds else float("inf")
    console.print(f"Recording {session.facts.package} into {arguments.out}; Ctrl-C stops and saves.", highlight=False)
    live_table.watch(session, console, until=lambda: ended.is_set() or time.monotonic() >= until_s)
    session.stop()
    with closing(session.reader()) as reader:
        console.print(live_table.report(reader))
    return 0 if session.state == "saved" else FileProblem.exit_code


def _serial(arguments: argparse.Namespace) -> str:
    return str(arguments.serial or desk.only_phone())


def _is_interrupted(path: Path) -> bool:
    with closing(Reader(path)) as reader:
        return reader.session().interrupted
