"""Reads the keys of a raw row, whoever made it: the agent's, the importers' and the tool's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from inspector import dns
from inspector.anchors import from_json
from inspector.http import HttpRequest, HttpResponse
from inspector.protocol.messages import (
    BytesCounted,
    BytesSeen,
    CallSeen,
    ConnectionClosed,
    ConnectionOpened,
    CrashSeen,
    CryptoSeen,
    CustomHooksChosen,
    DeviceReadSeen,
    ExchangeImported,
    HitsSeen,
    HookSeen,
    Message,
    MessageImported,
    NameResolved,
    NamesResolved,
    NoteSeen,
    OriginRead,
    PhaseMarked,
    PolicyAddressesRead,
    PolicyGiven,
    PresentSeen,
    ProcessSeen,
    SdkCallSeen,
    SessionEnded,
    StackSeen,
    TypedSeen,
    ValuesPlanted,
)
from inspector.protocol.tool_rows import origin_from_json, policy_addresses_from_json
from inspector.readings import PolicyText
from inspector.records import CustomHook, Planted, Raw


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
    ip, number = f.get("ip", ""), int(f.get("number", 0))
    if down is None:
        return ExchangeImported(request, None, ip, number)
    response = HttpResponse(
        int(down["status"]), down["reason"], down["version"], _pairs(down["headers"]), payload[size:],
        wire_bytes=int(down["wire_bytes"]), complete=bool(down["complete"]),
    )  # fmt: skip
    return ExchangeImported(request, response, ip, number)


def _name_resolved(f: Mapping[str, Any], payload: bytes) -> NameResolved:
    """Of a row with a name server's answer as it came (unless it was dropped), or of what the system made of one."""
    if "size" in f:
        return NameResolved(*dns.answer(payload))
    return NameResolved(f["host"], tuple(f["addresses"]), tuple(f.get("aliases") or ()))


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
    if type(items) is tuple:  # a row that has not been in a file yet
        return items
    return tuple((str(name), str(value)) for name, value in items)


_READERS: Mapping[str, Callable[[Mapping[str, Any], bytes], Message]] = {
    "process": lambda f, _: ProcessSeen(f["name"], f.get("runtime", ""), f.get("app_version") or ""),
    "names": lambda f, _: NamesResolved(from_json(f["classes"])),
    "origin": lambda f, _: OriginRead(origin_from_json(f["package"], f)),
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
    "dns": _name_resolved,
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
    "policy": lambda f, payload: PolicyGiven(
        PolicyText(payload.decode("utf-8", "replace"), f["source"], f["name"], f["taken"], f["sha256"])
    ),
    "policy_addresses": lambda f, _: PolicyAddressesRead(policy_addresses_from_json(f["addresses"])),
    "exchange": _exchange,
    "message": lambda f, payload: MessageImported(
        f["host"],
        f["target"],
        "up" if f["dir"] == "up" else "down",
        "text" if f["opcode"] == "text" else "binary",
        payload,
        int(f.get("exchange", 0)),
    ),
}
