"""Names for the fields of messages whose schema is public although it is not in the message, by host and path."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from inspector.records import Decoded, Nested, Value

Fields: TypeAlias = Mapping[str, "str | tuple[str, Fields]"]


@dataclass(frozen=True)
class Schema:
    """Which requests it is of, what the last step before it is, and its fields' names. `id` becomes a step."""

    id: str
    host: str
    path: str
    after: str
    fields: Fields


# Firebase Analytics. The names are those that the SDK itself writes into the phone's log when it uploads a batch; the
# numbers agree with github lari/firebase-ga4-app-measurement-protobuf (MIT). What it does not name keeps its number.
_PARAMETER: Fields = {"1": "name", "2": "string_value", "3": "int_value"}
_EVENT: Fields = {
    "1": ("param", _PARAMETER), "2": "name", "3": "timestamp_millis", "4": "previous_timestamp_millis",
}  # fmt: skip
_PROPERTY: Fields = {"1": "set_timestamp_millis", "2": "name", "3": "string_value", "4": "int_value"}
_BUNDLE: Fields = {
    "1": "protocol_version", "2": ("event", _EVENT), "3": ("user_property", _PROPERTY), "4": "upload_timestamp_millis",
    "5": "start_timestamp_millis", "6": "end_timestamp_millis", "7": "previous_bundle_end_timestamp_millis",
    "8": "platform", "9": "os_version", "10": "device_model", "11": "user_default_language",
    "12": "time_zone_offset_minutes", "13": "app_store", "14": "app_id", "16": "app_version", "17": "gmp_version",
    "18": "uploading_gmp_version", "19": "resettable_device_id", "20": "limited_ad_tracking", "21": "app_instance_id",
    "22": "dev_cert_hash", "23": "bundle_sequential_index", "24": "health_monitor", "25": "gmp_app_id",
    "26": "previous_bundle_start_timestamp_millis", "28": "service_upload", "29": "audience_membership",
    "30": "firebase_instance_id", "31": "app_version_major", "34": "device_id", "35": "config_version",
    "36": "android_id", "37": "ds_id", "39": "retry_counter", "41": "admob_app_id",
}  # fmt: skip

SCHEMAS: tuple[Schema, ...] = (
    Schema("app_measurement", "app-measurement.com", "/a", "protobuf", {"1": ("bundle", _BUNDLE)}),
)


def named(decoded: Decoded, host: str, path: str) -> Decoded:
    """The same with the fields' names, and a step that says whose; unchanged where no schema is of this request."""
    for one in SCHEMAS:
        is_host = host == one.host or host.endswith(f".{one.host}")
        if is_host and path == one.path and decoded.steps[-1:] == (one.after,):
            value = _renamed(decoded.value, one.fields)
            return dataclasses.replace(decoded, value=value, steps=(*decoded.steps, one.id))
    return decoded


def _renamed(value: Value, fields: Fields) -> Value:
    """As deep as the schema goes."""
    if isinstance(value, list):
        return [_renamed(one, fields) for one in value]
    if isinstance(value, Nested):
        return Nested(value.steps, _renamed(value.value, fields), value.original)
    if not isinstance(value, dict):
        return value
    found: dict[str, Value] = {}
    for number, one in value.items():
        name = fields.get(number, number)
        if isinstance(name, tuple):
            found[name[0]] = _renamed(one, name[1])
        else:
            found[name] = one
    return found
