/** Firebase Crashlytics, by Google. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.google.firebase.crashlytics.FirebaseCrashlytics";
const SOURCE = "github firebase/firebase-android-sdk, firebase-crashlytics/api.txt";

export const crashlytics = defineSdk({
    id: "crashlytics",
    product: "crashlytics",
    markers: {
        classes: [CLS, "com.google.firebase.crashlytics.CrashlyticsRegistrar"],
        libraries: ["libcrashlytics.so", "libcrashlytics-handler.so"],
    },
    hooks: calls(CLS, SOURCE, {
        track: [
            "log(String message)",
            "recordException(Throwable error)",
            "recordException(Throwable error, .CustomKeysAndValues values)",
            "sendUnsentReports()",
        ],
        identify: [
            "setUserId(String id)",
            "setCustomKey(String key, boolean value)",
            "setCustomKey(String key, double value)",
            "setCustomKey(String key, float value)",
            "setCustomKey(String key, int value)",
            "setCustomKey(String key, long value)",
            "setCustomKey(String key, String value)",
            "setCustomKeys(.CustomKeysAndValues values)",
        ],
        consent: [
            "setCrashlyticsCollectionEnabled(boolean enabled)",
            "setCrashlyticsCollectionEnabled(Boolean enabled)",
        ],
    }),
});
