/** Pangle's advertising, by ByteDance. */
import { calls } from "../engine/declared.js";
import { fieldsOf } from "../engine/objects.js";
import { defineSdk, type SdkHook } from "../engine/vocabulary.js";

const GLOBAL = "com.bytedance.sdk.openadsdk.api.init.PAGSdk";
const CONFIG = "com.bytedance.sdk.openadsdk.api.init.PAGConfig";
const CHINA = "com.bytedance.sdk.openadsdk.TTAdSdk";
const SOURCE = "github googleads/googleads-mobile-android-mediation, Pangle's adapter";

const init: Record<string, SdkHook["read"]> = {
    init: ({ args: [, config] }) => ({ title: "init", value: fieldsOf(config) }),
};

export const pangle = defineSdk({
    id: "pangle",
    product: "pangle",
    markers: {
        classes: [GLOBAL, CHINA, "com.bytedance.sdk.openadsdk.TTAdConfig"],
        strings: ["api16-access-sg.pangle.io"],
    },
    hooks: [
        ...calls(GLOBAL, SOURCE, { init: ["static init(Context, .PAGConfig config, $PAGInitCallback)"] }, init),
        ...calls(CONFIG, SOURCE, {
            consent: ["static setPAConsent(int consent)"],
            identify: ["static setUserData(String data)"],
        }),
        ...calls(
            CHINA,
            "Pangle's integration guide for China, TTAdSdk",
            { init: ["static init(Context, .TTAdConfig config): boolean", "static start($Callback)"] },
            init,
        ),
    ],
});
