/** ByteDance AppLog (DataRangers), by Beijing Volcano Engine. */
import { calls } from "../engine/declared.js";
import { fieldsOf } from "../engine/objects.js";
import { defineSdk, type SdkHook, type Verb } from "../engine/vocabulary.js";

const APPLOG = "com.bytedance.applog.AppLog";
const INSTANCE = "com.bytedance.applog.IAppLogInstance";
/** The class of the instances, by its own name: where a shrinker was at work there is no interface left to ask. */
const REAL = "com.bytedance.applog.AppLogInstance";
const SOURCE = "github volcengine/datarangers-sdk-android, AppLog.java and IAppLogInstance.java, 2025-03-06";

/** AppLog's own methods are static and pass on to an instance, which an app with several accounts also has in its hands. */
const LINES: Partial<Record<Verb, string[]>> = {
    init: ["init(Context, .InitConfig config)", "init(Context, .InitConfig config, Activity)", "start()"],
    identify: [
        "setUserUniqueID(String id)",
        "setUserUniqueID(String id, String type)",
        "setUserID(long id)",
        "setHeaderInfo(HashMap custom)",
        "setHeaderInfo(String key, Object value)",
        "profileSet(JSONObject properties)",
        "profileSetOnce(JSONObject properties)",
        "profileAppend(JSONObject properties)",
        "profileIncrement(JSONObject properties)",
        "profileUnset(String property)",
        "userProfileSetOnce(JSONObject properties, .profile.UserProfileCallback)",
        "userProfileSync(JSONObject properties, .profile.UserProfileCallback)",
        "setGPSLocation(float longitude, float latitude, String coordinate_system)",
        "setTouchPoint(String touch_point)",
        "setGoogleAid(String google_aid)",
        "setAccount(android.accounts.Account account)",
        "setTracerData(JSONObject data)",
        "setAppTrack(JSONObject data)",
        "setUserAgent(String user_agent)",
        "putCommonParams(Context, Map params, boolean is_api, .Level)",
        "bind(Map identities, .bind.IDBindCallback)",
    ],
    track: [
        "onEventV3(String name)",
        "onEventV3(String name, JSONObject params)",
        "onEventV3(String name, JSONObject params, int event_type)",
        "onEventV3(String name, Bundle params)",
        "onEventV3(String name, Bundle params, int event_type)",
        "onMiscEvent(String name, JSONObject params)",
        "trackPage(Object)",
        "trackPage(Object, JSONObject properties)",
        "trackPage(Activity)",
        "trackPage(Activity, JSONObject properties)",
        "trackClick(android.view.View)",
        "trackClick(android.view.View, JSONObject properties)",
        "startDurationEvent(String name)",
        "stopDurationEvent(String name, JSONObject properties)",
        "activateALink(Uri uri)",
    ],
    consent: ["setEncryptAndCompress(boolean enable)", "setPrivacyMode(boolean private)"],
    read: [
        "getDid(): String",
        "getSsid(): String",
        "getIid(): String",
        "getUdid(): String",
        "getOpenUdid(): String",
    ].concat(["getClientUdid(): String"]),
};
const statics = Object.fromEntries(
    Object.entries(LINES).map(([verb, lines]) => [verb, lines.map((line) => `static ${line}`)]),
) as typeof LINES;
/** The settings of an app lie in an object whose names the app's own build may have changed. */
const reads: Record<string, SdkHook["read"]> = {
    init: ({ args: [, config] }) => ({ title: "init", value: fieldsOf(config) }),
};

export const applog = defineSdk({
    id: "applog",
    product: "applog",
    markers: {
        classes: [
            APPLOG,
            REAL,
            "com.bytedance.bdtracker.Engine",
            "com.bytedance.applog.migrate.MigrateDetectorActivity",
            "com.bytedance.applog.simulate.SimulateLaunchActivity",
            "com.bytedance.applog.collector.Collector",
        ],
        libraries: ["libEncryptorP.so"],
        strings: [
            "/service/2/app_log/",
            "Default AppLog is initialized, please create another instance by `AppLog.newInstance`",
        ],
    },
    instances: [
        { cls: APPLOG, method: "newInstance", of: INSTANCE },
        { cls: APPLOG, method: "getInstance", of: INSTANCE },
    ],
    hooks: [
        ...calls(APPLOG, SOURCE, statics, reads),
        ...calls(`interface ${INSTANCE}`, SOURCE, LINES, reads),
        ...calls(REAL, SOURCE, LINES, reads),
    ],
});
