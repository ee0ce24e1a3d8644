"""Real TLS between two ends of this process, every byte that passes between them kept, and the key log."""

from __future__ import annotations

import datetime
import ssl
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tests.inspector.importers.packet_writer import Conversation

NAME = "chat.test"


@cache
def _certificate() -> bytes:
    """A key and a certificate for it, PEM."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + datetime.timedelta(days=1))
    signed = made.sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    return pem + signed.public_bytes(serialization.Encoding.PEM)


@dataclass
class Talk:
    """A client and a server that speak TLS; what passes is said in `on_wire`."""

    folder: Path
    version: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3
    ciphers: str = ""
    on_wire: Conversation = field(default_factory=lambda: Conversation().begin())
    resumed: ssl.SSLSession | None = None
    server_context: ssl.SSLContext | None = None
    client_context: ssl.SSLContext | None = None

    def __post_init__(self) -> None:
        self.client_context = self.client_context or self._context(ssl.PROTOCOL_TLS_CLIENT)
        self.server_context = self.server_context or self._context(ssl.PROTOCOL_TLS_SERVER)
        self._pipes = {True: ssl.MemoryBIO(), False: ssl.MemoryBIO()}  # by direction: up
        self.client = self.client_context.wrap_bio(
            self._pipes[False], self._pipes[True], server_hostname=NAME, session=self.resumed
        )
        self.server = self.server_context.wrap_bio(self._pipes[True], self._pipes[False], server_side=True)
        self._carried = {True: b"", False: b""}
        self._shake()

    @property
    def key_log(self) -> Path:
        return self.folder / "capture.keys"

    def say(self, up: bool, data: bytes) -> Talk:
        """One end writes, the other reads it."""
        writer, reader = (self.client, self.server) if up else (self.server, self.client)
        at = 0
        while at < len(data):
            at += writer.write(data[at : at + 16_000])
            self._carry(up)
            got = b""
            while len(got) < min(16_000, len(data)):
                try:
                    got += reader.read(65_536)
                except ssl.SSLWantReadError:
                    break
        return self

    def _shake(self) -> None:
        done: set[bool] = set()
        while len(done) < 2:
            for up, end in ((True, self.client), (False, self.server)):
                try:
                    end.do_handshake()
                    done.add(up)
                except ssl.SSLWantReadError:
                    pass
                self._carry(up)

    def _carry(self, up: bool) -> None:
        """From the writer's pipe over the wire into the reader's: the two pipes of a direction are one here."""
        pipe = self._pipes[up]
        data = pipe.read()
        if data:
            self.on_wire.say(up, data)
            pipe.write(data)

    def _context(self, protocol: int) -> ssl.SSLContext:
        context = ssl.SSLContext(protocol)
        context.minimum_version = context.maximum_version = self.version
        if self.ciphers:
            context.set_ciphers(self.ciphers)
        if protocol == ssl.PROTOCOL_TLS_SERVER:
            pem = self.folder / "server.pem"
            pem.write_bytes(_certificate())
            context.load_cert_chain(pem)
        else:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            context.keylog_filename = str(self.key_log)
        return context
