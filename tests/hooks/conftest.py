"""The bundle, the test program and the servers for the agent's tests."""

from __future__ import annotations

import datetime
import shutil
import ssl
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.hooks.rig import JAVA_FILES, App, Echo, build_module, compile_java, run_app


@pytest.fixture(scope="session")
def bundle() -> str:
    return str(build_module().build().read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of Talker's classes."""
    if shutil.which("javac") is None:
        pytest.skip("no JDK: javac is not on PATH")
    return compile_java(JAVA_FILES, tmp_path_factory.mktemp("talker"))


@pytest.fixture
def app(compiled: Path) -> Iterator[App]:
    with run_app(compiled) as running:
        yield running


@pytest.fixture(scope="session")
def tls_context(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    folder = tmp_path_factory.mktemp("certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "chat.example.test")])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
    certificate = builder.not_valid_after(now + datetime.timedelta(days=1)).sign(key, hashes.SHA256())
    pem = folder / "server.pem"
    pkcs8, open_key = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, pkcs8, open_key)
    pem.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


@pytest.fixture
def tls_echo(tls_context: ssl.SSLContext) -> Iterator[Echo]:
    server = Echo(tls_context)
    yield server
    server.close()


@pytest.fixture
def clear_echo() -> Iterator[Echo]:
    server = Echo(None)
    yield server
    server.close()


if sys.platform != "linux":
    collect_ignore_glob = ["test_*.py"]  # an abstract Unix socket is Linux's own
