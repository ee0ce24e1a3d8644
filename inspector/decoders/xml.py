"""XML, read as it comes: no document type's entities, bounded in depth and number."""

from __future__ import annotations

import re
from typing import Any
from xml.parsers import expat

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from inspector.decoders.limits import NESTING_LIMIT
from inspector.decoders.query import add
from inspector.errors import DecodeError
from inspector.records import Value

NAME = "xml"
FIRST = frozenset(b"<\xef \t\r\n")
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,64}<(?:\?xml[\s>]|!--|!DOCTYPE\s+(?!html)|[A-Za-z_][\w.:-]{0,200}[\s/>])")
_PAGE = re.compile(rb"<(?:!DOCTYPE\s+html|html)\b", re.IGNORECASE)
_DECLARED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"'][^>]{0,100}\?>"
)
_ELEMENTS_LIMIT = 200_000
_CHUNK = 65_536


def accepts(data: bytes) -> float:
    """A web page is none, though it may be well formed: it stays text."""
    if data[:1] not in (b"<", b"\xef", b" ", b"\t", b"\r", b"\n") or not _START.match(data[:1024]):
        return 0.0
    if _PAGE.search(data[:1024]):
        return 0.0
    return 0.7 if data.rstrip()[-1:] == b">" else 0.0


def decode(data: bytes, limit: int = 0) -> dict[str, Value]:
    """Names of elements to their content: a text, or an object of attributes, elements, and text as `value`.

    Raises DecodeError.
    """
    whole = _Tree()
    parser = DefusedXMLParser(target=whole, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        text = _text(data)
        for start in range(0, len(text), _CHUNK):
            parser.feed(text[start : start + _CHUNK])
        parser.close()
    except DefusedXmlException as error:
        raise DecodeError("It defines entities, which are not followed.") from error
    except (SyntaxError, expat.ExpatError, ValueError, LookupError) as error:  # ParseError is a SyntaxError
        raise DecodeError("It breaks off or is no XML.") from error
    return whole.root


def _text(data: bytes) -> str:
    """Decoded here: expat knows hardly any of the encodings that XML may be declared in."""
    declared = _DECLARED.match(data)
    if declared is None:
        return data.decode("utf-8-sig")
    return data[declared.end() :].decode(declared[1].decode("ascii"))


class _Tree:
    """What the parser calls: builds objects as elements come."""

    def __init__(self) -> None:
        self.root: dict[str, Value] = {}
        self._open: list[tuple[str, dict[str, Value], list[str]]] = []
        self._left = _ELEMENTS_LIMIT

    def start(self, tag: str, attributes: dict[str, Any]) -> None:
        self._left -= 1 + len(attributes)
        if len(self._open) >= NESTING_LIMIT or self._left < 0:
            raise DecodeError("Its elements lie too deep in one another to be read, or are too many.")
        self._open.append((_local(tag), {_local(name): value for name, value in attributes.items()}, []))

    def end(self, _tag: str) -> None:
        tag, inside, texts = self._open.pop()
        text = "".join(texts).strip()
        if inside and text:
            add(inside, "value", text)
        add(self._open[-1][1] if self._open else self.root, tag, inside or text)

    def data(self, text: str) -> None:
        if self._open:
            self._open[-1][2].append(text)

    def close(self) -> dict[str, Value]:
        return self.root


def _local(name: str) -> str:
    return name.rpartition("}")[2]
