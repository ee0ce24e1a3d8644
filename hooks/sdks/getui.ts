/** Getui's push messages, by 每日互动 (MerryCo). */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.igexin.sdk.PushManager";
const SOURCE = "github GetuiLaboratory/getui-flutter-plugin, GetuiflutPlugin.java; names kept by the manifest";

export const getui = defineSdk({
    id: "getui",
    product: "getui",
    markers: {
        classes: [CLS, "com.igexin.sdk.PushService", "com.igexin.sdk.GTIntentService"],
        libraries: ["libgetuiext3.so"],
    },
    hooks: calls(CLS, SOURCE, {
        init: ["initialize(Context)", "initialize(Context, Class)"],
        identify: [
            "bindAlias(Context, String alias): boolean",
            "bindAlias(Context, String alias, String serial): boolean",
            "unBindAlias(Context, String alias, boolean only_self, String serial): boolean",
            "setTag(Context, .Tag[] tags, String serial): int",
            "setDeviceToken(Context, String token): boolean",
        ],
        track: ["sendFeedbackMessage(Context, String task, String message, int action): boolean"],
        consent: ["turnOnPush(Context)", "turnOffPush(Context)"],
        read: ["getClientid(Context): String"],
    }),
});
