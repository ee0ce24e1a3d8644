"""Which code sent something: the app, a named SDK, a framework, or unknown; read off ordered call stacks."""

from __future__ import annotations

import itertools
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
    """What is asked of recipients.Recipients: whose product a class or a native library is."""

    def product_of_class(self, class_name: str) -> tuple[_Named, _Named] | None: ...
    def product_of_library(self, file_name: str) -> tuple[_Named, _Named] | None: ...


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
    com.lzy.okgo com.zhy.http com.lidroid.xutils org.xutils com.yanzhenjie.nohttp com.nostra13.universalimageloader
    com.liulishuo.filedownloader com.liulishuo.okdownload com.danikula.videocache org.eclipse.paho com.neovisionaries.ws
    com.apollographql com.github.kittinunf.fuel com.androidnetworking com.google.api.client org.asynchttpclient
    org.greenrobot.eventbus bolts org.slf4j ch.qos.logback org.koin org.jsoup leakcanary com.jakewharton
    com.just.agentweb net.openid.appauth
    phone.Launcher
    """.split()  # noqa: SIM905
)
# SDKs that send on their own, though a framework has the package they stand in.
_SDKS_INSIDE = frozenset({"com.squareup.sdk"})
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
# Native libraries of the platform, and those that carry data for whoever called them.
_NATIVE_FRAMEWORKS = re.compile(
    r"""(lib(c|m|dl|log|z|ssl|crypto|javacrypto|javacore|openjdk|openjdkjvm|nativehelper|art|artd|dvm|android
        |android_runtime|androidfw|binder|utils|cutils|base|netd_client|nio|c\+\+_shared|c\+\+|stdc\+\+|gcc_s|pthread
        |conscrypt_jni|cronet[\w.\-]*|sscronet|mainlinecronet[\w.\-]*|ttboringssl|ttcrypto|flutter|webviewchromium
        |monochrome[\w.\-]*|resolv|jvm|java|net|extnet|jli|hwui|gui)|stable_cronet_\w+|ld-linux[\w.\-]*|linker(64)?
        |app_process(32|64)?|boot[\w.\-]*|base|\[vdso\]|memfd:jit-cache)(\.so[\d.]*|\.oat|\.odex)?""",
    re.VERBOSE,
)
# Classes that the platform makes of an interface at run time: of Retrofit's services and the like.
_PROXY = re.compile(r"(?:.+\.)?\$Proxy\d+")
_POOL = "It ran on another thread; handed over by "
_NATIVE = re.compile(r"(?P<library>[^\s!()/]+)!(?P<symbol>.*)")
_MODULE = re.compile(r"^(?:[\w.\-]*//|(?:[\w.\-]+(?:@[\w.\-+]+)?/){1,2})(?=[\w$])")


@dataclass(frozen=True, slots=True)
class _Frame:
    """`library` is the native library's file name where the frame is of one; `cls` is empty then."""

    cls: str
    method: str
    library: str = ""

    @property
    def package(self) -> str:
        return self.cls.rpartition(".")[0]

    @property
    def place(self) -> str:
        return f"{self.library}!{self.method}" if self.library else f"{self.cls}.{self.method}"


def attribute(
    frames: Sequence[str], handovers: Sequence[Sequence[str]], *, package: str, recipients: KnownCode
) -> Sender:
    """The sender of one send. `frames` is its stack; `handovers` those of whoever handed it over, nearest first.

    All of them innermost frame first. The first frame that is no framework's decides: of the send's own stack, and
    only where that has none (a thread pool) of the nearest hand-over that has one. Unknown code stays unknown.
    """
    stacks = [[_parse(frame) for frame in stack] for stack in (frames, *handovers)]
    for at, stack in enumerate(stacks):
        others = _others(stack)
        first = next(others, None)
        if first is not None:
            outer = itertools.chain(others, *map(_others, stacks[at + 1 :]))
            return _decide(first, outer, bool(at), package, recipients)
    if any(stacks):
        reason = "The call stack has frames of the platform and of transport libraries only."
        return Sender("framework", "framework", "framework", "certain", reason)
    return UNKNOWN_SENDER


def places_of_code(frames: Sequence[str]) -> Iterator[str]:
    """The places of a stack that are no framework's, innermost first: "com.example.Foo.bar", "libfoo.so!send"."""
    return (frame.place for frame in _others([_parse(frame) for frame in frames]))


