/** Segment, by Twilio: analytics-kotlin with its Java face, and the older com.segment.analytics. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const START = "com.segment.analytics.kotlin.android.AndroidAnalyticsKt";
const KOTLIN = "com.segment.analytics.kotlin.core.Analytics";
const JAVA = "com.segment.analytics.kotlin.core.compat.JavaAnalytics";
const LEGACY = "com.segment.analytics.Analytics";
const SOURCE = "com.segment.analytics.kotlin:core 1.16.3, class files";
const OLD = "com.segment.analytics.android:analytics 4.11.3, class files";
const JSON = "kotlinx.serialization.json.JsonObject";

export const segment = defineSdk({
    id: "segment",
    product: "segment",
    markers: { classes: [KOTLIN, LEGACY], strings: ["cdn-settings.segment.com/v1"] },
    hooks: [
        ...calls(START, `${SOURCE}; com.segment.analytics.kotlin:android 1.16.3`, {
            init: [
                `static Analytics(String write_key, Context): ${KOTLIN}`,
                `static Analytics(String write_key, Context, Function1): ${KOTLIN}`,
            ],
        }),
        ...calls(KOTLIN, SOURCE, {
            identify: [
                `identify(String id, ${JSON} traits, Function1)`,
                `identify(String id, ${JSON} traits)`,
                `identify(${JSON} traits)`,
                "identify(String id)",
                `group(String id, ${JSON} traits)`,
                "alias(String id, Function1)",
            ],
            track: [
                `track(String name, ${JSON} properties, Function1)`,
                `track(String name, ${JSON} properties)`,
                "track(String name)",
                `screen(String name, ${JSON} properties, String category)`,
                `screen(String name, ${JSON} properties)`,
            ],
        }),
        ...calls(JAVA, SOURCE, {
            identify: [
                `identify(String id, ${JSON} traits)`,
                "identify(String id, Map traits)",
                `identify(${JSON} traits)`,
                "identify(Map traits)",
                "identify(String id)",
                `group(String id, ${JSON} traits)`,
                "alias(String id)",
            ],
            track: [
                `track(String name, ${JSON} properties)`,
                "track(String name, Map properties)",
                "track(String name)",
                `screen(String name, ${JSON} properties, String category)`,
                "screen(String name, Map properties)",
            ],
        }),
        ...calls(`${LEGACY}$Builder`, OLD, { init: ["new(Context, String write_key)"] }),
        ...calls(LEGACY, OLD, {
            identify: [
                "identify(String id)",
                "identify(.Traits traits)",
                "identify(String id, .Traits traits, .Options)",
                "group(String id)",
                "group(String id, .Traits traits)",
                "alias(String id)",
            ],
            track: [
                "track(String name)",
                "track(String name, .Properties properties)",
                "track(String name, .Properties properties, .Options)",
                "screen(String name)",
                "screen(String category, String name)",
                "screen(String category, String name, .Properties properties, .Options)",
            ],
            consent: ["optOut(boolean out)"],
        }),
    ],
});
