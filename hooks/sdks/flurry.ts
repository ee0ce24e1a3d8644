/** Flurry's analytics, by Yahoo. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.flurry.android.FlurryAgent";
const STATUS = "com.flurry.android.FlurryEventRecordStatus";
const SOURCE = "Maven Central com.flurry.android:analytics 12.1.0 and 13.1.0";

export const flurry = defineSdk({
    id: "flurry",
    product: "flurry",
    markers: { classes: [CLS], strings: ["data.flurry.com"] },
    hooks: [
        ...calls(`${CLS}$Builder`, SOURCE, { init: ["build(Context, String api_key)"] }),
        ...calls(CLS, SOURCE, {
            identify: [
                "static setUserId(String id)",
                "static setAge(int age)",
                "static setGender(byte gender)",
                "static addSessionProperty(String key, String value)",
            ],
            track: [
                `static logEvent(String name): ${STATUS}`,
                `static logEvent(String name, Map params): ${STATUS}`,
                `static logEvent(String name, boolean timed): ${STATUS}`,
                `static logEvent(String name, Map params, boolean timed): ${STATUS}`,
                "static onError(String name, String message, String error_class)",
                "static onError(String name, String message, Throwable error)",
                "static logBreadcrumb(String message)",
            ],
        }),
    ],
});