def without_client(
    frames: tuple[str, ...], handovers: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The stacks of a call of an HTTP client whose own names are gone, without what lies between asking and sending.

    `handovers[0]` is the call's. Where the send's stack goes on where that one begins, the same thread asked and sent:
    what lies further in is the client's. Where not, the send's stack is that of the client's own pool.
    """
    asked = [(f.cls, f.method) for f in map(_parse, handovers[0])]
    sent = [(f.cls, f.method) for f in map(_parse, frames)]
    for at in (i for i, frame in enumerate(sent) if asked and frame == asked[0]):
        both = list(zip(sent[at:], asked, strict=False))
        if all(one == other for one, other in both):
            return handovers[0], handovers[1:]
    return (), handovers


def _decide(first: _Frame, others: Iterator[_Frame], handed: bool, package: str, recipients: KnownCode) -> Sender:
    certainty: Certainty = "likely" if handed else "certain"
    lead = _POOL if handed else "Sent by "
    sdk = _sdk(first, package, recipients)
    if sdk is not None:
        if first.library:
            reason = f"{lead}{first.place}, native code of {sdk[1].name}."
        else:
            reason = f"{lead}{first.place}, the first frame outside the platform and transport libraries."
        return Sender("sdk", f"{sdk[0].id}/{sdk[1].id}", sdk[1].name, certainty, reason)
    if _is_app(first.package, package):
        return Sender("app", "app", "the app", certainty, f"{lead}{first.place}, the app's own code.")
    if not first.library and _renamed(first.cls):
        return _behind(first, others, package, recipients)
    return _unknown(first)


def _behind(first: _Frame, others: Iterator[_Frame], package: str, recipients: KnownCode) -> Sender:
    """Renamed code: a known SDK right outside it, or that handed over to it, is the likely sender; the app is not."""
    outer = next((frame for frame in others if frame.library or not _renamed(frame.cls)), None)
    sdk = _sdk(outer, package, recipients) if outer is not None else None
    if outer is None or sdk is None:
        return _unknown(first)
    reason = f"Renamed code ({first.cls}) sent it; the first frame with a known name is {outer.place}."
    return Sender("sdk", f"{sdk[0].id}/{sdk[1].id}", sdk[1].name, "likely", reason)


def _unknown(frame: _Frame) -> Sender:
    if frame.library:
        where, what = f"native code in {frame.library}", "a library"
    else:
        where, what = (f"code in {frame.package}" if frame.package else "code in the default package"), "code"
    reason = f"{frame.place} is {what} neither of the app's package nor of a known SDK."
    return Sender("unknown", "unknown", f"unknown ({where})", "likely", reason)


def _others(stack: Sequence[_Frame]) -> Iterator[_Frame]:
    """The frames that are no framework's, not woven in, and not a link in OkHttp's chain of interceptors."""
    for at, frame in enumerate(stack):
        if frame.library:
            if not _NATIVE_FRAMEWORKS.fullmatch(frame.library):
                yield frame
            continue
        if not frame.cls or _is_framework(frame.cls) or any(_inside(frame.cls, name) for name in _WOVEN):
            continue
        if frame.method == "intercept" and _between_okhttp(stack, at):
            continue
        yield frame


def _between_okhttp(stack: Sequence[_Frame], at: int) -> bool:
    return 0 < at < len(stack) - 1 and all(_inside(stack[near].cls, "okhttp3") for near in (at - 1, at + 1))


def _sdk(frame: _Frame, package: str, recipients: KnownCode) -> tuple[_Named, _Named] | None:
    """The SDK the frame is of. Code under the app's very package is the app's."""
    if frame.library:
        return recipients.product_of_library(frame.library)
    return None if _inside(frame.cls, package) else recipients.product_of_class(frame.cls)


def _is_framework(cls: str) -> bool:
    if _PROXY.fullmatch(cls):
        return True
    rest = cls
    while rest:
        if rest in _FRAMEWORKS or rest in _SDKS_INSIDE:
            return rest in _FRAMEWORKS
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


def _parse(frame: str) -> _Frame:
    """ "java.base/java.net.Socket.connect(Socket.java:1)" → class java.net.Socket, method connect; "libfoo.so!send"."""
    native = _NATIVE.fullmatch(frame.strip())
    if native is not None:
        return _Frame("", native["symbol"], native["library"])
    text = _MODULE.sub("", frame.strip().removeprefix("at ").split("(", 1)[0])
    text = re.sub(r"/0x[0-9a-fA-F]+", "", text)
    cls, _, method = text.rpartition(".")
    return _Frame(cls, method)
