"""The rules of `in_context`: what a field holds by its name, the names above it and its value's form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from inspector.datatypes import checks, shapes
from inspector.datatypes.kinds import plain_key

_HASHED = re.compile(r"(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})\Z", re.I)
_CHOICES = frozenset(
    """
    y n allow allowed deny disallow agree agreed disagree accept reject all limited unlimited opted-in
    opted-out opt-in opt-out subscribed unsubscribed
    granted denied accepted rejected declined opt_in opt_out optin optout opted_in opted_out authorized restricted
    notdetermined not_determined given withdrawn
    """.split()  # noqa: SIM905
)
_CONSENT_TEXT = re.compile(r"1[YN-]{3}\Z|C[\w.-]{20,}\Z")
_SCREEN = re.compile(r"(?:[\w$]+[./])*[A-Z][\w$]*(?:Activity|Fragment|Screen|ViewController|Page)\Z")
_PLACE = re.compile(r"(-?\d{1,3}\.\d{2,}) ?[,;|/ ] ?(-?\d{1,3}\.\d{2,})(?:[,;|:].*)?\Z", re.S)
_DEGREES = re.compile(r"-?\d{1,3}\.\d{1,2}\Z")
_PUSH_TOKEN = re.compile(r"[\w-]{4,}:APA91[\w-]{2,}|ExponentPushToken\[")
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_EAST_ASIAN = re.compile(r"(?:(7[3-9]|[89]\d|1[0-4]\d)|(\d|[1-4]\d|5[0-3]))\.\d{4,}\Z")
_CODED = re.compile(r"[A-Za-z0-9+/_\n-]+={0,2}\s*\Z")
_LEAST_CODED = 200
_LONGEST_PLACE = 2000
_LOCALE = re.compile(r"[a-z]{2}[-_](?:[A-Z]{2}|[A-Z][a-z]{3}(?:[-_][A-Z]{2})?)\Z")
_ERROR_NAME = re.compile(r"[\w.$]*(?:Exception|Error|SIG[A-Z]{3,4}|ANR)\b")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a field holds by its name, the names above it and its value's form.

    `above`: the name right above must be one of these, where any are given. `about`: one of the names further above,
    or the part it stands in ("query"), must be one of these. `first`: of a list, its first item alone.
    """

    types: tuple[str, ...]
    keys: tuple[str, ...]
    accepts: Callable[[str], bool]
    above: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    first: bool = False
    hashed: bool = False


def is_hash(text: str) -> bool:
    """An MD5, SHA-1 or SHA-256 in hexadecimal."""
    return bool(_HASHED.match(text)) and len(set(text.lower())) > 4


def is_choice(text: str) -> bool:
    """Yes, no, granted, denied, or a consent string of the advertising trade."""
    return shapes.is_flag(text) or text.lower() in _CHOICES or bool(_CONSENT_TEXT.match(text))


def coordinates(text: str) -> tuple[str, str] | None:
    """Latitude and longitude of "37.5663,126.9779", or of "126.9779,37.5663" as maps in Asia have it; else None."""
    match = _PLACE.match(text) if len(text) <= _LONGEST_PLACE else None
    if match is None or not (float(match[1]) or float(match[2])):
        return None
    first, second = abs(float(match[1])), abs(float(match[2]))
    if first <= 90 and second <= 180:
        return match[1], match[2]
    return (match[2], match[1]) if 90 < first <= 180 and second <= 90 else None


TOP = "^"
"""Among the names further above: nothing stands between the part and the name right above."""


def _set(words: str) -> frozenset[str]:
    return frozenset(word if word == TOP else plain_key(word) for word in words.split())


# Names that say: what follows is about one phone, one user or the moment something was done on it.
CONTEXT = _set(
    """
    context contexts device client clientinfo deviceinfo device_info client_info user_info user event_context
    app_context environment_info device_context session dd _dd resource_attributes bidrequest payload_context
    """
)
EVENT = _set(
    "properties event_properties event_params params_event context page event events segmentation event_data "
    "customevent event_attributes"
)
GEO = _set(
    "geo location loc position coords coordinates gps geolocation lat_lng latlng geo_location user_location points "
    "gps_info locations gps_list geoinfo latlon lat_lon geo_point user_geo last_location"
)
_USER_DATA = _set("user_data userdata ud user advanced_matching hashed_data customer user_identifiers matching")


