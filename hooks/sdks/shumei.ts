/** Shumei's device fingerprint (SmAntiFraud), by Beijing Shumei: its calls tell that it looks, the device reads tell at what. */
import { calls } from "../engine/declared.js";
import { fieldsOf } from "../engine/objects.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.ishumei.smantifraud.SmAntiFraud";
const SOURCE = "Shumei's integration guide for Android; vendor rule -keep class com.ishumei.** {*;}";

export const shumei = defineSdk({
    id: "shumei",
    product: "shumei",
    markers: { classes: [CLS], libraries: ["libsmsdk.so"], strings: ["fengkongcloud.com", "/deviceprofile/v4"] },
    hooks: [
        ...calls(
            CLS,
            SOURCE,
            {
                init: ["static create(Context, $SmOption option): boolean"],
                track: ["static startDetector(com.ishumei.smantifraud.dfp.AbsDetector)"],
                read: ["static getDeviceId(): String"],
            },
            { create: ({ args: [, option] }) => ({ title: "create", value: fieldsOf(option) }) },
        ),
        ...calls(`${CLS}$SmOption`, SOURCE, {
            consent: ["setNotCollect(Set fields)", "setUsingHttps(boolean https)"],
        }),
    ],
});
