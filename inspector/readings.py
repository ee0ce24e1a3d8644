"""Every shape that comes out of a session file: frozen, slotted; what a face shows.

Times named `at_ms` are milliseconds since the session started, by the host's clock. `country` is ISO 3166-1 alpha-2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from inspector.records import Body, Certainty, Finding, HookState, Kind, Match, Party, Phone, ProcessFacts, Sender

TIMELINE_BARS = 40
"""Into how many equal stretches a session is cut for the bars of a recipient."""


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """The session's own facts. `started` and `ended` are ISO 8601 with offset; `ended` is "" while it runs.

    `interrupted` is True where it has no end and no tool is writing it.
    """

    id: str
    path: str
    package: str
    app_name: str
    app_version: str
    apk_sha256: str
    phone: Phone
    tool_version: str
    agent_version: str
    frida_version: str
    started: str
    started_unix_ms: float
    ended: str = ""
    duration_ms: float = 0.0
    source: str = "capture"
    interrupted: bool = False
    note: str = ""


PlaceInPackage = Literal["manifest", "resources", "code"]


@dataclass(frozen=True, slots=True)
class PolicyAddress:
    """An address in the app's package that looks like a privacy policy's, which need not be the app's own.

    `name`: the string resource's, where that is what says so.
    """

    url: str
    place: PlaceInPackage
    name: str = ""


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A privacy policy's text as it was given. `name`: the file's, or the address; `taken` is ISO 8601 with offset.

    `sha256` is of the text in UTF-8, in hex.
    """

    text: str
    source: Literal["paste", "file", "url"]
    name: str
    taken: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DataReceived:
    """Recipient × data type. `count` is requests and messages that carried it; `phases` those it was seen in, in order.

    `phase_counts` has one entry a phase. `prompts` is how many of the tester's prompts,
    whole or in part (type "prompt" only).
    """

    type: str
    count: int
    certainty: Certainty
    phases: tuple[str, ...]
    phase_counts: Mapping[str, int]
    first_ms: float
    last_ms: float
    hosts: tuple[str, ...]
    senders: tuple[str, ...]
    encodings: tuple[str, ...]
    prompts: int = 0
    examples: tuple[tuple[int, str], ...] = ()  # (observation id, path)


@dataclass(frozen=True, slots=True)
class ProductSeen:
    """A product of a recipient and the hosts of it that were contacted."""

    id: str
    name: str
    hosts: tuple[str, ...]
    requests: int
    bytes_up: int


@dataclass(frozen=True, slots=True)
class Way:
    """How something went out: `secure` inside TLS (None where that is not known), `own` encrypted by the app itself."""

    secure: bool | None
    own: bool = False


@dataclass(frozen=True, slots=True)
class ServerNetwork:
    """Where a recipient's servers were reached, by their addresses: a fact of its own beside who operates them.

    `name` and `number` are the autonomous system's, "" and 0 where not known; `country` is the addresses'
    registration; `note` is said where they are no public ones.
    """

    name: str
    number: int
    country: str
    note: str
    addresses: tuple[str, ...]
    hosts: tuple[str, ...]
    requests: int
    bytes_up: int


@dataclass(frozen=True, slots=True)
class RecipientReceipts:
    """One recipient and all it received. `bars` are bytes up in `TIMELINE_BARS` equal stretches of the session.

    `servers` in order of bytes up. `hosting`: the cloud company at whose place a customer of it received.
    """

    id: str
    name: str
    country: str
    party: Party
    operator: str
    parent: str
    role: str
    certainty: Certainty
    reason: str
    products: tuple[ProductSeen, ...]
    requests: int
    bytes_up: int
    bytes_down: int
    first_ms: float
    last_ms: float
    data: tuple[DataReceived, ...]
    bars: tuple[tuple[str, int], ...] = ()  # (phase id at that stretch, bytes up)
    servers: tuple[ServerNetwork, ...] = ()
    owner: str = ""
    hosting: str = ""
    policy: str = ""


@dataclass(frozen=True, slots=True)
class SilentSdk:
    """An SDK that is in the app and sent nothing in this session."""

    product: str
    company: str
    name: str
    started: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """Connections of one kind to one peer that were seen and could not be read. `layer`: tls, tcp, udp, quic, dns."""

    layer: str
    host: str
    ip: str
    port: int
    connections: int
    bytes_up: int
    bytes_down: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was watched, what was not, what could not be read, what was dropped. The counts are of the whole session."""

    bytes_readable: int
    bytes_unreadable: int
    connections_unreadable: int
    hooks_installed: int
    hooks_absent: int
    hooks_failed: int
    hooks: tuple[HookState, ...]
    processes: tuple[ProcessFacts, ...]
    dropped_rows: int
    dropped_bytes: int
    overhead_bytes: int = 0
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list of all observations: enough to show it, not its content.

    `company`, `product` and `sender_id` are ids; `company_name`, `product_name` and `sender` are for showing. The
    server's network and the country of its address are facts of their own.
    """

    id: int
    kind: Kind
    at_ms: float
    process: str
    title: str
    host: str
    company: str
    company_name: str
    country: str
    party: str
    product: str
    sender: str
    bytes_up: int
    bytes_down: int
    phase: str
    types: tuple[str, ...]
    status: str = ""
    product_name: str = ""
    sender_id: str = ""
    server_network: str = ""
    server_country: str = ""


@dataclass(frozen=True, slots=True)
class Carriage:
    """An SDK call and the request that carried it, read at one end: `observation` and `title` are the far one's.

    `found`: texts of the call that stood in the request, `of` so many it had; certain where all did and one of them was
    that call's alone.
    """

    observation: int
    title: str
    after_ms: float
    certainty: Certainty
    found: tuple[str, ...]
    of: int


@dataclass(frozen=True, slots=True)
class ObservationDetail:
    """Everything of one observation, for the detail panel.

    `stacks` in order: its own first, then each hand-over, nearest first. `carried_by`: of an SDK call, the request it
    was seen in; `calls`: of a request, the SDK calls seen in it.
    """

    row: Row
    match: Match | None
    sender: Sender | None
    detail: Mapping[str, Any]
    bodies: tuple[Body, ...]
    findings: tuple[Finding, ...]
    stacks: tuple[tuple[str, Sequence[str]], ...]  # (label, frames)
    raw_ids: tuple[int, ...]
    sha256: str
    carried_by: Carriage | None = None
    calls: tuple[Carriage, ...] = ()
