/** AppLovin's advertising (MAX), by AppLovin. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.applovin.sdk.AppLovinSdk";
const EVENTS = "com.applovin.impl.sdk.EventServiceImpl";
const PRIVACY = "com.applovin.sdk.AppLovinPrivacySettings";
const SOURCE = "Maven Central com.applovin:applovin-sdk 11.3.1 and 13.1.0";

export const applovin = defineSdk({
    id: "applovin",
    product: "applovin",
    markers: { classes: [CLS, "com.applovin.sdk.AppLovinInitProvider"], strings: ["applovin.sdk.key"] },
    hooks: [
        ...calls(CLS, SOURCE, {
            init: [
                "initialize(.AppLovinSdkInitializationConfiguration config, $SdkInitializationListener)",
                "static initializeSdk(Context)",
                "static initializeSdk(Context, $SdkInitializationListener)",
            ],
            identify: ["setUserIdentifier(String id)"],
        }),
        ...calls(EVENTS, SOURCE, {
            track: [
                "trackEvent(String name)",
                "trackEvent(String name, Map parameters)",
                "trackCheckout(String name, Map parameters)",
                "trackInAppPurchase(Intent, Map parameters)",
            ],
        }),
        ...calls(PRIVACY, SOURCE, {
            consent: [
                "static setHasUserConsent(boolean consent, Context)",
                "static setDoNotSell(boolean do_not_sell, Context)",
            ],
        }),
    ],
});
