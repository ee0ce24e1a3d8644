/** Adjust, by Adjust GmbH: version 5 renamed its start and its parameters, version 4 is in many apps. */
import { calls } from "../engine/declared.js";
import { fieldsOf } from "../engine/objects.js";
import { defineSdk, type SdkHook } from "../engine/vocabulary.js";

const ADJUST = "com.adjust.sdk.Adjust";
const SOURCE = "adjust-android 4.32.0, class files; github adjust/android_sdk v5, Adjust.java, 2025-11-07";

const filled =
    (method: string): SdkHook["read"] =>
    ({ args: [what] }) => ({ title: method, value: fieldsOf(what) });

export const adjust = defineSdk({
    id: "adjust",
    product: "adjust",
    markers: { classes: [ADJUST, "com.adjust.sdk.AdjustReferrerReceiver"], strings: ["app.adjust.com"] },
    hooks: [
        ...calls(
            ADJUST,
            SOURCE,
            {
                init: ["static onCreate(.AdjustConfig config)", "static initSdk(.AdjustConfig config)"],
                identify: [
                    "static addSessionCallbackParameter(String key, String value)",
                    "static addSessionPartnerParameter(String key, String value)",
                    "static addGlobalCallbackParameter(String key, String value)",
                    "static addGlobalPartnerParameter(String key, String value)",
                    "static setPushToken(String token)",
                    "static setPushToken(String token, Context)",
                ],
                track: [
                    "static trackEvent(.AdjustEvent event)",
                    "static trackAdRevenue(.AdjustAdRevenue revenue)",
                    "static trackAdRevenue(String source, JSONObject payload)",
                    "static trackPlayStoreSubscription(.AdjustPlayStoreSubscription subscription)",
                    "static appWillOpenUrl(Uri url)",
                    "static appWillOpenUrl(Uri url, Context)",
                ],
                consent: [
                    "static setEnabled(boolean enabled)",
                    "static gdprForgetMe(Context)",
                    "static disableThirdPartySharing(Context)",
                    "static trackThirdPartySharing(.AdjustThirdPartySharing sharing)",
                    "static trackMeasurementConsent(boolean consent)",
                ],
                read: ["static getAdid(): String"],
            },
            {
                onCreate: filled("onCreate"),
                initSdk: filled("initSdk"),
                trackEvent: filled("trackEvent"),
                trackPlayStoreSubscription: filled("trackPlayStoreSubscription"),
                trackThirdPartySharing: filled("trackThirdPartySharing"),
            },
        ),
    ],
});
