"""Requests of SDKs, written by hand from their public documentation, down to the values in them."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pytest

from inspector.decoders import flatten, request_parts
from inspector.records import Value

PROMPT = "Please write a resignation letter for my job at Hanbit Bank"
JSON = (("Content-Type", "application/json"),)
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
GZIP = (("Content-Encoding", "gzip"),)


@dataclass
class Asked:
    host: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    trailers: tuple[tuple[str, str], ...] = ()


def leaves(asked: Asked) -> dict[str, Value]:
    parts, decoded = request_parts(asked)
    assert decoded.readable
    return dict(flatten(parts))


def coded(number: int, content: bytes | int) -> bytes:
    """A field of a message."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def varint(number: int) -> bytes:
    found = b""
    while number > 0x7F:
        found += bytes([number & 0x7F | 0x80])
        number >>= 7
    return found + bytes([number])


def test_google_analytics_4_puts_its_events_into_the_query_and_lines_of_the_body() -> None:
    common = {
        "v": "2",
        "tid": "G-ABCDEF1234",
        "cid": "1403251.1700000000",
        "ul": "ko-kr",
        "sr": "1080x2400",
        "uid": "u-7",
    }
    lines = [f"en=page_view&ep.page_title={quote('내 채팅')}&_et=12", f"en=chat&ep.prompt={quote(PROMPT)}&up.plan=free"]
    body = "\r\n".join(lines)
    found = leaves(Asked("region1.google-analytics.com", f"/g/collect?{urlencode(common)}", body=body.encode()))
    assert (found["query.cid"], found["query.uid"]) == ("1403251.1700000000", "u-7")
    assert (found['body[0]["ep.page_title"]'], found['body[1]["ep.prompt"]']) == ("내 채팅", PROMPT)


def test_the_measurement_protocol_is_json() -> None:
    body = {"client_id": "9", "user_id": "u-7", "events": [{"name": "chat", "params": {"prompt": PROMPT}}]}
    found = leaves(Asked("www.google-analytics.com", "/mp/collect?measurement_id=G-1", JSON, json.dumps(body).encode()))
    assert found["body.events[0].params.prompt"] == PROMPT


def test_universal_analytics_batches_one_query_a_line() -> None:
    hits = [
        {"v": "1", "tid": "UA-1-2", "cid": "35009a79", "t": "screenview", "an": "Chatty"},
        {"v": "1", "t": "event", "el": PROMPT},
    ]
    found = leaves(Asked("www.google-analytics.com", "/batch", body="\n".join(map(urlencode, hits)).encode()))
    assert (found["body[0].cid"], found["body[1].el"]) == ("35009a79", PROMPT)


def test_a_batch_of_firebase_analytics_has_the_names_of_its_fields() -> None:
    parameter = coded(1, b"prompt") + coded(2, PROMPT.encode())
    event = (
        coded(1, parameter) + coded(1, coded(1, b"round") + coded(3, 2)) + coded(2, b"chat") + coded(3, 1700000000123)
    )
    user = coded(1, 1700000000000) + coded(2, b"plan") + coded(3, b"free of charge")
    bundle = (
        coded(1, 1) + coded(2, event) + coded(3, user) + coded(8, b"android") + coded(9, b"14") + coded(10, b"Pixel 7")
        + coded(11, b"ko-kr") + coded(14, b"com.practice.chat") + coded(19, b"38400000-8cf0-11bd-b23e-10b96e40000d")
        + coded(20, 0) + coded(21, b"f3a1c2d4e5b60718293a4b5c6d7e8f90") + coded(25, b"1:42:android:abc")
        + coded(64, b"google_signals")
    )  # fmt: skip
    asked = Asked("app-measurement.com", "/a", GZIP, gzip.compress(coded(1, bundle)))
    found = leaves(asked)
    assert request_parts(asked)[1].steps == ("gzip", "protobuf", "app_measurement")
    assert found["body.bundle.app_instance_id"] == "f3a1c2d4e5b60718293a4b5c6d7e8f90"
    assert found["body.bundle.resettable_device_id"] == "38400000-8cf0-11bd-b23e-10b96e40000d"
    assert (found["body.bundle.event.param[0].string_value"], found["body.bundle.event.param[1].int_value"]) == (
        PROMPT,
        2,
    )
    assert found["body.bundle.user_property.name"] == "plan"
    assert found["body.bundle.64"] == "google_signals"


