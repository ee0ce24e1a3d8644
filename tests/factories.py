"""Shapes with realistic defaults, and a whole session file, for every test that needs something to look at.

`sample_session(path)` writes the file most tests want; the small functions make single shapes, changed by keyword.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inspector.readings import SessionFacts
from inspector.records import (
    App,
    Batch,
    Body,
    Decoded,
    Finding,
    HookState,
    Match,
    Nested,
    Observation,
    ObservationUpdate,
    Phase,
    Phone,
    Planted,
    ProcessFacts,
    Raw,
    SdkPresence,
    Sender,
    Stack,
)
from inspector.store.writer import Writer

PROMPT = "Please write a resignation letter for my job at Hanbit Bank"
ANDROID_ID = "9774d56d682e549c"
ADVERTISING_ID = "cdda802e-fb9c-47ad-9866-0794d394c912"
CONSENT_MS = 12_000.0
_ids = itertools.count(1)

# ------------------------------------------------------------------------------------------------ who


def phone(**changes: Any) -> Phone:
    """A rooted phone that is ready."""
    values: dict[str, Any] = {
        "serial": "R3CN30XYZ", "model": "Galaxy S21", "state": "ready", "android": "14", "sdk": 34, "abi": "arm64-v8a",
        "rooted": True, "frida_version": "17.26.2",
    }  # fmt: skip
    return Phone(**values | changes)


def app(**changes: Any) -> App:
    """A chatbot that is running."""
    values: dict[str, Any] = {
        "package": "com.practice.chat", "name": "Practice Chat", "version": "1.0.7", "version_code": 41,
        "running": True, "pids": (4242,),
    }  # fmt: skip
    return App(**values | changes)


def session_facts(path: Path | str = "", **changes: Any) -> SessionFacts:
    """The facts of a session that runs."""
    values: dict[str, Any] = {
        "id": "7b1f5c3e-0d0c-4c55-9d42-1f2f3a4b5c6d", "path": str(path), "package": "com.practice.chat",
        "app_name": "Practice Chat", "app_version": "1.0.7", "apk_sha256": "5d" * 32, "phone": phone(),
        "tool_version": "0.1.0", "agent_version": "0.1.0", "frida_version": "17.26.2",
        "started": "2026-11-22T10:00:00+09:00", "started_unix_ms": 1_795_309_200_000.0,
    }  # fmt: skip
    return SessionFacts(**values | changes)


def process_facts(number: int = 1, **changes: Any) -> ProcessFacts:
    """A watched process of the app."""
    values: dict[str, Any] = {
        "instance": f"{number:032x}", "pid": 4241 + number, "name": "com.practice.chat", "socket": f"ins-{number}",
        "token": f"token-{number}", "agent_version": "0.1.0", "runtime": "ART 14",
    }  # fmt: skip
    return ProcessFacts(number, **values | changes)


def match(company: str = "volcano_engine", **changes: Any) -> Match:
    """Who operates a host: one of COMPANIES, or an unknown one."""
    return Match(**COMPANIES.get(company, _unknown(company)) | changes)


def sender(id: str = "app", **changes: Any) -> Sender:
    """Which code sent: "app", "framework", "unknown" or "<company>/<product>"."""
    kind = id if id in ("app", "framework", "unknown") else "sdk"
    name = _SENDERS.get(id, id)
    values = {
        "kind": kind,
        "id": id,
        "name": name,
        "certainty": "certain",
        "reason": "A frame of its package stands first.",
    }
    return Sender(**values | changes)


# ------------------------------------------------------------------------------------------------ what was seen


def finding(type: str = "android_id", path: str = "body.header.udid", **changes: Any) -> Finding:
    """A data type at a path; planted values are found by name."""
    known = {"android_id": ANDROID_ID, "advertising_id": ADVERTISING_ID, "prompt": PROMPT}
    values: dict[str, Any] = {
        "certainty": "certain", "value": known.get(type, "value"), "reason": "It is the value planted under this name.",
        "planted": known.get(type, ""),
    }  # fmt: skip
    return Finding(type, path, **values | changes)


def observation(kind: Any = "sdk_call", id: int | None = None, **changes: Any) -> Observation:
    """An observation of any kind, with an id of its own."""
    number = next(_ids) * 1000 if id is None else id
    values: dict[str, Any] = {
        "at_ms": 1000.0, "process": 1, "title": f"{kind} {number}", "phase": "before_consent", "raw_id": number // 1000,
        "sender": sender(),
    }  # fmt: skip
    return Observation(number, kind, **values | changes)


def request(
    company: str = "volcano_engine",
    host: str = "gator.volces.com",
    body: Any = None,
    id: int | None = None,
    **changes: Any,
) -> Observation:
    """A POST of JSON to a company's host, as the pipeline makes it; `body` is the decoded value."""
    value = {"header": {"udid": ANDROID_ID, "device_model": "Galaxy S21"}} if body is None else body
    data = json.dumps(value, default=lambda nested: nested.original, ensure_ascii=False).encode()
    target = changes.pop("target", "/v2/event/list?aid=1011")
    size = changes.pop("bytes_up", len(data) + 300)
    values: dict[str, Any] = {
        "title": f"POST {host}{target.partition('?')[0]}", "host": host, "match": match(company),
        "bytes_up": size, "readable_bytes_up": size, "findings": (finding(),),
        "bodies": (Body("up", data, Decoded(value, ("json",))),),
        "detail": {
            "method": "POST", "scheme": "https", "host": host, "port": 443, "target": target, "version": "HTTP/1.1",
            "headers_up": [["content-type", "application/json"], ["user-agent", "okhttp/4.12.0"]], "opened": ["json"],
            "problem": None, "complete": True, "client": "okhttp", "connection": 7, "layer": "tls",
            "ip": "198.51.100.7", "stacks": [["hand-over", "s1"], ["send", "s2"]],
        },
    }  # fmt: skip
    return observation("request", id, **values | changes)


