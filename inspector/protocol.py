"""What the keys of a raw row mean, whoever made it: the only file that knows them.

Internal between agent and host, but kept in the session file: an old row must stay readable. Layout in README.md.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inspector.anchors import ClassName, from_json, to_json
from inspector.http import HttpRequest, HttpResponse, Opcode
from inspector.records import CustomHook, Direction, Planted, Raw

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
    """The process got a host name's addresses from a name server."""

    host: str
    addresses: tuple[str, ...]


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
    """One request and its answer from a file (importer row). `status` is 0 where the file has no answer."""

    request: HttpRequest
    response: HttpResponse | None
    ip: str


@dataclass(frozen=True, slots=True)
class MessageImported:
    """One WebSocket message from a file (importer row)."""

    host: str
    target: str
    direction: Direction
    opcode: Opcode
    data: bytes


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


Message = (
    ProcessSeen
    | NamesResolved
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
)


def read(raw: Raw) -> Message:
    """What a row says. A row this version does not know, or whose keys are off, reads as a NoteSeen; never raises."""
    reader = _READERS.get(raw.kind)
    if reader is None:
        return NoteSeen(f"a row of the unknown kind {raw.kind!r}")
    try:
        return reader(raw.fields, raw.payload)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        return NoteSeen(f"a row of kind {raw.kind} that does not hold together: {problem!r}")


def _bytes_seen(f: Mapping[str, Any], payload: bytes) -> BytesSeen:
    call = f.get("call")
    return BytesSeen(
        int(f["conn"]),
        "up" if f["dir"] == "up" else "down",
        payload,
        max(0, int(f.get("size", len(payload))) - len(payload)),
        None if call is None else int(call),
        f.get("stack", ""),
        _origin(f),
    )


def _crypto(f: Mapping[str, Any], payload: bytes) -> CryptoSeen:
    size = int(f["in"])
    return CryptoSeen(
        f["op"],
        f.get("alg", ""),
        f.get("mode", ""),
        f.get("key", ""),
        f.get("iv", ""),
        payload[:size],
        payload[size:],
        f.get("stack", ""),
        _origin(f),
        f.get("key_kind", ""),
        f.get("aad", ""),
        int(f.get("lost", 0)),
        int(f.get("again", 0)),
        int(f.get("missed", 0)),
    )


def _exchange(f: Mapping[str, Any], payload: bytes) -> ExchangeImported:
    up, down = f["up"], f["down"]
    size = int(up["body_bytes"])
    request = HttpRequest(
        up["method"], up["scheme"], up["host"], int(up["port"]), up["target"], up["version"], _pairs(up["headers"]),
        payload[:size], wire_bytes=int(up["wire_bytes"]), complete=bool(up["complete"]),
    )  # fmt: skip
    if down is None:
        return ExchangeImported(request, None, f.get("ip", ""))
    response = HttpResponse(
        int(down["status"]), down["reason"], down["version"], _pairs(down["headers"]), payload[size:],
        wire_bytes=int(down["wire_bytes"]), complete=bool(down["complete"]),
    )  # fmt: skip
    return ExchangeImported(request, response, f.get("ip", ""))


def _origin(f: Mapping[str, Any]) -> tuple[str, ...]:
    """Rows of older agents have none."""
    return tuple(str(key) for key in f.get("from") or ())


def _resolved(names: Mapping[str, Any] | None) -> str:
    """Under which names a method of this build was found, and how sure that is."""
    if not names:
        return ""
    places = ", ".join(f"{names['cls']}.{method}" for method in names["methods"])
    said = f"Renamed in this app: {places}, known by {names['anchor']}."
    return f"{said} It may be any of {', '.join(names['one_of'])}." if names.get("one_of") else said


