/** Singular's attribution, by Singular. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.singular.sdk.Singular";
const SOURCE = "github singular-labs/react-native-sdk, SingularBridgeModule.java";

export const singular = defineSdk({
    id: "singular",
    product: "singular",
    markers: { classes: [CLS, "com.singular.sdk.SingularConfig"], strings: ["sdk-api-v1.singular.net"] },
    hooks: calls(CLS, SOURCE, {
        init: [
            "static init(Context, .SingularConfig config): boolean",
            "static init(Context, String key, String): boolean",
        ],
        identify: [
            "static setCustomUserId(String id)",
            "static setDeviceCustomUserId(String id)",
            "static setFCMDeviceToken(String token)",
            "static setGlobalProperty(String key, String value, boolean override): boolean",
        ],
        track: [
            "static event(String name): boolean",
            "static event(String name, Object[] extra): boolean",
            "static event(String name, String extra): boolean",
            "static eventJSON(String name, JSONObject extra): boolean",
            "static revenue(String currency, double amount): boolean",
            "static customRevenue(String name, String currency, double amount): boolean",
            "static adRevenue(.SingularAdData data): boolean",
        ],
        consent: ["static limitDataSharing(boolean limited)", "static trackingOptIn()", "static stopAllTracking()"],
    }),
});
