/** Facts of the device from the system properties; the fields of android.os.Build are constants that no hook sees. */
import { text, toValue } from "../engine/values.js";
import { defineDevice } from "../engine/vocabulary.js";
import { PROPERTIES } from "./properties.js";
import { reads } from "./reading.js";

export const model = defineDevice({
    id: "model",
    hooks: [
        ...reads("android.os.SystemProperties", "AOSP SystemProperties.java, android-all 28, 33, 34", {
            get: ({ args: [key], result }) => {
                const type = PROPERTIES[text(key)];
                return type === undefined ? null : { type, value: toValue(result) };
            },
        }),
        ...reads("android.os.Build", "AOSP Build.java, android-all 28, 33, 34", {
            getSerial: "serial",
            getRadioVersion: "rom_build",
        }),
    ],
});
