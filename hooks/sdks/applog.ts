/** ByteDance AppLog (DataRangers), by Beijing Volcano Engine. */
import { fieldsOf } from "../engine/objects.js";
import { text, toValue } from "../engine/values.js";
import { defineSdk, type SdkHook, type Verb } from "../engine/vocabulary.js";

const APPLOG = "com.bytedance.applog.AppLog";
const SOURCE = "github volcengine/datarangers-sdk-android, 2025-03-06";

const hook = (method: string, kind: Verb, read: SdkHook["read"], late = false): SdkHook => ({
    cls: APPLOG,
    method,
    kind,
    read,
    late,
    source: SOURCE,
});
const named =
    (method: string): SdkHook["read"] =>
    ({ args: [name, value] }) => ({ title: `${method}: ${text(name)}`, value: toValue(value) });
const whole =
    (method: string): SdkHook["read"] =>
    ({ args: [value] }) => ({ title: method, value: toValue(value) });
const given =
    (method: string): SdkHook["read"] =>
    ({ result }) => ({ title: method, value: toValue(result) });

export const applog = defineSdk({
    id: "applog",
    product: "applog",
    markers: {
        classes: [APPLOG, "com.bytedance.bdtracker.Engine"],
        libraries: ["libEncryptorP.so"],
        strings: ["/service/2/app_log/"],
    },
    hooks: [
        hook("init", "init", ({ args: [, config] }) => ({ title: "init", value: fieldsOf(config) })),
        hook("onEventV3", "track", named("onEventV3")),
        hook("onMiscEvent", "track", named("onMiscEvent")),
        hook("setUserUniqueID", "identify", whole("setUserUniqueID")),
        hook("setHeaderInfo", "identify", ({ args: [key, value] }) =>
            value === undefined
                ? { title: "setHeaderInfo", value: toValue(key) }
                : { title: `setHeaderInfo: ${text(key)}`, value: toValue(value) },
        ),
        hook("profileSet", "identify", whole("profileSet")),
        hook("profileSetOnce", "identify", whole("profileSetOnce")),
        hook("profileAppend", "identify", whole("profileAppend")),
        hook("setGPSLocation", "identify", ({ args }) => ({ title: "setGPSLocation", value: args.map(toValue) })),
        hook("setEncryptAndCompress", "consent", whole("setEncryptAndCompress")),
        hook("getDid", "read", given("getDid"), true),
        hook("getSsid", "read", given("getSsid"), true),
    ],
});