def answer(to: Observation, status: int = 200, **changes: Any) -> ObservationUpdate:
    """The answer to a request."""
    data = b'{"message":"success"}'
    values: dict[str, Any] = {
        "bytes_down": 180, "bodies": (Body("down", data, Decoded({"message": "success"}, ("json",))),),
        "detail": {"status": status, "reason": "", "headers_down": [["content-type", "application/json"]]},
    }  # fmt: skip
    return ObservationUpdate(to.id, **values | changes)


def connection(company: str = "shumei", host: str = "fp-sa-it-acc.fengkongcloud.com", **changes: Any) -> Observation:
    """A TLS connection; give bytes_up for one that nobody could read."""
    values: dict[str, Any] = {
        "title": f"TLS connection to {host}:443", "host": host, "match": match(company), "sender": None,
        "detail": {"layer": "tls", "ip": "198.51.100.9", "port": 443, "stream": "", "connection": 9},
    }  # fmt: skip
    return observation("connection", **values | changes)


def raw(seq: int, process: int = 1, kind: str = "data", fields: Mapping[str, Any] | None = None, **changes: Any) -> Raw:
    """A raw row without a number yet."""
    values: dict[str, Any] = {"at_ms": seq * 10.0, "payload": b"POST / HTTP/1.1\r\n\r\n"}
    known = {"conn": 1, "dir": "up", "size": 19} if fields is None else fields
    return Raw(changes.pop("id", 0), process, seq, kind=kind, fields=known, **values | changes)


def batch(*observations: Observation, **changes: Any) -> Batch:
    """Observations, each with the raw row it came from."""
    raws = tuple(raw(o.raw_id, id=o.raw_id, at_ms=o.at_ms) for o in sorted(observations, key=lambda o: o.raw_id))
    unique = tuple({r.id: r for r in raws}.values())
    return Batch(**{"raws": unique, "observations": observations} | changes)


# ------------------------------------------------------------------------------------------------ a whole session


def new_writer(path: Path, **changes: Any) -> Writer:
    """A new session file with one process and two phases, open for writing."""
    writer = Writer.create(path, session_facts(path, **changes))
    writer.append(Batch(processes=(process_facts(),), phases=PHASES))
    return writer


def sample_session(path: Path, *, ended: bool = True) -> Path:
    """Write a session: 4 third parties and the first party, 60 observations before and after consent, with findings,
    bodies (Nested values, unreadable bytes), stacks, hooks, SDKs (one of them silent), a pin and a screenshot.
    """
    writer = Writer.create(path, session_facts(path))
    observations = _sample_observations()
    answers = tuple(answer(o, 200 if i % 9 else 503) for i, o in enumerate(observations) if o.kind == "request")
    for start in range(0, len(observations), 20):
        part = observations[start : start + 20]
        writer.append(batch(*part, **_KNOWLEDGE if start == 0 else {}))
    writer.append(Batch(updates=answers))
    first_prompt = next(o.id for o in observations if any(f.type == "prompt" for f in o.findings))
    writer.add_evidence("pin", "The prompt in the advertiser's request", 41_000.0, observation=first_prompt)
    writer.add_evidence("screenshot", "Consent screen", 11_000.0, mime="image/png", data=_PNG)
    if ended:
        writer.end("2026-11-22T10:01:00+09:00", 60_000.0)
    writer.close()
    return path


