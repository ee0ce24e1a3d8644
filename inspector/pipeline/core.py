"""The pure half of the pipeline: raw rows to a batch of what they mean; the same rows give the same batch again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from inspector import protocol
from inspector.datatypes.by_name.addressed import address_schemas
from inspector.datatypes.by_value.pieces import Trail
from inspector.datatypes.find import Finder, content_of
from inspector.datatypes.reasons import reason_of_read
from inspector.pipeline.ahead import Ahead
from inspector.pipeline.carried import Carried
from inspector.pipeline.draft import Draft
from inspector.pipeline.hashed import name_findings
from inspector.pipeline.known import Known, stack_list
from inspector.pipeline.streams import Streams
from inspector.pipeline.typed import TypedText
from inspector.recipients import Recipients
from inspector.records import (
    Batch,
    Body,
    Decoded,
    Finding,
    HookState,
    Match,
    Observation,
    Phase,
    Planted,
    Raw,
    SdkPresence,
    Stack,
)

FIRST_PHASE = Phase("before_consent", "Before consent", 0.0)
WHOLE_SESSION = Phase("whole_session", "Whole session", 0.0)  # where nobody marked consent: before it is no fact
_PLANTED_BY_READING = {
    "android_id", "advertising_id", "imei", "imsi", "iccid", "serial", "mac", "ssid", "bssid", "phone_number",
    "latitude", "longitude", "device_model", "network_operator", "device_id", "installation_id", "account_id", "email",
    "phone_name", "clipboard", "ip_address", "oaid", "vaid", "app_anonymous_id",
}  # fmt: skip
_LONGEST_PLANTED = 2000
_HEX = re.compile(r"[0-9a-fA-F]+")


class Pipeline:
    """Everything known of a session so far. Not thread-safe: one thread calls take."""

    def __init__(self, package: str, recipients: Recipients, first_phase: Phase = FIRST_PHASE) -> None:
        self.known = Known(package, recipients, first_phase)
        self.finder = Finder(())
        self._addressed = address_schemas()
        self.finder.add_salt(package, "the app's package name")
        self.planted: list[Planted] = []
        self.planted_late = False  # whether a value became known after content had been searched without it
        self._searched = False
        self._announced = False
        self._seeds: list[Planted] = []
        self._typed = TypedText()
        self._carried = Carried()
        self._ahead: Mapping[int, Ahead] = {}
        self._candidates: dict[str, Finder] = {}  # of texts that stand in a field, unsent as far as is known
        self._streams = Streams(self.known, self.find, self._ahead_of)
        self._hooks: dict[tuple[int, str], HookState] = {}
        self._sdks: dict[str, SdkPresence] = {}
        self._handlers: dict[type, Callable[[Raw, Any, Draft], None]] = {
            protocol.HookSeen: self._on_hook,
            protocol.HitsSeen: self._on_hits,
            protocol.PresentSeen: self._on_present,
            protocol.CallSeen: self._on_call,
            protocol.SdkCallSeen: self._on_sdk_call,
            protocol.DeviceReadSeen: self._on_device_read,
            protocol.CryptoSeen: self._on_crypto,
            protocol.TypedSeen: self._on_typed,
            protocol.StackSeen: self._on_stack,
            protocol.NamesResolved: self._on_names,
            protocol.OriginRead: self._on_origin,
            protocol.PhaseMarked: self._on_phase,
            protocol.ValuesPlanted: self._on_values,
            protocol.ConnectionOpened: self._streams.on_opened,
            protocol.BytesSeen: self._streams.on_bytes,
            protocol.BytesCounted: self._streams.on_counted,
            protocol.NameResolved: self.known.names.on_resolved,
            protocol.ConnectionClosed: self._streams.on_closed,
            protocol.ExchangeImported: self._streams.on_exchange,
            protocol.MessageImported: self._streams.on_message,
            protocol.SessionEnded: self._streams.on_ended,
        }

    def take(self, raws: Iterable[Raw], ahead: Mapping[int, Ahead] | None = None) -> Batch:
        """What these rows add. Rows must come in the order of their ids, each once, and have their ids.

        `ahead`: what was worked out of some of them before their turn; it is used where it is what they say now.
        """
        draft, self._ahead = Draft(list(raws)), ahead or {}
        if not self._announced:
            self._announced = True
            draft.phases.append(self.known.first_phase)
            draft.planted.extend(self._seeds)
        for raw in draft.raws:
            self._streams.on_time(raw, draft)
            message = protocol.read(raw)
            handler = self._handlers.get(type(message))
            if handler is not None:
                handler(raw, message, draft)
        for place, observation in enumerate(draft.observations):
            draft.observations[place], updates = self._carried.take(observation)
            draft.updates.extend(updates)
        return draft.batch()

    def seed(self, planted: Iterable[Planted]) -> None:
        """Values known from an earlier run over the same rows, so that rows before their time are searched too."""
        self._seeds = [value for value in planted if self.finder.add(value)]
        self.planted.extend(self._seeds)

    # ---------------------------------------------------------------- what the rest of the package asks

    def find(
        self, parts: dict[str, Any], raw: Raw, draft: Draft, trail: Trail | None = None, url: str = ""
    ) -> tuple[Finding, ...]:
        """Data types in the parts; a text still standing in a field that is found there becomes a planted prompt.

        `trail`: what the same host or connection was sent before, where values may come in pieces. `url`: scheme, host
        and path of a request.
        """
        standing = self._typed.standing()
        content = content_of(parts)
        self._candidates = {text: self._candidates.get(text) or _prompt_finder(text) for text in standing}
        for text, finder in self._candidates.items():
            if finder.holds(content):
                self._typed.counted(text)
                self._observe_typed(text, raw, draft)
        self._searched = True
        met = self.known.hashes.seen_in(parts, content)
        found = self.finder.find(content, trail)
        if url:
            found += self._addressed.find(url, content, found)
        return name_findings(met, found, self.finder) if met else tuple(found)

    def _ahead_of(self, raw: Raw) -> Ahead | None:
        found = self._ahead.get(raw.id)
        if found is None or found.by != self.finder.size or not self.known.is_plain or self._typed.standing():
            return None
        self._searched = True
        return found

    # ---------------------------------------------------------------- rows that are knowledge

    def _on_stack(self, raw: Raw, seen: protocol.StackSeen, draft: Draft) -> None:
        self.known.add_stack(raw.process, seen.key, seen.frames)
        draft.stacks.append(Stack(raw.process, seen.key, seen.frames))

    def _on_names(self, raw: Raw, seen: protocol.NamesResolved, draft: Draft) -> None:
        self.known.renamed = seen.classes

    def _on_origin(self, raw: Raw, seen: protocol.OriginRead, draft: Draft) -> None:
        self.known.app = seen.origin

    def _on_call(self, raw: Raw, seen: protocol.CallSeen, draft: Draft) -> None:
        self.known.calls.add(raw, seen)
        self._streams.on_call(raw, seen, draft)

    def _on_hook(self, raw: Raw, seen: protocol.HookSeen, draft: Draft) -> None:
        known = self._hooks.get((raw.process, seen.hook))
        state = HookState(
            raw.process, seen.hook, seen.group, seen.status, seen.reason,
            known.hits if known else 0, known.first_hit_ms if known else None,
        )  # fmt: skip
        self._hooks[raw.process, seen.hook] = state
        draft.hooks.append(state)

    def _on_hits(self, raw: Raw, seen: protocol.HitsSeen, draft: Draft) -> None:
        for hook, hits in seen.hits.items():
            known = self._hooks.get((raw.process, hook))
            if known is None:
                continue
            first_ms = known.first_hit_ms if known.first_hit_ms is not None else raw.at_ms
            state = HookState(raw.process, hook, known.group, known.status, known.reason, hits, first_ms)
            self._hooks[raw.process, hook] = state
            draft.hooks.append(state)

    def _on_present(self, raw: Raw, seen: protocol.PresentSeen, draft: Draft) -> None:
        if seen.sdk not in self._sdks:
            self._keep_sdk(self._presence(seen.sdk), draft)

    def _presence(self, product_id: str) -> SdkPresence:
        known = self.known.recipients.products.get(product_id)
        if known is None:
            return SdkPresence(product_id, "", product_id, True)
        company, product = known
        return SdkPresence(product.id, company.id, product.name, True)

    def _keep_sdk(self, sdk: SdkPresence, draft: Draft) -> None:
        self._sdks[sdk.product] = sdk
        draft.sdks.append(sdk)

    def _on_phase(self, raw: Raw, seen: protocol.PhaseMarked, draft: Draft) -> None:
        phase = Phase(seen.id, seen.name, raw.at_ms)
        self.known.add_phase(phase)
        draft.phases.append(phase)

    def _on_values(self, raw: Raw, seen: protocol.ValuesPlanted, draft: Draft) -> None:
        for value in seen.values:
            self._plant(Planted(value.type, value.value, value.source, raw.at_ms), draft)

    def _plant(self, planted: Planted, draft: Draft) -> None:
        if planted.value.strip() and self.finder.add(planted):
            self.planted.append(planted)
            draft.planted.append(planted)
            self.planted_late |= self._searched

    # ---------------------------------------------------------------- rows that are observations

    def _on_sdk_call(self, raw: Raw, seen: protocol.SdkCallSeen, draft: Draft) -> None:
        if seen.sdk == protocol.CUSTOM:
            self._observe_call(raw, seen, "Custom hook", None, draft)
            return
        known = self._sdks.get(seen.sdk) or self._presence(seen.sdk)
        started = known.started_ms if known.started_ms is not None or seen.verb != "init" else raw.at_ms
        self._keep_sdk(SdkPresence(known.product, known.company, known.name, True, started, known.calls + 1), draft)
        self._observe_call(raw, seen, known.name, self._match_of_product(known), draft)

    def _observe_call(self, raw: Raw, seen: protocol.SdkCallSeen, name: str, match: Match | None, draft: Draft) -> None:
        value = json.dumps(seen.value, ensure_ascii=False).encode()
        detail: dict[str, Any] = {"sdk": seen.sdk, "hook": seen.hook, "verb": seen.verb}
        title = seen.title
        if seen.one_of:
            detail["one_of"] = list(seen.one_of)
            title = ": ".join((f"one of {', '.join(seen.one_of)}", *seen.title.split(": ", 1)[1:]))
        self._observe(
            raw, draft, "sdk_call", f"{name}: {title}" if title else name, detail,
            stack=seen.stack, origin=seen.origin,
            bodies=(Body("up", value, Decoded(seen.value)),) if seen.value is not None else (),
            findings=self.find({"value": seen.value}, raw, draft), match=match,
        )  # fmt: skip

    def _match_of_product(self, sdk: SdkPresence) -> Match | None:
        known = self.known.recipients.products.get(sdk.product)
        return self.known.match(known[1].hosts[0]) if known and known[1].hosts else None

    def _on_device_read(self, raw: Raw, seen: protocol.DeviceReadSeen, draft: Draft) -> None:
        if seen.type in _PLANTED_BY_READING and not seen.asked and _is_one_value(seen.value):
            self._plant(Planted(seen.type, seen.value, "app", raw.at_ms), draft)
        detail = {"api": seen.api, "type": seen.type, "value": seen.value, "count": seen.count}
        if seen.asked or seen.refused:
            detail["outcome"] = "refused" if seen.refused else "asked for"
        finding = Finding(
            seen.type, "value", "certain", seen.value, reason_of_read(seen.api, asked=seen.asked, empty=not seen.value)
        )
        title = ".".join(seen.api.replace("$", ".").split(".")[-2:])
        self._observe(
            raw, draft, "device_read", title, detail, stack=seen.stack, origin=seen.origin,
            findings=() if seen.refused else (finding,),
        )  # fmt: skip

    def _on_crypto(self, raw: Raw, seen: protocol.CryptoSeen, draft: Draft) -> None:
        detail = {
            "op": seen.op, "algorithm": seen.algorithm, "mode": seen.mode, "key": seen.key, "key_kind": seen.key_kind,
            "iv": seen.iv, "aad": seen.aad, "given_bytes": len(seen.given), "result_bytes": len(seen.result),
        }  # fmt: skip
        detail |= {"lost_bytes": seen.lost_bytes} if seen.lost_bytes else {}
        detail |= {"count": seen.again + seen.missed} if seen.again or seen.missed else {}
        title = " ".join(word for word in (seen.algorithm or seen.op, seen.mode) if word)
        if seen.missed:
            title = f"{title}: {seen.missed} more, too many at once to keep"
        kept = (Body("up", seen.given, None, raw.id), Body("down", seen.result, None, raw.id))
        bodies = kept if seen.given or seen.result else ()
        observation = self._observe(
            raw, draft, "crypto", title, detail, stack=seen.stack, origin=seen.origin, bodies=bodies
        )
        if seen.op == "mac" and len(seen.key) % 2 == 0 and _HEX.fullmatch(seen.key):
            self.finder.add_key(bytes.fromhex(seen.key))
        self.known.crypto.add(seen, observation.id)
        self.known.hashes.add(seen, self.known.code_at(raw.process, seen.stack), observation.id)

    def _on_typed(self, raw: Raw, seen: protocol.TypedSeen, draft: Draft) -> None:
        text = self._typed.take(raw.process, seen)
        if text is not None:
            self._observe_typed(text, raw, draft)

    def _observe_typed(self, text: str, raw: Raw, draft: Draft) -> None:
        self._plant(Planted("prompt", text, "typed", raw.at_ms), draft)
        self._observe(raw, draft, "typed_text", text, {"text": text})

    def _observe(
        self,
        raw: Raw,
        draft: Draft,
        kind: Any,
        title: str,
        detail: dict[str, Any],
        *,
        stack: str = "",
        origin: Sequence[str] = (),
        bodies: Sequence[Body] = (),
        findings: Sequence[Finding] = (),
        match: Match | None = None,
    ) -> Observation:
        sender = None if kind == "typed_text" else self.known.sender(raw.process, stack, origin)
        if stack:
            detail = detail | {"stacks": stack_list(origin, stack, "call")}
        observation = Observation(
            self.known.new_id(raw, draft), kind, raw.at_ms, raw.process, title, self.known.phase_at(raw.at_ms),
            match=match, sender=sender, detail=detail, bodies=tuple(bodies), findings=tuple(findings), raw_id=raw.id,
        )  # fmt: skip
        draft.observations.append(observation)
        return observation


def _is_one_value(value: str) -> bool:
    """Whether it is the thing itself, not a summary of several."""
    return value[:1] not in "{[" and len(value) <= _LONGEST_PLANTED


def _prompt_finder(text: str) -> Finder:
    return Finder((Planted("prompt", text, "typed"),))
