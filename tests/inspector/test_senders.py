"""Which code sent something, on labelled stacks; among them those on which other tools are known to fail."""

from __future__ import annotations

import pytest

from inspector.recipients import Recipients
from inspector.records import UNKNOWN_SENDER, Sender
from inspector.senders import attribute

CHAT = "com.practice.chat"
OKHTTP = (
    "com.android.org.conscrypt.ConscryptEngineSocket$SSLOutputStream.write(ConscryptEngineSocket.java:750)",
    "okio.OutputStreamSink.write(JvmOkio.kt:57)",
    "okhttp3.internal.http.CallServerInterceptor.intercept(CallServerInterceptor.kt:62)",
    "okhttp3.internal.http.RealInterceptorChain.proceed(RealInterceptorChain.kt:109)",
    "okhttp3.internal.connection.RealCall.execute(RealCall.kt:154)",
)
URLCONNECTION = (
    "java.base/sun.security.ssl.SSLSocketImpl$AppOutputStream.write(SSLSocketImpl.java:1309)",
    "java.base/java.io.BufferedOutputStream.flush(BufferedOutputStream.java:142)",
    "com.android.okhttp.internal.huc.HttpURLConnectionImpl.getInputStream(HttpURLConnectionImpl.java:259)",
)
POOL = (
    "java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)",
    "java.util.concurrent.ThreadPoolExecutor$Worker.run(ThreadPoolExecutor.java:635)",
    "java.lang.Thread.run(Thread.java:1012)",
)


@pytest.fixture(scope="module")
def recipients() -> Recipients:
    return Recipients.load()


def sent(
    recipients: Recipients,
    *frames: str,
    handover: tuple[str, ...] = (),
    before: tuple[str, ...] = (),
    package: str = CHAT,
) -> Sender:
    handovers = [stack for stack in (handover, before) if stack]
    return attribute(frames, handovers, package=package, recipients=recipients)


@pytest.mark.parametrize(
    ("frame", "sender"),
    [
        ("com.bytedance.applog.network.Api.post(Api.java:301)", "volcano-engine/applog"),
        ("com.apm.insight.runtime.UploadWorker.run(SourceFile:12)", "volcano-engine/apmplus"),
        ("com.ishumei.smantifraud.l111l.a(Unknown Source:44)", "shumei/shumei"),
        ("com.adjust.sdk.network.ActivityPackageSender.sendActivityPackage(A.java:90)", "adjust/adjust"),
        ("com.facebook.appevents.AppEventQueue.flush(AppEventQueue.kt:77)", "meta/facebook"),
        ("io.intercom.android.sdk.nexus.NexusSocket.open(NexusSocket.java:80)", "intercom/intercom"),
        ("com.google.firebase.crashlytics.internal.network.X.a(X.java:1)", "google/crashlytics"),
        ("com.umeng.commonsdk.statistics.a.a(SourceFile:3)", "umeng/umeng"),
        ("cn.jiguang.net.HttpUtils.a(SourceFile:3)", "jiguang/jpush"),
    ],
)
def test_the_first_frame_outside_the_transport_is_the_sender(recipients: Recipients, frame: str, sender: str) -> None:
    found = sent(recipients, *URLCONNECTION, frame, *POOL)
    assert (found.kind, found.id, found.certainty) == ("sdk", sender, "certain")


def test_an_sdk_called_by_the_app_is_the_sender_and_not_the_app(recipients: Recipients) -> None:
    found = sent(
        recipients, *OKHTTP, "com.apm.insight.MonitorCrash.report(M.java:1)", "com.practice.chat.Main.go(M.kt:1)"
    )
    assert found.id == "volcano-engine/apmplus"


def test_app_code_through_okhttp_and_gson_is_the_app_and_not_gson(recipients: Recipients) -> None:
    gson = "com.google.gson.Gson.toJson(Gson.java:704)"
    found = sent(recipients, *OKHTTP, gson, "com.practice.chat.Api.send(Api.kt:31)", gson)
    assert (found.kind, found.id, found.certainty) == ("app", "app", "certain")


def test_app_code_that_an_sdk_called_back_is_the_app(recipients: Recipients) -> None:
    found = sent(recipients, *OKHTTP, "com.practice.net.Api.send(A.kt:1)", "com.bytedance.applog.AppLog.run(A.java:2)")
    assert found.id == "app"


