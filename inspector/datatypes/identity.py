"""Identity: what tells one person, device or installation from all others."""

from __future__ import annotations

from inspector.datatypes import shapes
from inspector.datatypes.kinds import DataType, Family, names

FAMILY = Family("identity", "Identity", "What tells one person, device or installation from all others.")

TYPES = (
    DataType(
        "email",
        "E-mail",
        "The user's e-mail address",
        keys=names("email e_mail user_email email_address mail mailbox account_email login_email"),
        accepts=shapes.is_email,
        search="unique",
    ),
    DataType(
        "phone_number",
        "Phone number",
        "The user's phone number",
        keys=names(
            "phone phone_number phonenumber mobile mobile_number msisdn tel telephone cellphone "
            "user_phone line1_number phone_no mobile_phone area_code_phone"
        ),
        accepts=shapes.is_phone,
        search="unique",
    ),
    DataType(
        "name",
        "Name",
        "The user's name",
        keys=names("full_name user_name username real_name first_name last_name nickname nick_name"),
        weak_keys=names("name"),
        accepts=shapes.is_short_text,
        search="word",
    ),
    DataType(
        "address",
        "Postal address",
        "The user's postal address",
        keys=names("postal_address street_address home_address street address_line address_line1"),
        weak_keys=names("address"),
        accepts=shapes.is_short_text,
        search="word",
    ),
    DataType(
        "account_id",
        "Account ID",
        "The number or name of the user's account",
        keys=names(
            "user_id userid uid user_unique_id account_id customer_user_id distinct_id login_id "
            "external_user_id external_id ssid_user member_id open_id union_id profile_id"
        ),
        accepts=shapes.is_account,
        search="unique",
    ),
    DataType(
        "android_id",
        "Android ID",
        "Android's identifier of this app's installation on this device and user (ANDROID_ID)",
        keys=names("android_id androidid openudid aid_android ssaid and_id device_android_id secure_id"),
        accepts=shapes.is_hex16,
        search="unique",
    ),
    DataType(
        "advertising_id",
        "Advertising ID",
        "The device's identifier for advertising",
        keys=names(
            "google_aid gaid advertising_id advertisingid ad_id gps_adid adid idfa oaid aaid "
            "google_advertising_id advertiser_id rdid ifa aifa google_ad_id gps_ad_id vaid"
        ),
        accepts=shapes.is_uuid,
        search="unique",
    ),
    DataType(
        "imei",
        "IMEI",
        "The device's number in mobile networks",
        keys=names("imei imei1 imei2 device_imei imeis"),
        accepts=shapes.is_imei,
        search="unique",
    ),
    DataType(
        "imsi",
        "IMSI",
        "The SIM card's number in mobile networks",
        keys=names("imsi subscriber_id sim_imsi"),
        accepts=shapes.is_imsi,
        search="unique",
    ),
    DataType(
        "iccid",
        "SIM serial number",
        "The SIM card's own number (ICCID)",
        keys=names("iccid sim_serial_number sim_serial sim_iccid icc_id"),
        accepts=shapes.is_iccid,
        search="unique",
    ),
    DataType(
        "serial",
        "Serial number",
        "The device's serial number",
        keys=names("serial_number serialnumber build_serial device_serial hardware_serial serialno"),
        weak_keys=names("serial sn"),
        accepts=shapes.is_identifier,
        search="unique",
    ),
    DataType(
        "mac",
        "MAC address",
        "The address of the device's network card",
        keys=names("mac mac_address wifi_mac wlan_mac device_mac bluetooth_mac bt_mac mac_addr"),
        weak_keys=names("mc"),
        accepts=shapes.is_mac,
        search="unique",
    ),
    DataType(
        "device_id",
        "Device ID",
        "An identifier an SDK or the app gave to this device",
        keys=names(
            "device_id deviceid did bd_did udid openudid clientudid cdid smid device_uuid "
            "device_unique_id unique_id client_id device_fingerprint fingerprint_id rangers_id utdid adid "
            "device_token_id anonymous_id anon_id umid device_identifier phone_id smdeviceid"
        ),
        accepts=shapes.is_identifier,
        search="unique",
    ),
    DataType(
        "installation_id",
        "Installation ID",
        "An identifier made when the app was installed",
        keys=names(
            "install_id device_token installation_id installid iid fid app_instance_id instance_id install_uuid "
            "appsflyer_id af_uid appsflyeruid installation_uuid android_uuid registration_id install_guid"
        ),
        accepts=shapes.is_identifier,
        search="unique",
    ),
    DataType(
        "session_id",
        "Session ID",
        "An identifier of one use of the app",
        keys=names("session_id sessionid session_uuid chat_session_id conversation_id visit_id launch_id"),
        weak_keys=names("sid session"),
        accepts=shapes.is_identifier,
        search="unique",
    ),
    DataType(
        "ip_address",
        "IP address",
        "The device's address in a network, as written in the content",
        keys=names("ip ip_address client_ip local_ip device_ip user_ip ipv4 ipv6 wifi_ip public_ip"),
        accepts=shapes.is_ip,
        search="word",
    ),
    DataType(
        "keystroke_rhythm",
        "Keystroke rhythm",
        "How fast and in which rhythm the user types",
        keys=names(
            "keystroke_rhythm keystrokes keystroke keystroke_timing typing_rhythm typing_speed "
            "typing_pattern key_intervals key_interval inter_key_interval dwell_times flight_times "
            "key_dwell key_timings keystroke_pattern"
        ),
        accepts=shapes.is_number,
    ),
    DataType(
        "accounts",
        "Accounts on the phone",
        "Which accounts are kept in the phone",
        keys=names("accounts account_list google_accounts device_accounts account_names"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "phone_name",
        "Phone's name",
        "The name the user gave the phone",
        keys=names("bluetooth_name bt_name user_device_name phone_name"),
        accepts=shapes.is_short_text,
        search="word",
    ),
)
