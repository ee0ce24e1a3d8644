/** Facebook SDK (App Events), by Meta. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const LOGGER = "com.facebook.appevents.AppEventsLogger";
const CORE = "com.facebook.FacebookSdk";
const SOURCE = "com.facebook.android:facebook-core 17.0.0, class files; github facebook/facebook-android-sdk, 2026-06-30";

/** Java calls the static methods, Kotlin the companion's: the same lines. */
const STATICS = [
    "setUserID(String id)",
    "setUserData(String email, String first_name, String last_name, String phone, String birth, String gender, String city, " +
        "String state, String zip, String country)",
    "setPushNotificationsRegistrationId(String token)",
    "setInstallReferrer(String referrer)",
];

export const facebook = defineSdk({
    id: "facebook",
    product: "facebook",
    markers: { classes: [LOGGER, CORE, "com.facebook.FacebookActivity"], strings: ["com.facebook.sdk.appEventPreferences"] },
    hooks: [
        ...calls(CORE, SOURCE, {
            init: [
                "static sdkInitialize(Context)",
                "static sdkInitialize(Context, .FacebookSdk$InitializeCallback)",
                "static setApplicationId(String app_id)",
            ],
            consent: [
                "static setAutoLogAppEventsEnabled(boolean enabled)",
                "static setAdvertiserIDCollectionEnabled(boolean enabled)",
                "static setLimitEventAndDataUsage(Context, boolean limit)",
                "static setDataProcessingOptions(String[] options)",
                "static setDataProcessingOptions(String[] options, int country, int state)",
            ],
        }),
        ...calls(LOGGER, SOURCE, {
            identify: STATICS.map((line) => `static ${line}`),
            track: [
                "logEvent(String name)",
                "logEvent(String name, double value)",
                "logEvent(String name, Bundle parameters)",
                "logEvent(String name, double value, Bundle parameters)",
                "logPurchase(BigDecimal amount, Currency currency)",
                "logPurchase(BigDecimal amount, Currency currency, Bundle parameters)",
                "logPushNotificationOpen(Bundle payload)",
            ],
        }),
        ...calls(`${LOGGER}$Companion`, SOURCE, { identify: STATICS }),
    ],
});
