"""Every shape that travels between the rooms of the core: frozen, slotted, standard library only.

Times named `at_ms` are milliseconds since the session started, by the host's clock, unless said otherwise.
Sizes named `..._bytes` or `bytes_...` are bytes. `country` is ISO 3166-1 alpha-2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

# A decoded value: what JSON can say, and bytes that nobody could read, and `Nested` where a wrapping was taken off.
Value = Any

Kind = Literal["request", "message", "connection", "sdk_call", "device_read", "crypto", "typed_text"]
Certainty = Literal["certain", "likely"]
Party = Literal["first", "third"]
Direction = Literal["up", "down"]
Language = Literal["en", "ko", "zh"]
"""Languages the tool says its facts in, by their ISO 639-1 code."""


# ------------------------------------------------------------------------------------------------ phone and app


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone as adb and Frida show it at one moment.

    `state` is one of: ready, unauthorized, offline, server_missing, server_mismatch, not_rooted, starting, not_started.
    `detail` carries figures for the sentence the window makes of the state (Frida's version, number of apps).
    """

    serial: str
    model: str
    state: str
    android: str = ""
    sdk: int = 0
    abi: str = ""
    connection: Literal["usb", "network", "practice"] = "usb"
    rooted: bool = False
    frida_version: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class App:
    """An installed app. `icon_png` is empty where none could be read."""

    package: str
    name: str
    version: str = ""
    version_code: int = 0
    running: bool = False
    pids: tuple[int, ...] = ()
    system: bool = False
    icon_png: bytes = b""


# ------------------------------------------------------------------------------------------------ what the agent says


@dataclass(frozen=True, slots=True)
class ProcessFacts:
    """One process of the app with a resident agent in it.

    `instance` is the agent's own random name: the same pid started again is another instance.
    `reason` says why it refused or how it crashed. `token` and `socket` are what a reader needs to speak with it; both
    are emptied when the session ends.
    """

    id: int
    instance: str
    pid: int
    name: str
    socket: str = ""
    token: str = ""
    agent_version: str = ""
    runtime: str = ""
    state: Literal["watched", "quiet", "gone", "crashed", "lost", "refused"] = "watched"
    stored_seq: int = 0
    dropped_rows: int = 0
    dropped_bytes: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CustomHook:
    """A method the tester wants watched. `parameters` are types as Java writes them; None: all overloads."""

    cls: str
    method: str
    parameters: tuple[str, ...] | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Raw:
    """One row as it was handed over: by an agent, an importer, or the tool itself (process 0).

    `id` is its place in the session file (0 until stored). `seq` counts from 1 within its process.
    `fields` is the row's JSON object without the payload; what its keys mean is known to protocol/ alone.
    """

    id: int
    process: int
    seq: int
    at_ms: float
    kind: str
    fields: Mapping[str, Any]
    payload: bytes = b""


# ------------------------------------------------------------------------------------------------ decoded content


@dataclass(frozen=True, slots=True)
class Nested:
    """A string or bytes inside a value that turned out to hold a value of its own.

    `steps` names what was taken off, outermost first ("base64", "json"); `original` is what stood there.
    """

    steps: tuple[str, ...]
    value: Value
    original: str | bytes


@dataclass(frozen=True, slots=True)
class Decoded:
    """What peeling gave. `steps` as in Nested. `problem` is a sentence when peeling stopped before its end.

    `readable` is False where what is left is bytes nobody could read. `verbatim`: the bytes are JSON that says just
    this value, and nothing within it was opened.
    """

    value: Value
    steps: tuple[str, ...] = ()
    problem: str | None = None
    readable: bool = True
    verbatim: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """Bytes that an observation of the app's own cryptography opened. `observation` is that crypto observation's id."""

    plain: bytes
    how: str
    observation: int


# ------------------------------------------------------------------------------------------------ knowledge


