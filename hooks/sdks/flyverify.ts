/** FlyVerify, a login by phone number, and the MobSDK beneath it, by MobTech. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const FLY = "cn.fly.verify.FlyVerify";
const SEC = "com.mob.secverify.SecVerify";
const SOURCE = "calls in public apps on GitHub that carry the SDK (com.maochunjie.flyverifyscope, com.iyuba.music)";
const MOB = "MobTech's integration guide, MobSDK and SecVerify";

export const flyverify = defineSdk({
    id: "flyverify",
    product: "flyverify",
    markers: { classes: [FLY, SEC, "com.mob.MobSDK", "cn.fly.FlySDK"] },
    hooks: [
        ...calls(FLY, SOURCE, {
            identify: [
                "static preVerify(.common.callback.OperationCallback)",
                "static preVerify(.PreVerifyCallback)",
                "static verify(.common.callback.OperationCallback)",
                "static verify(.VerifyCallback)",
            ],
        }),
        ...calls(SEC, MOB, {
            identify: [
                "static preVerify(.PreVerifyCallback)",
                "static preVerify(.common.callback.OperationCallback)",
                "static verify(.VerifyCallback)",
            ],
        }),
        ...calls("com.mob.MobSDK", MOB, {
            init: [
                "static init(Context)",
                "static init(Context, String app_key)",
                "static init(Context, String app_key, String)",
            ],
            consent: [
                "static submitPolicyGrantResult(boolean granted)",
                "static submitPolicyGrantResult(boolean granted, .OperationCallback)",
            ],
        }),
        ...calls("cn.fly.FlySDK", SOURCE, {
            consent: ["static submitPolicyGrantResult(boolean granted)"],
        }),
    ],
});
