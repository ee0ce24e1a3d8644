/** Braze's messages to users, by Braze. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.braze.Braze";
const USER = "com.braze.BrazeUser";
const SOURCE = "Maven Central com.braze:android-sdk-base 25.0.0 and 41.1.1";
const PROPERTIES = "com.braze.models.outgoing.BrazeProperties";

export const braze = defineSdk({
    id: "braze",
    product: "braze",
    markers: { classes: [CLS, "com.braze.push.BrazeFirebaseMessagingService"], strings: ["com_braze_api_key"] },
    hooks: [
        ...calls(CLS, SOURCE, {
            init: ["static configure(Context, com.braze.configuration.BrazeConfig config): boolean"],
            identify: [
                "changeUser(String id)",
                "changeUser(String id, String sdk_signature)",
                "setRegisteredPushToken(String token)",
            ],
            track: [
                "logCustomEvent(String name)",
                `logCustomEvent(String name, ${PROPERTIES} properties)`,
                "logPurchase(String name, String currency, BigDecimal price)",
                "logPurchase(String name, String currency, BigDecimal price, int quantity)",
                `logPurchase(String name, String currency, BigDecimal price, ${PROPERTIES} properties)`,
                `logPurchase(String name, String currency, BigDecimal price, int quantity, ${PROPERTIES} properties)`,
            ],
        }),
        ...calls(USER, SOURCE, {
            identify: [
                "setUserId(String id)",
                "addAlias(String alias, String label): boolean",
                "setFirstName(String first_name): boolean",
                "setLastName(String last_name): boolean",
                "setEmail(String email): boolean",
                "setPhoneNumber(String phone): boolean",
                "setGender(com.braze.enums.Gender gender): boolean",
                "setDateOfBirth(int year, com.braze.enums.Month month, int day): boolean",
                "setCountry(String country): boolean",
                "setHomeCity(String city): boolean",
                "setLanguage(String language): boolean",
                "setCustomUserAttribute(String key, boolean value): boolean",
                "setCustomUserAttribute(String key, int value): boolean",
                "setCustomUserAttribute(String key, float value): boolean",
                "setCustomUserAttribute(String key, long value): boolean",
                "setCustomUserAttribute(String key, double value): boolean",
                "setCustomUserAttribute(String key, String value): boolean",
                "setCustomUserAttribute(String key, JSONObject value): boolean",
                "setCustomUserAttribute(String key, JSONArray value): boolean",
                "setCustomAttributeArray(String key, String[] values): boolean",
                "addToCustomAttributeArray(String key, String value): boolean",
                "incrementCustomUserAttribute(String key, int value): boolean",
                "setLastKnownLocation(double latitude, double longitude)",
                "setLastKnownLocation(double latitude, double longitude, Double altitude, Double accuracy)",
                "setLocationCustomAttribute(String key, double latitude, double longitude)",
            ],
            consent: [
                "setEmailNotificationSubscriptionType(com.braze.enums.NotificationSubscriptionType type): boolean",
                "setPushNotificationSubscriptionType(com.braze.enums.NotificationSubscriptionType type): boolean",
            ],
        }),
    ],
});
