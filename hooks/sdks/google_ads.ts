/** Google's mobile advertising, by Google. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.google.android.gms.ads.MobileAds";
const BUILDER = "com.google.android.gms.ads.AdRequest$Builder";
const SOURCE = "Google's Mobile Ads reference for Android; github googleads/googleads-mobile-android-mediation";

export const googleAds = defineSdk({
    id: "google_ads",
    product: "google-ads",
    markers: {
        classes: [CLS, "com.google.android.gms.ads.MobileAdsInitProvider"],
        strings: ["com.google.android.gms.ads.APPLICATION_ID"],
    },
    hooks: [
        ...calls(CLS, SOURCE, {
            init: [
                "static initialize(Context)",
                "static initialize(Context, .initialization.OnInitializationCompleteListener)",
            ],
            consent: ["static setRequestConfiguration(.RequestConfiguration config)"],
        }),
        ...calls(BUILDER, SOURCE, {
            track: [`addKeyword(String keyword): ${BUILDER}`, `setContentUrl(String url): ${BUILDER}`],
        }),
    ],
});
