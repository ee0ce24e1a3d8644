/** Airbridge's attribution, by AB180. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "co.ab180.airbridge.Airbridge";
const SOURCE = "Airbridge's guide to its SDK for Android; calls in public apps and plugins on GitHub";

export const airbridge = defineSdk({
    id: "airbridge",
    product: "airbridge",
    markers: { classes: [CLS, "co.ab180.airbridge.AirbridgeOptionBuilder", "co.ab180.airbridge.AirbridgeConfig"] },
    hooks: calls(CLS, SOURCE, {
        init: [
            "static initializeSDK(Application, .AirbridgeOption option)",
            "static init(Application, .AirbridgeConfig config)",
        ],
        identify: [
            "static setUserID(String id)",
            "static setUserEmail(String email)",
            "static setUserPhone(String phone)",
            "static setUserAlias(String key, String value)",
            "static setUserAttribute(String key, Object value)",
            "static setDeviceAlias(String key, String value)",
            "static registerPushToken(String token)",
        ],
        track: ["static trackEvent(String name)", "static trackEvent(String name, Map semantic, Map custom)"],
        consent: ["static startTracking()", "static stopTracking()", "static enableSDK()", "static disableSDK()"],
    }),
});
