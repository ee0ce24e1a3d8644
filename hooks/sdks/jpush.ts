/** JPush, by Aurora Mobile: it speaks its own protocol, so its calls are what can be seen of it. */
import { text, toValue } from "../engine/values.js";
import { defineSdk, type SdkHook, type Verb } from "../engine/vocabulary.js";

const CLS = "cn.jpush.android.api.JPushInterface";
const SOURCE = "github jpush/jpush-flutter-plugin; names kept by the manifest";

const hook = (method: string, kind: Verb, read: SdkHook["read"], late = false): SdkHook => ({
    cls: CLS,
    method,
    kind,
    read,
    late,
    source: SOURCE,
});
const third =
    (method: string): SdkHook["read"] =>
    ({ args }) => ({ title: method, value: toValue(args.at(-1)) });

export const jpush = defineSdk({
    id: "jpush",
    product: "jpush",
    markers: { classes: [CLS] },
    hooks: [
        hook("init", "init", () => ({ title: "init", value: null })),
        hook("setAlias", "identify", third("setAlias")),
        hook("setTags", "identify", third("setTags")),
        hook("addTags", "identify", third("addTags")),
        hook("setMobileNumber", "identify", third("setMobileNumber")),
        hook("setProperties", "identify", third("setProperties")),
        hook("getRegistrationID", "read", ({ result }) => ({ title: "getRegistrationID", value: text(result) }), true),
    ],
});
