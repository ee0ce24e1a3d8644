"""Which call of the app's code a request was sent for, and which calls were never seen as a request."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from inspector.http import HttpRequest
from inspector.protocol import CallSeen
from inspector.records import Raw

#: Clients whose bytes may pass where nobody can read them: what they were asked for is told all the same.
ASKED = frozenset({"webview", "cronet"})
_ASKED_AFTER_MS = 5000.0  # so long a request may take to pass in clear before it is told as asked for alone
_OPEN_LIMIT = 10_000
_SEEN_LIMIT = 20_000  # calls whose number a connection's bytes may still name
_PORTS = {"http": 80, "https": 443}

_Key = tuple[int, str, str]  # process, method, url


@dataclass(frozen=True, slots=True)
class Asked:
    """A call whose request has not been seen."""

    process: int
    at_ms: float
    call: CallSeen


class Calls:
    """The latest calls of a session. Any one thread."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[int, int], CallSeen] = OrderedDict()
        self._open: OrderedDict[tuple[int, int], _Key] = OrderedDict()
        self._by_url: dict[_Key, list[CallSeen]] = {}
        self._used: set[tuple[int, int]] = set()
        self._asked: OrderedDict[_Key, Asked] = OrderedDict()

    def add(self, raw: Raw, call: CallSeen) -> None:
        """Code asked a client for a request."""
        key = (raw.process, call.method, plain_url(call.url))
        self._seen[raw.process, call.call] = call
        self._open[raw.process, call.call] = key
        self._by_url.setdefault(key, []).append(call)
        if call.layer in ASKED and _is_web(call.url):
            self._asked.setdefault(key, Asked(raw.process, raw.at_ms, call))
        while len(self._open) > _OPEN_LIMIT:
            self._close(next(iter(self._open)))
        if len(self._seen) > _SEEN_LIMIT:
            oldest, _ = self._seen.popitem(last=False)
            self._used.discard(oldest)

    def get(self, process: int, number: int | None) -> CallSeen | None:
        """A call by its number."""
        return None if number is None else self._seen.get((process, number))

    def of_request(self, process: int, request: HttpRequest, numbers: Sequence[int]) -> CallSeen | None:
        """The call a request was sent for. `numbers` are the calls its thread was running while its bytes passed.

        A thread of HTTP/2 carries other calls' frames too, and some clients send on threads of their own: so a call
        that asked for this very method and URL comes first, and of several that wait for the same only where they
        were asked by the same code.
        """
        if not numbers and not self._by_url and not self._asked:
            return None
        key = (process, request.method, plain_url(_url(request)))
        running = [call for call in (self.get(process, n) for n in numbers) if call is not None]
        chosen = next((call for call in running if (call.method, plain_url(call.url)) == key[1:]), None)
        if chosen is None:
            waiting = self._by_url.get(key, [])
            chosen = waiting[0] if len({call.stack for call in waiting}) == 1 else None
        if chosen is None and running:
            is_others = request.version == "HTTP/2" and (process, running[0].call) in self._used
            chosen = None if is_others else running[0]
        self._asked.pop(key, None)
        if chosen is not None:
            self._used.add((process, chosen.call))
            self._close((process, chosen.call))
        return chosen

    def overdue(self, now_ms: float | None) -> Iterable[Asked]:
        """Calls to tell as asked for alone, each once; all that are left where no time is given."""
        while self._asked:
            key, first = next(iter(self._asked.items()))
            if now_ms is not None and now_ms - first.at_ms < _ASKED_AFTER_MS:
                return
            del self._asked[key]
            yield first

    def _close(self, number: tuple[int, int]) -> None:
        key = self._open.pop(number, None)
        if key is None:
            return
        left = [call for call in self._by_url[key] if call.call != number[1]]
        if left:
            self._by_url[key] = left
        else:
            del self._by_url[key]


def plain_url(url: str) -> str:
    """A URL as two ends write it alike: no usual port, no fragment, no empty path, host and scheme in lower case."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    host = (parts.hostname or "").lower()
    shown = f"[{host}]" if ":" in host else host
    place = shown if port in (None, _PORTS.get(parts.scheme)) else f"{shown}:{port}"
    return f"{parts.scheme}://{place}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in _PORTS and urlsplit(url).port != 0
    except ValueError:
        return False


def _url(request: HttpRequest) -> str:
    host = f"[{request.host}]" if ":" in request.host else request.host
    return f"{request.scheme}://{host}:{request.port}{request.target}"
