"""Which name a process had last resolved to an address: a connection known by its address alone gets that name."""

from __future__ import annotations

import ipaddress

from inspector import dns, protocol
from inspector.http import HttpResponse
from inspector.pipeline.draft import Draft
from inspector.records import Raw

_ONE_QUESTION = b"\0\1"
_OVER_HTTPS = "application/dns-message"


class Names:
    """Answers of name servers, by process. Used by Pipeline alone, on its thread."""

    def __init__(self) -> None:
        self._hosts: dict[tuple[int, str], list[str]] = {}
        self._aliases: dict[str, tuple[str, ...]] = {}

    def on_resolved(self, raw: Raw, seen: protocol.NameResolved, draft: Draft) -> None:
        """A name's addresses. The last name asked for counts; others of the same address stay for the reason."""
        self._keep(raw.process, dns.Answer(seen.host, seen.addresses, seen.aliases))

    def on_answer(self, process: int, response: HttpResponse) -> None:
        """An answer over HTTP: it may be a name server's (DNS over HTTPS, RFC 8484)."""
        if response.body[4:6] != _ONE_QUESTION or response.status != 200:
            return
        if any(name.lower() == "content-type" and value.startswith(_OVER_HTTPS) for name, value in response.headers):
            self._keep(process, dns.answer(response.body))

    def _keep(self, process: int, said: dns.Answer) -> None:
        if said.aliases:
            self._aliases[said.host] = said.aliases
        for address in said.addresses:
            hosts = self._hosts.setdefault((process, _plain(address)), [])
            if said.host in hosts:
                hosts.remove(said.host)
            hosts.append(said.host)

    def host_of(self, process: int, host: str, ip: str) -> tuple[str, str]:
        """A connection's host and, where that was found by its address, the reason. A host that is a name stays."""
        if host and not _is_address(host):
            return host, ""
        hosts = self._hosts.get((process, _plain(ip or host)), [])
        if not hosts:
            return host or ip, ""
        others = f", the last of {len(hosts)} such names" if len(hosts) > 1 else ""
        return hosts[-1], f"This process had resolved {hosts[-1]} to {ip or host}{others}."

    def aliases_of(self, host: str) -> tuple[str, ...]:
        """The names a name server said a host is another name of, nearest first."""
        return self._aliases.get(host, ())


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    return True


def _plain(address: str) -> str:
    """One spelling an address."""
    try:
        return str(ipaddress.ip_address(address.strip("[]").partition("%")[0]))
    except ValueError:
        return address