def rule(
    types: str,
    keys: str,
    accepts: Callable[[str], bool],
    above: str | frozenset[str] = "",
    about: str | frozenset[str] = "",
    *,
    first: bool = False,
    hashed: bool = False,
) -> Rule:
    above, about = (_set(names) if isinstance(names, str) else names for names in (above, about))
    return Rule(tuple(types.split()), tuple(map(plain_key, keys.split())), accepts, above, about, first, hashed)


def _is_code(text: str) -> bool:
    return text.isdigit() and len(text) <= 2


def _is_yes_or_no(text: str) -> bool:
    return text.lower() in ("true", "false", "yes", "no")


def is_mixed(text: str) -> bool:
    """Letters and digits: a number alone is whoever's an article or a commit is."""
    return shapes.is_identifier(text) and any(letter.isalpha() for letter in text)


def is_web(text: str) -> bool:
    return text.startswith(("http://", "https://")) and shapes.is_page(text)


def _begins(start: str) -> Callable[[str], bool]:
    return lambda text: text.startswith(start)


def is_coded(text: str) -> bool:
    """Bytes in Base64, long enough to be a picture's or a recording's."""
    return len(text) >= _LEAST_CODED and bool(_CODED.match(text))


def _is_currency(text: str) -> bool:
    return bool(_CURRENCY.match(text))


def _is_price(text: str) -> bool:
    return shapes.is_measure(text) and len(text) <= 16


def is_bought(text: str) -> bool:
    """A price, a product's number or its name; or a currency."""
    return shapes.is_short_text_or_number(text) and not shapes.is_flag(text) and "://" not in text


def _is_place(text: str) -> bool:
    return text.startswith("/") and 2 <= len(text) <= 300 and " " not in text


def _is_x(text: str) -> bool:
    """A longitude of East or South Asia, with four decimals at least."""
    match = _EAST_ASIAN.match(text)
    return match is not None and match[1] is not None


def _is_y(text: str) -> bool:
    match = _EAST_ASIAN.match(text)
    return match is not None and match[2] is not None


def _is_asked(text: str) -> bool:
    """Words that are looked for; not a query in GraphQL."""
    return shapes.is_words(text) and not text.startswith(("query ", "mutation ", "{"))


def _is_address(text: str) -> bool:
    return len(text) >= 16 and shapes.is_identifier(text)


def _is_degrees(text: str) -> bool:
    return bool(_DEGREES.match(text)) and 0 < abs(float(text)) <= 180


