/** Volcengine's captcha (BdTuring), of ByteDance's group: no source names its company. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.bytedance.bdturing.BdTuring";
const SOURCE =
    "imports and calls in decompiled apps on GitHub (com.bytedance.trae 3, com.bytedance.bdturing.senseless)";

export const bdturing = defineSdk({
    id: "bdturing",
    product: "volcengine-captcha",
    markers: { classes: [CLS, "com.bytedance.bdturing.BdTuringConfig"] },
    hooks: calls(CLS, SOURCE, {
        init: ["init(.BdTuringConfig config): com.bytedance.bdturing.BdTuring"],
        track: ["showVerifyDialog(Activity, .verify.request.AbstractRequest request, .BdTuringCallback)"],
    }),
});