def _sample_observations() -> list[Observation]:
    made: list[Observation] = []
    for step in range(60):
        at_ms = step * 1000.0
        maker = _MAKERS[step % len(_MAKERS)]
        phase = "before_consent" if at_ms < CONSENT_MS else "after_consent" if at_ms < 30_000 else "phase_3"
        made.append(maker(step, id=(step + 1) * 1000, at_ms=at_ms, phase=phase))
    return made


def _applog(step: int, **where: Any) -> Observation:
    event = {"event": "chat_send", "params": Nested(("json",), {"chars": 57, "text": PROMPT}, '{"chars": 57}')}
    said = where["phase"] == "phase_3"
    body = {
        "header": {"udid": ANDROID_ID, "device_model": "Galaxy S21", "os_version": "14"},
        "event_v3": [event if said else {"event": "app_launch"}],
    }
    found = [finding(), finding("device_model", "body.header.device_model", value="Galaxy S21")]
    if said:
        found.append(finding("prompt", "body.event_v3[0].params.text"))
    return request("volcano_engine", body=body, findings=tuple(found), sender=sender("volcano_engine/applog"), **where)


def _apmplus(step: int, **where: Any) -> Observation:
    body = {"header": {"device_id": "7301", "os": "Android"}, "data": [{"type": "launch", "duration": 812 + step}]}
    found = (finding("device_id", "body.header.device_id", value="7301", certainty="likely", planted=""),)
    product = match("volcano_engine", product="apmplus", product_name="APMPlus")
    return request(
        host="apmplus.volces.com", target="/monitor/collect/c/session", body=body, match=product, findings=found,
        sender=sender("volcano_engine/apmplus"), **where,
    )  # fmt: skip


def _shumei(step: int, **where: Any) -> Observation:
    inner = {"adid": ADVERTISING_ID, "ssid": "Office 5G", "raw": b"\x93\x00\xfe\x07" * 8}
    body = {"data": Nested(("base64", "gzip", "json"), inner, "H4sIAAAAAAAA/w=="), "organization": "practice"}
    found = (finding("advertising_id", "body.data.adid"), finding("ssid", "body.data.ssid", value="Office 5G"))
    return request(
        "shumei", "fp-sa-it-acc.fengkongcloud.com", body, target="/deviceprofile/v4", findings=found,
        sender=sender("shumei/fingerprint"), **where,
    )  # fmt: skip


def _affiliate(step: int, **where: Any) -> Observation:
    body = {"text": PROMPT, "lang": "ko", "note": "안녕하세요 你好"}
    found = (finding("prompt", "body.text"), finding("language", "body.lang", value="ko", certainty="likely"))
    return request(
        "beijing_deepseek",
        "api.beijing-deepseek.test",
        body,
        target="/v1/improve",
        findings=found,
        sender=sender(),
        **where,
    )


def _intercom(step: int, **where: Any) -> Observation:
    body = {"user": {"email": "tester@example.org"}, "os_version": "14"}
    found = (finding("email", "body.user.email", value="tester@example.org", planted="tester@example.org"),)
    return request(
        "intercom", "practice1-android.mobile-messenger.intercom.com", body, target="/messenger/mobile/users",
        findings=found, sender=sender("intercom/intercom_sdk"), **where,
    )  # fmt: skip


def _chat(step: int, **where: Any) -> Observation:
    body = {"prompt": PROMPT, "model": "practice"}
    return request(
        "practice", "chat.practice.test", body, target="/api/v0/chat/completion",
        findings=(finding("prompt", "body.prompt"),), sender=sender(), **where,
    )  # fmt: skip


def _opaque(step: int, **where: Any) -> Observation:
    return connection(bytes_up=900, bytes_down=1400, **where)


def _sdk_call(step: int, **where: Any) -> Observation:
    value = {"event": "chat_send", "params": {"chars": 57}}
    return observation(
        "sdk_call", title="AppLog: chat_send", match=match(), bodies=(Body("up", b"", Decoded(value)),),
        detail={"sdk": "applog", "hook": "AppLog.onEventV3", "verb": "track", "stacks": [["call", "s1"]]}, **where,
    )  # fmt: skip


def _device_read(step: int, **where: Any) -> Observation:
    return observation(
        "device_read", title="Settings.Secure.getString", findings=(finding(path="value"),),
        detail={
            "api": "Settings.Secure.getString", "type": "android_id", "value": ANDROID_ID, "count": 1,
            "stacks": [["call", "s1"]],
        },
        **where,
    )  # fmt: skip