@pytest.mark.parametrize(
    ("package", "frame", "kind"),
    [
        ("com.practice.chat", "com.practice.network.Client.send(C.kt:1)", "app"),
        ("com.practice.chat", "com.practiced.Client.send(C.kt:1)", "unknown"),
        ("kr.co.practice.chat", "kr.co.practice.net.Client.send(C.kt:1)", "app"),
        ("kr.co.practice.chat", "kr.co.somebody.Client.send(C.kt:1)", "unknown"),
        ("io.github.me.chat", "io.github.you.Client.send(C.kt:1)", "unknown"),
        ("com.deepseek.chat", "com.deepseek.chat.net.Client.send(C.kt:1)", "app"),
        ("com.tencent.yuanbao", "com.tencent.bugly.proguard.X.a(C.kt:1)", "sdk"),
    ],
)
def test_the_apps_own_code_is_known_by_its_package_or_its_makers_root(
    recipients: Recipients, package: str, frame: str, kind: str
) -> None:
    assert sent(recipients, *OKHTTP, frame, package=package).kind == kind


def test_a_class_name_beside_an_sdks_package_is_not_the_sdk(recipients: Recipients) -> None:
    assert sent(recipients, *OKHTTP, "com.apm.insightful.Other.send(O.java:1)").kind == "unknown"


@pytest.mark.parametrize("frame", ["tw.a(Unknown Source:12)", "a.b.c.d(Unknown Source:1)", "a.run(SourceFile:2)"])
def test_renamed_code_is_unknown_and_not_the_app(recipients: Recipients, frame: str) -> None:
    found = sent(recipients, *OKHTTP, frame, "com.practice.chat.Main.onClick(Main.kt:4)")
    assert (found.kind, found.id) == ("unknown", "unknown")


def test_unknown_code_is_said_where_it_is(recipients: Recipients) -> None:
    assert sent(recipients, *OKHTTP, "org.other.lib.Up.load(U.java:1)").name == "unknown (code in org.other.lib)"
    assert sent(recipients, *OKHTTP, "tw.a(Unknown Source)").name == "unknown (code in the default package)"


def test_renamed_code_right_inside_an_sdk_is_likely_the_sdks(recipients: Recipients) -> None:
    found = sent(recipients, "a.b.c(SourceFile:1)", "com.apm.insight.Uploader.run(U.java:9)", *POOL)
    assert (found.id, found.certainty) == ("volcano-engine/apmplus", "likely")


def test_the_hand_over_speaks_where_the_send_ran_on_a_thread_pool(recipients: Recipients) -> None:
    asked = ("okhttp3.internal.connection.RealCall.enqueue(R.kt:1)", "com.apm.insight.Net.post(N.java:1)")
    found = sent(recipients, *OKHTTP, *POOL, handover=asked)
    assert (found.id, found.certainty) == ("volcano-engine/apmplus", "likely")
    assert found.reason.startswith("It ran on another thread; handed over by com.apm.insight.Net.post")


def test_the_sends_own_frames_speak_before_the_hand_over(recipients: Recipients) -> None:
    asked = ("com.practice.chat.Main.go(M.kt:1)",)
    assert sent(recipients, *OKHTTP, "com.ishumei.a.b(S:1)", handover=asked).id == "shumei/shumei"


def test_a_hand_over_before_the_last_speaks_where_the_last_has_nobody(recipients: Recipients) -> None:
    rx = ("java.util.concurrent.ThreadPoolExecutor.execute(T.java:1)", "io.reactivex.internal.Worker.run(W.java:2)")
    found = sent(recipients, *OKHTTP, *POOL, handover=rx, before=("com.ishumei.a.b(S:1)", "com.practice.chat.M.a(M:1)"))
    assert (found.id, found.certainty) == ("shumei/shumei", "likely")
    nearer = sent(
        recipients, *OKHTTP, *POOL, handover=("com.practice.chat.M.a(M:1)",), before=("com.ishumei.a.b(S:1)",)
    )
    assert nearer.id == "app"


def test_renamed_code_that_an_sdk_handed_work_to_is_likely_the_sdks(recipients: Recipients) -> None:
    found = sent(recipients, *OKHTTP, "a.b.run(SourceFile:1)", *POOL, handover=("com.apm.insight.Up.go(U.java:9)",))
    assert (found.id, found.certainty) == ("volcano-engine/apmplus", "likely")
    by_the_app = sent(recipients, *OKHTTP, "a.b.run(SourceFile:1)", *POOL, handover=("com.practice.chat.M.a(M:1)",))
    assert by_the_app.kind == "unknown"


@pytest.mark.parametrize(
    ("frame", "sender"),
    [
        ("libEncryptorP.so!ttEncrypt+0x1f", ("sdk", "volcano-engine/applog")),
        ("libsmsdk.so!0x1a2b", ("sdk", "shumei/shumei")),
        ("libsmsdk2.so!send", ("unknown", "unknown")),
        ("libssl.so!SSL_write+0x10", ("framework", "framework")),
        ("libwhatever.so!send_all(int)+0x3", ("unknown", "unknown")),
    ],
)
def test_native_code_is_known_by_its_librarys_file_name(
    recipients: Recipients, frame: str, sender: tuple[str, str]
) -> None:
    found = sent(recipients, "libc.so!send+0x20", frame, "libart.so!art_quick_invoke_stub+0x24c")
    assert (found.kind, found.id) == sender