def test_the_same_message_to_somebody_else_keeps_its_numbers() -> None:
    found = leaves(Asked("example.com", "/a", body=coded(1, coded(14, b"com.practice.chat, a name"))))
    assert found == {"path[0]": "a", "body.1.14": "com.practice.chat, a name"}


def test_firebase_installations_and_the_heartbeat_in_its_header() -> None:
    beats = {
        "heartbeats": [{"agent": "fire-core/21.0.0 device-model/panther", "dates": ["2024-05-01"]}],
        "version": "2",
    }
    heart = base64.urlsafe_b64encode(gzip.compress(json.dumps(beats).encode())).decode().rstrip("=")
    body = {
        "fid": "cJ7ZfGZ1Q3yY0mXq4nA2bK",
        "appId": "1:42:android:abc",
        "authVersion": "FIS_v2",
        "sdkVersion": "a:18.0.0",
    }
    found = leaves(
        Asked(
            "firebaseinstallations.googleapis.com", "/v1/projects/p/installations",
            (*JSON, ("x-firebase-client", heart)), json.dumps(body).encode(),
        )
    )  # fmt: skip
    assert found["body.fid"] == "cJ7ZfGZ1Q3yY0mXq4nA2bK"
    assert found["headers.x-firebase-client.heartbeats[0].agent"] == "fire-core/21.0.0 device-model/panther"


def test_a_log_of_googles_transport_has_a_message_in_base64_in_its_json() -> None:
    inside = base64.b64encode(
        coded(1, b"com.practice.chat") + coded(2, b"f3a1c2d4e5b60718293a4b5c6d7e8f90") + coded(3, 7)
    ).decode()
    body = {"logRequest": [{"logSourceName": "FIREPERF", "logEvent": [{"sourceExtension": inside}]}]}
    found = leaves(
        Asked("firebaselogging-pa.googleapis.com", "/v1/firelog/legacy/batchlog", JSON, json.dumps(body).encode())
    )
    assert found["body.logRequest[0].logEvent[0].sourceExtension.2"] == "f3a1c2d4e5b60718293a4b5c6d7e8f90"


@pytest.mark.parametrize("name", ["e", "event"])
def test_amplitudes_older_interface_has_json_in_a_form(name: str) -> None:
    events = [{"device_id": "C8F9E604R", "event_type": "chat", "event_properties": {"prompt": PROMPT}}]
    body = urlencode(
        {"checksum": "ab", "client": "k", name: json.dumps(events), "upload_time": "1700000000000", "v": "2"}
    )
    found = leaves(Asked("api.amplitude.com", "/", FORM, body.encode()))
    assert found[f"body.{name}[0].event_properties.prompt"] == PROMPT


def test_amplitudes_http_interface_is_json() -> None:
    body = {"api_key": "k", "events": [{"user_id": "u-7", "device_id": "C8F9", "event_type": "chat", "ip": "$remote"}]}
    assert (
        leaves(Asked("api2.amplitude.com", "/2/httpapi", JSON, json.dumps(body).encode()))["body.events[0].user_id"]
        == "u-7"
    )


