/** ANDROID_ID and the names the user gave the phone, from the settings tables. */
import { text, toValue } from "../engine/values.js";
import { defineDevice } from "../engine/vocabulary.js";

const TYPES: Record<string, string> = { android_id: "android_id", bluetooth_address: "mac" };

export const androidId = defineDevice({
    id: "android_id",
    hooks: ["Secure", "System", "Global"].map((table) => ({
        cls: `android.provider.Settings$${table}`,
        method: "getString",
        source: "Android API reference",
        read: ({ args: [, name], result }) => {
            const type = TYPES[text(name)];
            return type === undefined ? null : { type, value: toValue(result) };
        },
    })),
});
