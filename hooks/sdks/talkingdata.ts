/** TalkingData's analytics, by TalkingData. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.tendcloud.tenddata.TalkingDataSDK";
const OLD = "com.tendcloud.tenddata.TCAgent";
const SOURCE = "TalkingData's React Native and Flutter plugins on GitHub (calls of TalkingDataSDK)";

export const talkingdata = defineSdk({
    id: "talkingdata",
    product: "talkingdata",
    markers: { classes: [CLS, OLD], strings: ["tdsdk.cpatrk.net"] },
    hooks: [
        ...calls(CLS, SOURCE, {
            init: ["static init(Context, String app, String channel, String custom)"],
            identify: [
                "static setGlobalKV(String key, Object value)",
                "static onRegister(String id, .TalkingDataProfile profile, String invitation)",
            ].concat(["static onLogin(String id, .TalkingDataProfile profile)"]),
            track: [
                "static onEvent(Context, String name, Map params)",
                "static onEvent(Context, String name, double value, Map params)",
                "static onPageBegin(Context, String page)",
                "static onError(Context, Throwable error)",
            ],
            read: ["static getDeviceId(Context): String", "static getOAID(Context): String"],
        }),
        ...calls(OLD, "TalkingData's integration guide, TCAgent", {
            init: ["static init(Context)", "static init(Context, String app, String channel)"],
            track: [
                "static onEvent(Context, String name)",
                "static onEvent(Context, String name, String label)",
                "static onEvent(Context, String name, String label, Map params)",
            ],
            read: ["static getDeviceId(Context): String"],
        }),
    ],
});
