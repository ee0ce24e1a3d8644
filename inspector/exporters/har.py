"""HAR 1.2 of all requests, with what is known of them under `_inspector`."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import unquote_plus

import inspector
from inspector.exporters import json_format
from inspector.exporters.observations import sent
from inspector.exporters.output import opened, writable
from inspector.readings import ObservationDetail, SessionFacts
from inspector.records import Body
from inspector.store.reader import Reader

_DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_OPCODES = {"text": 1, "binary": 2}


def write(reader: Reader, out: TextIO | Path, where: str = "") -> None:
    """Writes entry by entry: a session may be larger than memory. Raises FileProblem."""
    facts = reader.session()
    spoken = _messages_of_requests(reader, where)
    head = {
        "version": "1.2",
        "creator": {"name": "App Privacy Inspector", "version": inspector.__version__},
        "comment": "Times of sending, waiting and receiving were not measured and stand as 0.",
        "pages": [],
        "_inspector": json_format.session(reader),
    }
    with opened(out) as stream:
        stream.write('{"log": ' + _json(head)[:-1] + ', "entries": [')
        for number, one in enumerate(sent(reader, where, ("request",))):
            stream.write(",\n" if number else "\n")
            stream.write(_json(_entry(reader, facts, one, spoken.get(one.row.id, []))))
        stream.write("\n]}}\n")


def _json(value: dict[str, Any]) -> str:
    return writable(json.dumps(value, ensure_ascii=False))


def _messages_of_requests(reader: Reader, where: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for one in sent(reader, where, ("message",)):
        request = one.detail.get("request")
        if isinstance(request, int):
            found.setdefault(request, []).append(one.row.id)
    return found


def _entry(reader: Reader, facts: SessionFacts, one: ObservationDetail, messages: Iterable[int]) -> dict[str, Any]:
    detail = one.detail
    entry: dict[str, Any] = {
        "startedDateTime": _moment(facts, one.row.at_ms).isoformat(timespec="milliseconds"),
        "time": 0,
        "request": _request(one),
        "response": _response(one),
        "cache": {},
        "timings": {"send": 0, "wait": 0, "receive": 0},
        "_inspector": _known(one),
    }
    if detail.get("ip"):
        entry["serverIPAddress"] = str(detail["ip"])
    if detail.get("connection") is not None:
        entry["connection"] = f"{one.row.process}/{detail['connection']}"
    spoken = [_message(facts, reader.detail(message)) for message in messages]
    if spoken:
        entry["_webSocketMessages"] = spoken
    return entry


def _request(one: ObservationDetail) -> dict[str, Any]:
    detail, body = one.detail, _body(one, "up")
    target = str(detail.get("target") or "/")
    headers = _pairs(detail.get("headers_up"))
    said: dict[str, Any] = {
        "method": str(detail.get("method") or "GET"),
        "url": _url(detail, one.row.host, target),
        "httpVersion": str(detail.get("version") or "HTTP/1.1"),
        "cookies": _cookies(headers),
        "headers": headers,
        "queryString": _query(target),
        "headersSize": -1,
        "bodySize": len(body),
    }
    text = _text(body)
    if body and text is not None:
        said["postData"] = {"mimeType": _header(headers, "content-type"), "text": text}
    elif body:
        said["_content"] = _binary(body)
    return said


def _response(one: ObservationDetail) -> dict[str, Any]:
    detail, body = one.detail, _body(one, "down")
    headers = _pairs(detail.get("headers_down"))
    content: dict[str, Any] = {"size": len(body), "mimeType": _header(headers, "content-type")}
    text = _text(body)
    content |= {"text": text} if text is not None else _binary(body)
    return {
        "status": int(detail.get("status") or 0),
        "statusText": str(detail.get("reason") or ""),
        "httpVersion": str(detail.get("version") or "HTTP/1.1"),
        "cookies": [],
        "headers": headers,
        "content": content,
        "redirectURL": _header(headers, "location"),
        "headersSize": -1,
        "bodySize": len(body) if detail.get("status") else -1,
    }


def _known(one: ObservationDetail) -> dict[str, Any]:
    match, sender = one.match, one.sender
    return {
        "observation": one.row.id,
        "phase": one.row.phase,
        "process": one.row.process,
        "bytes_up": one.row.bytes_up,
        "bytes_down": one.row.bytes_down,
        "sha256": one.sha256,
        "opened": list(one.detail.get("opened") or ()),
        "complete": one.detail.get("complete", True),
        "recipient": match
        and {
            "id": match.company,
            "name": match.name,
            "product": match.product,
            "country": match.country,
            "party": match.party,
            "operator": match.operator,
            "parent": match.parent,
            "role": match.role,
            "certainty": match.certainty,
            "reason": match.reason,
        },
        "sender": sender
        and {"id": sender.id, "name": sender.name, "certainty": sender.certainty, "reason": sender.reason},
        "findings": [
            {
                "type": finding.type,
                "path": finding.path,
                "certainty": finding.certainty,
                "value": finding.value,
                "encoding": finding.encoding,
                "reason": finding.reason,
            }
            for finding in one.findings
        ],
        "stacks": [{"label": label, "frames": list(frames)} for label, frames in one.stacks],
    }


def _message(facts: SessionFacts, one: ObservationDetail) -> dict[str, Any]:
    """As Chrome writes them: `time` in seconds since 1970."""
    up = one.detail.get("direction") == "up"
    data = _body(one, "up" if up else "down")
    opcode = _OPCODES.get(str(one.detail.get("opcode")), 2)
    text = _text(data) if opcode == 1 else None
    return {
        "type": "send" if up else "receive",
        "time": _moment(facts, one.row.at_ms).timestamp(),
        "opcode": opcode if text is not None else 2,
        "data": text if text is not None else base64.b64encode(data).decode("ascii"),
    }


def _moment(facts: SessionFacts, at_ms: float) -> datetime:
    try:
        zone = datetime.fromisoformat(facts.started).tzinfo or UTC
    except ValueError:
        zone = UTC
    return datetime.fromtimestamp(0, zone) + timedelta(milliseconds=facts.started_unix_ms + at_ms)


def _url(detail: Mapping[str, Any], host: str, target: str) -> str:
    scheme = str(detail.get("scheme") or "https")
    port = int(detail.get("port") or 0)
    bare = f"[{host}]" if ":" in host else host
    authority = bare if port in (0, _DEFAULT_PORTS.get(scheme)) else f"{bare}:{port}"
    return f"{scheme}://{authority}{target if target.startswith('/') else '/'}"


def _query(target: str) -> list[dict[str, str]]:
    query = target.partition("?")[2].partition("#")[0]
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    return [{"name": unquote_plus(name), "value": unquote_plus(value)} for name, _, value in pairs]


def _cookies(headers: list[dict[str, str]]) -> list[dict[str, str]]:
    lines = [one["value"] for one in headers if one["name"].lower() == "cookie"]
    pairs = (pair.strip().partition("=") for line in lines for pair in line.split(";"))
    return [{"name": name, "value": value} for name, _, value in pairs if name]


def _pairs(headers: Any) -> list[dict[str, str]]:
    return [{"name": str(name), "value": str(value)} for name, value in headers or ()]


def _header(headers: list[dict[str, str]], name: str) -> str:
    return next((one["value"] for one in headers if one["name"].lower() == name), "")


def _body(one: ObservationDetail, side: str) -> bytes:
    bodies: tuple[Body, ...] = one.bodies
    return next((body.data for body in bodies if body.side == side), b"")


def _text(body: bytes) -> str | None:
    """None where it is no text, or one that HAR readers would take for bytes."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if any(ord(letter) < 0x20 and letter not in "\t\r\n" for letter in text) else text


def _binary(body: bytes) -> dict[str, Any]:
    return {"text": base64.b64encode(body).decode("ascii"), "encoding": "base64", "size": len(body)}
