"""The practice internet's own certificate authority: a new one for each phone, a certificate for each name."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
import tempfile
import threading
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID

_VALID = datetime.timedelta(days=30)


class Authority:
    """Makes its files in `folder`: ca.pem, trust.p12 (a Java trust store) and what the TLS contexts need."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._leaf_key = ec.generate_private_key(ec.SECP256R1())
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._lock = threading.Lock()
        self.certificate = self._make_root()
        self.certificate_path = folder / "ca.pem"
        self.certificate_path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        self.trust_store_path = folder / "trust.p12"
        trusted = [pkcs12.PKCS12Certificate(self.certificate, b"practice internet")]
        # Without a password: to derive a key from one costs the JVM thousands of digests at its start.
        store = pkcs12.serialize_java_truststore(trusted, serialization.NoEncryption())
        self.trust_store_path.write_bytes(store)

    def context(self, name: str) -> ssl.SSLContext:
        """The server's side of TLS under this host name or address, offering h2 and http/1.1; one for all who ask."""
        with self._lock:
            if name not in self._contexts:
                self._contexts[name] = self.new_context(name)
            return self._contexts[name]

    def new_context(self, name: str) -> ssl.SSLContext:
        """As `context`, and nobody else's."""
        with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".pem") as file:  # readable by this user alone
            file.write(self._key_and_chain(name))
            file.flush()
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(file.name)
        context.set_alpn_protocols(["h2", "http/1.1"])
        return context

    def _key_and_chain(self, name: str) -> bytes:
        pem = serialization.Encoding.PEM
        key = self._leaf_key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return key + self._make_leaf(name).public_bytes(pem) + self.certificate.public_bytes(pem)

    def _make_root(self) -> x509.Certificate:
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Practice internet")])
        return (
            _lasting(x509.CertificateBuilder())
            .subject_name(name)
            .issuer_name(name)
            .public_key(self._key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(self._key, hashes.SHA256())
        )

    def _make_leaf(self, name: str) -> x509.Certificate:
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name[:64])])
        return (
            _lasting(x509.CertificateBuilder())
            .subject_name(subject)
            .issuer_name(self.certificate.subject)
            .public_key(self._leaf_key.public_key())
            .add_extension(x509.SubjectAlternativeName([_general_name(name)]), critical=False)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .sign(self._key, hashes.SHA256())
        )


def _lasting(builder: x509.CertificateBuilder) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        builder.serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + _VALID)
    )


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name.encode("idna").decode() if not name.isascii() else name)
