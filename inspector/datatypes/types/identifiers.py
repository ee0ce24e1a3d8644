"""Identity, the numbers: what tells one phone, card, installation or session from all others."""

from __future__ import annotations

from inspector.datatypes import checks, labels, shapes
from inspector.datatypes.kinds import DataType, names

_ONLINE = (labels.DEVICE_IDS, labels.ONLINE_ID, labels.COMBINED)
_HARDWARE = (labels.DEVICE_IDS, labels.COMBINED)

TYPES = (
    DataType(
        "android_id",
        "Android ID",
        "안드로이드 ID",
        "Android ID（安卓标识）",
        "Android's identifier of this app's installation on this device and user (ANDROID_ID)",
        labels=_ONLINE,
        keys=names(
            "android_id androidid openudid aid_android ssaid and_id device_android_id secure_id andi androididmd5 "
            "android_id_sha1 settings_android_id android_ssaid secure_android_id android_secure_id "
            "identity_android_id anid android_device_id system_android_id"
        ),
        accepts=shapes.is_hex16,
        search="unique",
    ),
    DataType(
        "advertising_id",
        "Advertising ID",
        "광고 식별자(ADID)",
        "广告标识符",
        "The device's identifier for advertising (Google's, Amazon's or Apple's)",
        labels=_ONLINE,
        keys=names(
            "google_aid gaid advertising_id advertisingid ad_id gps_adid adid idfa aaid google_advertising_id "
            "advertiser_id rdid ifa aifa google_ad_id gps_ad_id fire_adid google_adid advertising_tracking_id "
            "user_advertising_id adv_id consent_ifa moe_gaid adv_gaid google_adv_id gps_advertising_id google_gaid "
            "adsid ad_identifier advertising_identifier advertisement_id android_advertising_id device_advertising_id "
            "play_advertising_id gp_adid gpid idfa_gaid aid_google mobile_ad_id madid maid mobile_advertising_id "
            "device_ifa fire_advertising_id amazon_aid adv_identifier identifier_for_advertising user_ad_id "
            "android_ad_id aaid_google ad_tracking_id"
        ),
        accepts=shapes.is_uuid,
        search="unique",
    ),
    DataType(
        "oaid",
        "Open anonymous ID (OAID)",
        "개방형 익명 기기 식별자(OAID)",
        "匿名设备标识符（OAID）",
        "The advertising identifier of phones sold in China",
        labels=_ONLINE,
        keys=names("oaid oaid_md5 oa_id huawei_oaid oaid1 device_oaid pps_oaid"),
        accepts=shapes.is_identifier,
        search="unique",
    ),
    DataType(
        "vaid",
        "Developer's anonymous ID (VAID)",
        "개발자 익명 기기 식별자(VAID)",
        "开发者匿名设备标识符（VAID）",
        "The identifier that all apps of one developer get on phones sold in China",
        labels=_ONLINE,
        keys=names("vaid device_vaid msa_vaid"),
        accepts=shapes.is_identifier,
        search="unique",
    ),
    DataType(
        "app_anonymous_id",
        "App's anonymous ID (AAID)",
        "앱 익명 기기 식별자(AAID)",
        "应用匿名设备标识符（AAID）",
        "The identifier that one app gets on phones sold in China; elsewhere AAID is the advertising ID",
        labels=_ONLINE,
        keys=names("msa_aaid app_anonymous_id anonymous_aaid hms_aaid device_aaid"),
        accepts=shapes.is_identifier,
        search="unique",
    ),
    DataType(
        "app_set_id",
        "App set ID",
        "앱 세트 ID",
        "应用集标识（App Set ID）",
        "Google's identifier for all apps of one developer on a device",
        labels=_ONLINE,
        keys=names(
            "app_set_id appsetid asid google_app_set_id appset_id idfv vendor_id ifv developer_device_id "
            "app_set_identifier appset app_set_id_info developer_id_set vendor_identifier identifier_for_vendor"
        ),
        accepts=shapes.is_uuid,
        search="unique",
    ),
    DataType(
        "imei",
        "IMEI",
        "단말기 고유번호(IMEI)",
        "国际移动设备识别码（IMEI）",
        "The device's number in mobile networks",
        labels=_HARDWARE,
        keys=names(
            "imei imei1 imei2 device_imei imeis imei_md5 imei_no imei_number dev_imei phone_imei imei_list imei_sv"
        ),
        accepts=shapes.is_imei,
        search="unique",
    ),
    DataType(
        "meid",
        "MEID",
        "단말기 고유번호(MEID)",
        "移动设备识别码（MEID）",
        "The device's number in CDMA networks",
        labels=_HARDWARE,
        keys=names("meid device_meid meid1 meid2"),
        accepts=checks.is_meid,
        search="unique",
    ),
    DataType(
        "imsi",
        "IMSI",
        "가입자 식별번호(IMSI)",
        "国际移动用户识别码（IMSI）",
        "The SIM card's number in mobile networks",
        labels=_HARDWARE,
        keys=names("imsi subscriber_id sim_imsi imsi1 imsi2"),
        accepts=shapes.is_imsi,
        search="unique",
    ),
    DataType(
        "iccid",
        "SIM serial number",
        "유심 일련번호(ICCID)",
        "SIM 卡序列号（ICCID）",
        "The SIM card's own number (ICCID)",
        labels=_HARDWARE,
        keys=names("iccid sim_serial_number sim_serial sim_iccid icc_id"),
        accepts=shapes.is_iccid,
        search="unique",
    ),
    DataType(
        "serial",
        "Serial number",
        "기기 일련번호",
        "设备序列号",
        "The device's serial number",
        labels=_HARDWARE,
        keys=names(
            "serial_number serialnumber build_serial device_serial hardware_serial serialno device_sn serialnum "
            "device_serial_number android_serial sn_no"
        ),
        weak_keys=names("serial sn"),
        accepts=shapes.is_identifier,
        search="unique",
    ),
    DataType(
        "mac",
        "MAC address",
        "MAC 주소",
        "MAC 地址",
        "The address of the device's network card",
        labels=_HARDWARE,
        keys=names(
            "mac mac_address wifi_mac wlan_mac device_mac bluetooth_mac bt_mac mac_addr mac_id mac_wifi "
            "wifi_mac_address wlan_mac_address device_mac_address mac1 eth_mac ethernet_mac en0"
        ),
        weak_keys=names("mc"),
        accepts=shapes.is_mac,
        search="unique",
    ),
    DataType(
        "drm_id",
        "Copy protection ID",
        "DRM 식별자(Widevine)",
        "数字版权标识（Widevine ID）",
        "The device's number in copy protection (Widevine); it survives a factory reset",
        labels=_HARDWARE,
        keys=names(
            "widevine_id drm_id media_drm_id mediadrm_id widevine_device_id drm_unique_id mediadrm mdrm_id "
            "device_unique_drm_id"
        ),
        accepts=shapes.is_identifier,
        search="unique",
    ),
    DataType(
        "push_token",
        "Push address",
        "푸시 토큰",
        "推送令牌",
        "The address under which the app on this phone gets notifications",
        labels=_ONLINE,
        keys=names(
            "push_token device_token fcm_token gcm_token registration_id firebase_token fcm_registration_token "
            "push_id mi_regid regid hms_token jpush_registration_id getui_cid client_push_id notification_token "
            "reg_id xg_token push_key apns_device_token push_device_token mi_push_regid oppo_regid vivo_regid "
            "huawei_token hw_token meizu_pushid honor_token push_regid rid_jpush jpush_id jpush_regid xiaomi_regid "
            "gcm_registration_id gcm_id fcm_id fcm_instance_id fcm_push_token push_registration "
            "push_registration_token fcm_tokens $android_devices device_push_token tokenfcm umeng_device_token "
            "google_push_token android_push_token webpush_token push_subscription_id client_push_token "
            "cloud_messaging_token onesignal_push_id onesignal_player_id notification_device_token airship_channel_id "
            "push_user_id fcm push_identifier notification_id_token"
        ),
        accepts=shapes.is_identifier,
        search="unique",
    ),
    DataType(
        "firebase_id",
        "Firebase installation ID",
        "Firebase 설치 ID",
        "Firebase 安装标识",
        "Google's identifier of this installation in Firebase and Google Analytics",
        labels=_ONLINE,
        keys=names(
            "fid firebase_installation_id app_instance_id firebase_instance_id app_instance_id_token "
            "firebase_app_instance_id ga_app_instance_id"
        ),
        accepts=shapes.is_identifier,
        search="unique",
    ),
    DataType(
        "device_id",
        "Device ID",
        "기기 식별자",
        "设备标识",
        "An identifier an SDK or the app gave to this device",
        labels=_ONLINE,
        keys=names(
            "device_id deviceid did bd_did udid openudid clientudid cdid smid device_uuid device_unique_id unique_id "
            "client_id device_fingerprint fingerprint_id rangers_id utdid adid device_token_id anonymous_id anon_id "
            "umid device_identifier phone_id smdeviceid device_fingerprint_id hardware_id external_device_id "
            "device_hash persistent_id tracking_id boxid shumei_id zid $device_id kochava_device_id "
            "randomized_device_token stable_id mobile_uuid anonymous_user_id guest_id visitor_uuid mobile_id dev_id "
            "deviceguid devuuid device_key terminal_id term_id machine_id hardware_uuid cuid gtcid gicid gidcid "
            "igaw_id hackle_device_id kochava_id nt_id amp_device_id device_udid client_uuid client_guid visitorid "
            "user_pseudo_id pseudo_id anonymous_client_id anon_distinct_id identity_anonymous_id qimei qimei36 q36 "
            "q16 tdid dfp device_fp fp_id yandex_uuid aegis_id aid_device vid_device buvid buvid3 sdid d_uuid "
            "device_no device_code device_sid dsid browser_id browser_uuid mixpanel_device_id amplitude_device_id "
            "adjust_id airbridge_generated_device_uuid airbridge_device_uuid airbridge_device_id device_alias "
            "device_install_id branch_identity_id randomized_bundle_token identity_link_id tune_id cleverTap_id "
            "ct_objectid ctid objectid_ct umeng_id umid_token"
        ),
        weak_keys=names("guid uuid hwid"),
        accepts=shapes.is_identifier,
        search="unique",
    ),
    DataType(
        "installation_id",
        "Installation ID",
        "설치 식별자",
        "安装标识",
        "An identifier made when the app was installed",
        labels=_ONLINE,
        keys=names(
            "install_id installation_id installid iid instance_id install_uuid appsflyer_id af_uid appsflyeruid "
            "installation_uuid android_uuid install_guid braze_install_id crashlytics_installation_uuid "
            "installation_guid app_installation_id client_installation_id singular_install_id singular_instance_id "
            "sdid_install install_token installation_token insert_install_id app_uuid app_instance_uuid instance_uuid "
            "application_instance_id identifier_for_installation sdk_instance_id sdk_installation_id "
            "install_identifier app_install_id firebase_installations_id appsflyer_device_id af_id app_install_uuid "
            "android_installation_id"
        ),
        accepts=shapes.is_identifier,
        search="unique",
    ),
    DataType(
        "session_id",
        "Session ID",
        "세션 식별자",
        "会话标识",
        "An identifier of one use of the app",
        labels=(labels.DEVICE_IDS, labels.COMBINED),
        keys=names(
            "session_id sessionid session_uuid visit_id launch_id first_session_id client_session_id ga_session_id "
            "sessionuid session_guid visit_token visit_uuid sessid session_key_id rum_session_id user_session_id "
            "app_session_id sid_session current_session_id session_identifier session_unique_id session_identity "
            "lifecycle_session_id usage_session_id"
        ),
        weak_keys=names("sid session"),
        accepts=shapes.is_identifier,
        search="unique",
    ),
    DataType(
        "cookie_id",
        "Cookie",
        "쿠키",
        "Cookie",
        "What a server had the app or its web page keep, to know it again",
        labels=_ONLINE,
        keys=names(
            "cookie cookie_id _ga _gid _fbp fbp _fbc ttp ttwid odin_tt msToken visitor_id web_id webid ttclid gclid "
            "fbclid uuid2 _utma tt_webid _fbc_id _kawlt _kahai _gcl_au _clck _clsk nnb _ga_id baiduid hm_cookie "
            "_uetvid _uetsid ajs_anonymous_id amp_cookie mp_distinct"
        ),
        accepts=checks.is_cookie,
        search="unique",
    ),
    DataType(
        "ip_address",
        "IP address",
        "IP 주소",
        "IP 地址",
        "The device's address in a network, as written in the content",
        labels=(labels.DEVICE_IDS, labels.COMBINED),
        keys=names(
            "ip ip_address client_ip local_ip device_ip user_ip ipv4 ipv6 wifi_ip public_ip wip lan_ip internal_ip "
            "ip_override uip client_ip_addr device_ip_address local_ip_address wifi_ip_address remoteip "
            "host_ip_client private_ip lan_ipv4 intranet_ip outer_ip my_ip_address ip_client user_ip_address "
            "ipaddr_client"
        ),
        accepts=shapes.is_ip,
        search="word",
    ),
    DataType(
        "phone_name",
        "Phone's name",
        "기기에 붙인 이름",
        "手机名称",
        "The name the user gave the phone",
        labels=(labels.DEVICE_IDS, labels.COMBINED),
        keys=names("bluetooth_name bt_name user_device_name phone_name"),
        accepts=shapes.is_short_text,
        search="word",
    ),
)
