/** CleverTap's messages to users, by CleverTap. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.clevertap.android.sdk.CleverTapAPI";
const SOURCE = "Maven Central com.clevertap.android:clevertap-android-sdk 4.6.4 and 7.5.0";

export const clevertap = defineSdk({
    id: "clevertap",
    product: "clevertap",
    markers: {
        classes: [CLS, "com.clevertap.android.sdk.ActivityLifecycleCallback"],
        strings: ["CLEVERTAP_ACCOUNT_ID"],
    },
    hooks: calls(CLS, SOURCE, {
        init: [
            `static getDefaultInstance(Context): ${CLS}`,
            `static getDefaultInstance(Context, String clevertap_id): ${CLS}`,
            `static instanceWithConfig(Context, .CleverTapInstanceConfig config): ${CLS}`,
        ],
        identify: [
            "onUserLogin(Map profile)",
            "onUserLogin(Map profile, String clevertap_id)",
            "pushProfile(Map profile)",
            "addMultiValueForKey(String key, String value)",
            "addMultiValuesForKey(String key, ArrayList values)",
            "setMultiValuesForKey(String key, ArrayList values)",
            "incrementValue(String key, Number value)",
            "setLocation(Location location)",
            "pushFcmRegistrationId(String token, boolean register)",
        ],
        track: [
            "pushEvent(String name)",
            "pushEvent(String name, Map properties)",
            "pushChargedEvent(HashMap details, ArrayList items)",
            "pushError(String message, int code)",
            "pushInstallReferrer(String source, String medium, String campaign)",
        ],
        consent: ["setOptOut(boolean opted_out)", "enableDeviceNetworkInfoReporting(boolean enabled)"],
        read: ["getCleverTapID(): String", "getCleverTapAttributionIdentifier(): String"],
    }),
});
