"""What the practice internet says to the rig's SDKs: made up, just enough for them to go on and send."""

from __future__ import annotations

from typing import Any

_ONESIGNAL_USER = {
    "identity": {"onesignal_id": "11111111-2222-3333-4444-555555555555", "external_id": "user-4711-grace"},
    "subscriptions": [{"id": "22222222-2222-3333-4444-555555555555", "type": "AndroidPush", "enabled": True}],
    "properties": {},
}
# AppMetrica asks again without end where much of this is missing.
_APPMETRICA = {
    "device_id": {"value": "0123456789abcdef0123456789abcdef", "hash": "1"},
    "uuid": {"value": "fedcba9876543210fedcba9876543210"},
    "query_hosts": {
        "list": {
            "report": {"urls": ["https://report.appmetrica.yandex.net"]},
            "get_ad": {"urls": ["https://startup.mobile.yandex.net"]},
            "report_ad": {"urls": ["https://startup.mobile.yandex.net"]},
        }
    },
    "features": {"list": {}},
    "locale": {"country": {"reliable": True, "value": "by"}},
    "time": {"max_valid_difference_seconds": 86400},
}
_FACEBOOK_APP = {
    "supports_implicit_sdk_logging": True, "gdpv4_nux_enabled": False, "app_events_feature_bitmask": 0,
    "app_events_session_timeout": 60,
}  # fmt: skip
_ADJUST = {
    "app_token": "abcdefghijkl",
    "adid": "0123456789abcdef0123456789abcdef",
    "message": "ok",
    "attribution": {"tracker_token": "abc", "tracker_name": "Organic", "network": "Organic"},
}
_POSTHOG_FLAGS = {
    "featureFlags": {}, "featureFlagPayloads": {}, "supportedCompression": ["gzip-js"], "sessionRecording": False,
}  # fmt: skip
_SEGMENT = {
    "integrations": {"Segment.io": {"apiKey": "segmentkey", "apiHost": "api.segment.io/v1"}},
    "plan": {"track": {}},
}
_STATSIG = {
    "feature_gates": {}, "dynamic_configs": {}, "layer_configs": {}, "sdkParams": {}, "has_updates": True,
    "time": 1700000000000,
}  # fmt: skip

# Host pattern, target pattern, status, JSON; the first that fits. 200 {} for all others.
ANSWERS: list[tuple[str, str, int, dict[str, Any]]] = [
    (r"mixpanel\.com$", r"^/decide", 200, {"notifications": [], "config": {}, "event_bindings": []}),
    (r"mixpanel\.com$", r".", 200, {"error": "", "status": 1}),
    (r"amplitude\.com$", r"/config", 200, {"configs": {}}),
    (r"amplitude\.com$", r".", 200, {"code": 200, "events_ingested": 1}),
    (r"posthog\.com$", r"/(flags|decide)", 200, _POSTHOG_FLAGS),
    (r"posthog\.com$", r"/config", 200, {"supportedCompression": ["gzip-js"], "hasFeatureFlags": False}),
    (r"posthog\.com$", r".", 200, {"status": 1}),
    (r"sentry\.io$", r".", 200, {"id": "0123456789abcdef0123456789abcdef"}),
    (r"adjust\.", r".", 200, _ADJUST),
    (r"^cdn-settings\.segment\.com$", r".", 200, _SEGMENT),
    (r"segment\.", r".", 200, {"success": True}),
    (r"statsig|featureassets", r"/initialize", 200, _STATSIG),
    (r"statsig|prodregistry", r".", 202, {"success": True}),
    (r"^graph\.facebook\.com$", r"/activities", 200, {"success": True}),
    (r"^graph\.facebook\.com$", r".", 200, _FACEBOOK_APP),
    (r"^api\.onesignal\.com$", r"android_params", 200, {"awl_list": {}, "unsubscribe_on_notifications_disabled": True}),
    (r"^api\.onesignal\.com$", r"/users", 200, _ONESIGNAL_USER),
    (r"yandex|appmetrica", r"/analytics/startup", 200, _APPMETRICA),
    (r"yandex|appmetrica", r"/report", 200, {"status": "accepted"}),
]
