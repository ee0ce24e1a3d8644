"""Everything without a window.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 a file, 4 a phone, 5 the practice phone, 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

import inspector
from inspector import apk, custom_hooks, demo, desk, evidence, live_table, paths, planted, who
from inspector.errors import FileProblem, InspectorError, PracticeProblem
from inspector.exporters import json_format
from inspector.policy import compare_session, output, texts
from inspector.readings import PolicyText
from inspector.recipients import Recipients
from inspector.records import AppOrigin, Phone
from inspector.sentences import LANGUAGES
from inspector.sentences.of_session import receipt_sentences
from inspector.session import Session
from inspector.store.reader import Reader

_Command = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]

_FIRST_LOOK_S = 6.0
_POLICY_STYLES = {
    "title": ("bold", 0), "company": ("", 0), "line": ("", 2), "quote": ("dim italic", 4), "note": ("dim", 0),
}  # fmt: skip
_PASSING = ("starting", "offline")


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


# ------------------------------------------------------------------------------------------------ commands


def _window(arguments: argparse.Namespace) -> int:
    return _open_window(session=arguments.session)


def _demo(arguments: argparse.Namespace) -> int:
    if not arguments.headless and _has_display():
        return _open_window(practice=True)
    out = arguments.out or paths.free_session(paths.sessions(), f"{time.strftime('%Y-%m-%d %H.%M')} demo")
    console = Console()
    try:
        demo.run(arguments.seconds, _new_file(out), console)
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
            serial, app, planted=values, restart=not arguments.attach, path=_new_file(arguments.out),
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


def _show(arguments: argparse.Namespace) -> int:
    with closing(Reader(arguments.session)) as reader:
        if arguments.json:
            print(json.dumps(json_format.document(reader), ensure_ascii=False, indent=2))
        elif arguments.sentences:
            for recipient in reader.receipts():
                for data in recipient.data:
                    print(receipt_sentences(reader, recipient, data)[arguments.sentences])
        else:
            Console().print(live_table.report(reader))
    return 0


def _policy(arguments: argparse.Namespace) -> int:
    given = _policy_text(arguments)
    if given is not None and not arguments.do_not_keep:
        Session.open(arguments.session).keep_policy(given)
    with closing(Reader(arguments.session)) as reader:
        kept = reader.policies()
        policy = given or (kept[-1] if kept else None)
        if policy is None:
            raise FileProblem("No policy is kept in this session yet.", code="policy.absent",
                              hint="Name one with --file, --url or --apk; --file - reads standard input.")  # fmt: skip
        found = compare_session(policy, reader, Recipients.load().companies)
    if arguments.out:
        output.write(policy, found, arguments.out)
    elif arguments.json:
        print(json.dumps(output.document(policy, found), ensure_ascii=False, indent=2))
    else:
        console = Console()
        where = policy.name or "pasted text"
        console.print(f"Policy: {where}, {policy.taken}, SHA-256 {policy.sha256}", style="dim", highlight=False)
        for style, text in output.lines(found):
            console.print(Padding(Text(text, style=_POLICY_STYLES[style][0]), (0, 0, 0, _POLICY_STYLES[style][1])))
    return 0


def _policy_text(arguments: argparse.Namespace) -> PolicyText | None:
    if arguments.apk:
        links = apk.read_policy_links(arguments.apk)
        if not links:
            raise FileProblem(f"{arguments.apk.name} names no privacy policy.", code="policy.none",
                              hint="Name its address with --url.")  # fmt: skip
        print("\n".join(("Addresses in the package; the first one is read:", *links)), file=sys.stderr)
        return texts.from_url(links[0])
    if arguments.url:
        return texts.from_url(arguments.url)
    if arguments.file:
        return texts.pasted(sys.stdin.read()) if str(arguments.file) == "-" else texts.from_file(arguments.file)
    return None


def _export(arguments: argparse.Namespace) -> int:
    out = sys.stdout if arguments.out is None else _writable(arguments.out)
    desk.export_session(arguments.session, out, arguments.format, arguments.where)
    return 0


def _import(arguments: argparse.Namespace) -> int:
    values = planted.read(arguments.planted) if arguments.planted else []
    console = Console()
    with live_table.progress_bar(f"Importing {arguments.file.name}") as progress:
        made = desk.import_capture(
            arguments.file, _new_file(arguments.out), values, keys=arguments.keys, progress=progress
        )
    with closing(Reader(arguments.out)) as reader:
        console.print(live_table.report(reader))
    for remark in made.remarks:
        print(remark, file=sys.stderr)
    return 0 if made.whole else FileProblem.exit_code


def _verify(arguments: argparse.Namespace) -> int:
    verdict = evidence.verify(arguments.session)
    print(verdict.sentence)
    return 0 if verdict.ok else FileProblem.exit_code


def _who(arguments: argparse.Namespace) -> int:
    recipients = Recipients.load()
    found = [who.who(name, recipients, AppOrigin(arguments.package)) for name in arguments.names]
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    for one in found:
        print("\n".join(who.lines(one)))
    return 0


def _lists(arguments: argparse.Namespace) -> int:
    print(who.bring_lists(arguments.file, arguments.taken) if arguments.file else who.kept_lists())
    return 0


# ------------------------------------------------------------------------------------------------ small things


def _has_display() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_window(**options: Any) -> int:
    if not _has_display():
        raise InspectorError(
            "There is no display to open a window on.", code="no_display",
            hint="Use the commands for the terminal (inspector --help), or: inspector demo --headless",
        )  # fmt: skip
    from ui.__main__ import main as window_main  # the core runs without its window: only here, and only when asked

    return window_main(**options)


def _serial(arguments: argparse.Namespace) -> str:
    return str(arguments.serial or desk.only_phone())


def _is_interrupted(path: Path) -> bool:
    with closing(Reader(path)) as reader:
        return reader.session().interrupted


def _new_file(path: Path) -> Path:
    if path.exists():
        raise FileProblem(
            f"{path} exists already.", code="exists", hint="Choose another name with --out, or remove the file."
        )
    return _writable(path)


def _writable(path: Path) -> Path:
    if not path.absolute().parent.is_dir():
        raise FileProblem(f"The folder of {path} does not exist.", code="no_folder", hint="Make it, or choose another.")
    return path


# ------------------------------------------------------------------------------------------------ the parser


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="inspector",
        description="Watch live what data each third party receives from an Android app, and keep the proof.",
        epilog="Without a command: the window. " + (__doc__ or "").partition("\n\n")[2],
    )
    parser.add_argument("--version", action="version", version=f"inspector {inspector.__version__}")
    parser.set_defaults(run=_window, session=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        return sub

    _window_commands(command)
    _phone_commands(command)
    _file_commands(command)
    return parser


def _window_commands(command: _Command) -> None:
    sub = command("open", _window, "open a saved session, or another tool's capture, in the window")
    sub.add_argument("session", type=Path)

    sub = command(
        "demo", _demo, "show the whole job on the practice phone: a window if there is a display, else a live table"
    )
    sub.add_argument("--headless", action="store_true", help="no window even if there is a display")
    sub.add_argument("--seconds", type=_seconds, default=40.0, help="how long to record without a window (40)")
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


def _phone_commands(command: _Command) -> None:
    sub = command("devices", _devices, "list the phones that are connected")
    sub.add_argument("--json", action="store_true")

    sub = command("apps", _apps, "list the apps on a phone")
    sub.add_argument("--serial", help="the phone (needed if several are connected)")
    sub.add_argument("--json", action="store_true")

    sub = command("record", _record, "record an app into a session file; an interrupted session of that name goes on")
    sub.add_argument("package")
    sub.add_argument("--serial", help="the phone (needed if several are connected)")
    sub.add_argument("--seconds", type=_seconds, default=0.0, help="stop after so long (else at Ctrl-C)")
    sub.add_argument("--planted", type=Path, metavar="FILE", help="TOML: [values] by data type, prompts = [...]")
    sub.add_argument("--hooks", type=Path, metavar="FILE", help="TOML: methods to watch too, one [[hook]] each")
    sub.add_argument(
        "--all-hooks", action="store_true", help="put in again what was left out because the app had crashed after it"
    )
    sub.add_argument("--attach", action="store_true", help="join the running app instead of starting it anew")
    sub.add_argument("--out", type=Path, required=True, help="the session file to write")


def _file_commands(command: _Command) -> None:
    sub = command("show", _show, "print who received what in a session")
    sub.add_argument("session", type=Path)
    shown = sub.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help="the public document, for programs")
    shown.add_argument("--sentences", choices=LANGUAGES, help="a sentence a receipt, in this language")

    sub = command("policy", _policy, "compare a privacy policy with what a session shows was sent")
    sub.add_argument("session", type=Path)
    source = sub.add_mutually_exclusive_group()
    source.add_argument("--file", type=Path, help="its text: a text, HTML or PDF file, - for standard input")
    source.add_argument("--url", help="its address: the one connection to the internet this tool makes, now")
    source.add_argument("--apk", type=Path, help="the app's package: the first policy address in it is read")
    sub.add_argument("--do-not-keep", action="store_true", help="leave the session file as it is")
    sub.add_argument("--json", action="store_true", help="the public document, for programs")
    sub.add_argument("--out", type=Path, help="write it to a file: .json or .csv")

    sub = command("export", _export, "write a session in another format")
    sub.add_argument("session", type=Path)
    sub.add_argument("--format", choices=sorted(desk.EXPORTS), required=True)
    sub.add_argument("--where", default="", metavar="FILTER", help="only what this filter lets through")
    sub.add_argument("--out", type=Path, help="the file to write (else standard output)")

    sub = command("import", _import, "make a session of another tool's capture: HAR, mitmproxy flows, PCAP, PCAPNG")
    sub.add_argument("file", type=Path)
    sub.add_argument("--keys", type=Path, metavar="FILE", help="TLS key log of captured packets (else beside the file)")
    sub.add_argument("--planted", type=Path, metavar="FILE", help="TOML: [values] by data type, prompts = [...]")
    sub.add_argument("--out", type=Path, required=True, help="the session file to write")

    sub = command("who", _who, "say whose a host, an address, a class or a native library is")
    sub.add_argument("names", nargs="+", metavar="NAME")
    sub.add_argument("--package", default="", help="as seen from this app: its own hosts are then told")
    sub.add_argument("--json", action="store_true")

    sub = command(
        "lists", _lists, "keep v2fly's domain lists, to be asked where no recipient is known; or say what is kept"
    )
    sub.add_argument("file", type=Path, nargs="?", help="its source code: a folder, .zip or .tar.gz")
    sub.add_argument("--taken", default="", metavar="DATE", help="of which day they are (else today)")

    sub = command("verify", _verify, "check that nothing in a session was changed after it was recorded")
    sub.add_argument("session", type=Path)


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 86_400:
        raise argparse.ArgumentTypeError("between 0 and 86400")
    return value
