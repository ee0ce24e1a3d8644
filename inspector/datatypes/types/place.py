"""Place: where the phone is, by satellites, Wi-Fi, mobile cells or name."""

from __future__ import annotations

from inspector.datatypes import labels, shapes
from inspector.datatypes.kinds import DataType, Family, names

FAMILY = Family("place", "Place", "위치", "位置", "Where the phone is, by satellites, Wi-Fi, mobile cells or name.")

_EXACT = (labels.PRECISE, labels.PLACE)
_ROUGH = (labels.APPROXIMATE, labels.PLACE)

TYPES = (
    DataType(
        "latitude",
        "Latitude",
        "위도",
        "纬度",
        "How far north or south the phone is",
        labels=_EXACT,
        keys=names(
            "lat latitude gps_lat geo_lat gps_latitude location_lat loc_lat location_latitude geo_latitude "
            "geoip_latitude lat_e6 user_lat gps_y y_coord map_y start_lat cur_lat current_lat center_lat last_lat "
            "origin_lat my_lat current_latitude device_latitude"
        ),
        accepts=shapes.is_latitude,
        search="word",
    ),
    DataType(
        "longitude",
        "Longitude",
        "경도",
        "经度",
        "How far east or west the phone is",
        labels=_EXACT,
        keys=names(
            "lon lng longitude long gps_lon gps_lng geo_lon geo_lng gps_longitude location_lng location_lon loc_lng "
            "location_longitude geo_longitude geoip_longitude user_lng user_lon gps_x x_coord map_x start_lng "
            "start_lon cur_lng cur_lon current_lng current_lon center_lng last_lng last_lon origin_lng my_lng "
            "current_longitude device_longitude"
        ),
        accepts=shapes.is_longitude,
        search="word",
    ),
    DataType(
        "movement",
        "Height and movement",
        "고도·이동 속도",
        "海拔与移动速度",
        "How high the phone is, how fast and where it moves, and how exact its place is known",
        labels=_EXACT,
        keys=names(
            "altitude gps_altitude gps_speed location_speed bearing gps_accuracy location_accuracy "
            "horizontal_accuracy vertical_accuracy location_bearing loc_acc location_acc gps_acc ll_accuracy "
            "heading_accuracy location_altitude loc_speed gps_bearing location_course altitude_accuracy "
            "speed_accuracy horizontalacc"
        ),
        accepts=shapes.is_measure,
    ),
    DataType(
        "place_name",
        "City or region",
        "시·도 등 지역명",
        "城市或地区",
        "The city, district or region the phone is in, by name",
        labels=_ROUGH,
        keys=names(
            "city city_name user_city geo_city province sub_locality district_name locality city_code geo_region "
            "ad_code adcode location_city home_city state_name geoip_city_name geo_city_name subdivision "
            "subdivision_name province_name region_city admin_area sub_admin_area adm_area sub_thoroughfare "
            "thoroughfare geo_state user_region user_state user_province sido sigungu region_1depth_name "
            "region_2depth_name region_3depth_name location_name address_city user_location_city dma_code poi_name "
            "current_city city_en town_name legal_dong"
        ),
        weak_keys=names("county town poi metro district region_name"),
        accepts=shapes.is_name,
    ),
    DataType(
        "postal_code",
        "Postal code",
        "우편번호",
        "邮政编码",
        "The postal code of where the user is",
        labels=_ROUGH,
        keys=names(
            "postal_code zip_code zipcode postcode geo_zip user_zip zip5 postal geoip_postal_code zipcd addr_zip "
            "address_zip user_postal_code zone_no"
        ),
        weak_keys=names("zip"),
        accepts=shapes.is_postal_code,
    ),
    DataType(
        "geohash",
        "Place code",
        "위치 코드(지오해시 등)",
        "位置编码（GeoHash 等）",
        "The place as a code, such as a geohash",
        labels=_EXACT,
        keys=names("geohash geo_hash plus_code h3_index s2_cell location_hash"),
        accepts=shapes.is_place_code,
        search="keyed",
    ),
    DataType(
        "ssid",
        "Wi-Fi name",
        "와이파이 이름(SSID)",
        "Wi-Fi 名称（SSID）",
        "The name of the Wi-Fi network (SSID)",
        labels=_EXACT,
        keys=names(
            "ssid wifi_ssid wifi_name wifiname wifissid wlan_ssid ap_name wifi_network_name connected_wifi "
            "current_ssid wifi_id_name network_ssid"
        ),
        accepts=shapes.is_wifi_name,
        search="word",
    ),
    DataType(
        "bssid",
        "Wi-Fi access point",
        "와이파이 공유기 주소(BSSID)",
        "Wi-Fi 接入点（BSSID）",
        "The address of the Wi-Fi access point (BSSID)",
        labels=_EXACT,
        keys=names(
            "bssid wifi_bssid wifibssid ap_mac router_mac wlan_bssid gateway_mac wifi_bssid_md5 access_point_mac "
            "current_bssid wifi_router_mac connected_bssid ap_bssid network_bssid wifi_mac_ap router_bssid"
        ),
        accepts=shapes.is_mac,
        search="unique",
    ),
    DataType(
        "cell_id",
        "Mobile cell",
        "기지국",
        "移动基站",
        "Which mobile cell the phone is in",
        labels=_ROUGH,
        keys=names(
            "cell_id cellid cid_lac base_station base_station_id cell_identity lac_cid cell_info cellular_id eci nci "
            "enb_id gnb_id location_area_code lac_code tac_code cell_tower cell_towers cid_code baseid pci_cell "
            "gsm_cell cell_location"
        ),
        weak_keys=names("lac cid tac"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "wifi_nearby",
        "Wi-Fi networks nearby",
        "주변 와이파이",
        "附近的 Wi-Fi",
        "Which Wi-Fi networks are in reach",
        labels=_EXACT,
        keys=names(
            "wifi_list wifi_scan scan_results wifi_nearby nearby_wifi wifilist wifi_scan_results ap_list "
            "wifi_access_points visible_networks near_wifi near_wifis wifi_scan_list access_points wifi_aps "
            "nearby_wifis scanned_wifi"
        ),
        accepts=shapes.is_filled,
    ),
    DataType(
        "wifi_known",
        "Wi-Fi networks known",
        "접속했던 와이파이",
        "连接过的 Wi-Fi",
        "Which Wi-Fi networks the phone has been in",
        labels=_EXACT,
        keys=names("configured_networks saved_networks known_networks wifi_configurations saved_wifi"),
        accepts=shapes.is_filled,
    ),
)