def _typed(step: int, **where: Any) -> Observation:
    return observation("typed_text", title=PROMPT, sender=None, detail={"text": PROMPT}, **where)


_SENDERS = {
    "app": "the app", "framework": "Android", "unknown": "unknown", "volcano_engine/applog": "AppLog",
    "volcano_engine/apmplus": "APMPlus", "shumei/fingerprint": "Shumei fingerprint",
    "intercom/intercom_sdk": "Intercom Messenger",
}  # fmt: skip

_MAKERS = (_applog, _shumei, _chat, _apmplus, _intercom, _affiliate, _opaque, _sdk_call, _device_read, _typed)

PHASES = (
    Phase("before_consent", "Before consent", 0.0),
    Phase("after_consent", "After consent", CONSENT_MS),
)


def _company(company: str, name: str, country: str, **changes: str) -> dict[str, Any]:
    values = {
        "company": company, "name": name, "product": "", "product_name": "", "country": country, "party": "third",
        "operator": name, "parent": "", "role": "analytics", "certainty": "certain",
        "reason": f"The host is a domain of {name}.",
    }  # fmt: skip
    return values | changes


def _unknown(company: str) -> dict[str, Any]:
    return _company(company, company.removeprefix("host:"), "", operator="", role="", certainty="likely")


COMPANIES: dict[str, dict[str, Any]] = {
    "volcano_engine": _company(
        "volcano_engine", "Volcano Engine", "CN", product="applog", product_name="AppLog",
        operator="Beijing Volcano Engine Technology Co., Ltd.", parent="ByteDance Ltd.",
    ),
    "shumei": _company(
        "shumei", "Shumei", "CN", product="fingerprint", product_name="Device fingerprint", role="anti-fraud",
    ),
    "beijing_deepseek": _company("beijing_deepseek", "Beijing DeepSeek", "CN", role="affiliate"),
    "intercom": _company(
        "intercom", "Intercom", "US", product="intercom_sdk", product_name="Messenger", role="support",
    ),
    "practice": _company("practice", "Practice Chat", "CN", party="first", role="the app itself"),
}  # fmt: skip
"""The companies of the sample session, by id."""

_KNOWLEDGE: dict[str, Any] = {
    "processes": (process_facts(), process_facts(2, name="com.practice.chat:push", pid=4300, state="gone")),
    "phases": (*PHASES, Phase("phase_3", "First prompt", 30_000.0)),
    "planted": (
        Planted("android_id", ANDROID_ID, "phone"),
        Planted("advertising_id", ADVERTISING_ID, "app", 2000.0),
        Planted("email", "tester@example.org", "tester"),
        Planted("prompt", PROMPT, "typed", 9000.0),
    ),
    "stacks": (
        Stack(1, "s1", (
            "com.bytedance.applog.AppLog.onEventV3(AppLog.java:212)",
            "com.practice.chat.ChatScreen.send(ChatScreen.java:88)",
            "android.view.View.performClick(View.java:7448)",
        )),
        Stack(1, "s2", (
            "com.android.org.conscrypt.ConscryptEngineSocket$SSLOutputStream.write(ConscryptEngineSocket.java:600)",
            "okhttp3.internal.http1.Http1ExchangeCodec.finishRequest(Http1ExchangeCodec.java:156)",
            "java.lang.Thread.run(Thread.java:1012)",
        )),
    ),
    "hooks": (
        HookState(1, "tls.conscrypt.write", "network", "installed", hits=120, first_hit_ms=310.0),
        HookState(1, "okhttp.newCall", "network", "installed", hits=60, first_hit_ms=305.0),
        HookState(1, "applog.onEventV3", "sdk", "installed", hits=6, first_hit_ms=7000.0),
        HookState(1, "cronet.read", "network", "absent", "The app has no class org.chromium.net.CronetEngine."),
        HookState(1, "cipher.doFinal", "crypto", "failed", "The overload (byte[], int) was not found."),
    ),
    "sdks": (
        SdkPresence("applog", "volcano_engine", "AppLog", True, 400.0, 6),
        SdkPresence("intercom_sdk", "intercom", "Messenger", True, 500.0, 1),
        SdkPresence("jpush", "aurora", "JPush", True, 600.0, 1),
        SdkPresence("bugly", "tencent", "Bugly", True),
    ),
}  # fmt: skip

# One grey pixel.
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6368000000820081dd436af40000000049454e44ae426082"
)
