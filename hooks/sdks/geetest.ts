/** GeeTest's captcha, by GeeTest. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.geetest.sdk.GT3GeetestUtils";
const CONFIG = "com.geetest.sdk.GT3ConfigBean";
const SOURCE = "Maven Central com.geetest.sensebot:sensebot 4.3.4.6";

export const geetest = defineSdk({
    id: "geetest",
    product: "geetest",
    markers: { classes: [CLS, "com.geetest.captcha.GTCaptcha4Client"], strings: ["api.geetest.com"] },
    hooks: [
        ...calls(CLS, SOURCE, {
            init: ["init(.GT3ConfigBean config)"],
            track: ["getGeetest()", "startCustomFlow()"],
        }),
        ...calls(CONFIG, SOURCE, { identify: ["setUserInfo(Map user)", "setApi1Json(JSONObject answer)"] }),
    ],
});
