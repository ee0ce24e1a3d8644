/** Umeng analytics (U-App), by Umeng: names are kept by its vendor's rule. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const AGENT = "com.umeng.analytics.MobclickAgent";
const CONFIGURE = "com.umeng.commonsdk.UMConfigure";
const SOURCE = "com.umeng.umsdk:common 9.8.9, class files";

export const umeng = defineSdk({
    id: "umeng",
    product: "umeng",
    markers: { classes: [AGENT, CONFIGURE], libraries: ["libumeng-spy.so"], strings: ["ulogs.umeng.com"] },
    hooks: [
        ...calls(CONFIGURE, SOURCE, {
            init: [
                "static preInit(Context, String app_key, String channel)",
                "static init(Context, int type, String push_secret)",
                "static init(Context, String app_key, String channel, int type, String push_secret)",
            ],
            consent: ["static submitPolicyGrantResult(Context, boolean granted)"],
            read: ["static getUMIDString(Context): String", "static getUmengZID(Context): String"],
        }),
        ...calls(AGENT, SOURCE, {
            identify: [
                "static onProfileSignIn(String id)",
                "static onProfileSignIn(String provider, String id)",
                "static userProfile(String key, Object value)",
                "static userProfileMobile(String phone)",
                "static userProfileEMail(String email)",
                "static registerPreProperties(Context, JSONObject properties)",
                "static setLocation(double latitude, double longitude)",
            ],
            track: [
                "static onEvent(Context, String name)",
                "static onEvent(Context, String name, String label)",
                "static onEvent(Context, String name, Map properties)",
                "static onEventObject(Context, String name, Map properties)",
                "static onEventValue(Context, String name, Map properties, int value)",
                "static onPageStart(String name)",
                "static onPageEnd(String name)",
                "static reportError(Context, String error)",
                "static reportError(Context, Throwable error)",
            ],
        }),
    ],
});
