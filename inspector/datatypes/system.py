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
            "os_name os_type platform_name operating_system system_name device_platform os platform sys_name device_os "
            "os_family sec_ch_ua_platform app_platform"
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
            "extinfo[4]"
        ),
        weak_keys=names("release os_v ve"),
        accepts=shapes.is_version,
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
            "device_build build_prop incremental build_tags os_fingerprint security_patch kernel_version os_build_id"
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
            "install_begin_time"
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
            "network_mode conn_type net connectiontype network_type_name mobile_subtype"
        ),
        weak_keys=names("ac"),
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
            "sim_operator_name network_operator_name mccmnc telecom isp device_carrier isp_name extinfo[8]"
        ),
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
            "accept_language preferred_language language_code languagecode device_lang locale_language_code extinfo[6] "
            "ui_language"
        ),
        weak_keys=names("lang lc hl ul"),
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
            "tz_offset_seconds utcoffset utc_offset timezone_id timezone_ietf time_zone_offset timezone_offset_seconds "
            "extinfo[7] extinfo[15]"
        ),
        weak_keys=names("tz"),
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
            "sys_region network_country network_country_iso locale_country countrycode"
        ),
        weak_keys=names("region"),
        accepts=shapes.is_country,
    ),
    DataType(
        "user_agent",
        "User agent",
        "사용자 에이전트",
        "用户代理（User-Agent）",
        "What the app says of itself, the phone and the system in a request's head",
        labels=_ABOUT,
        keys=names("user_agent useragent ua web_ua http_user_agent webview_ua device_user_agent sec_ch_ua"),
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
            "installed_apps apps app_list applist installed_packages package_list installedapps apps_list running_apps "
            "recent_apps app_installs"
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
            "debugger_attached has_xposed is_adb_enabled has_frida rooted_device is_emu webdriver is_debug usb_debug"
        ),
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
            "tracking_enabled limit_tracking ad_tracking_enabled npa"
        ),
        accepts=shapes.is_filled_or_flag,
    ),
)
