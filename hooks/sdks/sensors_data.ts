/** Sensors Analytics, by Sensors Data: it mostly sends to servers of the app's own maker. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.sensorsdata.analytics.android.sdk.SensorsDataAPI";
const SOURCE =
    "Maven Central com.sensorsdata.analytics.android:SensorsAnalyticsSDK 4.3.6 and 5.2.1; github sensorsdata/sa-sdk-android";

export const sensorsData = defineSdk({
    id: "sensors_data",
    product: "sensors-data",
    markers: {
        classes: [CLS, "com.sensorsdata.analytics.android.sdk.data.SensorsDataContentProvider"],
        strings: ["com.sensorsdata.analytics.android.EnableAutoTrack"],
    },
    hooks: calls(CLS, SOURCE, {
        init: ["static startWithConfigOptions(Context, .SAConfigOptions config)", "setServerUrl(String url)"],
        identify: [
            "login(String id)",
            "login(String id, JSONObject properties)",
            "identify(String id)",
            "registerSuperProperties(JSONObject properties)",
            "profileSet(JSONObject properties)",
            "profileSet(String key, Object value)",
            "profileSetOnce(JSONObject properties)",
            "profileSetOnce(String key, Object value)",
            "profileIncrement(String key, Number value)",
            "profileIncrement(Map properties)",
            "profileAppend(String key, String value)",
            "profileAppend(String key, Set values)",
            "profilePushId(String key, String push_id)",
            "itemSet(String name, String item, JSONObject properties)",
            "setGPSLocation(double latitude, double longitude)",
        ],
        track: [
            "track(String name)",
            "track(String name, JSONObject properties)",
            "trackInstallation(String name, JSONObject properties)",
            "trackAppInstall(JSONObject properties)",
            "trackAppInstall()",
            "trackSignUp(String id, JSONObject properties)",
            "trackViewScreen(String url, JSONObject properties)",
            "trackTimerEnd(String name, JSONObject properties)",
            "trackChannelEvent(String name, JSONObject properties)",
            "trackEventFromH5(String event)",
        ],
        consent: ["enableDataCollect()", "enableNetworkRequest(boolean enabled)"],
        read: ["getDistinctId(): String", "getAnonymousId(): String", "getPresetProperties(): JSONObject"],
    }),
});
