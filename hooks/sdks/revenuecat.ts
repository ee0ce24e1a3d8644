/** RevenueCat's subscriptions, by RevenueCat. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.revenuecat.purchases.Purchases";
const SOURCE = "Maven Central com.revenuecat.purchases:purchases 4.0.2 and 10.19.1";
const partners = [
    "Mixpanel:setMixpanelDistinctID",
    "OneSignal:setOnesignalID",
    "Firebase:setFirebaseAppInstanceID",
    "Adjust:setAdjustID",
    "AppsFlyer:setAppsflyerID",
    "Facebook:setFBAnonymousID",
    "mParticle:setMparticleID",
    "CleverTap:setCleverTapID",
    "Airship:setAirshipChannelID",
].map((each) => `${each.split(":")[1]}(String ${each.split(":")[0]!.toLowerCase()}_id)`);

export const revenuecat = defineSdk({
    id: "revenuecat",
    product: "revenuecat",
    markers: { classes: [CLS], strings: ["api.revenuecat.com"] },
    hooks: [
        // Kotlin's callers go to the companion, Java's to the static method, which goes there too.
        ...calls(`${CLS}$Companion`, SOURCE, {
            init: [`configure(com.revenuecat.purchases.PurchasesConfiguration config): ${CLS}`],
        }),
        ...calls(CLS, SOURCE, {
            identify: [
                "logIn(String id)",
                "logIn(String id, .interfaces.LogInCallback)",
                "identify(String id, .interfaces.ReceivePurchaserInfoListener)",
                "setAttributes(Map attributes)",
                "setEmail(String email)",
                "setPhoneNumber(String phone)",
                "setDisplayName(String display_name)",
                "setPushToken(String token)",
                "collectDeviceIdentifiers()",
                ...partners,
                "setMediaSource(String media_source)",
                "setCampaign(String campaign)",
            ],
            track: ["purchase(.PurchaseParams params, .interfaces.PurchaseCallback)", "syncPurchases()"],
            read: ["getAppUserID(): String"],
        }),
    ],
});
