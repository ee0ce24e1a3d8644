/** Bugsnag (Insight Hub), by SmartBear. */
import { calls } from "../engine/declared.js";
import { fieldsOf } from "../engine/objects.js";
import { text } from "../engine/values.js";
import { defineSdk, type SdkHook } from "../engine/vocabulary.js";

const BUGSNAG = "com.bugsnag.android.Bugsnag";
const CLIENT = "com.bugsnag.android.Client";
const SOURCE = "com.bugsnag:bugsnag-android-core 6.27.0, class files";

const LINES = {
    identify: [
        "setUser(String id, String email, String user_name)",
        "addMetadata(String section, Map values)",
        "addMetadata(String section, String key, Object value)",
        "addFeatureFlag(String name)",
        "addFeatureFlag(String name, String variant)",
    ],
    track: [
        "notify(Throwable exception)",
        "notify(Throwable exception, .OnErrorCallback)",
        "leaveBreadcrumb(String message)",
        "leaveBreadcrumb(String message, Map metadata, .BreadcrumbType type)",
        "startSession()",
    ],
};
const start: SdkHook["read"] = ({ args: [, config] }) => {
    const said = text(config);
    return { title: "start", value: said.startsWith("<") ? fieldsOf(config) : { apiKey: said } };
};

export const bugsnag = defineSdk({
    id: "bugsnag",
    product: "bugsnag",
    markers: { classes: [BUGSNAG], libraries: ["libbugsnag-ndk.so"], strings: ["https://notify.bugsnag.com"] },
    hooks: [
        ...calls(
            BUGSNAG,
            SOURCE,
            {
                init: [
                    "static start(Context): .Client",
                    "static start(Context, String api_key): .Client",
                    "static start(Context, .Configuration config): .Client",
                ],
                identify: LINES.identify.map((line) => `static ${line}`),
                track: LINES.track.map((line) => `static ${line}`),
            },
            { start },
        ),
        ...calls(CLIENT, SOURCE, LINES),
    ],
});
