"""Data types at places that are known of an address: what others wrote down of a tracker's requests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from inspector.datatypes import DATA_TYPES, name_of, shapes
from inspector.datatypes.kinds import plain_key
from inspector.datatypes.leaves import Content
from inspector.paths import resources
from inspector.records import Finding

FILE = "schemas/trackhar.json"
_LONGEST_VALUE = 2000
_SEGMENTS = re.compile(r'\["((?:[^"\\]|\\.)*)"\]|\[\d+\]|([^.\[\]]+)')

Names = tuple[str, ...]
"""The last one or two names of a path, without case and punctuation."""


@dataclass(frozen=True, slots=True)
class Schema:
    """What stands where in requests to some addresses. `fields`: part ("body", "query", "headers"), names, type."""

    tracker: str
    patterns: tuple[re.Pattern[str], ...]
    fields: Mapping[tuple[str, Names], str]


class AddressSchemas:
    """Asked once a request; what an address has is remembered. Any one thread."""

    def __init__(self, schemas: Sequence[Schema], urls: Mapping[str, Sequence[Schema]]) -> None:
        self._patterned = [schema for schema in schemas if schema.patterns]
        self._by_url = urls
        self._of = lru_cache(10_000)(self._look)

    def find(self, url: str, content: Content, found: Iterable[Finding]) -> Iterator[Finding]:
        """Findings at places nothing was found at yet. `url`: scheme, host and path, no query."""
        schemas = self._of(url)
        if not schemas:
            return
        taken = {finding.path for finding in found}
        for at, text in enumerate(content.texts):
            text = text.strip()
            if not shapes.is_filled(text) or len(text) > _LONGEST_VALUE:
                continue
            path = content.path(at)
            if path in taken:
                continue
            hit = _in_schemas(path, schemas)
            if hit is not None:
                type_id, tracker = hit
                yield Finding(type_id, path, "likely", text, _reason(type_id, tracker))

    def _look(self, url: str) -> tuple[Schema, ...]:
        patterned = (schema for schema in self._patterned if any(pattern.search(url) for pattern in schema.patterns))
        return (*self._by_url.get(url, ()), *patterned)


@lru_cache(1)
def address_schemas() -> AddressSchemas:
    """Those that come with the tool."""
    said = json.loads((resources() / FILE).read_text("utf-8"))
    schemas: list[Schema] = []
    urls: dict[str, list[Schema]] = {}
    for one in said["adapters"]:
        schema = _schema(one)
        schemas.append(schema)
        for url in one["urls"]:
            urls.setdefault(url, []).append(schema)
    return AddressSchemas(schemas, urls)


def _schema(said: Mapping[str, Any]) -> Schema:
    fields = {
        (part, tuple(map(plain_key, path.split(".")))): type_id
        for part, paths in said["fields"].items()
        for path, type_id in paths.items()
        if type_id in DATA_TYPES
    }
    return Schema(said["tracker"], tuple(map(re.compile, said["patterns"])), fields)


def _in_schemas(path: str, schemas: Sequence[Schema]) -> tuple[str, str] | None:
    names = [plain_key(quoted or plain) for quoted, plain in _SEGMENTS.findall(path) if quoted or plain]
    if len(names) < 2:
        return None
    part, *rest = names
    for schema in schemas:
        type_id = schema.fields.get((part, tuple(rest[-2:]))) or schema.fields.get((part, (rest[-1],)))
        if type_id:
            return type_id, schema.tracker
    return None


def _reason(type_id: str, tracker: str) -> str:
    return (
        f"At this place, requests to this address of “{tracker}” hold this type of data ({name_of(type_id)}), as "
        "TrackHAR 1.0.0 has written down."
    )
