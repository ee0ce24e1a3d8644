/** Baidu's mobile statistics, by Baidu. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.baidu.mobstat.StatService";
const SOURCE = "Maven Central com.baidu.mobstat:mtj-sdk 4.0.7.6";

export const mobstat = defineSdk({
    id: "mobstat",
    product: "baidu-mobstat",
    markers: { classes: [CLS], strings: ["BaiduMobAd_STAT_ID", "hmma.baidu.com"] },
    hooks: calls(CLS, SOURCE, {
        init: ["static start(Context)", "static setAppKey(String app_key)"],
        identify: [
            "static setUserId(Context, String id)",
            "static setUserProperty(Context, Map properties)",
            "static setSessionProperty(Context, Map properties)",
            "static setGlobalExtraInfo(Context, .ExtraInfo extra)",
            "static setOaid(Context, String oaid)",
            "static setPushId(Context, .MtjConfig$PushPlatform platform, String push_id)",
        ],
        track: [
            "static onEvent(Context, String name, String label)",
            "static onEvent(Context, String name, String label, int count)",
            "static onEvent(Context, String name, String label, int count, Map attributes)",
            "static onEventDuration(Context, String name, String label, long duration_ms)",
            "static onPageStart(Context, String name)",
            "static recordException(Context, Throwable error)",
        ],
        consent: [
            "static setAuthorizedState(Context, boolean authorized)",
            "static enableDeviceMac(Context, boolean enabled)",
            "static enableAppList(Context, boolean enabled)",
        ],
        read: ["static getTestDeviceId(Context): String"],
    }),
});
