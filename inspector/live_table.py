"""The session in a terminal: who received what, growing as it is recorded."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from inspector import datatypes, wording
from inspector.readings import Coverage, DataReceived, RecipientReceipts
from inspector.session import Session
from inspector.store.reader import Reader

_REFRESH_S = 0.5
_PLAIN_EVERY_S = 4.0


def watch(session: Session, console: Console, *, until: Callable[[], bool]) -> None:
    """Draws the session until `until` says so. In a pipe or a log it prints a line whenever the picture changed."""
    changed = threading.Event()
    session.add_listener(lambda _: changed.set())
    if console.is_terminal:
        with Live(console=console, refresh_per_second=4) as live:
            while not until():
                changed.wait(_REFRESH_S)
                changed.clear()
                live.update(picture(session))
        return
    last, last_s = "", 0.0
    while not until():
        changed.wait(_REFRESH_S)
        changed.clear()
        if time.monotonic() - last_s < _PLAIN_EVERY_S:
            continue
        with closing(session.reader()) as reader:
            line = _one_line(reader)
        if line != last:
            last, last_s = line, time.monotonic()
            console.print(f"{wording.clock_text(session.now_ms())}  {line}", highlight=False, soft_wrap=True)


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal while something long goes on; what is given takes bytes done and bytes in all."""
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, size: bar.update(task, completed=done, total=size)


def picture(session: Session) -> Group:
    """The headline, the table and the coverage line as they are now."""
    with closing(session.reader()) as reader:
        head = Text(
            f"{session.facts.app_name}  {wording.clock_text(session.now_ms())}  {session.state_sentence}", style="dim"
        )
        return Group(head, *report(reader).renderables)


def report(reader: Reader) -> Group:
    """The headline, the table of recipients and what was not seen, of any session."""
    receipts = reader.receipts()
    prompts = sum(1 for p in reader.planted() if p.type == "prompt")
    table = Table(show_lines=True, expand=True, header_style="bold")
    table.add_column("Recipient", ratio=3)
    table.add_column("What it received", ratio=6)
    table.add_column("Requests", justify="right")
    table.add_column("Sent", justify="right", no_wrap=True)
    for recipient in receipts:
        table.add_row(
            _who(recipient), _what(recipient, prompts), str(recipient.requests), wording.size_text(recipient.bytes_up)
        )
    lines: list[RenderableType] = [Text(wording.headline(receipts), style="bold"), table]
    for sdk in reader.silent_sdks():
        lines.append(Text(wording.silent_text(sdk) + ".", style="dim"))
    lines.append(Text(coverage_line(reader.coverage()), style="dim"))
    return Group(*lines)


def coverage_line(coverage: Coverage) -> str:
    """What was watched and what was not, in one line."""
    hooks = f"{coverage.hooks_installed} hooks in place, {coverage.hooks_failed} failed"
    return (
        f"{wording.readable_text(coverage)} · {hooks} · {len(coverage.processes)} processes · "
        f"{coverage.dropped_rows} rows dropped"
    )


def _who(recipient: RecipientReceipts) -> Text:
    text = Text(recipient.name, style="bold")
    place = wording.country_name(recipient.country) if recipient.country else "country not known"
    text.append(f"\n{recipient.operator or 'operator not known'}", style="not bold")
    if servers := wording.servers_text(recipient.servers):
        text.append(f"\n{servers}", style="dim not bold")
    text.append(f"\n{place}, {'third' if recipient.party == 'third' else 'first'} party", style="dim not bold")
    return text


def _what(recipient: RecipientReceipts, prompts: int) -> Text:
    text = Text()
    for data in recipient.data:
        text.append(_chip(data, prompts), style="red" if data.type == "prompt" else "")
        if "before_consent" in data.phases:
            text.append(" before consent", style="yellow")
        text.append("  ")
    return text or Text("nothing that could be recognised", style="dim")


def _chip(data: DataReceived, prompts: int) -> str:
    count = f" {data.prompts} of {prompts}" if data.type == "prompt" and prompts else ""
    return f"[{datatypes.name_of(data.type)}{count}{'' if data.certainty == 'certain' else '?'}]"


def _one_line(reader: Reader) -> str:
    receipts = reader.receipts()
    parts = [
        f"{r.name} ({r.country or '?'}) {r.requests} requests, {wording.size_text(r.bytes_up)}: "
        + ", ".join(datatypes.name_of(d.type) for d in r.data[:4])
        + (f" + {len(r.data) - 4}" if len(r.data) > 4 else "")
        for r in receipts
    ]
    return " | ".join(parts) or "nothing sent yet"
