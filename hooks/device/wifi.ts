/** The Wi-Fi the phone is in, those around it, and those it knows. */
import { Method, Ref, textOrNull } from "../engine/jni.js";
import { toValue } from "../engine/values.js";
import { defineDevice, type Call, type Reading } from "../engine/vocabulary.js";
import { byField, described, listed, reads, requests } from "./reading.js";

const SOURCE = "AOSP packages/modules/Wifi, android-all 28, 33, 34";

const SSID = new Method("android/net/wifi/WifiInfo", "getSSID", "()Ljava/lang/String;");
const BSSID = new Method("android/net/wifi/WifiInfo", "getBSSID", "()Ljava/lang/String;");

export function resolveWifi(): void {
    SSID.resolve();
    BSSID.resolve();
}

function connected({ result }: Call): Reading[] {
    if (!(result instanceof Ref)) return [{ type: "ssid", value: null }];
    return [
        { type: "ssid", value: textOrNull(SSID.on(result.$h)) },
        { type: "bssid", value: textOrNull(BSSID.on(result.$h)) },
    ];
}

export const wifi = defineDevice({
    id: "wifi",
    hooks: [
        ...reads("android.net.wifi.WifiInfo", SOURCE, {
            getSSID: "ssid",
            getBSSID: "bssid",
            getMacAddress: "mac",
            getIpAddress: ({ result }): Reading => ({ type: "ip_address", value: dotted(Number(toValue(result))) }),
            getRssi: "signal_strength",
            getNetworkId: "network_type",
        }),
        ...reads("android.net.wifi.WifiManager", SOURCE, {
            getConnectionInfo: connected,
            getScanResults: listed("wifi_nearby", byField("BSSID", "SSID")),
            getConfiguredNetworks: listed("wifi_known", byField("SSID")),
            getDhcpInfo: described("ip_address"),
        }),
        ...requests("android.net.wifi.WifiManager", SOURCE, { startScan: "wifi_nearby" }),
        ...reads("android.app.admin.DevicePolicyManager", SOURCE, { getWifiMacAddress: "mac" }),
    ],
});

// Android gives the address as an int, lowest byte first.
function dotted(address: number): string {
    return [0, 8, 16, 24].map((shift) => (address >>> shift) & 0xff).join(".");
}