def _text(value: Any) -> str:
    """A read value as text: numbers and lists too are what Android gave."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def _pairs(items: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in items)


_READERS: Mapping[str, Callable[[Mapping[str, Any], bytes], Message]] = {
    "process": lambda f, _: ProcessSeen(f["name"], f.get("runtime", ""), f.get("app_version") or ""),
    "names": lambda f, _: NamesResolved(from_json(f["classes"])),
    "hook": lambda f, _: HookSeen(f["id"], f["group"], f["status"], f.get("reason") or _resolved(f.get("resolved"))),
    "hits": lambda f, _: HitsSeen({k: int(v) for k, v in f.items() if k != "thread"}),
    "present": lambda f, _: PresentSeen(f["sdk"], f.get("marker", "")),
    "open": lambda f, _: ConnectionOpened(
        int(f["conn"]),
        f["layer"],
        f.get("host") or "",
        f.get("ip") or "",
        int(f.get("port") or 0),
        f.get("stream") or "",
        bool(f.get("unreadable")),
        bool(f.get("partial")),
    ),
    "data": _bytes_seen,
    "passed": lambda f, _: BytesCounted(
        int(f["conn"]), int(f["up"]), int(f["down"]), f.get("up_count"), f.get("down_count")
    ),
    "dns": lambda f, _: NameResolved(f["host"], tuple(f["addresses"])),
    "close": lambda f, _: ConnectionClosed(int(f["conn"])),
    "call": lambda f, payload: CallSeen(
        int(f["call"]),
        f["layer"],
        f.get("url", ""),
        f.get("method", ""),
        f.get("stack", ""),
        _origin(f),
        payload or f.get("text", "").encode("utf-8", "replace"),
    ),
    "sdk": lambda f, _: SdkCallSeen(
        f["sdk"],
        f["hook"],
        f.get("verb", ""),
        f.get("title", ""),
        f.get("value"),
        f.get("stack", ""),
        _origin(f),
        tuple(f.get("one_of", ())),
    ),
    "read": lambda f, _: DeviceReadSeen(
        f["api"],
        f["type"],
        _text(f.get("value")),
        int(f.get("count", 1)),
        f.get("stack", ""),
        bool(f.get("asked")),
        bool(f.get("refused")),
        _origin(f),
    ),
    "crypto": _crypto,
    "text": lambda f, _: TypedSeen(str(f["view"]), f["text"], bool(f.get("secret"))),
    "stack": lambda f, _: StackSeen(f["id"], tuple(f["frames"])),
    "note": lambda f, _: NoteSeen(f["text"]),
    "phase": lambda f, _: PhaseMarked(f["id"], f["name"]),
    "plant": lambda f, _: ValuesPlanted(tuple(Planted(t, v, s) for t, v, s in f["values"])),
    "end": lambda _f, _: SessionEnded(),
    "crash": lambda f, _: CrashSeen(int(f["process"]), f["sentence"], f.get("hook", ""), bool(f.get("left_out"))),
    "custom": lambda f, _: CustomHooksChosen(
        f.get("file", ""),
        tuple(CustomHook(c, m, None if p is None else tuple(p), t) for c, m, p, t in f["hooks"]),
    ),
    "exchange": _exchange,
    "message": lambda f, payload: MessageImported(
        f["host"],
        f["target"],
        "up" if f["dir"] == "up" else "down",
        "text" if f["opcode"] == "text" else "binary",
        payload,
    ),
}


# ------------------------------------------------------------------------------------------------ the tool's own rows


def phase_row(phase_id: str, name: str) -> tuple[str, Mapping[str, Any], bytes]:
    """Kind, fields and payload of a phase mark."""
    return "phase", {"id": phase_id, "name": name}, b""


def plant_row(values: Sequence[Planted]) -> tuple[str, Mapping[str, Any], bytes]:
    """Kind, fields and payload of values to look for."""
    return "plant", {"values": [[p.type, p.value, p.source] for p in values]}, b""


def custom_row(file: str, hooks: Sequence[CustomHook]) -> tuple[str, Mapping[str, Any], bytes]:
    """Kind, fields and payload of the methods the tester named."""
    return "custom", {"file": file, "hooks": [[h.cls, h.method, h.parameters, h.title] for h in hooks]}, b""


def names_row(classes: Sequence[ClassName]) -> tuple[str, Mapping[str, Any], bytes]:
    """Kind, fields and payload of what was found renamed."""
    return "names", {"classes": to_json(classes)}, b""


def crash_row(seen: CrashSeen) -> tuple[str, Mapping[str, Any], bytes]:
    """Kind, fields and payload of a crash of the app."""
    fields = {"process": seen.process, "sentence": seen.sentence, "hook": seen.hook, "left_out": seen.left_out}
    return "crash", fields, b""


def note_row(text: str) -> tuple[str, Mapping[str, Any], bytes]:
    """Kind, fields and payload of a remark of the tool."""
    return "note", {"text": text}, b""


def end_row() -> tuple[str, Mapping[str, Any], bytes]:
    """Kind, fields and payload of the session's end."""
    return "end", {}, b""


def exchange_row(seen: ExchangeImported) -> tuple[str, Mapping[str, Any], bytes]:
    """Kind, fields and payload of an imported exchange."""
    request, response = seen.request, seen.response
    up = {
        "method": request.method, "scheme": request.scheme, "host": request.host, "port": request.port,
        "target": request.target, "version": request.version, "headers": request.headers,
        "body_bytes": len(request.body), "wire_bytes": request.wire_bytes, "complete": request.complete,
    }  # fmt: skip
    down = response and {
        "status": response.status, "reason": response.reason, "version": response.version,
        "headers": response.headers, "wire_bytes": response.wire_bytes, "complete": response.complete,
    }  # fmt: skip
    payload = request.body + (response.body if response else b"")
    return "exchange", {"up": up, "down": down, "ip": seen.ip}, payload


def message_row(seen: MessageImported) -> tuple[str, Mapping[str, Any], bytes]:
    """Kind, fields and payload of an imported WebSocket message."""
    fields = {"host": seen.host, "target": seen.target, "dir": seen.direction, "opcode": seen.opcode}
    return "message", fields, seen.data
