"""Commands over session files, captures of others, and what the tool knows."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from inspector import desk, evidence, live_table, planted, who
from inspector.cli.shared import Command, new_file, writable
from inspector.errors import FileProblem
from inspector.exporters import json_format
from inspector.languages import LANGUAGES
from inspector.policy import compare_session, output, texts
from inspector.policy.address_words import address_place, addresses_title
from inspector.policy.addresses import policy_addresses
from inspector.readings import PolicyAddress, PolicyText
from inspector.recipients import Recipients
from inspector.records import AppOrigin
from inspector.sentences.of_session import receipt_sentences
from inspector.session import Session
from inspector.store.reader import Reader

_POLICY_STYLES = {
    "title": ("bold", 0), "company": ("", 0), "line": ("", 2), "quote": ("dim italic", 4), "note": ("dim", 0),
}  # fmt: skip


def add_commands(command: Command) -> None:
    """Adds them to the parser."""
    sub = command("show", _show, "print who received what in a session")
    sub.add_argument("session", type=Path)
    shown = sub.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help="the public document, for programs")
    shown.add_argument("--sentences", choices=LANGUAGES, help="a sentence a receipt, in this language")

    sub = command("policy", _policy, "compare a privacy policy with what a session shows was sent")
    sub.add_argument("session", type=Path)
    source = sub.add_mutually_exclusive_group()
    source.add_argument("--file", type=Path, help="its text: a text, HTML, PDF or Word file, - for standard input")
    source.add_argument("--url", help="its address: the one connection to the internet this tool makes, now")
    source.add_argument("--apk", type=Path, help="the app's package: the first policy address in it is read")
    sub.add_argument("--do-not-keep", action="store_true", help="leave the session file as it is")
    said = sub.add_mutually_exclusive_group()
    said.add_argument("--json", action="store_true", help="the public document, with its sentences in all languages")
    said.add_argument("--sentences", choices=LANGUAGES, default="en", help="its sentences in this language")
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
            raise _no_policy(reader.policy_addresses())
        found = compare_session(policy, reader, Recipients.load().companies)
    if arguments.out:
        output.write(policy, found, arguments.out, arguments.sentences)
    elif arguments.json:
        print(json.dumps(output.document(policy, found), ensure_ascii=False, indent=2))
    else:
        console = Console()
        where = policy.name or "pasted text"
        console.print(f"Policy: {where}, {policy.taken}, SHA-256 {policy.sha256}", style="dim", highlight=False)
        for style, text in output.lines(found, arguments.sentences):
            console.print(Padding(Text(text, style=_POLICY_STYLES[style][0]), (0, 0, 0, _POLICY_STYLES[style][1])))
    return 0


def _no_policy(named: Sequence[PolicyAddress] | None) -> FileProblem:
    """What the app's package names, and the next step."""
    said = "No policy is kept in this session yet."
    if not named:
        looked = " No address in the app's package looks like one's." if named is not None else ""
        return FileProblem(f"{said}{looked}", code="policy.absent",
                           hint="Name one with --file, --url or --apk; --file - reads standard input.")  # fmt: skip
    lines = "\n".join(("", addresses_title(named), *_address_lines(named)))
    return FileProblem(
        f"{said}{lines}", code="policy.absent",
        hint="Open one in a browser and give a saved copy with --file, or have it fetched now: "
             f"--url {shlex.quote(named[0].url)}",
    )  # fmt: skip


def _address_lines(named: Sequence[PolicyAddress]) -> list[str]:
    return [f"  {address.url} ({address_place(address)})" for address in named]


def _policy_text(arguments: argparse.Namespace) -> PolicyText | None:
    if arguments.apk:
        named = policy_addresses([arguments.apk])
        if not named:
            raise FileProblem(f"{arguments.apk.name} names no privacy policy.", code="policy.none",
                              hint="Name its address with --url.")  # fmt: skip
        print("\n".join(("Addresses in the package; the first one is read:", *_address_lines(named))), file=sys.stderr)
        return texts.from_url(named[0].url)
    if arguments.url:
        return texts.from_url(arguments.url)
    if arguments.file:
        return texts.pasted(sys.stdin.read()) if str(arguments.file) == "-" else texts.from_file(arguments.file)
    return None


def _export(arguments: argparse.Namespace) -> int:
    out = sys.stdout if arguments.out is None else writable(arguments.out)
    desk.export_session(arguments.session, out, arguments.format, arguments.where)
    return 0


def _import(arguments: argparse.Namespace) -> int:
    values = planted.read(arguments.planted) if arguments.planted else []
    console = Console()
    with live_table.progress_bar(f"Importing {arguments.file.name}") as progress:
        made = desk.import_capture(
            arguments.file, new_file(arguments.out), values, keys=arguments.keys, progress=progress
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
