/** Mintegral's advertising, by Mintegral. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const API = "com.mbridge.msdk.MBridgeSDK";
const FACTORY = "com.mbridge.msdk.out.MBridgeSDKFactory";
const SOURCE = "github googleads/googleads-mobile-android-mediation, Mintegral's adapter";

export const mintegral = defineSdk({
    id: "mintegral",
    product: "mintegral",
    markers: { classes: [API, FACTORY] },
    instances: [{ cls: FACTORY, method: "getMBridgeSDK", of: API }],
    hooks: calls(`interface ${API}`, SOURCE, {
        init: ["init(Map config, Context)", "init(Map config, Context, .out.SDKInitStatusListener)"],
        consent: ["setConsentStatus(Context, int consent)", "setDoNotTrackStatus(boolean do_not_track)"],
    }),
});
