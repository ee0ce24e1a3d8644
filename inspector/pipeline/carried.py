"""Joins an SDK call to the request that carried it: what was handed over stands in a later request of that SDK's."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from inspector.decoders import flatten
from inspector.records import Certainty, Observation, ObservationUpdate, Value

_VERBS = frozenset({"init", "identify", "track"})
_SHORTEST = 6  # characters; what is shorter stands everywhere
_WHOLE_UP_TO = 256  # characters a longer text is kept by, beside its digest
_SHOWN = 80
_MOST_TEXTS = 40  # of one call
_MOST_CALLS = 500  # of one product, waiting for their request
_MOST_KNOWN = 20_000  # texts of one product whose givers are counted; one beyond is nobody's own
_MOST_LEAVES = 20_000  # of one request
_MOST_IN_BYTES = 100  # calls looked for in bytes that no decoder could read
_MOST_BYTES = 256 << 10
_MOST_TOLD = 50  # calls named in one request
_THROWABLE = re.compile(r"[\w.$]+: ")


@dataclass(slots=True)
class _Call:
    """A call that waits. `texts`: what tells it, by key, cut to what can be searched for in bytes."""

    id: int
    at_ms: float
    title: str
    texts: dict[str, str]
    likely: bool = False  # a request that may be its own was seen


class Carried:
    """The calls of a session that wait for their request. One thread; memory is bounded by the numbers above."""

    def __init__(self) -> None:
        self._waiting: dict[str, OrderedDict[int, _Call]] = defaultdict(OrderedDict)
        self._by_text: dict[str, dict[str, dict[int, None]]] = defaultdict(dict)
        self._givers: dict[str, dict[str, int]] = defaultdict(dict)

    def take(self, observation: Observation) -> tuple[Observation, list[ObservationUpdate]]:
        """The observation, with the calls it carried where it is a request, and what that says of those calls.

        Observations come in the order of their rows. Only a request to the SDK's own product, or sent by its code, is
        taken for the carrier of its calls.
        """
        if observation.kind == "sdk_call":
            self._hand_over(observation)
        elif observation.kind in ("request", "message") and observation.detail.get("direction") != "down":
            return self._send(observation)
        return observation, []

    # ---------------------------------------------------------------- a call

    def _hand_over(self, seen: Observation) -> None:
        product = str(seen.detail.get("sdk", ""))
        texts = dict(_texts_of(seen))
        if seen.detail.get("verb") not in _VERBS or not texts:
            return
        givers, waiting, by_text = self._givers[product], self._waiting[product], self._by_text[product]
        waiting[seen.id] = _Call(seen.id, seen.at_ms, seen.title, texts)
        for key in texts:
            by_text.setdefault(key, {})[seen.id] = None
            if key in givers or len(givers) < _MOST_KNOWN:
                givers[key] = givers.get(key, 0) + 1
        if len(waiting) > _MOST_CALLS:
            self._forget(product, next(iter(waiting)))

    def _forget(self, product: str, call: int) -> None:
        by_text = self._by_text[product]
        for key in self._waiting[product].pop(call).texts:
            by_text[key].pop(call, None)
            if not by_text[key]:
                del by_text[key]

    # ---------------------------------------------------------------- a request

    def _send(self, seen: Observation) -> tuple[Observation, list[ObservationUpdate]]:
        products = [product for product in _products_of(seen) if self._waiting.get(product)]
        if not products:
            return seen, []
        keys, opaque = _leaves_of(seen)
        updates: list[ObservationUpdate] = []
        told: list[dict[str, Any]] = []
        for product in products:
            for call, found, certainty in self._carried_by(product, keys, opaque):
                after_ms = max(0.0, seen.at_ms - call.at_ms)
                words = [call.texts[key][:_SHOWN] for key in found]
                link = {"after_ms": after_ms, "certainty": certainty, "found": words, "of": len(call.texts)}
                updates.append(ObservationUpdate(call.id, 0, {"carried": {"id": seen.id, "title": seen.title} | link}))
                told.append({"id": call.id, "title": call.title} | link)
        if told:
            seen = dataclasses.replace(seen, detail={**seen.detail, "calls": told[:_MOST_TOLD]})
        return seen, updates

    def _carried_by(self, product: str, keys: set[str], opaque: bytes) -> list[tuple[_Call, list[str], Certainty]]:
        waiting, by_text, givers = self._waiting[product], self._by_text[product], self._givers[product]
        hits: dict[int, None] = {}
        for key in keys & by_text.keys():
            hits |= by_text[key]
        in_bytes: dict[int, set[str]] = {}
        if opaque:
            for call in [waiting[each] for each in list(waiting)[-_MOST_IN_BYTES:]]:
                there = {key for key, text in call.texts.items() if text.encode() in opaque}
                if there:
                    in_bytes[call.id] = there
                    hits[call.id] = None
        carried: list[tuple[_Call, list[str], Certainty]] = []
        for number in sorted(hits):
            call = waiting[number]
            found = [key for key in call.texts if key in keys or key in in_bytes.get(number, ())]
            own = any(givers.get(key, 2) == 1 for key in found)
            certainty: Certainty = "certain" if own and len(found) == len(call.texts) else "likely"
            if certainty == "likely" and (call.likely or not (own or 2 * len(found) >= len(call.texts))):
                continue
            call.likely = True
            carried.append((call, found, certainty))
        for call, _, certainty in carried:
            if certainty == "certain":
                self._forget(product, call.id)
        return carried


# -------------------------------------------------------------------------------------------------- what is compared


def _texts_of(seen: Observation) -> Iterator[tuple[str, str]]:
    """The event's name, and the texts handed over. A name that stands with a value is no text but a field's name."""
    value = next((body.decoded.value for body in seen.bodies if body.decoded is not None), None)
    name = seen.title.rpartition(": ")[2] if seen.title.count(": ") > 1 else ""
    is_field = isinstance(value, dict) and name in value
    for text in (*([name] if len(name) >= _SHORTEST and not is_field else []), *_strings(value)):
        if text.startswith("<") and text.endswith(">"):
            continue  # an object with no form of its own, named by its class
        yield _key(text), text[:_WHOLE_UP_TO]


def _strings(value: Value) -> list[str]:
    found: list[str] = []
    for _, leaf in flatten(value):
        if isinstance(leaf, str):
            # What an exception says is sent apart from its class.
            thrown = _THROWABLE.match(leaf)
            text = (leaf[thrown.end() :] if thrown and "." in thrown[0] else leaf).strip()
            if len(text) >= _SHORTEST:
                found.append(text)
        if len(found) == _MOST_TEXTS:
            break
    return found


def _leaves_of(seen: Observation) -> tuple[set[str], bytes]:
    """Keys of every text in query and body and of planted values found in any form; the bytes that stayed bytes."""
    keys = {_key(finding.planted) for finding in seen.findings if finding.planted and finding.certainty == "certain"}
    opaque: list[bytes] = []
    values = [seen.detail.get("query"), *(b.decoded.value for b in seen.bodies if b.side == "up" and b.decoded)]
    for number, leaf in enumerate(leaf for value in values for _, leaf in flatten(value)):
        if isinstance(leaf, str) and len(text := leaf.strip()) >= _SHORTEST:
            keys.add(_key(text))
        elif isinstance(leaf, bytes):
            opaque.append(leaf)
        if number >= _MOST_LEAVES:
            break
    return keys, b"\n".join(opaque)[:_MOST_BYTES]


def _products_of(seen: Observation) -> Sequence[str]:
    """The product that received it, and the one whose code sent it: an SDK may send to a server of the app's own."""
    sent_by = seen.sender.id.partition("/")[2] if seen.sender is not None and seen.sender.kind == "sdk" else ""
    return _distinct((seen.match.product if seen.match is not None else "", sent_by))


def _distinct(names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name]


def _key(text: str) -> str:
    if len(text) <= _WHOLE_UP_TO:
        return text
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
