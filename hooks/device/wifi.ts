/** The Wi-Fi the phone is in, and the addresses of its network cards. */
import { Ref, bytesOf } from "../engine/jni.js";
import { toValue } from "../engine/values.js";
import { defineDevice, type DeviceHook } from "../engine/vocabulary.js";

const given = (method: string, type: string): DeviceHook => ({
    cls: "android.net.wifi.WifiInfo",
    method,
    source: "Android API reference",
    read: ({ result }) => ({ type, value: toValue(result) }),
});

export const wifi = defineDevice({
    id: "wifi",
    hooks: [
        given("getSSID", "ssid"),
        given("getBSSID", "bssid"),
        given("getMacAddress", "mac"),
        {
            ...given("getIpAddress", "ip_address"),
            read: ({ result }) => ({ type: "ip_address", value: dotted(Number(toValue(result))) }),
        },
        {
            cls: "java.net.NetworkInterface",
            method: "getHardwareAddress",
            source: "Java SE and Android API reference",
            read: ({ result }) => (result instanceof Ref ? { type: "mac", value: colons(result) } : null),
        },
    ],
});

// Android gives the address as an int, lowest byte first.
function dotted(address: number): string {
    return [0, 8, 16, 24].map((shift) => (address >>> shift) & 0xff).join(".");
}

function colons(address: Ref): string {
    return Array.from(new Uint8Array(bytesOf(address)), (b) => b.toString(16).padStart(2, "0")).join(":");
}
