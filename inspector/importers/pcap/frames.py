"""From a frame as it was captured to the TCP segment or datagram in it, fragments of IP put together."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

_NULL, _ETHERNET, _LOOP, _COOKED, _COOKED_2 = 0, 1, 108, 113, 276
_RAW = (12, 14, 101, 228, 229)
_IPV4, _IPV6, _PPPOE = 0x0800, 0x86DD, 0x8864
_VLAN = (0x8100, 0x88A8, 0x9100, 0x9200)
_PPP = {0x0021: _IPV4, 0x0057: _IPV6}
_FAMILIES = {2: _IPV4, 10: _IPV6, 24: _IPV6, 28: _IPV6, 30: _IPV6}
_EXTENSIONS = (0, 43, 60, 135, 139, 140)  # of IPv6, all laid out alike
_FRAGMENT, _AUTHENTICATION = 44, 51
_IN_IP = {4: _IPV4, 41: _IPV6}
TCP, UDP = 6, 17
_TAGS, _TUNNELS, _HEADERS = 4, 3, 16
_FRAGMENTED_KEPT, _FRAGMENTS_KEPT = 512, 256
_LARGEST = 65536

KNOWN_LINKS = (_NULL, _ETHERNET, _LOOP, _COOKED, _COOKED_2, *_RAW)


@dataclass(frozen=True, slots=True)
class Datagram:
    """What IP carried. `lost_bytes` of its end are not in the file. `bare`: made by a tool, without a checksum."""

    source: bytes
    target: bytes
    protocol: int
    data: bytes
    lost_bytes: int
    bare: bool = False


@dataclass(slots=True)
class _Fragmented:
    parts: dict[int, bytes] = field(default_factory=dict)
    size: int = 0  # 0: the last part has not come


class Frames:
    """Of one capture, in order: what is fragmented waits for its rest."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[tuple[bytes, bytes, int, int], _Fragmented] = OrderedDict()

    def read(self, link: int, frame: bytes) -> Datagram | None:
        """None where it carries no IP, is a fragment of something not whole yet, or is damaged."""
        kind, at = _network(link, frame)
        for _ in range(_TUNNELS):
            if kind == _IPV4:
                found = self._ipv4(frame, at)
            elif kind == _IPV6:
                found = self._ipv6(frame, at)
            else:
                return None
            if found is None or found.protocol not in _IN_IP:
                return found
            kind, frame, at = _IN_IP[found.protocol], found.data, 0
        return None

    def _ipv4(self, frame: bytes, at: int) -> Datagram | None:
        if len(frame) < at + 20 or frame[at] >> 4 != 4:
            return None
        head = (frame[at] & 15) * 4
        total = int.from_bytes(frame[at + 2 : at + 4], "big") or len(frame) - at  # 0: the network card cut it up
        if head < 20 or total < head:
            return None
        data = frame[at + head : at + total]
        source, target, protocol = frame[at + 12 : at + 16], frame[at + 16 : at + 20], frame[at + 9]
        cut = int.from_bytes(frame[at + 6 : at + 8], "big")
        if cut & 0x3FFF:
            key = (source, target, protocol, int.from_bytes(frame[at + 4 : at + 6], "big"))
            return self._fragment(key, (cut & 0x1FFF) * 8, bool(cut & 0x2000), data)
        bare = frame[at + 10 : at + 12] == b"\0\0" and frame[at + 8] == 255
        return Datagram(source, target, protocol, data, max(0, total - head - len(data)), bare)

    def _ipv6(self, frame: bytes, at: int) -> Datagram | None:
        if len(frame) < at + 40 or frame[at] >> 4 != 6:
            return None
        source, target, protocol = frame[at + 8 : at + 24], frame[at + 24 : at + 40], frame[at + 6]
        size = int.from_bytes(frame[at + 4 : at + 6], "big") or len(frame) - at - 40
        start, end = at + 40, at + 40 + size
        for _ in range(_HEADERS):
            if protocol in _EXTENSIONS or protocol == _AUTHENTICATION:
                if len(frame) < start + 2:
                    return None
                length = (frame[start + 1] + 2) * 4 if protocol == _AUTHENTICATION else (frame[start + 1] + 1) * 8
                protocol, start = frame[start], start + length
            elif protocol == _FRAGMENT:
                if len(frame) < start + 8:
                    return None
                protocol, cut = frame[start], int.from_bytes(frame[start + 2 : start + 4], "big")
                key = (source, target, protocol, int.from_bytes(frame[start + 4 : start + 8], "big"))
                return self._fragment(key, cut & 0xFFF8, bool(cut & 1), frame[start + 8 : end])
            else:
                data = frame[start:end]
                bare = frame[at + 7] == 255
                return Datagram(source, target, protocol, data, max(0, end - start - len(data)), bare)
        return None

    def _fragment(self, key: tuple[bytes, bytes, int, int], offset: int, more: bool, data: bytes) -> Datagram | None:
        known = self._waiting.setdefault(key, _Fragmented())
        if len(self._waiting) > _FRAGMENTED_KEPT:
            self._waiting.popitem(last=False)
        if offset + len(data) > _LARGEST or len(known.parts) >= _FRAGMENTS_KEPT:
            return None
        known.parts[offset] = data
        if not more:
            known.size = offset + len(data)
        whole = bytearray()
        for start in sorted(known.parts) if known.size else ():
            if start > len(whole):
                return None
            whole[start:] = known.parts[start] if start + len(known.parts[start]) > len(whole) else whole[start:]
        if not known.size or len(whole) < known.size:
            return None
        self._waiting.pop(key, None)
        return Datagram(key[0], key[1], key[2], bytes(whole[: known.size]), 0)


def _network(link: int, frame: bytes) -> tuple[int, int]:
    """Which network protocol a frame carries, and where it begins."""
    if link == _ETHERNET:
        return _tagged(frame, 12)
    if link in _RAW:
        return {4: _IPV4, 6: _IPV6}.get(frame[0] >> 4 if frame else 0, 0), 0
    if link in (_NULL, _LOOP):
        family = frame[:4]
        return _FAMILIES.get(min(int.from_bytes(family, "big"), int.from_bytes(family, "little")), 0), 4
    if link == _COOKED:
        return _tagged(frame, 14)
    if link == _COOKED_2:
        return (int.from_bytes(frame[:2], "big"), 20)
    return 0, 0


def _tagged(frame: bytes, at: int) -> tuple[int, int]:
    kind = int.from_bytes(frame[at : at + 2], "big")
    for _ in range(_TAGS):
        if kind not in _VLAN:
            break
        at += 4
        kind = int.from_bytes(frame[at : at + 2], "big")
    if kind == _PPPOE:
        return _PPP.get(int.from_bytes(frame[at + 8 : at + 10], "big"), 0), at + 10
    return kind, at + 2
