"""Device: what the phone and the app on it are like."""

from __future__ import annotations

from inspector.datatypes import shapes
from inspector.datatypes.kinds import DataType, Family, names

FAMILY = Family("device", "Device", "What the phone and the app on it are like.")

TYPES = (
    DataType(
        "device_model",
        "Model",
        "The phone's model",
        keys=names(
            "device_model phone_model model_name hw_model device_type_name machine_model devicemodel "
            "device_name product_model hardware_model android_model"
        ),
        weak_keys=names("model device device_type phone machine"),
        accepts=shapes.is_short_text,
        search="word",
    ),
    DataType(
        "device_brand",
        "Brand",
        "The phone's brand",
        keys=names("device_brand brand phone_brand build_brand"),
        accepts=shapes.is_short_text,
    ),
    DataType(
        "manufacturer",
        "Manufacturer",
        "The phone's maker",
        keys=names("device_manufacturer manufacturer phone_maker vendor_name device_make hw_manufacturer"),
        weak_keys=names("make vendor"),
        accepts=shapes.is_short_text,
    ),
    DataType(
        "os_name",
        "OS",
        "The phone's operating system",
        keys=names("os_name os_type platform_name operating_system system_name device_platform os platform"),
        accepts=shapes.is_system,
    ),
    DataType(
        "os_version",
        "OS version",
        "The version of the operating system",
        keys=names(
            "os_version osver osversion os_ver system_version android_version os_api sdk_int api_level "
            "os_api_level platform_version firmware_version osv build_version_release"
        ),
        weak_keys=names("release os_v"),
        accepts=shapes.is_version,
    ),
    DataType(
        "app_version",
        "App version",
        "The version of the app",
        keys=names(
            "app_version appversion app_ver version_name version_code versioncode app_version_code "
            "app_version_name app_version_minor update_version_code manifest_version_code client_version "
            "app_build app_build_number"
        ),
        weak_keys=names("version build ver"),
        accepts=shapes.is_version,
    ),
    DataType(
        "app_package",
        "App package",
        "Which app it is",
        keys=names(
            "package application package_name app_package bundle_id app_bundle app_id pkg pkg_name application_id "
            "app_namespace android_package packagename app_package_name"
        ),
        accepts=shapes.is_package,
        search="whole",
    ),
    DataType(
        "network_type",
        "Network type",
        "Wi-Fi or which kind of mobile network",
        keys=names(
            "access network_type networktype net_type nettype network connection_type connectivity "
            "network_access network_mode conn_type net"
        ),
        weak_keys=names("ac"),
        accepts=shapes.is_network,
    ),
    DataType(
        "network_operator",
        "Operator",
        "The mobile operator",
        keys=names(
            "carrier carrier_name operator operator_name network_operator sim_operator mcc_mnc "
            "network_carrier sim_operator_name network_operator_name mccmnc telecom isp"
        ),
        accepts=shapes.is_operator,
        search="whole",
    ),
    DataType(
        "screen_size",
        "Screen size",
        "The screen's size in pixels",
        keys=names(
            "resolution screen_size screen_resolution display_resolution screen_width screen_height "
            "display_width display_height screen_wh display"
        ),
        weak_keys=names("width height w h screen sw sh"),
        accepts=shapes.is_screen,
    ),
    DataType(
        "language",
        "Language",
        "The phone's language",
        keys=names(
            "language app_language device_language locale system_language locale_language user_language "
            "accept_language preferred_language"
        ),
        weak_keys=names("lang lc"),
        accepts=shapes.is_language,
    ),
    DataType(
        "timezone",
        "Time zone",
        "The phone's time zone",
        keys=names(
            "timezone tz_name time_zone tz_offset timezone_name timezone_offset tzname zone_id "
            "time_zone_name tz_offset_seconds"
        ),
        weak_keys=names("tz"),
        accepts=shapes.is_timezone,
        search="whole",
    ),
    DataType(
        "country",
        "Country",
        "The country set in the phone or of its SIM card",
        keys=names(
            "country country_code sim_region sim_country sim_country_iso device_country carrier_region "
            "app_region sys_region network_country network_country_iso locale_country"
        ),
        weak_keys=names("region"),
        accepts=shapes.is_country,
    ),
    DataType(
        "cpu",
        "Processor",
        "The phone's processor",
        keys=names(
            "cpu cpu_abi abi cpu_model cpu_arch cpu_name cpu_hardware cpu_info cpu_abis supported_abis "
            "cpu_core_count cpu_freq arch cpuinfo soc_model cpu_type abis"
        ),
        accepts=shapes.is_short_text,
    ),
    DataType(
        "memory",
        "Memory",
        "How much memory the phone has",
        keys=names(
            "memory memory_size total_memory ram ram_size mem_total totalmem memory_total device_memory "
            "total_ram available_memory free_memory mem_info meminfo"
        ),
        accepts=shapes.is_filled,
    ),
    DataType(
        "storage",
        "Storage",
        "How much storage the phone has",
        keys=names(
            "storage storage_size disk_total total_storage free_storage disk_free total_disk free_disk "
            "storage_total sdcard_size inner_free internal_storage"
        ),
        accepts=shapes.is_filled,
    ),
    DataType(
        "battery",
        "Battery",
        "How full the battery is and whether it is charging",
        keys=names(
            "battery battery_level battery_status batterylevel battery_state battery_temperature "
            "is_charging charging battery_capacity battery_pct"
        ),
        accepts=lambda text: bool(text),
    ),
    DataType(
        "rom_build",
        "System build",
        "Which build of the system runs",
        keys=names(
            "rom rom_version build_id build_fingerprint build_display build_display_id build_number "
            "rom_name os_build device_build build_prop incremental build_tags os_fingerprint"
        ),
        weak_keys=names("fingerprint display_id"),
        accepts=shapes.is_short_text,
        search="whole",
    ),
    DataType(
        "user_agent",
        "User agent",
        "What the app says of itself, the phone and the system in a request's head",
        keys=names("user_agent useragent ua web_ua http_user_agent webview_ua"),
        accepts=shapes.is_agent,
        search="whole",
    ),
    DataType(
        "installed_apps",
        "Installed apps",
        "Which other apps are on the phone",
        keys=names(
            "installed_apps apps app_list applist installed_packages package_list installedapps apps_list "
            "running_apps recent_apps app_installs"
        ),
        accepts=lambda text: shapes.is_package(text) or text.count(".") > 2,
    ),
    DataType(
        "rooted",
        "Root status",
        "Whether the phone is rooted or being watched",
        keys=names(
            "is_root rooted is_rooted root is_jailbroken jailbroken is_emulator emulator is_simulator "
            "is_debug_mode debugger_attached has_xposed is_adb_enabled has_frida"
        ),
        accepts=shapes.is_flag,
    ),
    DataType(
        "running_apps",
        "Running apps",
        "Which apps and services run on the phone",
        keys=names("running_processes running_services process_list running_tasks running_app_processes recent_tasks"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "sensors",
        "Sensors",
        "Which sensors the phone has and what they measure",
        keys=names("sensors sensor_list sensor_data accelerometer gyroscope gyro acc_data sensor_info"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "bluetooth_devices",
        "Bluetooth devices",
        "Devices paired with the phone or near it",
        keys=names("bluetooth_devices bt_devices paired_devices bonded_devices ble_devices bluetooth_list bt_list"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "signal_strength",
        "Signal strength",
        "How strong the Wi-Fi or mobile signal is",
        keys=names("rssi wifi_rssi signal_strength wifi_signal signal_level dbm"),
        accepts=shapes.is_number,
    ),
)
