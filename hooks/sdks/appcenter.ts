/** App Center's analytics and crash reports, by Microsoft. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.microsoft.appcenter.AppCenter";
const ANALYTICS = "com.microsoft.appcenter.analytics.Analytics";
const SOURCE = "Maven Central com.microsoft.appcenter:appcenter and appcenter-analytics 2.5.1 and 5.0.6";

export const appcenter = defineSdk({
    id: "appcenter",
    product: "appcenter",
    markers: { classes: [CLS], strings: ["in.appcenter.ms"] },
    hooks: [
        ...calls(CLS, SOURCE, {
            init: [
                "static start(Application, String app_secret, Class[])",
                "static configure(Application, String app_secret)",
            ],
            identify: ["static setUserId(String id)", "static setCountryCode(String country)"],
            consent: ["static setEnabled(boolean enabled): com.microsoft.appcenter.utils.async.AppCenterFuture"],
        }),
        ...calls(ANALYTICS, SOURCE, {
            track: [
                "static trackEvent(String name)",
                "static trackEvent(String name, Map properties)",
                "static trackEvent(String name, Map properties, int flags)",
                "static trackEvent(String name, .EventProperties properties)",
            ],
        }),
    ],
});
