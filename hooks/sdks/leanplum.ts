/** Leanplum's messages and A/B tests, by CleverTap. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.leanplum.Leanplum";
const SOURCE = "Maven Central com.leanplum:leanplum-core 5.2.3 and 5.4.0";

export const leanplum = defineSdk({
    id: "leanplum",
    product: "leanplum",
    markers: { classes: [CLS], strings: ["api.leanplum.com"] },
    hooks: calls(CLS, SOURCE, {
        init: [
            "static start(Context)",
            "static start(Context, String user_id)",
            "static start(Context, Map attributes)",
            "static start(Context, String user_id, Map attributes, .callbacks.StartCallback)",
        ],
        identify: [
            "static setUserId(String id)",
            "static setDeviceId(String device_id)",
            "static setUserAttributes(Map attributes)",
            "static setUserAttributes(String id, Map attributes)",
            "static setTrafficSourceInfo(Map source)",
            "static setDeviceLocation(Location location)",
        ],
        track: [
            "static track(String name)",
            "static track(String name, double value)",
            "static track(String name, String detail)",
            "static track(String name, Map params)",
            "static track(String name, double value, String detail, Map params)",
            "static trackPurchase(String name, double value, String currency, Map params)",
            "static advanceTo(String name, String detail, Map params)",
        ],
        consent: ["static disableLocationCollection()"],
    }),
});
