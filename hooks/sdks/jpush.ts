/** JPush, by Aurora Mobile: it speaks its own protocol, so its calls are what can be seen of it. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "cn.jpush.android.api.JPushInterface";
const SOURCE = "github jpush/jpush-flutter-plugin, JPushPlugin.java; names kept by the manifest";

export const jpush = defineSdk({
    id: "jpush",
    product: "jpush",
    markers: {
        classes: [CLS, "cn.jpush.android.service.PushService", "cn.jiguang.api.JCoreInterface"],
        libraries: ["libjcore.so"],
    },
    hooks: [
        ...calls(CLS, SOURCE, {
            init: ["static init(Context)", "static resumePush(Context)", "static setChannel(Context, String channel)"],
            identify: [
                "static setAlias(Context, int, String alias)",
                "static setTags(Context, int, Set tags)",
                "static addTags(Context, int, Set tags)",
                "static deleteTags(Context, int, Set tags)",
                "static setMobileNumber(Context, int, String mobile)",
                "static setProperties(Context, int, Map properties)",
            ],
            consent: ["static stopPush(Context)"],
            read: ["static getRegistrationID(Context): String"],
        }),
    ],
});
