"""Data types at places that are known of an address: what others wrote down of a tracker's requests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import tomli

from inspector.datatypes import DATA_TYPES, name_of, shapes
from inspector.datatypes.by_name.in_context_rules import is_hash
from inspector.datatypes.kinds import plain_key
from inspector.datatypes.leaves import Content
from inspector.paths import resources
from inspector.records import Finding

FILE = "schemas/trackhar.json"
DOCUMENTED = "schemas/documented.toml"
ANY = ""
"""The part of a field that is meant in a query and a body alike."""
WHOLE = "^"
"""The name of a body that is no more than one value."""
_LONGEST_VALUE = 2000
_HEAD = 64
_SEGMENTS = re.compile(r'\["((?:[^"\\]|\\.)*)"\]|\[\d+\]|([^.\[\]]+)')
_PLACES = re.compile(r"(\[\d+\]\[\d+\])\Z")
_SPLIT = re.compile(r"(?<=[^.])\.(?=[^.])")
_CONTENT = frozenset({"query", "body"})
_OF_FORM = frozenset(
    """
    os_name os_version country language timezone network_type advertising_id android_id email phone_number ip_address
    user_agent app_package screen_size push_token device_id session_id imei install_time name device_model chat_text
    prompt system_prompt mac latitude longitude web_page screen_view search_query app_log referrer account_id
    """.split()  # noqa: SIM905
)

Names = tuple[str, ...]
"""The last one or two names of a path, without case and punctuation; or the last two places ("[1][2]")."""


@dataclass(frozen=True, slots=True)
class Schema:
    """What stands where in requests to some addresses. `fields`: part ("body", "query", "headers", ANY), names, type.

    `source`: whose documentation says so; empty for what TrackHAR wrote down. `hosts`: with all below them.
    """

    tracker: str
    patterns: tuple[re.Pattern[str], ...]
    fields: Mapping[tuple[str, Names], str]
    source: str = ""
    hosts: tuple[str, ...] = ()
    lasts: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lasts", frozenset(names[-1] for _, names in self.fields))


@dataclass(frozen=True, slots=True)
class _Known:
    """The schemas of one address, and the last names of all their fields."""

    schemas: tuple[Schema, ...]
    lasts: frozenset[str]


class AddressSchemas:
    """Asked once a request; what an address has is remembered. Any one thread."""

    def __init__(self, schemas: Sequence[Schema], urls: Mapping[str, Sequence[Schema]]) -> None:
        self._patterned = [schema for schema in schemas if schema.patterns and not schema.hosts]
        self._by_host: dict[str, list[Schema]] = {}
        for schema in schemas:
            for host in schema.hosts:
                self._by_host.setdefault(host, []).append(schema)
        self._by_url = urls
        self._of = lru_cache(10_000)(self._look)

    def find(self, url: str, content: Content, found: Iterable[Finding]) -> Iterator[Finding]:
        """Findings at places nothing was found at yet. `url`: scheme, host and path, no query."""
        known = self._of(url)
        if known is None:
            return
        taken = {finding.path for finding in found}
        lasts = known.lasts
        for at, (_, key, name) in enumerate(content.places):
            if type(key) is str and _plain(key) not in lasts and _plain(name) not in lasts:
                continue
            text = content.texts[at].strip()
            if len(text) > _LONGEST_VALUE and key is None:  # a recording
                text = text[:_HEAD]
            if not text or len(text) > _LONGEST_VALUE:
                continue
            path = content.path(at)
            if path in taken:
                continue
            hit = _in_schemas(path, name, known.schemas)
            if hit is not None and _is_of(hit[0], hit[1], text):
                yield Finding(hit[0], path, "likely", text, _reason(*hit))

    def _look(self, url: str) -> _Known | None:
        patterned = (schema for schema in self._patterned if any(pattern.search(url) for pattern in schema.patterns))
        found = (*self._by_url.get(url, ()), *patterned, *self._of_host(url))
        return _Known(found, frozenset().union(*(schema.lasts for schema in found))) if found else None

    def _of_host(self, url: str) -> Iterator[Schema]:
        parts = urlsplit(url)
        labels = (parts.hostname or "").split(".")
        for start in range(len(labels) - 1):
            for schema in self._by_host.get(".".join(labels[start:]), ()):
                if not schema.patterns or any(pattern.search(parts.path) for pattern in schema.patterns):
                    yield schema


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
    return AddressSchemas([*schemas, *documented()], urls)


def documented() -> list[Schema]:
    """The schemas that this project wrote down of makers' own documentation. Raises KeyError for an unknown type."""
    said = tomli.loads((resources() / DOCUMENTED).read_text("utf-8"))
    return [
        Schema(
            tracker=one["name"],
            patterns=(re.compile(one["path"]),) if "path" in one else (),
            fields={
                (ANY, _names(name)): DATA_TYPES[type_id].id
                for type_id, names in one["types"].items()
                for name in names.split()
            },
            source=one["source"],
            hosts=tuple(one["hosts"]),
        )
        for one in said["schema"]
    ]


def _names(written: str) -> Names:
    return (written,) if written.startswith(("[", WHOLE)) else tuple(map(plain_key, _SPLIT.split(written)[-2:]))


def _schema(said: Mapping[str, Any]) -> Schema:
    fields = {
        (part, tuple(map(plain_key, path.split(".")))): type_id
        for part, paths in said["fields"].items()
        for path, type_id in paths.items()
        if type_id in DATA_TYPES
    }
    return Schema(said["tracker"], tuple(map(re.compile, said["patterns"])), fields)


def _in_schemas(path: str, name: str, schemas: Sequence[Schema]) -> tuple[str, Schema] | None:
    """The type at a path whose value goes by this name, and the schema that says so."""
    names = [_plain(quoted or plain) for quoted, plain in _SEGMENTS.findall(path) if quoted or plain]
    places = _PLACES.search(path)
    if places is not None:
        names.append(places[1])
    elif len(names) == 1:
        names.append(WHOLE)
    if len(names) < 2:
        return None
    part, *rest = names
    for schema in schemas:
        for key in ((part, tuple(rest[-2:])), (part, (rest[-1],))):
            if key in schema.fields:
                return schema.fields[key], schema
        if part in _CONTENT and schema.source:
            for last in (tuple(rest[-2:]), (rest[-1],), (_plain(name),)):
                if (ANY, last) in schema.fields:
                    return schema.fields[ANY, last], schema
    return None


def _is_of(type_id: str, schema: Schema, text: str) -> bool:
    """Whether a value may be of the type: of types with a form of their own, where a name says little, by it alone."""
    if schema.source and type_id in _OF_FORM:
        return DATA_TYPES[type_id].accepts(text) or is_hash(text)
    return shapes.is_filled(text) or DATA_TYPES[type_id].accepts(text)


@lru_cache(20_000)
def _plain(key: str) -> str:
    return plain_key(key)


def _reason(type_id: str, schema: Schema) -> str:
    where = f"At this place, requests to this address of “{schema.tracker}” hold this type of data ({name_of(type_id)})"
    if schema.source:
        return f"{where}, by this tool's notes on its maker's documentation."
    return f"{where}, as TrackHAR 1.0.0 has written down."
