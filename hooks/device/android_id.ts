/** ANDROID_ID and the names the user gave the phone, from the settings tables. */
import { text, toValue } from "../engine/values.js";
import { defineDevice } from "../engine/vocabulary.js";
import { reads } from "./reading.js";

export const SETTINGS: Record<string, string> = {
    android_id: "android_id",
    bluetooth_address: "mac",
    bluetooth_name: "phone_name",
    device_name: "phone_name",
    advertising_id: "advertising_id",
    pps_oaid: "oaid",
    adb_enabled: "rooted",
};

export const androidId = defineDevice({
    id: "android_id",
    hooks: ["Secure", "System", "Global"].flatMap((table) =>
        reads(`android.provider.Settings$${table}`, "AOSP Settings.java, android-all 28, 33, 34", {
            getString: ({ args: [, name], result }) => {
                const type = SETTINGS[text(name)];
                return type === undefined ? null : { type, value: toValue(result) };
            },
        }),
    ),
});