def test_mixpanel_has_base64_in_a_form_or_a_packed_list() -> None:
    events = [{"event": "chat", "properties": {"token": "t", "distinct_id": "$device:9", "prompt": PROMPT}}]
    data = base64.b64encode(json.dumps(events).encode()).decode()
    form = leaves(Asked("api.mixpanel.com", "/track/?ip=1", FORM, urlencode({"data": data, "verbose": "1"}).encode()))
    packed = leaves(Asked("api.mixpanel.com", "/track", GZIP, gzip.compress(json.dumps(events).encode())))
    assert form["body.data[0].properties.prompt"] == packed["body[0].properties.prompt"] == PROMPT


def test_segment_sends_packed_batches() -> None:
    body = {
        "batch": [{"type": "track", "anonymousId": "a-1", "properties": {"prompt": PROMPT}}],
        "sentAt": "2024-05-01",
    }
    found = leaves(Asked("api.segment.io", "/v1/b", GZIP, gzip.compress(json.dumps(body).encode())))
    assert found["body.batch[0].anonymousId"] == "a-1"


def test_adjust_sends_a_form_with_json_in_it() -> None:
    fields = {
        "gps_adid": "38400000-8cf0-11bd-b23e-10b96e40000d",
        "callback_params": json.dumps({"prompt": PROMPT}),
        "os_name": "android",
    }
    found = leaves(Asked("app.adjust.com", "/event", FORM, urlencode(fields).encode()))
    assert (found["body.gps_adid"], found["body.callback_params.prompt"]) == (fields["gps_adid"], PROMPT)


def test_appsflyers_documented_interface_has_json_in_json() -> None:
    body = {"appsflyer_id": "1415211453000-6513894", "eventName": "chat", "eventValue": json.dumps({"prompt": PROMPT})}
    found = leaves(Asked("api2.appsflyer.com", "/inappevent/com.practice.chat", JSON, json.dumps(body).encode()))
    assert found["body.eventValue.prompt"] == PROMPT


def test_facebook_sends_forms_parts_and_batches() -> None:
    events = json.dumps([{"_eventName": "chat", "prompt": PROMPT}])
    form = Asked(
        "graph.facebook.com",
        "/v16.0/1/activities",
        FORM,
        urlencode({"anon_id": "XZ9", "custom_events": events}).encode(),
    )
    assert leaves(form)["body.custom_events[0].prompt"] == PROMPT
    parts = (
        '--X\r\nContent-Disposition: form-data; name="format"\r\n\r\njson\r\n--X\r\nContent-Disposition: form-data; '
        'name="custom_events_file"; filename="custom_events_file"\r\nContent-Type: content/unknown\r\n\r\n'
        f"{events}\r\n--X--\r\n"
    ).encode()
    multipart = (("Content-Type", "multipart/form-data; boundary=X"), *GZIP)
    packed = leaves(Asked("graph.facebook.com", "/v16.0/1/activities", multipart, gzip.compress(parts)))
    assert packed["body.custom_events_file.content[0].prompt"] == PROMPT
    batch = json.dumps(
        [{"method": "POST", "relative_url": "1/activities", "body": urlencode({"a": "1", "custom_events": events})}]
    )
    together = leaves(Asked("graph.facebook.com", "/", FORM, urlencode({"batch": batch}).encode()))
    assert together["body.batch[0].body.custom_events[0].prompt"] == PROMPT


def test_a_parameter_that_a_chinese_sdk_wrote_in_gbk_is_read() -> None:
    words = "请帮我写一封辞职信，我要离开公司"
    found = leaves(
        Asked(
            "example.cn",
            f"/log?q={quote(words.encode('gbk'))}&n=1",
            FORM,
            f"text={quote(words.encode('gbk'))}&b=2".encode(),
        )
    )
    assert (found["query.q"], found["body.text"]) == (words, words)


def test_what_an_sdk_encrypted_itself_stays_as_bytes() -> None:
    noise = zlib.compress(bytes(range(256)) * 3)[7:]
    _, decoded = request_parts(
        Asked("t.appsflyersdk.com", "/api/v6.12/androidevent?app_id=com.practice.chat", body=noise)
    )
    assert (decoded.value, decoded.readable) == (noise, False)
