"""The demonstration: the practice phone, its chatbot, a tester who types three prompts; the whole job without hands."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from rich.console import Console

from inspector import desk, live_table
from inspector.device.labels import tap_label
from inspector.errors import InspectorError, PhoneProblem
from inspector.records import App, Planted
from inspector.session import Session

PACKAGE = "com.practice.chat"
PLANTED = (Planted("email", "mina.park@example.org", "tester"),)
PROMPTS = (
    "I have a lump under my left arm, which doctor should I see?",
    "my mail is mina.park@example.org",
    "is it safe to wait until spring",
)
_ENTER = 66
_EARLY_PARTIES, _LATEST_CONSENT_S = 2, 60.0
_SHORTEST_SHARE = 0.75  # of the time asked for, that is left to the tester however long the app took to start
_CONSENT_SHARE, _FIRST_PROMPT_SHARE, _LAST_PROMPT_SHARE = 0.25, 0.4, 0.7


def run(seconds: float, out: Path, console: Console) -> Session:
    """Records the demonstration into `out` for about that many seconds; ends with a saved session.

    Raises PracticeProblem where the practice phone cannot run. Leaves a practice phone that ran before running.
    """
    ran_before = desk.practice_state() == "ready"
    console.print("Starting the practice phone …", style="dim")
    serial = desk.start_practice()
    try:
        app = find_app(serial, PACKAGE)
        console.print(f"{app.name} {app.version} on {serial}: starting it with the hooks in place …", style="dim")
        session = Session.record(serial, app, planted=PLANTED, path=out)
        tester = _Tester(session, seconds)
        tester.start()
        live_table.watch(session, console, until=tester.finished)
        session.stop()
        return session
    finally:
        if not ran_before:
            desk.stop_practice()


def find_app(serial: str, package: str) -> App:
    """The app of that package on a phone. Raises PhoneProblem where there is none."""
    for app in desk.apps_of(serial):
        if app.package == package:
            return app
    raise PhoneProblem(
        f"The phone has no app {package}.", code="app_missing", hint=f"`inspector apps --serial {serial}` lists them."
    )


class _Tester(threading.Thread):
    """Waits, agrees, types; what a hand would do, spread over the time there is."""

    def __init__(self, session: Session, seconds: float) -> None:
        super().__init__(name="demo tester", daemon=True)
        self._session = session
        self._over = threading.Event()
        self._news = threading.Event()
        self._from_s = session.now_ms() / 1000
        self._span_s = max(seconds - self._from_s, _SHORTEST_SHARE * seconds)
        session.add_listener(lambda _: self._news.set())

    def finished(self) -> bool:
        """Whether the time is up."""
        return self._over.is_set()

    def run(self) -> None:
        """The steps, in order, each at its share of the time."""
        steps: list[tuple[float, Callable[[], None]]] = [(_CONSENT_SHARE, self._agree)]
        between = (_LAST_PROMPT_SHARE - _FIRST_PROMPT_SHARE) / (len(PROMPTS) - 1)
        for number, prompt in enumerate(PROMPTS):
            steps.append((_FIRST_PROMPT_SHARE + number * between, lambda text=prompt: self._say(text)))  # type: ignore[misc]
        try:
            for share, step in steps:
                self._wait_until(share)
                step()
            self._wait_until(1.0)
        except InspectorError as problem:
            self._session.state_sentence = f"{problem} {problem.hint}"
        finally:
            self._over.set()

    def _wait_until(self, share: float) -> None:
        """Until that share of the time is over which was left when the app had started."""
        while (left_s := self._from_s + share * self._span_s - self._session.now_ms() / 1000) > 0:
            self._news.wait(left_s)
            self._news.clear()

    def _agree(self) -> None:
        """Reads the dialog until the app has sent what it sends unasked; all else waits so long too."""
        due_s = self._session.now_ms() / 1000
        while len(self._third_parties()) < _EARLY_PARTIES:
            left_s = due_s + _LATEST_CONSENT_S - self._session.now_ms() / 1000
            if left_s <= 0:
                break
            self._news.wait(left_s)
            self._news.clear()
        self._from_s += self._session.now_ms() / 1000 - due_s
        self._session.mark_phase()
        tap_label(self._session.serial, "agree")

    def _third_parties(self) -> set[str]:
        with closing(self._session.reader()) as reader:
            return {
                recipient.id for recipient in reader.receipts() if recipient.party == "third" and recipient.requests
            }

    def _say(self, text: str) -> None:
        tap_label(self._session.serial, "field")
        self._session.type_text(text)
        self._session.key(_ENTER)
