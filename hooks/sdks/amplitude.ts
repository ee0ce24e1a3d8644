/** Amplitude, by Amplitude: the Kotlin SDK, and the older com.amplitude.api. */
import { calls } from "../engine/declared.js";
import { fieldsOf } from "../engine/objects.js";
import { text, toValue } from "../engine/values.js";
import { defineSdk, type SdkHook } from "../engine/vocabulary.js";

const CORE = "com.amplitude.core.Amplitude";
const ANDROID = "com.amplitude.android.Amplitude";
const LEGACY = "com.amplitude.api.AmplitudeClient";
const SOURCE = "com.amplitude:analytics-core and analytics-android 1.26.0, class files";
const OLD = "github amplitude/Amplitude-Android, AmplitudeClient.java and AmplitudeTest.java";

const start: SdkHook["read"] = ({ args: [config] }) => ({ title: "new Amplitude", value: fieldsOf(config) });
/** An event is a name with properties, or an object that has both. */
const track: SdkHook["read"] = ({ args: [event, properties] }) => {
    const name = text(event);
    if (!name.startsWith("<")) return { title: `track: ${name}`, value: toValue(properties) };
    const fields = fieldsOf(event);
    return { title: `track: ${String(fields.eventType ?? "")}`, value: fields };
};
const identify: SdkHook["read"] = ({ args: [what] }) => {
    const said = toValue(what);
    return { title: "identify", value: typeof said === "object" ? said : fieldsOf(what) };
};

export const amplitude = defineSdk({
    id: "amplitude",
    product: "amplitude",
    markers: { classes: [CORE, LEGACY, "com.amplitude.api.Amplitude"], strings: ["https://api2.amplitude.com/2/httpapi"] },
    hooks: [
        ...calls(ANDROID, SOURCE, { init: ["new(.Configuration config)"] }, { $init: start }),
        ...calls(
            CORE,
            SOURCE,
            {
                identify: [
                    "setUserId(String id): .Amplitude",
                    "setDeviceId(String id): .Amplitude",
                    "identify(Map properties): .Amplitude",
                    "identify(Map properties, .events.EventOptions): .Amplitude",
                    "identify(.events.Identify identify): .Amplitude",
                    "identify(.events.Identify identify, .events.EventOptions): .Amplitude",
                    "setGroup(String key, String group): .Amplitude",
                    "setGroup(String key, String[] groups): .Amplitude",
                    "groupIdentify(String type, String name, Map properties): .Amplitude",
                ],
                track: [
                    "track(String name): .Amplitude",
                    "track(String name, Map properties): .Amplitude",
                    "track(String name, Map properties, .events.EventOptions): .Amplitude",
                    "track(.events.BaseEvent event): .Amplitude",
                    "track(.events.BaseEvent event, .events.EventOptions): .Amplitude",
                    "logEvent(.events.BaseEvent event): .Amplitude",
                    "revenue(.events.Revenue revenue): .Amplitude",
                    "logRevenue(.events.Revenue revenue): .Amplitude",
                ],
                read: ["getUserId(): String", "getDeviceId(): String"],
            },
            { track, logEvent: track, identify },
        ),
        ...calls(
            LEGACY,
            OLD,
            {
                init: [
                    "initialize(Context, String api_key): .AmplitudeClient",
                    "initialize(Context, String api_key, String user): .AmplitudeClient",
                ],
                identify: [
                    "setUserId(String id): .AmplitudeClient",
                    "setUserId(String id, boolean): .AmplitudeClient",
                    "setDeviceId(String id): .AmplitudeClient",
                    "setUserProperties(JSONObject properties)",
                    "identify(.Identify identify)",
                    "setGroup(String key, Object group)",
                ],
                track: [
                    "logEvent(String name)",
                    "logEvent(String name, JSONObject properties)",
                    "logRevenueV2(.Revenue revenue)",
                ],
                consent: ["setOptOut(boolean out): .AmplitudeClient"],
                read: ["getDeviceId(): String"],
            },
            { identify },
        ),
    ],
});
