/** ThinkingData's analytics, by ThinkingData: it mostly sends to servers of the app's own maker. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "cn.thinkingdata.analytics.TDAnalytics";
const SOURCE = "github ThinkingDataAnalytics/android-sdk, TDAnalytics.java";

export const thinkingdata = defineSdk({
    id: "thinkingdata",
    product: "thinkingdata",
    markers: { classes: [CLS, "cn.thinkingdata.android.ThinkingAnalyticsSDK"] },
    hooks: calls(CLS, SOURCE, {
        init: ["static init(Context, String app, String server)", "static init(.TDConfig config)"],
        identify: [
            "static login(String id)",
            "static setDistinctId(String id)",
            "static userSet(JSONObject properties)",
            "static userSetOnce(JSONObject properties)",
            "static userAdd(JSONObject properties)",
            "static userAppend(JSONObject properties)",
            "static setSuperProperties(JSONObject properties)",
        ],
        track: [
            "static track(String name)",
            "static track(String name, JSONObject properties)",
            "static track(String name, JSONObject properties, Date time, java.util.TimeZone)",
            "static track(.model.TDEventModel event)",
        ],
        read: ["static getDistinctId(): String", "static getDeviceId(): String"],
    }),
});
