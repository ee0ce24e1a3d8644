"""More rules of `in_context`: people and their papers, choices, places, purchases, installations and chats."""

from __future__ import annotations

import re
from collections.abc import Callable

from inspector.datatypes import checks, shapes
from inspector.datatypes.by_name.handed_over import begins_as
from inspector.datatypes.by_name.in_context_rules import (
    GEO,
    Rule,
    is_bought,
    is_choice,
    is_hash,
    is_mixed,
    is_web,
    rule,
)

_CAME_FROM = re.compile(r"(?:^|[?&])(?:utm_(?:source|campaign|medium)|gclid|af_(?:tranid|sub\d?)|pid|adjust_\w+)=")
_JWT = re.compile(r"(?:Bearer )?eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*\Z")
_MOBILE = re.compile(r"(?:\+?82 ?-?1|01)[016789][ -]?\d{3,4}[ -]?\d{4}\Z|1[3-9]\d{9}\Z|0[789]0-?\d{4}-?\d{4}\Z")
_TWO_NUMBERS = re.compile(r"(?:GA1\.\d\.)?\d{6,10}\.\d{10}\Z")
_WALLET = re.compile(r"0x[0-9a-fA-F]{40}\Z|(?:bc1|tb1)[0-9a-z]{25,60}\Z|T[1-9A-HJ-NP-Za-km-z]{33}\Z")
_PAYEE = re.compile(r"[\w.-]{2,64}@[a-z]{2,16}\Z")
_SOURCE = re.compile(r"[\w .,:()&+/-]{2,80}\Z")
_PERSONS = (
    "sender contact person patient candidate applicant passenger rider attendee player payer employee student "
    "shopper beneficiary subscriber insured guest caller requester reporter learner traveler traveller "
    "personal_info basic_info kyc personal personal_details signer borrower participant invitee respondent"
)
_CELLS = (
    "cells cell cell_towers cell_info neighbors neighbours gsm lte wcdma cdma nr basestation base_station "
    "cell_identity serving_cell tower towers bts cell_tower cellinfos cell_list neighboring_cells"
)
_CONSENTS = (
    "consent consents consent_settings privacy_settings gdpr consent_preferences consent_state marketing_preferences "
    "communication_preferences opt_ins optins agreements agreement consent_mode privacy_choices consent_categories "
    "user_consent consent_purposes purposes permissions_privacy notification_consent contact_preferences"
)
_SOLD = (
    "order purchase line_items order_items cart_items basket basket_items invoice charge checkout cart order_lines "
    "purchased_items purchase_items orders line_item order_item order_detail order_details product_list goods_list"
)


def _is_source(text: str) -> bool:
    return shapes.is_name(text) and bool(_SOURCE.match(text))


def _came_from(text: str) -> bool:
    """What a shop hands to an app when it was installed: a query that names a source or a click."""
    return len(text) <= 2000 and "://" not in text and bool(_CAME_FROM.search(text))


def _is_jwt(text: str) -> bool:
    return len(text) <= 8192 and bool(_JWT.match(text))


def _is_mobile(text: str) -> bool:
    """A mobile number as Korea, China and Japan write them at home."""
    return bool(_MOBILE.match(text))


def _is_code(text: str) -> bool:
    return text.isdecimal() and 4 <= len(text) <= 8


def _is_part_of_day(text: str) -> bool:
    return text.isdecimal() and len(text) in (1, 2, 4) and 0 < int(text) < 2100


def _is_cell(text: str) -> bool:
    return text.isdecimal() and 0 < int(text) < 1 << 40


def _is_status(text: str) -> bool:
    return is_choice(text) or text in ("0", "1", "2", "3")


def _is_place_in_app(text: str) -> bool:
    return "://" not in text and " " not in text and shapes.is_name(text) and any(c in "/." for c in text)


def _is_scaled(most: int) -> Callable[[str], bool]:
    """Degrees as whole numbers, ten million or a million to a degree."""

    def accepts(text: str) -> bool:
        return text.lstrip("-").isdecimal() and 1_000_000 < abs(int(text)) <= most * 10_000_000

    return accepts


def _is_tracked(text: str) -> bool:
    """What browsers and installations are numbered by: UUIDs, hashes, 16 hexadecimal digits, Google's two numbers."""
    return shapes.is_uuid(text) or is_hash(text) or shapes.is_hex16(text) or bool(_TWO_NUMBERS.match(text))


