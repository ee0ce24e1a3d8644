/** TikTok's advertising measurement, by TikTok. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.tiktok.TikTokBusinessSdk";
const SOURCE = "github tiktok/tiktok-business-android-sdk, TikTokBusinessSdk.java";

export const tiktok = defineSdk({
    id: "tiktok",
    product: "tiktok-business",
    markers: { classes: [CLS], strings: ["analytics.us.tiktok.com", "business-api.tiktok.com"] },
    hooks: calls(CLS, SOURCE, {
        init: ["static initializeSdk($TTConfig config)", "static initializeSdk($TTConfig config, $TTInitCallback)"],
        identify: ["static identify(String external_id, String external_user_name, String phone_number, String email)"],
        track: [
            "static trackEvent(String name)",
            "static trackEvent(String name, String event_id)",
            "static trackEvent(String name, JSONObject properties)",
            "static trackEvent(String name, JSONObject properties, String event_id)",
            "static trackTTEvent(com.tiktok.appevents.base.TTBaseEvent event)",
        ],
        consent: ["static startTrack()"],
    }),
});
