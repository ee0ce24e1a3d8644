"""Place: where the phone is, by satellites, Wi-Fi or mobile cells."""

from __future__ import annotations

from inspector.datatypes import shapes
from inspector.datatypes.kinds import DataType, Family, names

FAMILY = Family("place", "Place", "Where the phone is, by satellites, Wi-Fi or mobile cells.")

TYPES = (
    DataType(
        "latitude",
        "Latitude",
        "How far north or south the phone is",
        keys=names("lat latitude gps_lat geo_lat gps_latitude location_lat loc_lat location_latitude"),
        accepts=shapes.is_latitude,
        search="word",
    ),
    DataType(
        "longitude",
        "Longitude",
        "How far east or west the phone is",
        keys=names(
            "lon lng longitude long gps_lon gps_lng geo_lon geo_lng gps_longitude location_lng "
            "location_lon loc_lng location_longitude"
        ),
        accepts=shapes.is_longitude,
        search="word",
    ),
    DataType(
        "ssid",
        "Wi-Fi name",
        "The name of the Wi-Fi network (SSID)",
        keys=names("ssid wifi_ssid wifi_name wifiname wifissid wlan_ssid ap_name"),
        accepts=shapes.is_wifi_name,
        search="word",
    ),
    DataType(
        "bssid",
        "Wi-Fi access point",
        "The address of the Wi-Fi access point (BSSID)",
        keys=names("bssid wifi_bssid wifibssid ap_mac router_mac wlan_bssid gateway_mac"),
        accepts=shapes.is_mac,
        search="unique",
    ),
    DataType(
        "cell_id",
        "Mobile cell",
        "Which mobile cell the phone is in",
        keys=names("cell_id cellid cid_lac base_station base_station_id cell_identity lac_cid cell_info"),
        weak_keys=names("lac cid tac"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "wifi_nearby",
        "Wi-Fi networks nearby",
        "Which Wi-Fi networks are in reach",
        keys=names("wifi_list wifi_scan scan_results wifi_nearby nearby_wifi wifilist wifi_scan_results ap_list"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "wifi_known",
        "Wi-Fi networks known",
        "Which Wi-Fi networks the phone has been in",
        keys=names("configured_networks saved_networks known_networks wifi_configurations saved_wifi"),
        accepts=shapes.is_filled,
    ),
)
