"""multipart/form-data, RFC 7578, and its relatives."""

from __future__ import annotations

import re

from inspector.decoders.query import add
from inspector.errors import DecodeError
from inspector.records import Value

NAME = "multipart"
FIRST = frozenset(b"-\r\n")
_START = re.compile(rb"(?:\r?\n)*--([^\r\n]{1,200})\r?\n(?=[A-Za-z-]+:)")
_HEADS_END = re.compile(rb"\r?\n\r?\n")
_PARAMETER = re.compile(r';\s*([\w*-]+)=(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))')
_PARTS_LIMIT = 5_000


def accepts(data: bytes) -> float:
    return 1.0 if _START.match(data[:1024]) else 0.0


def decode(data: bytes, limit: int = 0) -> dict[str, Value]:
    """Field names to content; a file to an object of its name, media type and content. Raises DecodeError."""
    start = _START.match(data)
    if start is None:
        raise DecodeError("It does not begin with a boundary.")
    found: dict[str, Value] = {}
    pieces = re.split(rb"(?:^|\r?\n)--" + re.escape(start[1]) + rb"(?=--|\r?\n|$)", data, maxsplit=_PARTS_LIMIT)
    for number, piece in enumerate(pieces[1:]):
        if piece.startswith(b"--"):
            break
        heads, _, content = _split(piece)
        disposition = heads.get("content-disposition", "")
        parameters = {match[1].lower(): match[2] or match[3] or "" for match in _PARAMETER.finditer(disposition)}
        add(found, parameters.get("name") or f"part {number}", _content(heads, parameters, content))
    if not found:
        raise DecodeError("It has no parts.")
    return found


def _split(piece: bytes) -> tuple[dict[str, str], bytes, bytes]:
    piece = piece[2:] if piece.startswith(b"\r\n") else piece.removeprefix(b"\n")
    if piece.startswith((b"\r\n", b"\n")):
        return {}, b"", piece.lstrip(b"\r").removeprefix(b"\n")
    end = _HEADS_END.search(piece)
    head, content = (piece[: end.start()], piece[end.end() :]) if end else (piece, b"")
    lines = head.decode("utf-8", "replace").splitlines()
    heads = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return heads, head, content


def _content(heads: dict[str, str], parameters: dict[str, str], content: bytes) -> Value:
    if "filename" in parameters or "filename*" in parameters:
        name = parameters.get("filename") or parameters.get("filename*", "")
        return {"filename": name, "content_type": heads.get("content-type", ""), "content": content}
    return content
