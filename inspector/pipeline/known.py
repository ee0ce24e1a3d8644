"""What is known of a session so far beside its open connections: phases, stacks, who operates, who sent, ciphers."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from inspector import protocol
from inspector.anchors import ClassName
from inspector.pipeline.calls import Calls
from inspector.pipeline.crypto import CryptoIndex
from inspector.pipeline.draft import Draft
from inspector.pipeline.hashed import HashIndex
from inspector.pipeline.names import Names
from inspector.recipients import Recipients
from inspector.records import UNKNOWN_SENDER, AppOrigin, Match, Phase, Raw, Sender
from inspector.senders import attribute, places_of_code, without_client

_OKHTTP = "okhttp3.internal.connection.RealCall"
_IDS_A_ROW = 1000  # observations one raw row can complete and still have ids of its own


class Known:
    """Filled by Pipeline, asked by Streams too. Any one thread."""

    def __init__(self, package: str, recipients: Recipients, first_phase: Phase) -> None:
        self.package = package
        self.app = AppOrigin(package)
        self.recipients = recipients
        self.first_phase = first_phase
        self.phases: list[Phase] = [first_phase]
        self.crypto = CryptoIndex()
        self.hashes = HashIndex()
        self.stacks: dict[tuple[int, str], tuple[str, ...]] = {}
        self.calls = Calls()
        self.names = Names()
        self._renamed: tuple[ClassName, ...] = ()
        self._own_names: dict[str, str] = {}
        self._senders: dict[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]], Sender] = {}

    @property
    def renamed(self) -> tuple[ClassName, ...]:
        """What a shrinker renamed in this app, as far as anchors tell it. Set before the first stack."""
        return self._renamed

    @renamed.setter
    def renamed(self, found: tuple[ClassName, ...]) -> None:
        self._renamed = found
        self._own_names = {cls.renamed: cls.name for cls in found}

    @property
    def is_plain(self) -> bool:
        """Whether no cipher and no hash of the app's own was seen: content then says what it says by itself."""
        return self.crypto.is_empty and self.hashes.is_empty

    def add_stack(self, process: int, key: str, frames: Sequence[str]) -> None:
        """A stack as the agent told it; frames of renamed classes are kept under their own names."""
        self.stacks[process, key] = tuple(map(self._unrenamed, frames)) if self._own_names else tuple(frames)

    def _unrenamed(self, frame: str) -> str:
        place, parenthesis, rest = frame.partition("(")
        cls, dot, method = place.rpartition(".")
        own = self._own_names.get(cls)
        return f"{own}{dot}{method}{parenthesis}{rest}" if own else frame

    def add_phase(self, phase: Phase) -> None:
        """A phase begins at its time, which may lie before others."""
        bisect.insort(self.phases, phase, key=lambda p: p.at_ms)

    def phase_at(self, at_ms: float) -> str:
        """The id of the phase that time falls into."""
        place = bisect.bisect_right(self.phases, at_ms, key=lambda phase: phase.at_ms)
        return self.phases[max(0, place - 1)].id

    def match(self, host: str) -> Match:
        """Who operates a host."""
        return self.recipients.match(host, self.app, self.names.aliases_of(host))

    def sender(self, process: int, send_stack: str, handovers: Sequence[str] = (), client: str = "") -> Sender:
        """Which code sent, by the frames of these stacks (keys): of the send, and of its hand-overs, nearest first.

        `client`: what made the request, where that is known; the first hand-over is then its call's.
        """
        frames = self.stacks.get((process, send_stack), ())
        handed = tuple(self.stacks.get((process, key), ()) for key in handovers)
        if not frames and not any(handed):
            return UNKNOWN_SENDER
        if client == "okhttp" and handed and _OKHTTP in self._own_names.values():
            frames, handed = without_client(frames, handed)
        found = self._senders.get((frames, handed))
        if found is None:
            found = attribute(frames, handed, package=self.package, recipients=self.recipients)
            self._senders[frames, handed] = found
        return found

    def code_at(self, process: int, stack: str) -> str:
        """The innermost place of a stack that is not a framework's ("com.example.Foo.bar"), or ""."""
        return next(places_of_code(self.stacks.get((process, stack), ())), "")

    def new_id(self, raw: Raw, draft: Draft) -> int:
        """An id for an observation that this raw row completes; the same on every rebuild."""
        return raw.id * _IDS_A_ROW + draft.ordinal(raw.id)


def handovers(origin: Sequence[str], call: protocol.CallSeen | None = None) -> tuple[str, ...]:
    """Keys of the stacks that handed a send over, nearest first: a known call's own tell more than the thread's."""
    if call is None:
        return tuple(origin)
    return tuple(dict.fromkeys(key for key in (call.stack, *call.origin) if key))


def stack_list(handed: Sequence[str], own: str, label: str) -> list[list[str]]:
    """What an observation's detail names: its own stack where there is one, then each hand-over, nearest first."""
    return [[name, key] for name, key in [(label, own), *(("hand-over", key) for key in handed)] if key]
