/** Huawei's analytics, crash reports and push messages (HMS, AppGallery Connect), by Huawei. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.huawei.hms.analytics.HiAnalyticsInstance";
const CRASH = "com.huawei.agconnect.crash.AGConnectCrash";
const ID = "com.huawei.hms.aaid.HmsInstanceId";
const SOURCE = "github HMS-Core/hms-flutter-plugin, HMSAnalyticsViewModel.java and FlutterHmsInstanceId.java";
const REFERENCE = "Huawei's AppGallery Connect API reference, AGConnectCrash";

export const huawei = defineSdk({
    id: "huawei",
    product: "hms",
    markers: { classes: [CLS, "com.huawei.hms.support.api.push.service.HmsMsgService", CRASH, ID] },
    hooks: [
        ...calls(CLS, SOURCE, {
            track: ["onEvent(String name, Bundle params)", "pageStart(String name, String page_class)"],
            identify: [
                "setUserId(String id)",
                "setUserProfile(String key, String value)",
                "setPushToken(String token)",
                "setChannel(String channel)",
                "addDefaultEventParams(Bundle params)",
            ],
            consent: [
                "setAnalyticsEnabled(boolean enabled)",
                "setRestrictionEnabled(boolean restricted)",
                "setCollectAdsIdEnabled(boolean enabled)",
            ],
            read: ["getUserProfiles(boolean): Map"],
        }),
        ...calls(CRASH, REFERENCE, {
            identify: [
                "setUserId(String id)",
                "setCustomKey(String key, String value)",
                "setCustomKey(String key, int value)",
                "setCustomKey(String key, long value)",
                "setCustomKey(String key, boolean value)",
                "setCustomKey(String key, float value)",
                "setCustomKey(String key, double value)",
            ],
            track: ["log(String message)", "log(int level, String message)", "recordException(Throwable error)"],
            consent: ["enableCrashCollection(boolean enabled)"],
        }),
        ...calls(ID, SOURCE, {
            read: ["getToken(String, String): String", "getToken(String): String", "getId(): String"],
        }),
    ],
});
