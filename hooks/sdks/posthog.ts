/** PostHog, by PostHog: version 3 in Kotlin, and the older com.posthog.android. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const POSTHOG = "com.posthog.PostHog";
const LEGACY = "com.posthog.android.PostHog";
const SOURCE = "com.posthog:posthog 5.2.0, class files";
const OLD = "com.posthog.android:posthog 2.0.3, class files";

export const posthog = defineSdk({
    id: "posthog",
    product: "posthog",
    markers: { classes: [POSTHOG, LEGACY, "com.posthog.PostHogEvent"], strings: ["https://us.i.posthog.com"] },
    hooks: [
        // The companion's and the shared instance's calls all end in this class.
        ...calls(POSTHOG, SOURCE, {
            init: ["setup(.PostHogConfig config)"],
            identify: [
                "identify(String id, Map user_properties, Map set_once)",
                "alias(String alias)",
                "group(String type, String key, Map properties)",
                "register(String key, Object value)",
                "setPersonPropertiesForFlags(Map properties, boolean)",
            ],
            track: [
                "capture(String name, String id, Map properties, Map user_properties, Map set_once, Map groups, Date at)",
                "captureException(Throwable exception, Map properties)",
                "screen(String name, Map properties)",
            ],
            consent: ["optIn()", "optOut()"],
            read: ["distinctId(): String"],
        }),
        ...calls(`${LEGACY}$Builder`, OLD, { init: ["new(Context, String api_key, String host)"] }),
        ...calls(LEGACY, OLD, {
            identify: [
                "identify(String id)",
                "identify(String id, .Properties properties)",
                "identify(String id, .Properties properties, .Options)",
                "alias(String alias)",
                "group(String type, String key)",
            ],
            track: [
                "capture(String name)",
                "capture(String name, .Properties properties)",
                "capture(String name, .Properties properties, .Options)",
                "screen(String name)",
                "screen(String name, .Properties properties)",
            ],
            consent: ["optOut(boolean out)"],
        }),
    ],
});