def _is_wallet(text: str) -> bool:
    return bool(_WALLET.match(text))


def _is_payee(text: str) -> bool:
    return bool(_PAYEE.match(text))


def _is_bank_code(text: str) -> bool:
    return 6 <= len(text) <= 12 and text.isalnum() and any(c.isdigit() for c in text)


FURTHER_RULES: tuple[Rule, ...] = (
    # People.
    rule("name", "name display_name formatted full_name", shapes.is_person, _PERSONS),
    rule("name", "formatted given family first last middle full first_name last_name", shapes.is_person,
         "name names full_name person_name human_name legal_name real_name customer_name"),
    rule("username", "handle nick", shapes.is_person, "user account profile member player me"),
    rule("account_id", "id uid user_id", is_mixed, f"{_PERSONS} actor buyer user_profile user_info member_info me"),
    rule("account_id", "member visitor buyer player subscriber person patient", is_mixed, "body query data", ""),
    rule("phone_number", "to from recipient receiver destination dest caller callee called sender mobiles to_list "
         "recipients phone_list", _is_mobile),
    rule("birth_date", "year month day", _is_part_of_day, "birth birthday dob birthdate birth_date date_of_birth"),
    rule("address", "house_number house street_number building apartment thoroughfare complement line3 extra",
         shapes.is_short_text_or_number, "address billing_address shipping_address billing shipping home_address "
         "delivery_address addresses residential_address customer_address addr"),
    rule("auth_token", "token jwt credential assertion bearer auth ticket access id idtoken identity_token data",
         _is_jwt),
    rule("password", "pin passphrase security_code_sms", _is_code),
    rule("password", "passphrase secret_answer security_answer", checks.is_secret),
    rule("password", "code", _is_code, "otp verification sms sms_verification phone_verification login mfa two_factor "
         "verify challenge"),
    # What they chose.
    rule("privacy_choice", "analytics ads advertising marketing personalization personalisation functional performance "
         "necessary targeting email sms push whatsapp measurement tracking third_party status state value given "
         "granted all essential preferences statistics", is_choice, _CONSENTS),
    rule("privacy_choice", "unsubscribed globally_unsubscribed unsubscribed_from_emails", shapes.is_flag),
    rule("privacy_choice", "att att_status atts tracking_status app_tracking_status idfa_status "
         "tracking_authorization_status", _is_status),
    # Where they are.
    rule("place_name", "region state province district county town suburb area", shapes.is_words,
         "geo geolocation geo_location user_location geoip ip_location user_geo geo_info ipgeo"),
    rule("cell_id", "lac cid tac ci pci psc eci nci cell_id cellid arfcn earfcn sid nid bid", _is_cell, _CELLS),
    rule("ssid", "network_name wifi_network hotspot_name", shapes.is_wifi_name, "wifi wlan connection connectivity"),
    rule("movement", "accuracy speed altitude bearing heading course", shapes.is_measure, GEO),
    # What came before the installation.
    rule("install_source", "referrer install_referrer referrer_url ref raw_referrer google_referrer referral link "
         "params query install_params data value url raw source deep_link deeplink referrer_string play_referrer",
         _came_from),
    rule("install_source", "network media_source channel source tracker_name site_id agency publisher partner",
         _is_source, "attribution attribution_data conversion_data adjust_attribution install_attribution "
         "install_referrer referrer_info attribution_info install_data appsflyer conversion_values"),
    rule("campaign", "campaign adgroup creative ad_group adset click_label keyword ad campaign_name campaign_id",
         _is_source, "attribution attribution_data conversion_data adjust_attribution install_attribution "
         "install_referrer referrer_info attribution_info install_data appsflyer utm utm_params traffic_source"),
    rule("campaign", "source medium term content name", _is_source, "utm utm_params traffic_source campaign utms"),
    # What they bought.
    rule("purchase", "number order_number name title unit_price unit_amount total_amount amount_total subtotal "
         "grand_total final_price total_price sku qty quantity price", is_bought, _SOLD),
    rule("purchase", "value currency currency_code total", is_bought, "amount price total_price order_total "
         "order_amount purchase_amount unit_price total_amount"),
    # What they looked at.
    rule("screen_view", "url path", _is_place_in_app, "view screen"),
    rule("referrer", "urlref refr referrer_path", lambda text: is_web(text) or text.startswith("android-app://")),
    # What they write to people, and which chat it is.
    rule("chat_text", "body", shapes.is_sentence, "text"),
    rule("prompt", "text utterance query", shapes.is_sentence, "query_input user_request user_input user_message "
         "user_turn input_message"),
    rule("prompt", "text", shapes.is_sentence, "text", "query_input"),
    rule("prompt", "inputs raw_content user_utterance query_str user_question_text", shapes.is_sentence),
    rule("conversation_id", "conversation chat thread dialog dialogue room", lambda text: len(text) >= 12
         and is_mixed(text)),
    rule("conversation_id", "id uuid", lambda text: len(text) >= 6 and is_mixed(text), "conversation chat thread "
         "dialog dialogue chatroom chat_room ticket"),
    rule("session_id", "session sid sess visit", shapes.is_uuid),
    # Pictures and recordings: on the web where what is sent stands, and by how they begin.
    rule("image", "image image_url img photo picture img_url pic input_image source_image init_image face_image selfie "
         "media_url photo_url target_image mask_image first_frame_image reference_image", is_web,
         "body query input inputs instances parameters arguments variables"),
    rule("image", "url uri source_url image_uri base64 content", is_web, "image input_image picture photo source_image",
         "inputs input instances requests data messages attachments image"),
    rule("image", "image img photo picture image_file b64_image images base64 image_base64 image_data picture_data "
         "file data content photo_base64 selfie avatar face document body img_base64 image_content image_bytes frame "
         "front back id_front id_back", lambda text: begins_as(text) == "image"),
    rule("voice", "audio voice speech sound wav data content file base64 audio_data audio_base64 recording body "
         "audio_content audio_bytes voice_data", lambda text: begins_as(text) == "voice"),
    # Where, as whole numbers.
    rule("latitude", "latitude_e7 lat_e7 latitude_e6 lat_e6", _is_scaled(90)),
    rule("longitude", "longitude_e7 lng_e7 lon_e7 longitude_e6 lng_e6 lon_e6", _is_scaled(180)),
    # Who, by shorter names.
    rule("account_id", "user_ids userids external_user_ids include_external_user_ids external_ids customer_ids "
         "member_ids distinct_ids uids user_id_list", shapes.is_mark),
    rule("account_id", "identity customer_ref client_ref external_user actor owner requester subscriber_key "
         "contact_key consumer_id consumer_ref end_user_id enduser_id euid sub subject from_user to_user "
         "merchant_user_id operator_id", is_mixed),
    rule("account_id", "id", is_mixed, "traits attributes user_data user_data userdata identify user_attributes "
         "user_properties account_info principal viewer owner_info member_data customer_info customer_data"),
    rule("device_id", "vid duid nuid fpid visitor visitor_code cid fingerprint fp dfp browser_fingerprint device_print "
         "blackbox", _is_tracked),
    rule("installation_id", "installation install app_instance", _is_tracked),
    # What they pay with.
    rule("payment_card", "card source_card account card_data num card_num acct_num cc_num cc cc_no account_number "
         "card_details", checks.is_card),
    rule("bank_account", "wallet wallet_address crypto_address from_address to_address eth_address address account",
         _is_wallet),
    rule("bank_account", "vpa upi upi_id upi_vpa", _is_payee),
    rule("bank_account", "routing_number sort_code ifsc ifsc_code bsb bsb_number bic swift_code", _is_bank_code),
    # The screen, and where a finger is.
    rule("screen_size", "screen resolution res vp viewport sr display window screen_res scrn sc_res",
         shapes.is_two_sides),
    rule("screen_size", "width height w h", shapes.is_screen, "screen display viewport", "^"),
    rule("display", "density dpi scale pixel_ratio", shapes.is_measure, "screen", "^"),
    rule("touch", "client_x client_y page_x page_y offset_x offset_y raw_x raw_y", shapes.is_measure),
    rule("ip_address", "cf_connecting_ip true_client_ip forwarded cluster_client_ip ip_v4 ip_v6 ips ip4 ip6 wifi_ipv4 "
         "net_ip ip_info userip reg_ip visitor_ip cip ip_adr ip_string buyer_ip payer_ip customer_ip shopper_ip "
         "browser_ip spbill_create_ip create_ip terminal_ip login_ip_address last_login_ip source_address "
         "remote_address addr peer", shapes.is_ip),
    # What the phone runs.
    rule("os_name", "system client client_type platform_code app_type from_platform os_info osinfo terminal "
         "source_platform mobile_platform device", lambda text: shapes.is_system(text) and len(text) <= 20),
)  # fmt: skip
