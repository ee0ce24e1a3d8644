/** Kochava's attribution, by Kochava. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.kochava.tracker.Tracker";
const EVENTS = "com.kochava.tracker.events.Events";
const OLD = "com.kochava.base.Tracker";
const SOURCE =
    "github mparticle-integrations/mparticle-android-integration-kochava; Kochava's guide to its Android SDK";

export const kochava = defineSdk({
    id: "kochava",
    product: "kochava",
    markers: { classes: [CLS, OLD], strings: ["control.kochava.com"] },
    hooks: [
        ...calls(CLS, SOURCE, {
            init: ["startWithAppGuid(Context, String app_guid)", "startWithPartnerName(Context, String partner)"],
            identify: [
                "registerIdentityLink(String key, String value)",
                "registerCustomDeviceIdentifier(String key, String value)",
                "registerCustomStringValue(String key, String value)",
            ],
            consent: ["setAppLimitAdTracking(boolean limited)", "setSleep(boolean sleeping)"],
            read: ["getDeviceId(): String"],
        }),
        ...calls(EVENTS, SOURCE, {
            track: [
                "send(String name)",
                "sendWithString(String name, String data)",
                "sendWithDictionary(String name, Map data)",
            ],
        }),
        ...calls(OLD, SOURCE, {
            init: ["static configure($Configuration config)"],
            identify: ["static setIdentityLink($IdentityLink link)"],
            track: ["static sendEvent(String name, String data)", "static sendEvent($Event event)"],
            consent: ["static setAppLimitAdTracking(boolean limited)"],
            read: ["static getDeviceId(): String"],
        }),
    ],
});
