/** Facts of the device from the system properties; the fields of android.os.Build are constants that no hook sees. */
import { text, toValue } from "../engine/values.js";
import { defineDevice } from "../engine/vocabulary.js";

const TYPES: Record<string, string> = {
    "ro.product.model": "device_model",
    "ro.product.brand": "device_brand",
    "ro.product.manufacturer": "manufacturer",
    "ro.build.version.release": "os_version",
    "ro.build.display.id": "rom_build",
    "ro.build.fingerprint": "rom_build",
    "ro.serialno": "serial",
    "ro.boot.serialno": "serial",
    "ro.product.cpu.abi": "cpu",
    "persist.sys.timezone": "timezone",
    "persist.sys.locale": "language",
    "gsm.operator.alpha": "network_operator",
};

export const model = defineDevice({
    id: "model",
    hooks: [
        {
            cls: "android.os.SystemProperties",
            method: "get",
            source: "AOSP frameworks/base SystemProperties.java",
            read: ({ args: [key], result }) => {
                const type = TYPES[text(key)];
                return type === undefined ? null : { type, value: toValue(result) };
            },
        },
        {
            cls: "android.os.Build",
            method: "getSerial",
            source: "Android API reference",
            read: ({ result }) => ({ type: "serial", value: toValue(result) }),
        },
        {
            cls: "android.os.BatteryManager",
            method: "getIntProperty",
            source: "Android API reference",
            read: ({ result }) => ({ type: "battery", value: toValue(result) }),
        },
    ],
});
