/** Firebase Analytics, by Google: Play services sends for it, so its calls are what can be seen in the app. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.google.firebase.analytics.FirebaseAnalytics";
const SOURCE = "Firebase's Android reference, FirebaseAnalytics; issues of github firebase/firebase-android-sdk";

export const firebaseAnalytics = defineSdk({
    id: "firebase_analytics",
    product: "firebase-analytics",
    markers: {
        classes: [CLS, "com.google.android.gms.measurement.AppMeasurementReceiver"],
        strings: ["app-measurement.com"],
    },
    hooks: calls(CLS, SOURCE, {
        track: [
            "logEvent(String name, Bundle params)",
            "setCurrentScreen(Activity, String screen, String screen_class)",
        ],
        identify: [
            "setUserId(String id)",
            "setUserProperty(String key, String value)",
            "setDefaultEventParameters(Bundle params)",
        ],
        consent: ["setConsent(Map consent)", "setAnalyticsCollectionEnabled(boolean enabled)"],
    }),
});
