/** Shumei's device fingerprint (SmAntiFraud), by Beijing Shumei: its calls tell that it looks, the device reads tell at what. */
import { fieldsOf } from "../engine/objects.js";
import { toValue } from "../engine/values.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.ishumei.smantifraud.SmAntiFraud";
const SOURCE = "Shumei's integration guide for Android; vendor rule -keep class com.ishumei.** {*;}";

export const shumei = defineSdk({
    id: "shumei",
    product: "shumei",
    markers: { classes: [CLS], libraries: ["libsmsdk.so"] },
    hooks: [
        {
            cls: CLS,
            method: "create",
            kind: "init",
            read: ({ args: [, option] }) => ({ title: "create", value: fieldsOf(option) }),
            source: SOURCE,
        },
        {
            cls: CLS,
            method: "getDeviceId",
            kind: "read",
            late: true,
            read: ({ result }) => ({ title: "getDeviceId", value: toValue(result) }),
            source: SOURCE,
        },
    ],
});
