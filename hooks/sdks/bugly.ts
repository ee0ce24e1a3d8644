/** Bugly, by Tencent. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const REPORT = "com.tencent.bugly.crashreport.CrashReport";
const SOURCE = "com.tencent.bugly:crashreport 3.4.4 and 4.1.9.3, class files";

export const bugly = defineSdk({
    id: "bugly",
    product: "bugly",
    markers: { classes: [REPORT], libraries: ["libBugly.so", "libBugly_Native.so"], strings: ["android.bugly.qq.com"] },
    hooks: calls(REPORT, SOURCE, {
        init: [
            "static initCrashReport(Context)",
            "static initCrashReport(Context, .CrashReport$UserStrategy strategy)",
            "static initCrashReport(Context, String app_id, boolean)",
            "static initCrashReport(Context, String app_id, boolean, .CrashReport$UserStrategy strategy)",
        ],
        identify: [
            "static setUserId(String id)",
            "static setUserId(Context, String id)",
            "static setDeviceId(Context, String id)",
            "static setDeviceModel(Context, String model)",
            "static putUserData(Context, String key, String value)",
            "static setSdkExtraData(Context, String key, String value)",
            "static setUserSceneTag(Context, int scene)",
        ],
        track: [
            "static postCatchedException(Throwable exception)",
            "static postCatchedException(Throwable exception, Thread)",
            "static postCatchedException(Throwable exception, Thread, boolean)",
            "static postException(int category, String type, String reason, String stack, Map extra)",
            "static postException(Thread, int category, String type, String reason, String stack, Map extra)",
        ],
        consent: ["static setCollectPrivacyInfo(Context, boolean collect)"],
    }),
});
