"""Sentry's envelopes, written from the public description of the format."""

from __future__ import annotations

import gzip

import pytest

from inspector.decoders import decode, flatten, sentry
from inspector.errors import DecodeError

EVENT = b'{"event_id":"9ec79c33ec9942ab8353589fcb2e04dc","user":{"email":"alice@hanbit.test"}}'
PICTURE = b"\x89PNG\r\n\x1a\n\n{not a header"
ENVELOPE = (
    b'{"event_id":"9ec79c33ec9942ab8353589fcb2e04dc","dsn":"https://e12d836b15bb49d7bbf99e64295d995b@sentry.io/42"}\n'
    b'{"type":"event","length":%d,"content_type":"application/json"}\n%s\n'
    b'{"type":"attachment","length":%d,"content_type":"image/png","filename":"view.png"}\n%s\n'
    b'{"type":"client_report"}\n{"discarded_events":[]}\n' % (len(EVENT), EVENT, len(PICTURE), PICTURE)
)


@pytest.mark.parametrize("media_type", ["application/x-sentry-envelope", "text/plain", ""])
@pytest.mark.parametrize("packed", [True, False])
def test_headers_and_payloads_are_told_apart(media_type: str, packed: bool) -> None:
    decoded = decode(gzip.compress(ENVELOPE) if packed else ENVELOPE, media_type=media_type)
    assert decoded.steps == (("gzip", "sentry_envelope") if packed else ("sentry_envelope",))
    leaves = dict(flatten(decoded.value))
    assert leaves["items[0].payload.user.email"] == "alice@hanbit.test"
    assert leaves["items[1].header.filename"] == "view.png"
    assert leaves["items[1].payload"] == PICTURE
    assert decoded.value["items"][2]["payload"].value == {"discarded_events": []}


def test_an_item_that_breaks_off_keeps_what_came() -> None:
    data = b'{}\n{"type":"event","length":100}\n{"user":"al'
    assert sentry.decode(data)["items"] == [{"header": {"type": "event", "length": 100}, "payload": b'{"user":"al'}]


@pytest.mark.parametrize("data", [b"", b"{}", b"{}\n", b'{}\n{"length":1}\nx', b"{}\n[1]\n", b"[]\n[]\n"])
def test_what_is_no_envelope_is_refused(data: bytes) -> None:
    assert sentry.accepts(data) == 0.0
    with pytest.raises(DecodeError):
        sentry.decode(data)
