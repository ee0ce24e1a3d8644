"""Device, the hardware: what the phone is made of and what state it is in."""

from __future__ import annotations

from inspector.datatypes import labels, shapes
from inspector.datatypes.kinds import DataType, Family, names

FAMILY = Family("device", "Device", "기기", "设备", "What the phone and the app on it are like.")

_ABOUT = (labels.DEVICE_IDS, labels.COMBINED)
_STATE = (labels.DIAGNOSTICS,)

TYPES = (
    DataType(
        "device_model",
        "Model",
        "기기 모델",
        "设备型号",
        "The phone's model",
        labels=_ABOUT,
        keys=names(
            "device_model phone_model model_name hw_model device_type_name machine_model devicemodel device_name "
            "product_model hardware_model android_model submodel sec_ch_ua_model uam extinfo[5] machine_name "
            "phone_type mobile_model mobile_type terminal_model dev_model hwmachine device_product "
            "device_product_name client_model phone_model_name device_model_name model_code android_device_model "
            "device_desc device_hardware_model device_codename build_model product_device productname_device "
            "handset_model mobile_device_model equipment_model android_model_name marketing_name "
            "device_marketing_name device_full_name"
        ),
        weak_keys=names(
            "model device device_type phone machine dn mo model_number modelnumber product hardware unit_type handset "
            "codename"
        ),
        accepts=shapes.is_device_model,
        search="word",
    ),
    DataType(
        "device_brand",
        "Brand",
        "기기 브랜드",
        "设备品牌",
        "The phone's brand",
        labels=_ABOUT,
        keys=names(
            "device_brand brand phone_brand build_brand mobile_brand_name phone_brand_name mobile_brand "
            "device_branding device_brand_name brand_name_device os_brand ua_brand devbrand build_brand_name"
        ),
        accepts=shapes.is_short_text,
    ),
    DataType(
        "manufacturer",
        "Manufacturer",
        "제조사",
        "制造商",
        "The phone's maker",
        labels=_ABOUT,
        keys=names(
            "device_manufacturer manufacturer phone_maker vendor_name device_make hw_manufacturer device_oem oem_name "
            "deviceoem manufacture device_vendor phone_manufacturer phone_vendor manufacturer_name "
            "hardware_manufacturer device_maker device_manufacture build_manufacturer mobile_manufacturer "
            "vendor_device make_device devmanufacturer phone_make"
        ),
        weak_keys=names("make vendor ma oem"),
        accepts=shapes.is_short_text,
    ),
    DataType(
        "device_type",
        "Kind of device",
        "기기 종류",
        "设备类型",
        "Whether it is a phone, a tablet or another kind of device",
        labels=_ABOUT,
        keys=names(
            "device_class device_category form_factor is_tablet device_kind is_mobile device_form is_pad "
            "sec_ch_ua_mobile ua_mobile uamb device_type"
        ),
        accepts=shapes.is_form_factor,
    ),
    DataType(
        "screen_size",
        "Screen size",
        "화면 크기",
        "屏幕尺寸",
        "The screen's size in pixels",
        labels=_ABOUT,
        keys=names(
            "resolution screen_size screen_resolution display_resolution screen_width screen_height display_width "
            "display_height screen_wh display screen_w screen_h extinfo[9] extinfo[10] viewport_width viewport_height "
            "display_w display_h disp_w disp_h screenwidth_px screenheight_px screen_resolution_width "
            "screen_resolution_height display_size device_resolution screen_px device_width device_height "
            "screen_pixel screen_pixels screen_dimensions screen_dimension display_resolution_px device_screen_size "
            "device_screen_resolution device_screen_width device_screen_height display_metrics display_width_pixels "
            "display_height_pixels screen_width_pixels screen_height_pixels physical_width physical_height res_w "
            "res_h phone_resolution screen_x screen_y dvc_w dvc_h px_width px_height"
        ),
        weak_keys=names(
            "width height w h screen sw sh viewport window_width window_height inner_width inner_height width_pixels "
            "height_pixels"
        ),
        accepts=shapes.is_screen,
    ),
    DataType(
        "display",
        "Display settings",
        "화면 설정",
        "显示设置",
        "How dense the screen is, and which look and letter size the user set",
        labels=_ABOUT,
        keys=names(
            "screen_density display_density dpi screen_dpi density_dpi dark_mode is_dark_mode font_scale ui_mode "
            "screen_color_depth color_depth screen_brightness theme_mode pixel_ratio device_pixel_ratio extinfo[11] "
            "night_mode screen_density_dpi screen_scale screen_ppi logical_density dip_density device_density "
            "brightness_level is_night_mode color_scheme prefers_color_scheme dark_theme font_size_scale text_scale "
            "screen_inches screen_inch text_size_scale"
        ),
        weak_keys=names("density brightness ppi pxratio scale_factor xdpi ydpi scale"),
        accepts=shapes.is_setting,
    ),
    DataType(
        "orientation",
        "Orientation",
        "화면 방향",
        "屏幕方向",
        "Whether the phone is held upright",
        labels=_STATE,
        keys=names("orientation screen_orientation current_orientation device_orientation is_portrait is_landscape"),
        accepts=shapes.is_orientation,
    ),
    DataType(
        "cpu",
        "Processor",
        "프로세서",
        "处理器",
        "The phone's processor",
        labels=_ABOUT,
        keys=names(
            "cpu cpu_abi abi cpu_model cpu_arch cpu_name cpu_hardware cpu_info cpu_abis supported_abis cpu_core_count "
            "cpu_freq arch cpuinfo soc_model cpu_type abis binary_arch extinfo[12] uaa sec_ch_ua_arch cpu_cores "
            "cpu_architecture cpu_count cpu_num cpu_max_freq cpu_min_freq device_cores processor_name number_of_cores "
            "cores_number hardware_concurrency device_cpu device_arch device_architecture os_arch cpu_bits cpu_vendor "
            "cpu_features cpu_instruction soc soc_name soc_manufacturer supported_abi cpu_brand cpu_cores_count "
            "primary_abi instruction_set chipset logical_cores abi_list abi64 abi32 cpu_hardware_name"
        ),
        weak_keys=names("processor cores core_count processor_count"),
        accepts=shapes.is_short_text_or_number,
    ),
    DataType(
        "gpu",
        "Graphics",
        "그래픽 장치(GPU)",
        "图形处理器（GPU）",
        "The phone's graphics processor",
        labels=_ABOUT,
        keys=names(
            "gpu gpu_renderer gl_renderer gpu_vendor gl_vendor gpu_model opengl_version gl_version gpu_info gpu_name"
        ),
        accepts=shapes.is_short_text,
    ),
    DataType(
        "memory",
        "Memory",
        "메모리",
        "内存",
        "How much memory the phone has",
        labels=_ABOUT,
        keys=names(
            "memory memory_size total_memory ram ram_size mem_total totalmem memory_total device_memory total_ram "
            "available_memory free_memory mem_info meminfo free_ram used_ram ram_used ram_total total_ram_size "
            "ram_free ram_available mem_size mem_free free_mem available_ram avail_mem memory_available app_memory "
            "memory_class low_memory is_low_memory memory_info physical_memory physical_memory_size usable_memory "
            "mem_used memory_mb total_memory_bytes free_memory_bytes device_ram device_total_memory device_ram_size "
            "mem_avail"
        ),
        weak_keys=names("mem memory_free memory_used heap_size max_memory"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "storage",
        "Storage",
        "저장 공간",
        "存储空间",
        "How much storage the phone has",
        labels=_ABOUT,
        keys=names(
            "storage storage_size disk_total total_storage free_storage disk_free total_disk free_disk storage_total "
            "sdcard_size inner_free internal_storage free_space disk_space storage_bytes_available disk_used "
            "extinfo[13] extinfo[14] available_disk available_storage storage_free storage_available "
            "external_storage_size external_free_storage_size external_storage free_external_storage "
            "total_external_storage storage_total_bytes device_storage rom_size disk_free_space total_disk_space "
            "free_disk_space used_storage device_disk hard_disk sdcard_free internal_storage_free "
            "internal_storage_total device_total_storage storage_space total_storage_space free_storage_space "
            "storage_capacity sd_total sd_free internal_total internal_free"
        ),
        weak_keys=names("disk disk_size total_space"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "battery",
        "Battery",
        "배터리",
        "电池",
        "How full the battery is and whether it is charging",
        labels=_STATE,
        keys=names(
            "battery battery_level battery_status batterylevel battery_state battery_temperature is_charging charging "
            "battery_capacity battery_pct battery_percent power_save_mode is_low_power power_level battery_charge "
            "battery_health battery_plugged battery_life battery_charging is_battery_charging battery_remaining "
            "battery_voltage low_power_mode power_saving_mode device_battery device_battery_level battery_percentage "
            "batt_level batt charging_state is_plugged_in batterypower battery_saver"
        ),
        weak_keys=names("plugged_in charge_state power_state power_source electricity"),
        accepts=lambda text: bool(text),
    ),
    DataType(
        "volume",
        "Volume",
        "음량",
        "音量",
        "How loud the phone is set, and whether a headset is in",
        labels=_STATE,
        keys=names(
            "volume_level media_volume device_volume android_app_volume ringer_mode headset_on is_headset audio_volume "
            "ios_app_volume is_muted music_volume"
        ),
        accepts=shapes.is_setting,
    ),
    DataType(
        "uptime",
        "Time since start-up",
        "부팅 이후 시간",
        "开机时间",
        "When the phone was last started: exact enough to tell it from others",
        labels=_ABOUT,
        keys=names(
            "uptime boot_time boottime elapsed_realtime time_since_boot system_uptime startup_time boot_time_in_sec "
            "boot_time_sec uptime_ms boot_timestamp device_boot_time system_boot_time last_boot_time "
            "time_since_last_boot device_uptime sys_boot_time last_boot boot_time_ms uptime_millis boot_at "
            "startup_timestamp device_boot_timestamp boot_sec"
        ),
        accepts=shapes.is_number,
    ),
    DataType(
        "sensors",
        "Sensors",
        "센서",
        "传感器",
        "Which sensors the phone has and what they measure",
        labels=_ABOUT,
        keys=names(
            "sensors sensor_list sensor_data accelerometer gyroscope gyro acc_data sensor_info accelerometer_x "
            "accelerometer_y accelerometer_z rotation_x rotation_y rotation_z gyroscope_data magnetometer light_sensor"
        ),
        accepts=shapes.is_filled,
    ),
    DataType(
        "bluetooth_devices",
        "Bluetooth devices",
        "블루투스 기기",
        "蓝牙设备",
        "Devices paired with the phone or near it",
        labels=_ABOUT,
        keys=names("bluetooth_devices bt_devices paired_devices bonded_devices ble_devices bluetooth_list bt_list"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "signal_strength",
        "Signal strength",
        "신호 세기",
        "信号强度",
        "How strong the Wi-Fi or mobile signal is",
        labels=_STATE,
        keys=names(
            "rssi wifi_rssi signal_strength wifi_signal signal_level dbm cell_signal_level wifi_signal_level asu"
        ),
        accepts=shapes.is_number,
    ),
)
