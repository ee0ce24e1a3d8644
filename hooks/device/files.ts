/** Files of the system that tell about the phone, as Java opens them on Android. */
import { text } from "../engine/values.js";
import { defineDevice } from "../engine/vocabulary.js";
import { typeOfFile } from "./properties.js";
import { reads } from "./reading.js";

export const files = defineDevice({
    id: "files",
    hooks: reads("libcore.io.IoBridge", "AOSP libcore IoBridge.java, android-all 28, 33, 34", {
        open: ({ args: [path] }) => {
            const name = text(path);
            const type = typeOfFile(name);
            return type === null ? null : { type, value: name };
        },
    }),
});
