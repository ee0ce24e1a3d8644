"""What a raw row says, one small class for each kind; what its keys are called stands in keys.py and tool_rows.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspector.anchors import ClassName
from inspector.http import HttpRequest, HttpResponse, Opcode
from inspector.readings import PolicyAddress, PolicyText
from inspector.records import AppOrigin, CustomHook, Direction, Planted

# `origin` of a row: the stacks of those that handed over what the thread was doing, nearest hand-over first.
TOOL = 0  # the number of the process whose rows are the tool's own
CUSTOM = "custom"  # what stands for the SDK's id in calls of methods the tester named


@dataclass(frozen=True, slots=True)
class ProcessSeen:
    """An agent says in which process it is."""

    name: str
    runtime: str
    app_version: str


@dataclass(frozen=True, slots=True)
class OriginRead:
    """What the app's package, and the tester, tell of whose hosts are the app's own (tool row)."""

    origin: AppOrigin


@dataclass(frozen=True, slots=True)
class NamesResolved:
    """What a shrinker renamed in this app, as far as anchors tell it (tool row)."""

    classes: tuple[ClassName, ...]


@dataclass(frozen=True, slots=True)
class HookSeen:
    """The state of one hook, as records.HookState. `reason` also says under which names a renamed method was hooked."""

    hook: str
    group: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class HitsSeen:
    """How often hooks were called so far, by hook."""

    hits: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PresentSeen:
    """A marker class of an SDK is in the app."""

    sdk: str
    marker: str


@dataclass(frozen=True, slots=True)
class ConnectionOpened:
    """A view on a connection begins. `layer` is tls or tcp; udp, quic or dns for datagrams to one peer.

    `unreadable`: its bytes are only counted. `partial`: some had passed before. `stream` names the class or library.
    """

    conn: int
    layer: str
    host: str
    ip: str
    port: int
    stream: str
    unreadable: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class BytesSeen:
    """Application bytes of one connection. `lost_bytes` were dropped by the agent and stand before `data`."""

    conn: int
    direction: Direction
    data: bytes
    lost_bytes: int
    call: int | None
    stack: str
    origin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BytesCounted:
    """So many bytes have passed in all on a connection nobody can read, in so many datagrams where it is of those."""

    conn: int
    bytes_up: int
    bytes_down: int
    datagrams_up: int | None
    datagrams_down: int | None


@dataclass(frozen=True, slots=True)
class NameResolved:
    """The process got a host name's addresses from a name server. `aliases`: what it is another name of (CNAME)."""

    host: str
    addresses: tuple[str, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConnectionClosed:
    """No more bytes."""

    conn: int


@dataclass(frozen=True, slots=True)
class CallSeen:
    """Code asked an HTTP client for a request: the hand-over, before any thread pool.

    `layer` is the client's id. Of a WebView the method may be SCRIPT: code handed to the page at `url`. `body` is what
    was handed over with it where the client was given it at once.
    """

    call: int
    layer: str
    url: str
    method: str
    stack: str
    origin: tuple[str, ...] = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class SdkCallSeen:
    """The app called an SDK's public method. `verb`: init, identify, track, read, consent.

    `sdk` is CUSTOM, and `verb` call, where it is a method the tester named.
    `one_of`: all the methods it may have been, where a renamed one was told by its types only.
    """

    sdk: str
    hook: str
    verb: str
    title: str
    value: Any
    stack: str
    origin: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeviceReadSeen:
    """Code read personal data from Android. `count` is how many reads this row stands for.

    `asked`: only the request was seen, what was given comes by another row or not at all. `refused`: Android threw.
    """

    api: str
    type: str
    value: str
    count: int
    stack: str
    asked: bool = False
    refused: bool = False
    origin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CryptoSeen:
    """The app's own cryptography at work. `op`: cipher, mac, digest, base64, gzip, deflate, gunzip.

    `mode`: encrypt, decrypt, wrap, unwrap or empty. `key_kind`: secret, private, public, certificate, hidden, or store:
    it stays in the phone's key store. `aad` in hexadecimal. `lost_bytes` were not kept. `again`: the same result so
    many times more, without its bytes; `missed`: so many results that were counted and not kept.
    """

    op: str
    algorithm: str
    mode: str
    key: str
    iv: str
    given: bytes
    result: bytes
    stack: str
    origin: tuple[str, ...] = ()
    key_kind: str = ""
    aad: str = ""
    lost_bytes: int = 0
    again: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class TypedSeen:
    """The whole text of a field after a change. `secret`: a password field."""

    view: str
    text: str
    secret: bool


@dataclass(frozen=True, slots=True)
class StackSeen:
    """Frames by the name later rows give them, innermost first."""

    key: str
    frames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteSeen:
    """A fault of the agent, or of the tool about it."""

    text: str


@dataclass(frozen=True, slots=True)
class PhaseMarked:
    """The tester says a new phase begins (tool row)."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ValuesPlanted:
    """The tester, or the tool over adb, says what to look for (tool row)."""

    values: tuple[Planted, ...]


@dataclass(frozen=True, slots=True)
class ExchangeImported:
    """One request and its answer from a file (importer row). `number`: what its messages name it by, or 0."""

    request: HttpRequest
    response: HttpResponse | None
    ip: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class MessageImported:
    """One WebSocket message from a file (importer row). `exchange` is its request's number, 0 where none is known."""

    host: str
    target: str
    direction: Direction
    opcode: Opcode
    data: bytes
    exchange: int = 0


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """Nothing more comes (tool row): what is under way is told as far as it came."""


@dataclass(frozen=True, slots=True)
class CustomHooksChosen:
    """The tester names methods to watch in this session (tool row). `file` is the name of the file they came from."""

    file: str
    hooks: tuple[CustomHook, ...]


@dataclass(frozen=True, slots=True)
class CrashSeen:
    """A process of the app ended by a fault (tool row). `hook` was called last; `left_out` from the next start on."""

    process: int
    sentence: str
    hook: str
    left_out: bool


@dataclass(frozen=True, slots=True)
class PolicyGiven:
    """The tester gave a privacy policy's text to compare with (tool row)."""

    policy: PolicyText


@dataclass(frozen=True, slots=True)
class PolicyAddressesRead:
    """Addresses in the app's package that look like a privacy policy's, the likeliest first (tool row)."""

    addresses: tuple[PolicyAddress, ...]


Message = (
    ProcessSeen
    | NamesResolved
    | OriginRead
    | HookSeen
    | HitsSeen
    | PresentSeen
    | ConnectionOpened
    | BytesSeen
    | BytesCounted
    | NameResolved
    | ConnectionClosed
    | CallSeen
    | SdkCallSeen
    | DeviceReadSeen
    | CryptoSeen
    | TypedSeen
    | StackSeen
    | NoteSeen
    | PhaseMarked
    | ValuesPlanted
    | ExchangeImported
    | MessageImported
    | SessionEnded
    | CustomHooksChosen
    | CrashSeen
    | PolicyGiven
    | PolicyAddressesRead
)
