"""Which name a process had last resolved to an address: a connection known by its address alone gets that name."""

from __future__ import annotations

import ipaddress

from inspector import protocol
from inspector.pipeline.draft import Draft
from inspector.records import Raw


class Names:
    """Answers of name servers, by process. Used by Pipeline alone, on its thread."""

    def __init__(self) -> None:
        self._hosts: dict[tuple[int, str], list[str]] = {}
        self._aliases: dict[str, tuple[str, ...]] = {}

    def on_resolved(self, raw: Raw, seen: protocol.NameResolved, draft: Draft) -> None:
        """A name's addresses. The last name asked for counts; others of the same address stay for the reason."""
        if seen.aliases:
            self._aliases[seen.host] = seen.aliases
        for address in seen.addresses:
            hosts = self._hosts.setdefault((raw.process, _plain(address)), [])
            if seen.host in hosts:
                hosts.remove(seen.host)
            hosts.append(seen.host)

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
