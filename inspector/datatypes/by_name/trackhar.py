"""TrackHAR's names of properties (trackhar 1.0.0, CC0-1.0) as this tool's types, so that results can be compared.

Its adapters' field names (CC0-1.0) are among the types' own keys.
"""

from __future__ import annotations

from collections.abc import Mapping

TYPE_OF: Mapping[str, str] = {
    "accelerometerX": "sensors", "accelerometerY": "sensors", "accelerometerZ": "sensors",
    "advertisingId": "advertising_id", "appId": "app_package", "appName": "app_name", "appVersion": "app_version",
    "architecture": "cpu", "batteryLevel": "battery", "browserId": "cookie_id",
    "browserWindowHeight": "screen_size", "browserWindowWidth": "screen_size",
    "campaignCreative": "campaign", "campaignCreativePosition": "campaign", "campaignMedium": "campaign",
    "campaignName": "campaign", "campaignSource": "campaign", "campaignTerm": "campaign",
    "carrier": "network_operator", "consentState": "privacy_choice", "country": "country",
    "developerScopedId": "android_id", "deviceId": "device_id", "deviceName": "phone_name",
    "diskFree": "storage", "diskTotal": "storage", "diskUsed": "storage", "errorInformation": "crash_report",
    "hashedAdvertisingId": "advertising_id", "installationId": "installation_id", "installTime": "install_time",
    "interactedElement": "click", "isAutomated": "rooted", "isCharging": "battery", "isDntEnabled": "privacy_choice",
    "isEmulator": "rooted", "isFirstLaunch": "app_usage", "isInDarkMode": "display", "isInForeground": "app_usage",
    "isConversion": "app_usage", "isMobileDevice": "device_type", "isRoaming": "roaming", "isRooted": "rooted",
    "isUserActive": "usage_time", "isUserInactive": "usage_time", "language": "language",
    "lastActivityTime": "usage_time", "latitude": "latitude", "localIp": "ip_address", "longitude": "longitude",
    "macAddress": "mac", "manufacturer": "manufacturer", "model": "device_model",
    "networkConnectionType": "network_type", "orientation": "orientation", "osName": "os_name",
    "osVersion": "os_version", "otherIdentifiers": "device_id", "publicIp": "ip_address",
    "pushNotificationToken": "push_token", "ramFree": "memory", "ramTotal": "memory", "ramUsed": "memory",
    "referer": "referrer", "revenue": "purchase", "rotationX": "sensors", "rotationY": "sensors",
    "rotationZ": "sensors", "screenColorDepth": "display", "screenHeight": "screen_size",
    "screenWidth": "screen_size", "scrollPositionX": "touch", "scrollPositionY": "touch", "segment": "interests",
    "sessionCount": "usage_time", "sessionDuration": "usage_time", "sessionId": "session_id",
    "signalStrengthCellular": "signal_strength", "signalStrengthWifi": "signal_strength", "startTime": "usage_time",
    "state": "place_name", "timeSpent": "usage_time", "timezone": "timezone", "trackerSdkVersion": "sdk_version",
    "uptime": "uptime", "userAction": "click", "userActionSource": "click", "userActiveTime": "usage_time",
    "userAgent": "user_agent", "userGender": "gender", "userId": "account_id", "userInterests": "interests",
    "viewedPage": "screen_view", "viewedPageCategory": "web_page", "viewedPageKeywords": "web_page",
    "viewedPageLanguage": "web_page", "volume": "volume", "websiteName": "web_page", "websiteUrl": "web_page",
}  # fmt: skip

# Properties that are no type here, and why.
NONE_OF_OURS: Mapping[str, str] = {
    "currency": "of a price, not of the user: it stands in the purchase it belongs to",
    "isJsEnabled": "what a web view can do, the same on every phone",
    "pageHeight": "the size of a web page, not of the screen it is looked at on",
    "pageWidth": "the size of a web page, not of the screen it is looked at on",
    "propertyId": "names the tracker's customer (app or site), the same for all of its users",
}
