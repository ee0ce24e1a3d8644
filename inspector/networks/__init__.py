"""Whose network an address belongs to and where it is registered: a fact of its own, never who operates a host."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from functools import lru_cache

import iptocc

from inspector.networks.edition import Edition, read_edition
from inspector.paths import resources

FILE = "networks/asn.bin.zst"


@dataclass(frozen=True, slots=True)
class Network:
    """`number` is the autonomous system's, 0 where no edition knows it; `name` its organisation's, "" likewise.

    `country`: ISO 3166-1 alpha-2 of the address's registration with its regional registry, which says neither where
    the machine stands nor where its operator is established. `note` is said instead where an address is no public one.
    """

    number: int
    name: str
    country: str
    note: str = ""


@lru_cache(50_000)
def network_of(address: str) -> Network:
    """The network of an IPv4 or IPv6 address; an empty one for what is no address. Any thread."""
    try:
        ip = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return Network(0, "", "")
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    if not ip.is_global or ip.is_multicast:
        return Network(0, "", "", _note(ip))
    number, name = _edition().of(ip)
    return Network(number, name, iptocc.country_code(str(ip)) or "")


def source() -> str:
    """Where names and numbers come from, and of which day."""
    return _edition().source


def _note(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    if ip.is_loopback:
        return "the phone itself"
    if ip.is_multicast:
        return "many receivers at once"
    return "local network" if ip.is_private and not _is_set_aside(ip) else "set aside for tests"


def _is_set_aside(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return any(ip.version == net.version and ip in net for net in _SET_ASIDE)


_SET_ASIDE = tuple(
    map(ipaddress.ip_network, ("192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"))
)


@lru_cache(1)
def _edition() -> Edition:
    return read_edition(resources() / FILE)


__all__ = ["Network", "network_of", "source"]
