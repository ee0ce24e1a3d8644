/** AppsFlyer, by AppsFlyer. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const LIB = "com.appsflyer.AppsFlyerLib";
const SOURCE = "com.appsflyer:af-android-sdk 6.13.0, class files; github AppsFlyerSDK/appsflyer-react-native-plugin";

export const appsflyer = defineSdk({
    id: "appsflyer",
    product: "appsflyer",
    markers: { classes: [LIB, "com.appsflyer.SingleInstallBroadcastReceiver"], strings: ["appsflyersdk.com"] },
    // AppsFlyerLib is abstract: getInstance() gives the class that is really called.
    instances: [{ cls: LIB, method: "getInstance" }],
    hooks: calls(`abstract ${LIB}`, SOURCE, {
        init: [
            "init(String dev_key, .AppsFlyerConversionListener, Context): .AppsFlyerLib",
            "start(Context)",
            "start(Context, String dev_key)",
        ],
        identify: [
            "setCustomerUserId(String id)",
            "setUserEmails(String[] emails)",
            "setUserEmails(.AppsFlyerProperties$EmailsCryptType hashed, String[] emails)",
            "setPhoneNumber(String phone)",
            "setAdditionalData(Map data)",
            "setPartnerData(String partner, Map data)",
            "setImeiData(String imei)",
            "setOaidData(String oaid)",
            "setAndroidIdData(String android_id)",
            "updateServerUninstallToken(Context, String token)",
        ],
        track: [
            "logEvent(Context, String name, Map values)",
            "logEvent(Context, String name, Map values, .attribution.AppsFlyerRequestListener)",
            "logLocation(Context, double latitude, double longitude)",
            "logSession(Context)",
            "sendAdRevenue(Context, Map values)",
        ],
        consent: [
            "stop(boolean stopped, Context)",
            "anonymizeUser(boolean anonymous)",
            "setDisableAdvertisingIdentifiers(boolean disabled)",
            "setSharingFilterForPartners(String[] partners)",
            "setConsentData(.AppsFlyerConsent consent)",
        ],
        read: ["getAppsFlyerUID(Context): String"],
    }),
});