RULES = (
    # What analytics' and crash reports' contexts hold (Segment, RudderStack, Sentry, Bugsnag, Datadog).
    rule("os_name", "name family platform", shapes.is_system, "os client_os operating_system"),
    rule("os_version", "version", shapes.is_version, "os client_os operating_system", CONTEXT),
    rule("rom_build", "build kernel_version raw_description", shapes.is_short_text, "os client_os", CONTEXT),
    rule("device_id", "id", shapes.is_identifier, "device device_info deviceinfo", ""),
    rule("device_model", "model_id", shapes.is_device_model, "device device_info", ""),
    rule("account_id", "id", shapes.is_account, "user usr current_user user_info", CONTEXT | EVENT),
    rule("account_id", "id", is_mixed, "user usr current_user"),
    rule("screen_size", "width height", shapes.is_screen, "screen display viewport device", CONTEXT),
    rule("display", "density dpi", shapes.is_measure, "screen display device", CONTEXT),
    rule("network_type", "wifi cellular", _is_yes_or_no, "network connectivity connection", ""),
    rule("network_operator", "carrier carrier_name", shapes.is_operator, "network cellular", ""),
    rule("app_name", "name", shapes.is_name, "app application", CONTEXT),
    rule("app_version", "version build", shapes.is_version, "app application", CONTEXT),
    rule("app_package", "namespace identifier app_identifier", shapes.is_package, "app application", CONTEXT),
    rule("sdk_version", "version", shapes.is_version_text, "library sdk", CONTEXT),
    rule("place_name", "region state", shapes.is_words, GEO, CONTEXT),
    rule("postal_code", "zip code", shapes.is_postal_code, "location address postal billing_address geo"),
    rule("timezone", "name id", shapes.is_timezone, "timezone time_zone", ""),
    rule("memory", "memory_size total free", shapes.is_measure, "memory ram", CONTEXT),
    rule("cpu", "archs architecture", shapes.is_short_text, "device os", ""),
    rule("os_version", "version version_major major_version api_level", shapes.is_system_version, "os", "^"),
    rule("rom_build", "build", shapes.is_short_text, "os", "^"),
    rule("session_id", "id uuid session_id key", shapes.is_identifier, "session visit sess app_session session_info"),
    rule("account_id", "key", is_mixed, "user lduser ld_user", ""),
    rule("account_id", "user key", is_mixed, "context_keys context_key", ""),
    rule("account_id", "id", is_mixed, "identity profile customer subscriber member account end_user requester "
          "identifiers visitor contact lead person people"),
    rule("account_id", "user customer", is_mixed, "body query", ""),
    rule("account_id", "sub user_id uid oid", shapes.is_account, "claims"),
    rule("device_id", "key id uuid", shapes.is_identifier, "ld_device device_info mobile phone", ""),
    rule("device_type", "type", shapes.is_form_factor, "device"),
    rule("phone_name", "name device_name devicename device_nickname device_alias device_label user_device "
          "host_name hostname friendly_name device_display_name", shapes.is_owners),
    rule("screen_size", "width height", shapes.is_screen, "viewport screen_size resolution display_size window_size "
          "screen_resolution screen_info display_info display_metrics", ""),
    rule("network_type", "interfaces status technology type effective_type", shapes.is_network,
          "connectivity cellular network connection network_info networks net"),
    rule("app_package", "id", shapes.is_package, "app application ld_application package", ""),
    # OpenRTB (IAB): what a bid request says of the phone and the user.
    rule("network_type", "connectiontype", _is_code, "device", ""),
    rule("advertising_id", "ifa", shapes.is_uuid, "device", ""),
    rule("android_id", "dpid dpidsha1 dpidmd5", lambda text: shapes.is_hex16(text) or is_hash(text), "device", ""),
    rule("account_id", "buyeruid", shapes.is_account, "user", ""),
    # Kinds of network and choices as yes, no and numbers.
    rule("network_type", "wifi $wifi is_wifi on_wifi use_wifi network_wifi network_cellular is_cellular iswifi "
          "wifi_connected is_wifi_connected cellular_connected", _is_yes_or_no),
    rule("network_type", "is_wifi on_wifi is_wifi_connected network_type net_type connection_type conn_type "
          "network_type_code connectivity_type", _is_code),
    rule("network_type", "connectivity_type connection current_network_type active_network network_name_type "
          "effective_type effective_connection_type network_connection_type networkconnectiontype", shapes.is_network),
    rule("privacy_choice", "gdpr consent gdpr_applies ccpa coppa us_privacy opt_out is_opt_out optout opt_in "
          "opted_out opted_in ad_storage analytics_storage ad_user_data ad_personalization user_opt_out "
          "limit_ad_tracking_enabled limited_ad_tracking is_lat lat_enabled is_limit_ad is_limited gdpr_flag "
          "personalized_ads personalization_consent privacy_consent has_user_consent consent_given consent_granted "
          "marketing_consent marketing_agree terms_agreed agree_terms agree_privacy tracking_consent "
          "tracking_authorization tracking_authorization_status att_status child_directed under_age_of_consent "
          "is_age_restricted age_restricted_user do_not_sell ccpa_do_not_sell ccpa_opt_out data_sharing_opt_out "
          "auto_log_app_events_enabled advertiser_id_collection_enabled advertiser_tracking_enabled "
          "application_tracking_enabled analytics_consent ads_consent ads_personalization", is_choice),
    rule("privacy_choice", "lat", _is_yes_or_no),
    rule("privacy_choice", "lmt dnt gdpr coppa us_privacy consent", is_choice, "device regs ext user"),
    # Places.
    rule("latitude", "lat latitude", lambda text: _is_degrees(text) and abs(float(text)) <= 90, GEO),
    rule("longitude", "lon lng long longitude", _is_degrees, GEO),
    rule("latitude", "y mapy", _is_y, "query point start goal end origin destination coord coords position place",
          ""),
    rule("longitude", "x mapx", _is_x, "query point start goal end origin destination coord coords position place",
          ""),
    rule("latitude", "latitude gps_lat gps_latitude user_latitude user_lat geo_latitude location_latitude",
          lambda text: _is_degrees(text) and abs(float(text)) <= 90),
    rule("longitude", "longitude gps_lng gps_lon gps_longitude user_longitude user_lng geo_longitude "
          "location_longitude", _is_degrees),
    rule("latitude longitude", "location latlng lat_lng latlon lat_lon coordinates coordinate ll geo coord coords "
          "position gps user_location geo_location last_location current_location geo_point lnglat latlong lat_long "
          "last_known_location origin destination start goal from to center near point locations waypoints latlngs "
          "coordinate_wgs84 lonlat xy lng_lat lon_lat points address_point home_location gpsinfo loc my_location "
          "map_center departure arrival lbs sw ne bounds",
          lambda text: coordinates(text) is not None),
    # What is looked at.
    rule("screen_view", "activity fragment current_activity top_activity last_activity activity_class page route "
          "current_screen last_screen screen_id view_name view screen_path from_page to_page",
          lambda text: bool(_SCREEN.match(text))),
    rule("screen_view", "current_screen screen_title view_name last_screen", shapes.is_words),
    rule("screen_view", "page from_page title path page_path name", shapes.is_words, "page screen view",
          CONTEXT | EVENT | _set("screen")),
    rule("screen_view", "name title path screen page", shapes.is_words, "screen view", "^ events event batch"),
    rule("screen_view", "title page screen view_title", shapes.is_words, "properties params event_params parameters "
          "event_data segmentation event_attributes evt_data props",
          "^ batch events event data track"),
    rule("screen_view", "page_path path page pathname", _is_place, "properties params event_params view screen props",
          "^ batch events event context"),
    rule("screen_view", "cd dp pn pgnm pg_nm scrn_nm page_cd", shapes.is_name, "query", ""),
    rule("web_page", "dl url page_url curl purl page u loc href", is_web, "query", ""),
    rule("referrer", "dr ref rf referer_url r refer", is_web, "query", ""),
    rule("web_page", "url current_url href", is_web, "properties params event_params window document "
          "event_data props", "^ batch events event context data"),
    rule("web_page", "url", is_web, "page view", ""),
    rule("web_page", "event_source_url page_uri webpage_url document_url document_uri current_uri context_page_url "
          "visited_page page_address page_href", is_web),
    rule("referrer", "$referrer $initial_referrer document_referrer page_referrer initial_referrer last_referrer "
          "page_refer", is_web),
    rule("search_query", "q keyword wd search_keyword search search_query", shapes.is_words, "query"),
    rule("search_query", "query word words kw searchword search_word keywords term terms kwd inputtext", _is_asked,
          "query"),
    rule("search_query", "query keyword q search_string term", _is_asked, "params event_params properties "
          "custom_data parameters event_properties segmentation", ""),
    # What was tapped, and what was bought.
    rule("click", "name resource_id classname text id selector content label", shapes.is_short_text,
          "target element button clicked_element tap_target touch_target", "action event events click"),
    rule("touch", "x y", shapes.is_measure, "touch tap pointer touch_position position_on_screen gesture touches "
          "touch_events"),
    rule("purchase", "product_id productid product sku price amount total value revenue item_id item_name quantity "
          "product_name currency content_id", is_bought, "purchase purchases purchase_data transaction order receipt "
          "iap in_app_purchase revenue_data purchase_details revenueinfo ecommerce order_info line_items order_items"),
    rule("purchase", "price item_id item_name product_id product_name sku", is_bought, "items products contents",
          "events params event_params properties custom_data ecommerce event_properties"),
    rule("purchase", "revenue price amount product_id productid quantity sku", _is_price, "event_properties params "
          "properties event_params custom_data attributes event segmentation event_data callback_params", ""),
    rule("purchase", "currency", _is_currency, "params event_params properties custom_data event_properties "
          "event_data parameters"),
    rule("search_query", "q query keyword keywords term text", shapes.is_words, "search search_request searchquery "
          "search_params search_event"),
    # What went wrong, and what was written down before it did.
    rule("crash_report", "errorclass error_class exception_type exception_class exception_name crash_type "
          "exceptionclass exceptiontype crash_reason signal_name", lambda text: bool(_ERROR_NAME.match(text))),
    rule("crash_report", "type class name", lambda text: bool(_ERROR_NAME.match(text)),
          "exception exceptions values crash error errors err"),
    rule("crash_report", "message value reason", shapes.is_sentence, "exception exceptions crash"),
    rule("crash_report", "value", shapes.is_sentence, "values", "exception"),
    rule("crash_report", "function method raw_function", shapes.is_short_text, "frames stacktrace stack frame",
          first=True),
    rule("app_log", "log log_line logline log_msg logs console_log", shapes.is_sentence),
    rule("app_log", "message", shapes.is_sentence, "log logs breadcrumbs breadcrumb log_entries logentries"),
    rule("app_log", "message", shapes.is_sentence, "values", "breadcrumbs"),
    rule("app_log", "category", shapes.is_name, "breadcrumbs", first=True),
    rule("app_log", "name", shapes.is_name, "breadcrumbs", "events", first=True),
    rule("app_log", "category", shapes.is_name, "values", "breadcrumbs", first=True),
    # Addresses of push messages.
    rule("push_token", "registration_ids registration_tokens device_tokens fcm_tokens push_tokens push_address "
          "apns_token push_registration_id fcm_device_token notification_tokens subscription_token",
          lambda text: len(text) >= 20 and shapes.is_identifier(text)),
    rule("push_token", "token tokens to fcm address identifier push", lambda text: bool(_PUSH_TOKEN.match(text))),
    rule("push_token", "token id device_token value endpoint address registration_id", _is_address, "push_tokens tok "
          "push fcm gcm subscription subscriptions push_subscription push_token fcm_token gcm_token push_info "
          "device_tokens notification push_registration pushtoken"),
    # Words to and from a chatbot where no role is said (Gemini), and an answer as it comes, piece by piece.
    rule("prompt", "text", shapes.is_sentence, "parts", "contents"),
    rule("answer", "text", shapes.is_sentence, "parts", "candidates"),
    rule("system_prompt", "text", shapes.is_sentence, "parts", "system_instruction"),
    rule("answer", "content", shapes.is_sentence, "delta", "choices"),
    # Words to those who help.
    rule("chat_text", "body description comment html_body", shapes.is_sentence, "ticket"),
    rule("chat_text", "body html_body", shapes.is_sentence, "comment", "ticket request"),
    rule("chat_text", "description", shapes.is_sentence, "request", "tickets"),
    rule("chat_text", "ticket_description support_message feedback_message user_feedback feedback_body "
          "inquiry_content inquiry_text enquiry_text feedback_comment report_text complaint_text",
          shapes.is_sentence),
    # Pictures and recordings handed to a chatbot: as data: addresses, on the web, and as coded bytes.
    rule("image", "url image image_url data img picture photo file uri", _begins("data:image/")),
    rule("voice", "url audio audio_url data voice file input_audio", _begins("data:audio/")),
    rule("image", "url", is_web, "image_url"),
    rule("image", "image image_url", is_web, "content", "messages input"),
    rule("voice", "url", is_web, "audio_url input_audio"),
    rule("voice", "audio audio_url", is_web, "content", "messages input"),
    rule("voice", "audio speech voice pcm wav sound audio_chunk audio_buffer voice_bytes", is_coded),
    rule("image", "image img photo picture image_file b64_image images", is_coded),
    # Postal addresses and cards, as shops and payment services take them.
    rule("address", "line1 line2 line_1 line_2 street street1 street2 address1 address2 address_1 street_address "
          "full first_line", shapes.is_short_text, "address billing_address shipping_address billing shipping "
          "home_address delivery_address ship_to bill_to customer_address residential_address addr addresses"),
    rule("place_name", "state province town district", shapes.is_words, "address billing_address shipping_address "
          "billing shipping home_address delivery_address addresses"),
    rule("payment_card", "number card_no pan num", checks.is_card, "card payment_method source credit_card "
          "payment_card card_details bank_card payment payment_method_data"),
    rule("payment_card", "last4 last_four last_4 exp_month expiry_month exp_year expiry_year expiry expiration "
          "expiration_date card_expiry cvc cvv security_code", str.isdecimal, "card payment_method source credit_card "
          "payment_card card_details bank_card"),
    rule("payment_card", "cvc cvv cvn card_cvc card_cvv card_last4 card_expiration_year card_expiration_month "
          "card_exp_month card_exp_year card_expiry_month card_expiry_year", str.isdecimal),
    rule("name", "name holder holder_name first last", shapes.is_person, "billing_details shipping_details card "
          "billing shipping billing_address shipping_address customer buyer payer recipient cardholder orderer "
          "receiver passenger patient applicant"),
    rule("auth_token", "token jwt ticket access_key", checks.is_token, "user session auth login account credentials "
          "headers signin"),
    rule("cookie_id", "session sid ssid token auth jsessionid phpsessid asp_net_session_id connect_sid sess "
          "laravel_session remember_token _session_id ci_session uid visitor", checks.is_cookie, "cookies"),
    rule("contacts", "name phones number tel display_name given_name family_name value contact_name",
          shapes.is_short_text, "contacts contact_list address_book phonebook phone_book addressbook"),
    rule("ssid", "name", shapes.is_wifi_name, "wifi wlan wifi_info connected_wifi wifi_network"),
    rule("installed_apps", "name pkg id bundle", shapes.is_package, "apps app_list installed_apps applications "
          "packages installed_packages"),
    rule("language", "lang hl ln lng", lambda text: bool(_LOCALE.match(text))),
    rule("language", "lang hl", lambda text: len(text) == 2 and text.isalpha(), "query"),
    # Contacts as hashes, as advertising platforms take them.
    rule("email", "em email emails hashed_email email_sha256 sha256_email email_hash email_md5 md5_email "
          "sha256_email_address email_sha1 hem hashedemail ud_em emailsha256hash he", is_hash, hashed=True),
    rule("phone_number", "ph phone phone_number hashed_phone phone_sha256 sha256_phone phone_hash phone_md5 ud_ph "
          "sha256_phone_number hashed_phone_number mobile_md5 phone_numbers", is_hash, hashed=True),
    rule("imei", "imei imei_md5 imei_sha1 imei_sha256 imei_hash didmd5 didsha1", is_hash, hashed=True),
    rule("android_id", "android_id android_id_md5 android_id_sha1 android_id_sha256 android_id_hash aid_md5", is_hash,
          hashed=True),
    rule("advertising_id", "gaid gaid_md5 gaid_sha1 gaid_sha256 adid_md5 ifa_md5 ifa_sha1 advertising_id google_aid "
          "idfa_md5 idfa_sha1 hashed_gaid gps_adid_md5 gps_adid_sha1", is_hash, hashed=True),
    rule("mac", "mac macmd5 mac_md5 macsha1 mac_sha1 mac_hash mac_address", is_hash, hashed=True),
    rule("name", "fn ln first_name last_name", is_hash, _USER_DATA, hashed=True),
    rule("birth_date", "db dob", is_hash, _USER_DATA, hashed=True),
    # Addresses of machines.
    rule("ip_address", "remote_ip remote_addr x_forwarded_for forwarded_for real_ip x_real_ip ip_addr ipaddr "
          "external_ip source_ip src_ip wan_ip my_ip client_ip_address ipv4_address ipv6_address peer_ip login_ip "
          "last_ip register_ip", shapes.is_ip),
    rule("ip_address", "ip ipv6", shapes.is_ip, "device user geo"),
)  # fmt: skip

# Names that are told by how they end.
ENDING_RULES = (
    rule("privacy_choice", "consent consent_given opt_in opt_out opted_in opted_out agree agreed agree_yn "
          "agreement_yn ad_tracking tracking_enabled tracking_allowed consents marketing_yn", is_choice),
    rule("privacy_choice", "tc_string gpp_string consent_string", shapes.is_filled),
)  # fmt: skip
