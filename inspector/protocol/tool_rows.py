"""Makes the tool's own rows: phases, planted values, what was looked for and chosen, imported exchanges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from inspector.anchors import ClassName, to_json
from inspector.protocol.messages import (
    CrashSeen,
    ExchangeImported,
    MessageImported,
)
from inspector.readings import PolicyAddress, PolicyText
from inspector.records import AppOrigin, CustomHook, Planted


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


def origin_row(origin: AppOrigin) -> tuple[str, Mapping[str, Any], bytes]:
    """Kind, fields and payload of what the app's package tells of whose it is."""
    return "origin", {"package": origin.package, **origin_to_json(origin)}, b""


def origin_to_json(origin: AppOrigin) -> dict[str, Any]:
    """As rows and the cache keep it, without the package."""
    return {
        "hosts": list(origin.hosts), "links": list(origin.links), "certificates": list(origin.certificates),
        "organization": origin.organization,
    }  # fmt: skip


def origin_from_json(package: str, said: Mapping[str, Any]) -> AppOrigin:
    """What origin_to_json wrote. Raises KeyError for what it did not."""
    return AppOrigin(
        package, tuple(said["hosts"]), tuple(said["links"]), tuple(said["certificates"]), said["organization"]
    )


def crash_row(seen: CrashSeen) -> tuple[str, Mapping[str, Any], bytes]:
    """Kind, fields and payload of a crash of the app."""
    fields = {"process": seen.process, "sentence": seen.sentence, "hook": seen.hook, "left_out": seen.left_out}
    return "crash", fields, b""


def note_row(text: str) -> tuple[str, Mapping[str, Any], bytes]:
    """Kind, fields and payload of a remark of the tool."""
    return "note", {"text": text}, b""


def policy_row(policy: PolicyText) -> tuple[str, Mapping[str, Any], bytes]:
    """Kind, fields and payload of a privacy policy's text."""
    fields = {"source": policy.source, "name": policy.name, "taken": policy.taken, "sha256": policy.sha256}
    return "policy", fields, policy.text.encode()


def policy_addresses_row(addresses: Sequence[PolicyAddress]) -> tuple[str, Mapping[str, Any], bytes]:
    """Kind, fields and payload of what in the app's package looks like a privacy policy's address."""
    return "policy_addresses", {"addresses": policy_addresses_to_json(addresses)}, b""


def policy_addresses_to_json(addresses: Sequence[PolicyAddress]) -> list[list[str]]:
    """As rows and the cache keep them."""
    return [[one.url, one.place, one.name] for one in addresses]


def policy_addresses_from_json(said: Sequence[Sequence[Any]]) -> tuple[PolicyAddress, ...]:
    """What policy_addresses_to_json wrote. Raises ValueError for what it did not."""
    return tuple(PolicyAddress(url, place, name) for url, place, name in said)


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
    numbered = {"number": seen.number} if seen.number else {}
    return "exchange", {"up": up, "down": down, "ip": seen.ip, **numbered}, payload


def message_row(seen: MessageImported) -> tuple[str, Mapping[str, Any], bytes]:
    """Kind, fields and payload of an imported WebSocket message."""
    fields: dict[str, Any] = {"host": seen.host, "target": seen.target, "dir": seen.direction, "opcode": seen.opcode}
    fields |= {"exchange": seen.exchange} if seen.exchange else {}
    return "message", fields, seen.data
