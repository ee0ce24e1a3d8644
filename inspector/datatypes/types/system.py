"""Device, the software: system, app, network and settings."""

from __future__ import annotations

from inspector.datatypes import checks, labels, shapes
from inspector.datatypes.kinds import DataType, names

_ABOUT = (labels.DEVICE_IDS, labels.COMBINED)
_STATE = (labels.DIAGNOSTICS,)

TYPES = (
    DataType(
        "os_name",
        "OS",
        "운영체제",
        "操作系统",
        "The phone's operating system",
        labels=_ABOUT,
        keys=names(
            "os_name os_type platform_name operating_system system_name device_platform os platform sys_name "
            "device_os os_family sec_ch_ua_platform app_platform os_platform device_os_name client_os client_platform "
            "mobile_os os_type_name device_os_type phone_os moe_os_type runtime_platform platform_type os_kind"
        ),
        accepts=shapes.is_system,
    ),
    DataType(
        "os_version",
        "OS version",
        "운영체제 버전",
        "操作系统版本",
        "The version of the operating system",
        labels=_ABOUT,
        keys=names(
            "os_version osver osversion os_ver system_version android_version os_api sdk_int api_level os_api_level "
            "platform_version firmware_version osv build_version_release android_api_level os_version_android uapv "
            "extinfo[4] os_release os_release_version device_os_version device_os sys_version sysver android_release "
            "android_ver operating_system_version os_version_name os_version_code os_version_major os_major_version "
            "android_os_version client_os_version mobile_os_version os_level android_sdk android_sdk_int "
            "sdk_api_level android_level osver_name build_version_sdk android_sdk_version device_android_version "
            "device_sdk_version phone_os_version api_version_android sdklevel android_api os_full_version "
            "hmos_version harmony_version"
        ),
        weak_keys=names("release os_v ve sdk_level release_version api"),
        accepts=shapes.is_system_version,
    ),
    DataType(
        "rom_build",
        "System build",
        "시스템 빌드",
        "系统构建版本",
        "Which build of the system runs",
        labels=_ABOUT,
        keys=names(
            "rom rom_version build_id build_fingerprint build_display build_display_id build_number rom_name os_build "
            "device_build build_prop incremental build_tags os_fingerprint security_patch kernel_version os_build_id "
            "os_build_version os_build_number build_display_name rom_info rom_ver miui_version emui_version rom_type "
            "build_incremental build_type security_patch_level android_security_patch build_hardware build_board "
            "baseband baseband_version kernel_info device_build_id build_host system_build"
        ),
        weak_keys=names("fingerprint display_id"),
        accepts=shapes.is_short_text,
        search="whole",
    ),
    DataType(
        "app_name",
        "App name",
        "앱 이름",
        "应用名称",
        "The name of the app",
        keys=names("app_name appname app_label app_display_name application_name app_title app_bundle_name"),
        accepts=shapes.is_name,
    ),
    DataType(
        "app_version",
        "App version",
        "앱 버전",
        "应用版本",
        "The version of the app",
        labels=_STATE,
        keys=names(
            "app_version appversion app_ver version_name version_code versioncode app_version_code app_version_name "
            "app_version_minor update_version_code manifest_version_code client_version app_build app_build_number "
            "app_v app_bundle_version app_version_short extinfo[2] extinfo[3]"
        ),
        weak_keys=names("version build ver"),
        accepts=shapes.is_version,
    ),
    DataType(
        "app_package",
        "App package",
        "앱 패키지 이름",
        "应用包名",
        "Which app it is",
        keys=names(
            "package application package_name app_package bundle_id app_bundle app_id pkg pkg_name application_id "
            "app_namespace android_package packagename app_package_name bundle package_id x_android_package msid "
            "application_package_name x_requested_with extinfo[1]"
        ),
        accepts=shapes.is_package,
        search="whole",
    ),
    DataType(
        "install_time",
        "Time of installation",
        "설치 시각",
        "安装时间",
        "When the app was installed or last updated",
        labels=(labels.OTHER_ACTIONS, labels.COMBINED),
        keys=names(
            "install_time first_install_time installed_at install_date first_open_time last_update_time "
            "app_install_time first_launch_time install_timestamp apk_install_time update_time_app firstopentime "
            "install_begin_time app_installed_at installed_date installation_time installation_date app_install_date "
            "apk_first_install_time app_first_install_time first_installed_at app_last_update_time last_updated_time "
            "apk_update_time first_open first_open_at first_run_time first_launch_at first_launch_date "
            "first_visit_time install_ts install_time_ms install_begin_timestamp_seconds install_begin_timestamp "
            "referrer_click_timestamp_seconds referrer_click_time install_begin_server_timestamp_seconds "
            "app_first_launch_time date_of_first_session app_installation_time app_update_time last_app_update_time "
            "package_install_time installed_on install_app_time app_install_timestamp first_started_at "
            "installed_at_date install_finish_time first_open_timestamp"
        ),
        accepts=checks.is_time,
    ),
    DataType(
        "sdk_version",
        "SDK version",
        "SDK 버전",
        "SDK 版本",
        "Which version of an SDK sends it",
        keys=names(
            "sdk_version sdk_ver sdkversion sdk_v sdk_version_code sdk_version_name lib_version sdk_build "
            "library_version analytics_sdk_version_name actual_sdk_version $lib_version client_sdk sdk_target_version"
        ),
        accepts=shapes.is_version_text,
    ),
    DataType(
        "network_type",
        "Network type",
        "네트워크 유형",
        "网络类型",
        "Wi-Fi or which kind of mobile network",
        labels=_STATE,
        keys=names(
            "access network_type networktype net_type nettype network connection_type connectivity network_access "
            "network_mode conn_type net connectiontype network_type_name mobile_subtype network_status networkstate "
            "network_conn_type network_connection net_status netmode network_info_type radio_access_technology "
            "cellular_technology mobile_network_type device_network_type network_type_str network_subtype "
            "access_point_type apn_type connection_status_type network_standard nt_type internet_type "
            "net_connection_type connectivity_state data_network_type wifi_or_cellular"
        ),
        weak_keys=names("ac reachability radio_type nw network_class access_type"),
        accepts=shapes.is_network,
    ),
    DataType(
        "network_operator",
        "Operator",
        "이동통신사",
        "移动运营商",
        "The mobile operator",
        labels=_ABOUT,
        keys=names(
            "carrier carrier_name operator operator_name network_operator sim_operator mcc_mnc network_carrier "
            "sim_operator_name network_operator_name mccmnc telecom isp device_carrier isp_name extinfo[8] "
            "network_carrier_name mobile_carrier mobile_operator mobile_operator_name carrier_operator carrier_code "
            "carrier_id simop sim_operator_code network_operator_code network_name_operator cellular_provider "
            "cellular_carrier provider_name telco telecom_operator sim_carrier sim_carrier_name carriername_sim plmn "
            "home_operator operator_code operator_type isp_type device_carrier_name mno mobile_network_operator "
            "mobile_network_code mobile_country_code sim_mcc sim_mnc mcc_code mnc_code net_operator mcc"
        ),
        weak_keys=names("provider"),
        accepts=shapes.is_operator,
        search="whole",
    ),
    DataType(
        "roaming",
        "Roaming and SIM state",
        "로밍·유심 상태",
        "漫游与 SIM 卡状态",
        "Whether the phone is in a foreign network, and which SIM cards it has",
        labels=_STATE,
        keys=names("roaming is_roaming network_roaming sim_state sim_count sim_slot_count dual_sim is_dual_sim"),
        accepts=shapes.is_setting,
    ),
    DataType(
        "vpn",
        "VPN or proxy",
        "VPN·프록시 사용",
        "VPN 或代理",
        "Whether the phone's traffic goes through another machine",
        labels=_STATE,
        keys=names("is_vpn vpn vpn_on use_vpn is_proxy http_proxy proxy_host is_vpn_connected vpn_state is_use_proxy"),
        accepts=shapes.is_setting,
    ),
    DataType(
        "language",
        "Language",
        "언어",
        "语言",
        "The phone's language",
        labels=_ABOUT,
        keys=names(
            "language app_language device_language locale system_language locale_language user_language "
            "accept_language preferred_language language_code languagecode device_lang locale_language_code "
            "extinfo[6] ui_language app_locale device_locale user_locale client_language client_lang browser_language "
            "sys_language sys_lang os_language os_lang phone_language device_language_code display_language "
            "locale_code system_locale user_lang app_lang language_tag ui_locale ui_lang current_locale "
            "current_language preferred_languages default_language_device default_lang navigator_language locale_id "
            "locale_identifier x_locale x_language x_lang languagecode_device user_default_language device_locales "
            "sys_locale mobile_language x_app_language x_app_locale x_client_locale locales"
        ),
        weak_keys=names("lang lc hl ul languages language_name lang_code"),
        accepts=shapes.is_language,
    ),
    DataType(
        "timezone",
        "Time zone",
        "시간대",
        "时区",
        "The phone's time zone",
        labels=_ABOUT,
        keys=names(
            "timezone tz_name time_zone tz_offset timezone_name timezone_offset tzname zone_id time_zone_name "
            "tz_offset_seconds utcoffset utc_offset timezone_id timezone_ietf time_zone_offset "
            "timezone_offset_seconds extinfo[7] extinfo[15] device_timezone device_tz device_tz_offset "
            "timezone_offset_minutes user_timezone client_timezone local_timezone local_tz timezone_ios tz_seconds "
            "zone_offset gmt_offset utc_offset_minutes utc_offset_seconds timezone_abbr timezone_abbreviation "
            "timezone_str current_timezone x_timezone time_zone_name_id timezone_hours local_timezone_offset "
            "app_timezone tz_info tz_id"
        ),
        weak_keys=names("tz zone time_offset"),
        accepts=shapes.is_timezone,
        search="whole",
    ),
    DataType(
        "country",
        "Country",
        "국가",
        "国家或地区",
        "The country set in the phone or of its SIM card",
        labels=(labels.APPROXIMATE, labels.COMBINED),
        keys=names(
            "country country_code sim_region sim_country sim_country_iso device_country carrier_region app_region "
            "sys_region network_country network_country_iso locale_country countrycode country_iso country_iso_code "
            "geoip_country_code iso_country iso_country_code sim_iso sim_country_code network_iso carrier_country "
            "mobile_country user_country geo_country locale_region device_region store_country user_country_code "
            "ip_country country_region x_country x_country_code store_country_code sim_country_iso_code "
            "iso_code_country network_country_code locale_country_code home_country country_code2 billing_country"
        ),
        weak_keys=names("region country_name region_code country_id storefront"),
        accepts=shapes.is_country,
    ),
    DataType(
        "user_agent",
        "User agent",
        "사용자 에이전트",
        "用户代理（User-Agent）",
        "What the app says of itself, the phone and the system in a request's head",
        labels=_ABOUT,
        keys=names(
            "user_agent useragent ua web_ua http_user_agent webview_ua device_user_agent sec_ch_ua client_user_agent "
            "browser_user_agent useragent_string ua_string browser_ua agent_string original_user_agent web_user_agent "
            "webview_user_agent app_user_agent http_ua system_user_agent custom_user_agent x_user_agent "
            "x_client_user_agent user_agent_raw user_agent_original"
        ),
        accepts=shapes.is_agent,
        search="whole",
    ),
    DataType(
        "installed_apps",
        "Installed apps",
        "설치된 앱 목록",
        "已安装应用列表",
        "Which other apps are on the phone",
        labels=(labels.INSTALLED_APPS, labels.PERSONAL),
        keys=names(
            "installed_apps apps app_list applist installed_packages package_list installedapps apps_list "
            "running_apps recent_apps app_installs installed_app_list package_names app_packages packages_installed "
            "installed_package_names user_apps third_party_apps app_info_list installed_applications queried_packages "
            "app_pkgs installed_pkgs soft_list"
        ),
        accepts=lambda text: shapes.is_package(text) or text.count(".") > 2,
    ),
    DataType(
        "running_apps",
        "Running apps",
        "실행 중인 앱",
        "正在运行的应用",
        "Which apps and services run on the phone",
        labels=(labels.INSTALLED_APPS, labels.PERSONAL),
        keys=names("running_processes running_services process_list running_tasks running_app_processes recent_tasks"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "rooted",
        "Root status",
        "루팅 여부",
        "是否已 Root",
        "Whether the phone is rooted or being watched",
        labels=_STATE,
        keys=names(
            "is_root rooted is_rooted root is_jailbroken jailbroken is_emulator emulator is_simulator is_debug_mode "
            "debugger_attached has_xposed is_adb_enabled has_frida rooted_device is_emu webdriver is_debug usb_debug "
            "is_rooted_device device_rooted jailbreak jailbreak_status root_status is_device_rooted root_flag "
            "is_rooted_or_emulator virtual_device running_on_emulator is_hooked xposed hook_detected is_tampered "
            "is_xposed has_root has_su su_exist isroot_device rooted_status is_physical_device emulator_detected "
            "is_proot is_emulated device_is_rooted is_genuine is_genuine_device adb_enabled usb_debugging "
            "is_usb_debug developer_mode dev_mode_enabled is_developer_mode mock_location is_mock_location"
        ),
        weak_keys=names("is_virtual is_vm simulator debuggable"),
        accepts=shapes.is_flag,
    ),
    DataType(
        "input_methods",
        "Keyboards and aids",
        "키보드·접근성 서비스",
        "输入法与无障碍服务",
        "Which keyboards and accessibility services the user set up",
        labels=(labels.INSTALLED_APPS, labels.COMBINED),
        keys=names(
            "input_methods input_method ime_list default_ime default_input_method accessibility_services "
            "enabled_accessibility_services keyboard_list enabled_input_methods ime_package"
        ),
        accepts=shapes.is_filled,
    ),
    DataType(
        "permissions",
        "Permissions",
        "앱 권한",
        "应用权限",
        "What the user allowed the app",
        labels=(labels.OTHER_ACTIONS,),
        keys=names(
            "granted_permissions permission_list permissions_granted notification_permission location_permission "
            "notification_enabled notifications_enabled permission_status is_notification_enabled push_permission"
        ),
        accepts=shapes.is_filled_or_flag,
    ),
    DataType(
        "privacy_choice",
        "Privacy choices",
        "개인정보 관련 선택",
        "隐私选择",
        "What the user agreed to, and whether they limited advertising",
        labels=(labels.OTHER_ACTIONS,),
        keys=names(
            "gdpr_consent consent_state consent_string user_consent consent_status limit_ad_tracking "
            "is_limit_ad_tracking lat_on advertising_tracking_enabled dnt do_not_track us_privacy gpp gpp_sid "
            "tcf_string iab_tcf_string addtl_consent gcs privacy_agreed is_agree_privacy has_consent lmt "
            "tracking_enabled limit_tracking ad_tracking_enabled npa lat_status limit_ad is_lat_enabled ad_id_opt_out "
            "dnt_enabled limit_tracking_enabled device_limit_tracking app_limit_tracking google_ad_id_limit moe_islat "
            "gdpr_consent_available gdpr_consent_string gdpr_applies_flag limit_data_sharing limited_data_use "
            "is_ad_tracking_limited is_ad_tracking_enabled ad_personalization_enabled limited_ads iab_consent "
            "consent_mode tc_string tcf_consent tc_data euconsent euconsent_v2 ccpa_string ccpa_consent ccpa_status "
            "coppa_compliant is_coppa coppa_flag gcd dma_cps user_consent_status consent_info consents consent_flags "
            "consent_granted_flag push_agree night_push_agree marketing_push_agree ad_push_agree email_subscribe "
            "push_subscribe email_opt_in push_opt_in sms_opt_in marketing_opt_in newsletter_opt_in marketing_agreed "
            "privacy_policy_agreed agree_marketing agree_push consent_version privacy_policy_version is_opt_in "
            "opted_out_tracking non_personalized_ads allow_ad_personalization_signals personalised_ads "
            "is_personalized_ads restricted_data_processing data_processing_options advertiser_consent "
            "track_advertising tracking_opt_out user_opted_out is_tracking_enabled has_user_opted_out gad_consent "
            "is_user_consent is_privacy_agreed privacy_state opt_out_tracking tracking_allowed ad_consent "
            "gdpr_user_consent gdpr_user_consents doi_state agree_yn mkt_agree_yn sms_agree_yn push_agree_yn "
            "email_agree_yn"
        ),
        accepts=shapes.is_filled_or_flag,
    ),
)
