"""Conscrypt inside an app: a Java layer over a BoringSSL of which every name was stripped, each byte taken once."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hooks.native_rig import opened, passed
from tests.hooks.rig import JAVA_FILES, App, Echo, run_app
from tests.rigs import maven

TEXT = "where-can-I-get-help-" + "x" * 30_000


@pytest.fixture
def conscrypted(tmp_path: Path) -> Iterator[App]:
    if maven.missing():
        pytest.skip(maven.missing())
    [jar] = maven.fetch("org.conscrypt:conscrypt-openjdk-uber:2.5.2")
    source = JAVA_FILES / "conscrypt" / "Conscrypted.java"
    subprocess.run(["javac", "-d", str(tmp_path), str(source)], check=True, capture_output=True)
    with run_app(os.pathsep.join([str(tmp_path), str(jar)]), "Conscrypted") as app:
        yield app


def test_each_byte_through_conscrypt_is_taken_once_with_both_its_layers_watched(
    conscrypted: App, bundle: str, tls_echo: Echo
) -> None:
    conscrypted.watch(bundle)
    reader = conscrypted.reader()
    for _ in range(2):
        assert conscrypted.tell(tls_echo.port, TEXT) == TEXT
    rows = reader.until(lambda rows: sum(row.kind == "close" for row in rows) >= 2)
    first, second = opened(rows)
    for connection, got in zip((first, second), tls_echo.got, strict=True):
        assert connection.fields["stream"].startswith("org.conscrypt.ConscryptEngineSocket$")
        conn = connection.fields["conn"]
        assert passed(rows, conn, "up") == bytes(got) == passed(rows, conn, "down") == TEXT.encode()
    hooks = {hook["id"]: hook for hook in reader.ask("describe")["hooks"]}
    [native] = [hook for name, hook in hooks.items() if name.endswith(".ENGINE_SSL_write_direct")]
    assert (native["status"], native["hits"] > 0) == ("installed", True)


def test_where_no_java_layer_watches_conscrypts_own_boringssl_is_told_with_the_java_code_that_called(
    conscrypted: App, bundle: str, tls_echo: Echo
) -> None:
    off = dict.fromkeys(_java_hooks(), "for this test")
    conscrypted.watch(bundle, off=off)
    reader = conscrypted.reader()
    for _ in range(2):
        assert conscrypted.tell(tls_echo.port, TEXT) == TEXT
    rows = reader.until(
        lambda rows: sum(len(row.payload) for row in rows if row.fields.get("dir") == "down") >= 2 * len(TEXT)
    )
    told = [row for row in opened(rows) if row.fields["layer"] == "tls"]
    assert all(row.fields["stream"].startswith("libconscrypt_openjdk_jni") for row in told)
    # The library is loaded and searched while the first connection is made: of that the beginning may be missing.
    conn = told[-1].fields["conn"]
    assert passed(rows, conn, "up") == bytes(tls_echo.got[1]) == passed(rows, conn, "down") == TEXT.encode()
    frames = {row.fields["id"]: row.fields["frames"] for row in rows if row.kind == "stack"}
    stacks = [frames[row.fields["stack"]] for row in rows if row.kind == "data" and row.fields["dir"] == "up"]
    assert all("Conscrypted.main(" in stack[-1] for stack in stacks)
    assert all(stack[0].startswith("org.conscrypt.NativeCrypto.ENGINE_SSL_write_direct(") for stack in stacks)


def _java_hooks() -> list[str]:
    """Every hook on Conscrypt's own Java classes, and the one by which its engine is found."""
    members = ("startHandshake", "getSession", "close", "$SSLOutputStream.write", "$SSLInputStream.read")
    classes = ("ConscryptEngineSocket", "ConscryptFileDescriptorSocket")
    streams = [f"tls:org.conscrypt.{cls}{m if m[0] == '$' else '.' + m}" for cls in classes for m in members]
    return [*streams, "engine:javax.net.ssl.SSLEngine.$init"]