def test_native_code_of_nobody_known_is_said_where_it_is(recipients: Recipients) -> None:
    found = sent(recipients, "libc.so!write+0x8", "libwhatever.so!flush+0x3", "com.practice.chat.Main.go(M.kt:1)")
    assert found.name == "unknown (native code in libwhatever.so)"


def test_nothing_but_frameworks_is_a_framework(recipients: Recipients) -> None:
    found = sent(recipients, *OKHTTP, *POOL, handover=POOL)
    assert (found.kind, found.id) == ("framework", "framework")


@pytest.mark.parametrize(
    "library",
    [
        "com.lzy.okgo.request.base.Request.execute(Request.java:420)",
        "com.zhy.http.okhttp.request.RequestCall.execute(RequestCall.java:88)",
        "com.google.api.client.http.HttpRequest.execute(HttpRequest.java:1012)",
        "org.eclipse.paho.client.mqttv3.MqttClient.publish(MqttClient.java:544)",
    ],
)
def test_a_library_that_sends_for_its_caller_is_not_the_sender(recipients: Recipients, library: str) -> None:
    assert sent(recipients, *OKHTTP, library, "com.practice.chat.Api.send(Api.kt:3)").id == "app"


def test_an_sdk_in_the_package_of_a_framework_is_still_a_sender(recipients: Recipients) -> None:
    reader = "com.squareup.sdk.mobilepayments.core.Server.post(Server.kt:5)"
    assert sent(recipients, *OKHTTP, reader, "com.practice.chat.Pay.go(Pay.kt:3)").id == "block/square"


def test_no_stack_at_all_is_unknown(recipients: Recipients) -> None:
    assert sent(recipients) == UNKNOWN_SENDER


def test_a_monitoring_sdk_woven_round_the_apps_call_did_not_send_it(recipients: Recipients) -> None:
    woven = "com.bytedance.apm.agent.instrumentation.OkHttp3Instrumentation.newCall3(OkHttp3Instrumentation.java:55)"
    assert sent(recipients, *OKHTTP, woven, "com.practice.chat.Api.send(Api.kt:3)").id == "app"


def test_an_interceptor_in_the_apps_chain_did_not_send_it(recipients: Recipients) -> None:
    chain = "okhttp3.internal.http.RealInterceptorChain.proceed(RealInterceptorChain.kt:109)"
    watching = "io.sentry.okhttp.SentryOkHttpInterceptor.intercept(SentryOkHttpInterceptor.kt:99)"
    assert sent(recipients, *OKHTTP[:3], chain, watching, chain, "com.practice.chat.Api.send(A.kt:3)").id == "app"


@pytest.mark.parametrize(
    "frame",
    [
        "app//com.practice.chat.Api.send(Api.java:3)",
        "at com.practice.chat.Api.send(Api.java:3)",
        "com.practice.chat.Api$$Lambda$14/0x0000000800c8f0a0.run(Unknown Source)",
        "com.practice.chat.Api.<init>(Api.java:3)",
    ],
)
def test_frames_are_read_as_runtimes_write_them(recipients: Recipients, frame: str) -> None:
    assert sent(recipients, *URLCONNECTION, frame).id == "app"


def test_a_frame_that_cannot_be_read_is_no_harm(recipients: Recipients) -> None:
    assert sent(recipients, "", "<<unreadable>>", "com.practice.chat.A.b(C.java:1)").kind == "app"


def test_a_package_prefix_ends_at_a_dot_for_frameworks_too(recipients: Recipients) -> None:
    assert sent(recipients, "javassist.Loader.run(L.java:1)").kind == "unknown"


@pytest.mark.parametrize("proxy", ["$Proxy12.events", "jdk.proxy1.$Proxy12.events", "com.practice.chat.$Proxy3.events"])
def test_a_retrofit_service_is_not_the_sender_but_who_calls_it(recipients: Recipients, proxy: str) -> None:
    retrofit = (
        "okhttp3.internal.connection.RealCall.enqueue(RealCall.kt:164)",
        "retrofit2.OkHttpCall.enqueue(OkHttpCall.java:159)",
        "retrofit2.Retrofit$1.invoke(Retrofit.java:165)",
        "java.lang.reflect.Proxy.invoke(Proxy.java:1006)",
        f"{proxy}(Unknown Source)",
    )
    found = sent(recipients, *retrofit, "com.amplitude.core.Usage.report(Usage.kt:36)")
    assert found.id == "amplitude/amplitude"
    assert sent(recipients, *retrofit, "com.practice.chat.Usage.report(Usage.kt:36)").id == "app"
    assert sent(recipients, *retrofit, "b.a(SourceFile:3)").id == "unknown"
