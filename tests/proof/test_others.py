"""Hooks that no other program here fires: older clients, as Maven Central has them, and Android's in stand-ins."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hooks.native_rig import WebServer
from tests.hooks.rig import build_module, compile_java, run_app
from tests.rigs import maven

SOURCES = Path(__file__).resolve().parent / "others"
CLIENTS = ("com.squareup.okhttp3:okhttp:3.14.9", "org.apache.httpcomponents:httpclient:4.2.6")
FIRED = (
    "okhttp:okhttp3.RealCall.execute",
    "okhttp:okhttp3.RealCall.enqueue",
    "okhttp:okhttp3.RealCall.getResponseWithInterceptorChain",
    "apache:org.apache.http.impl.client.AbstractHttpClient.execute",
    "urlconnection:sun.net.www.protocol.http.HttpURLConnection.connect",
    "urlconnection:sun.net.www.protocol.http.HttpURLConnection.getErrorStream",
    "engine:sun.security.ssl.SSLEngineImpl.closeInbound",
    "cronet:org.chromium.net.ExperimentalCronetEngine$Builder.build",
    "webview:android.webkit.WebView.loadDataWithBaseURL",
    "ttencrypt:com.bytedance.applog.encryptor.EncryptorUtil.ttEncrypt",
    "typed:android.view.inputmethod.BaseInputConnection.setComposingText",
    "typed:android.view.inputmethod.BaseInputConnection.finishComposingText",
    "typed:android.view.inputmethod.BaseInputConnection.deleteSurroundingText",
)


def test_older_clients_and_rare_methods_fire_their_hooks(tmp_path: Path) -> None:
    if why := maven.missing():
        pytest.skip(why)
    class_path = ":".join(str(jar) for jar in maven.fetch(*CLIENTS, transitive=True))
    classes = compile_java(SOURCES, tmp_path / "classes", class_path, "**/*.java")
    server = WebServer(None)
    try:
        with run_app(f"{classes}:{class_path}", "Others") as app:
            app.watch(build_module().build().read_text(encoding="utf-8"))
            reader = app.reader()
            app.tell(server.port)
            hits = {hook["id"]: hook["hits"] for hook in reader.ask("describe")["hooks"]}
            notes = [row.fields for row in reader.of("note")]
    finally:
        server.close()
    assert [hook for hook in FIRED if not hits[hook]] == []
    assert notes == []
