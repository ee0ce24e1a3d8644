"""Hashes the app was seen to make, by their bytes: one found in a request is named by what it is of and who made it."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inspector.datatypes import DATA_TYPES
from inspector.datatypes.by_value.tokens import as_written, readings
from inspector.datatypes.find import Finder, content_of
from inspector.datatypes.leaves import Content
from inspector.datatypes.reasons import reason_of_hash
from inspector.protocol import CryptoSeen
from inspector.records import Finding, Value

_HEAD = 8  # bytes of a hash that tell it from all others
_LONGEST = 64
_MIDDLE = slice(4, 12)  # of an MD5: the 16 digits that some SDKs keep of its 32
_MOST = 20_000
_KEPT_BYTES = 16 << 20
_INPUT_SHOWN = 200
_SHAPES = ("email", "imei", "mac")  # of a text nobody planted, told by its form alone
_TEXT = re.compile(r"[\s,;|&=]+")


@dataclass(frozen=True, slots=True)
class Hashed:
    """One hash the app made. `by` is the code that made it ("com.example.Foo.bar"), empty where no frame says."""

    algorithm: str
    given: bytes
    result: bytes
    keyed: bool
    lost: bool
    by: str
    observation: int

    @property
    def text(self) -> str | None:
        """What was hashed, as text; None where it is none or not all of it was kept."""
        try:
            return None if self.lost else self.given.decode("utf-8")
        except UnicodeDecodeError:
            return None


@dataclass(frozen=True, slots=True)
class Met:
    """A hash found at a place. `part` is True where only some of its digits stood there."""

    path: str
    token: str
    hashed: Hashed
    part: bool


class HashIndex:
    """Hashes seen lately, at most 20,000 and 16 MiB of what they are of; the oldest go first. Any one thread."""

    def __init__(self) -> None:
        self._by_head: OrderedDict[bytes, Hashed] = OrderedDict()
        self._kept_bytes = 0
        self._last: tuple[Mapping[str, Value] | None, list[Met]] = (None, [])

    @property
    def is_empty(self) -> bool:
        return not self._by_head

    def add(self, seen: CryptoSeen, by: str, observation: int) -> None:
        """Remembers one digest or keyed hash; other operations and empty results are not."""
        if seen.op not in ("digest", "mac") or len(seen.result) < _HEAD or not seen.given:
            return
        hashed = Hashed(
            seen.algorithm, seen.given, seen.result, seen.op == "mac", bool(seen.lost_bytes), by, observation
        )
        heads = [seen.result[:_HEAD]]
        if len(seen.result) == 16:
            heads.append(seen.result[_MIDDLE])
        for head in heads:
            old = self._by_head.pop(head, None)
            self._kept_bytes += len(hashed.given) - (len(old.given) if old else 0)
            self._by_head[head] = hashed
        while len(self._by_head) > _MOST or self._kept_bytes > _KEPT_BYTES:
            _, gone = self._by_head.popitem(last=False)
            self._kept_bytes -= len(gone.given)
        self._last = (None, [])

    def seen_in(self, parts: Mapping[str, Value], content: Content | None = None) -> list[Met]:
        """Every hash of the app's own that stands in these parts of an observation. `content`: they, where walked."""
        if not self._by_head:
            return []
        if self._last[0] is not parts:
            self._last = (parts, list(self._meet(content or content_of(parts))))
        return self._last[1]

    def detail(self, parts: Mapping[str, Value]) -> dict[str, Any]:
        """For an observation's detail: "hashes", each with its place, algorithm, the text it is of and who made it."""
        met = self.seen_in(parts)
        return {"hashes": [_detail(one) for one in met]} if met else {}

    def _meet(self, content: Content) -> Iterator[Met]:
        for token in content.tokens:
            for written, raw, _ in readings(token):
                hashed = self._of(raw)
                if hashed is not None:
                    for at in content.with_token(token):
                        there = as_written(content.texts[at], written)
                        yield Met(content.path(at), there, hashed, len(raw) < len(hashed.result))
        for at, raw in content.raws:
            hashed = self._of(raw) if len(raw) <= _LONGEST else None
            if hashed is not None:
                yield Met(content.path(at), raw.hex(), hashed, len(raw) < len(hashed.result))

    def _of(self, raw: bytes) -> Hashed | None:
        hashed = self._by_head.get(raw[:_HEAD])
        return hashed if hashed is not None and len(raw) >= _HEAD and _is_of(raw, hashed.result) else None


def name_findings(met: Iterable[Met], findings: Iterable[Finding], finder: Finder) -> tuple[Finding, ...]:
    """The findings, with those that are hashes of the app's own making named by what they are of and who made them."""
    named = {(one.type, one.path): one for hash_met in met for one in _findings(hash_met, finder)}
    kept = [one for one in findings if (one.type, one.path) not in named or not _is_hash(one)]
    plain = {(one.type, one.path) for one in kept}
    return (*kept, *(one for key, one in named.items() if key not in plain))


def _detail(met: Met) -> dict[str, Any]:
    return {
        "path": met.path, "algorithm": met.hashed.algorithm, "of": (met.hashed.text or "")[:_INPUT_SHOWN],
        "by": met.hashed.by, "observation": met.hashed.observation,
    }  # fmt: skip


def _findings(met: Met, finder: Finder) -> Iterator[Finding]:
    text = met.hashed.text
    if text is None:
        return
    found = {one.type: one for one in finder.find({"of": text}) if one.planted}
    for one in found.values():
        whole = len(one.value) >= len(text.strip())
        yield _finding(met, one.type, one.planted, finder, whole, one.certainty)
    beside = [planted for planted in finder.joined_in(text) if planted.type not in found]
    for planted in beside:
        yield _finding(met, planted.type, planted.value, finder, False, "certain")
    if not found and not beside:
        for word in _TEXT.split(text):
            kind = next((kind for kind in _SHAPES if DATA_TYPES[kind].accepts(word)), None)
            if kind is not None:
                yield _finding(met, kind, "", finder, word == text.strip(), "likely")
                return


def _finding(met: Met, kind: str, planted: str, finder: Finder, whole: bool, certainty: Any) -> Finding:
    name = encoding_of(met.hashed.algorithm, keyed=met.hashed.keyed)
    reason = reason_of_hash(
        finder.known(kind, planted), kind, name, whole=whole, part=met.part, by=met.hashed.by,
    )  # fmt: skip
    return Finding(kind, met.path, certainty, met.token, reason, name if whole else f"{name}, joined", planted)


def encoding_of(algorithm: str, *, keyed: bool) -> str:
    """How findings call it: "SHA-256" is "sha256", "HmacSHA256" is "hmac-sha256"."""
    plain = re.sub(r"[^a-z0-9]", "", algorithm.lower()).removeprefix("hmac")
    return f"hmac-{plain}" if keyed else plain


def _is_hash(finding: Finding) -> bool:
    return finding.encoding.startswith(("md5", "sha", "hmac-"))


def _is_of(raw: bytes, result: bytes) -> bool:
    return result.startswith(raw) or (len(result) == 16 and raw == result[_MIDDLE])