@dataclass(frozen=True, slots=True)
class Planted:
    """A value the tester or the phone is known by. `type` is the id of a data type; prompts have type "prompt".

    `source`: tester (typed into the tool or --planted), phone (read over adb), app (seen when the app read it),
    typed (typed into the app and seen there).
    """

    type: str
    value: str
    source: Literal["tester", "phone", "app", "typed"]
    at_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """A data type at a path. `value` is what stood there, `planted` the planted value it was recognised by, if any.

    `path` is like body.header.udid, query.tt_info.openudid, headers.x-device-id, path, body.data[0].text.
    `encoding` is how the planted value stood there ("plain", "sha256", "lower", "part 0.6" …).
    `reason` is one English sentence that says why, without the observation's own place in it.
    """

    type: str
    path: str
    certainty: Certainty
    value: str
    reason: str
    encoding: str = "plain"
    planted: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Who operates a host. `company` and `product` are ids in resources/recipients ("" where unknown).

    For a host nobody knows, company is "host:<registrable domain>", name is that domain and country is "". Of one
    that only a second-tier list has, company is "list:<name of the list>". `owner` is the legal owner and `parent` the
    parent where they are another than the operator; `hosting` is the cloud company at whose place a customer of it
    receives; `policy` the address of the privacy policy.
    `reason` says by which fact it was matched; `certainty` is likely for a rule of thumb.
    """

    company: str
    name: str
    product: str
    product_name: str
    country: str
    party: Party
    operator: str
    parent: str
    role: str
    certainty: Certainty
    reason: str
    owner: str = ""
    hosting: str = ""
    policy: str = ""


@dataclass(frozen=True, slots=True)
class AppOrigin:
    """What tells an app's own hosts from others. `hosts` were named by the tester, `links` are declared in its package
    and verified by Android against them; `certificates` are SHA-256 in hex, `organization` is what they name."""

    package: str
    hosts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    organization: str = ""


NO_APP = AppOrigin("")


@dataclass(frozen=True, slots=True)
class Sender:
    """Which code sent it. `id` is "app", "framework", "unknown" or "<company>/<product>"."""

    kind: Literal["app", "sdk", "framework", "unknown"]
    id: str
    name: str
    certainty: Certainty
    reason: str


UNKNOWN_SENDER = Sender("unknown", "unknown", "unknown", "likely", "No call stack was seen.")


# ------------------------------------------------------------------------------------------------ derived rows


@dataclass(frozen=True, slots=True)
class Body:
    """One side's content of an observation. `decoded` is None where there was nothing to decode.

    `raw_id`: the raw row whose payload may hold the bytes in one piece, 0 where none may.
    """

    side: Direction
    data: bytes
    decoded: Decoded | None = None
    raw_id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing seen. `id` comes from the raw row that completed it, so a rebuild gives it again.

    `detail` holds what only this kind has (see protocol.md in inspector/README.md): for a request
    method, scheme, host, port, target, version, headers_up, headers_down, status, opened, call stack keys.
    `match` and `sender` are None where the kind has none. `readable_bytes_up` is the share of bytes_up that was read.
    """

    id: int
    kind: Kind
    at_ms: float
    process: int
    title: str
    phase: str
    host: str = ""
    match: Match | None = None
    sender: Sender | None = None
    bytes_up: int = 0
    bytes_down: int = 0
    readable_bytes_up: int = 0
    detail: Mapping[str, Any] = field(default_factory=dict)
    bodies: tuple[Body, ...] = ()
    findings: tuple[Finding, ...] = ()
    raw_id: int = 0


@dataclass(frozen=True, slots=True)
class ObservationUpdate:
    """The answer to a request that was stored before, or a closed connection's totals."""

    id: int
    bytes_down: int
    detail: Mapping[str, Any]
    bodies: tuple[Body, ...] = ()
    bytes_up: int | None = None


@dataclass(frozen=True, slots=True)
class HookState:
    """One hook in one process. `status`: installed, absent, failed, off. `hits` is at least that many."""

    process: int
    hook: str
    group: str
    status: str
    reason: str = ""
    hits: int = 0
    first_hit_ms: float | None = None


@dataclass(frozen=True, slots=True)
class Stack:
    """A call stack, innermost frame first. `key` is the agent's name for it, unique within its process."""

    process: int
    key: str
    frames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the session, until the next begins. `id` is "before_consent", "after_consent" or "phase_<n>"."""

    id: str
    name: str
    at_ms: float


@dataclass(frozen=True, slots=True)
class SdkPresence:
    """An SDK in the app: present (its marker class was there), started (its init was called)."""

    product: str
    company: str
    name: str
    present: bool
    started_ms: float | None = None
    calls: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A pinned observation or a picture. `sha256` is of `data` (picture) or of the raw row (pin)."""

    id: int
    at_ms: float
    kind: Literal["pin", "screenshot", "window"]
    note: str
    sha256: str
    observation: int | None = None
    mime: str = ""
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one turn of the pipeline adds to the file, in one transaction."""

    raws: tuple[Raw, ...] = ()
    processes: tuple[ProcessFacts, ...] = ()
    observations: tuple[Observation, ...] = ()
    updates: tuple[ObservationUpdate, ...] = ()
    hooks: tuple[HookState, ...] = ()
    stacks: tuple[Stack, ...] = ()
    phases: tuple[Phase, ...] = ()
    planted: tuple[Planted, ...] = ()
    sdks: tuple[SdkPresence, ...] = ()
