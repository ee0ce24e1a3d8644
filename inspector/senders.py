"""Which code sent something: the app, a named SDK, a framework, or unknown; read off ordered call stacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from inspector.records import UNKNOWN_SENDER, Certainty, Sender


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


class KnownCode(Protocol):
    """What is asked of recipients.Recipients: whose product a class is."""

    def product_of_class(self, class_name: str) -> tuple[_Named, _Named] | None: ...


# Code that carries data for whoever called it. Package boundaries apply: "java" is not "javassist".
_FRAMEWORKS = frozenset(
    """
    java javax sun jdk com.sun android androidx com.android dalvik libcore kotlin kotlinx okhttp3 okio retrofit2
    retrofit io.ktor com.squareup org.chromium org.conscrypt rx io.reactivex reactor com.google.gson
    com.google.protobuf com.google.common com.google.android.gms.org.conscrypt com.google.android.material
    com.fasterxml.jackson org.json org.apache.http org.apache.commons org.apache.harmony org.java_websocket io.grpc
    io.netty io.perfmark io.socket com.bumptech.glide coil coil3 com.koushikdutta com.loopj dagger
    hilt_aggregated_deps org.intellij org.jetbrains org.w3c org.xml org.xmlpull io.flutter com.facebook.react
    com.facebook.jni timber com.google.android.exoplayer2 com.tonyodev com.alibaba.fastjson com.alibaba.fastjson2
    phone.Launcher
    """.split()  # noqa: SIM905
)
# Code that monitoring SDKs weave round the app's own calls at build time: in the stack, not the sender.
_WOVEN = (
    "com.bytedance.apm.agent.instrumentation",
    "com.newrelic.agent.android.instrumentation",
    "com.google.firebase.perf.network",
    "com.networkbench.agent.impl.instrumentation",
    "com.bonree.agent.android.instrumentation",
    "io.sentry.instrumentation",
)
# Second labels under which others' names are registered: "kr.co.foo.app" shares three labels with its own code.
_SHARED_ROOTS = frozenset({"co", "com", "org", "net", "ac", "or", "go", "ne", "gov", "edu", "github", "gitlab"})
_POOL = "It ran on a thread pool; asked for by "
_MODULE = re.compile(r"^(?:[\w.\-]*//|(?:[\w.\-]+(?:@[\w.\-+]+)?/){1,2})(?=[\w$])")


@dataclass(frozen=True, slots=True)
class _Frame:
    cls: str
    method: str

    @property
    def package(self) -> str:
        return self.cls.rpartition(".")[0]


def attribute(frames: Sequence[str], handover: Sequence[str], *, package: str, recipients: KnownCode) -> Sender:
    """The sender of one send. `frames` is its stack, `handover` that of whoever asked for it; innermost frame first.

    The first frame that is no framework's decides. The hand-over is looked at only where the send's own stack has none
    (a thread pool). Unknown code stays unknown.
    """
    own = _decide(list(map(_parse, frames)), package, recipients, "certain", "")
    if own is not None:
        return own
    asked = _decide(list(map(_parse, handover)), package, recipients, "likely", _POOL)
    if asked is not None:
        return asked
    if frames or handover:
        reason = "The call stack has frames of the platform and of transport libraries only."
        return Sender("framework", "framework", "framework", "certain", reason)
    return UNKNOWN_SENDER


def _decide(
    stack: Sequence[_Frame], package: str, recipients: KnownCode, certainty: Certainty, lead: str
) -> Sender | None:
    others = _others(stack)
    first = next(others, None)
    if first is None:
        return None
    sdk = _sdk(first, package, recipients)
    place = f"{first.cls}.{first.method}"
    if sdk is not None:
        reason = _sentence(f"{lead}{place}, the first frame outside the platform and transport libraries.")
        return Sender("sdk", f"{sdk[0].id}/{sdk[1].id}", sdk[1].name, certainty, reason)
    if _is_app(first.package, package):
        reason = _sentence(f"{lead}{place}, the app's own code.")
        return Sender("app", "app", "the app", certainty, reason)
    if _renamed(first.cls):
        return _behind(first, others, package, recipients)
    return _unknown(first)


def _behind(first: _Frame, others: Iterator[_Frame], package: str, recipients: KnownCode) -> Sender:
    """Renamed code: a known SDK right outside it is the likely sender; the app is not."""
    outer = next((frame for frame in others if not _renamed(frame.cls)), None)
    sdk = _sdk(outer, package, recipients) if outer is not None else None
    if outer is None or sdk is None:
        return _unknown(first)
    reason = f"Renamed code ({first.cls}) sent it; the first frame with a known name is {outer.cls}.{outer.method}."
    return Sender("sdk", f"{sdk[0].id}/{sdk[1].id}", sdk[1].name, "likely", reason)


def _unknown(frame: _Frame) -> Sender:
    where = f"code in {frame.package}" if frame.package else "code in the default package"
    reason = f"{frame.cls}.{frame.method} is neither the app's package nor that of a known SDK."
    return Sender("unknown", "unknown", f"unknown ({where})", "likely", reason)


def _others(stack: Sequence[_Frame]) -> Iterator[_Frame]:
    """The frames that are no framework's, not woven in, and not a link in OkHttp's chain of interceptors."""
    for at, frame in enumerate(stack):
        if not frame.cls or _is_framework(frame.cls) or any(_inside(frame.cls, name) for name in _WOVEN):
            continue
        if frame.method == "intercept" and _between_okhttp(stack, at):
            continue
        yield frame


def _between_okhttp(stack: Sequence[_Frame], at: int) -> bool:
    return 0 < at < len(stack) - 1 and all(_inside(stack[near].cls, "okhttp3") for near in (at - 1, at + 1))


def _sdk(frame: _Frame, package: str, recipients: KnownCode) -> tuple[_Named, _Named] | None:
    """The SDK the frame is of. Code under the app's very package is the app's."""
    return None if _inside(frame.cls, package) else recipients.product_of_class(frame.cls)


def _is_framework(cls: str) -> bool:
    rest = cls
    while rest:
        if rest in _FRAMEWORKS:
            return True
        rest = rest.rpartition(".")[0]
    return False


def _is_app(code: str, package: str) -> bool:
    if not code or not package:
        return False
    labels = package.split(".")
    root = labels[:3] if len(labels) > 2 and labels[1] in _SHARED_ROOTS else labels[:2]
    return _inside(code, package) or (len(root) > 1 and _inside(code, ".".join(root)))


def _inside(name: str, prefix: str) -> bool:
    return bool(prefix) and (name == prefix or name.startswith(prefix + "."))


def _renamed(cls: str) -> bool:
    """Whether the name looks made by a shrinker: default package, or nothing but one to three letters a part."""
    parts = cls.split("$", 1)[0].split(".")
    return len(parts) == 1 or all(len(part) <= 3 for part in parts)


def _sentence(text: str) -> str:
    return text if text.startswith("It ") else f"Sent by {text}"


def _parse(frame: str) -> _Frame:
    """ "java.base/java.net.Socket.connect(Socket.java:1)" → class java.net.Socket, method connect."""
    text = _MODULE.sub("", frame.strip().removeprefix("at ").split("(", 1)[0])
    text = re.sub(r"/0x[0-9a-fA-F]+", "", text)
    cls, _, method = text.rpartition(".")
    return _Frame(cls, method)
