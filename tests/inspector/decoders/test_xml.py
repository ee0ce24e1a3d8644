"""XML as apps send it, and as an attacker does."""

from __future__ import annotations

import pytest

from inspector.decoders import decode, flatten, xml
from inspector.errors import DecodeError

PREFERENCES = b"""<?xml version='1.0' encoding='utf-8' standalone='yes' ?>
<map>
    <string name="device_id">9774d56d682e549c</string>
    <string name="token">x</string>
    <int name="launches" value="3" />
</map>
"""


def test_names_attributes_and_texts_are_kept() -> None:
    assert decode(PREFERENCES).value == {
        "map": {
            "string": [{"name": "device_id", "value": "9774d56d682e549c"}, {"name": "token", "value": "x"}],
            "int": {"name": "launches", "value": "3"},
        }
    }


def test_json_inside_an_element_is_opened() -> None:
    decoded = decode(b'<r xmlns:a="urn:a"><a:data><![CDATA[{"udid":"42"}]]></a:data></r>', media_type="text/xml")
    assert dict(flatten(decoded.value)) == {"r.data.udid": "42"}


def test_declared_encodings_are_followed() -> None:
    data = '<?xml version="1.0" encoding="GBK"?><n>你好世界</n>'.encode("gbk")
    assert decode(data, media_type="text/xml").value == {"n": "你好世界"}


def test_a_web_page_stays_text() -> None:
    page = b"<!DOCTYPE html><html><body><p>hello</p></body></html>"
    assert decode(page, media_type="text/html").value == page.decode()


def test_markup_that_is_not_well_formed_stays_text() -> None:
    assert decode(b"<b>bold<br> and broken</i>").value == "<b>bold<br> and broken</i>"


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a [<!ENTITY b "1"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b"<a>" * 100_000 + b"</a>" * 100_000,
        b"<r>" + b"<a/>" * 300_000 + b"</r>",
        b"<a>",
        b"<a></b>",
        b'<?xml version="1.0" encoding="no-such"?><a/>',
        b'<?xml version="1.0" encoding="base64"?><a/>',
        b"",
    ],
)
def test_entities_depth_number_and_damage_are_refused(data: bytes) -> None:
    with pytest.raises(DecodeError):
        xml.decode(data)
