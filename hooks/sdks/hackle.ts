/** Hackle's A/B tests and analytics, by Hackle. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "io.hackle.android.HackleApp";
const SOURCE = "github hackle-io/hackle-android-sdk, HackleApp.kt";
const USER = "io.hackle.sdk.common.User";
const EVENT = "io.hackle.sdk.common.Event";

export const hackle = defineSdk({
    id: "hackle",
    product: "hackle",
    markers: { classes: [CLS], strings: ["event.hackle.io"] },
    hooks: [
        ...calls(`${CLS}$Companion`, SOURCE, {
            init: [
                `initializeApp(Context, String sdk_key, .HackleConfig config, java.lang.Runnable): ${CLS}`,
                `initializeApp(Context, String sdk_key, ${USER} user, .HackleConfig config, java.lang.Runnable): ${CLS}`,
            ],
        }),
        ...calls(CLS, SOURCE, {
            identify: [
                `setUser(${USER} user, java.lang.Runnable)`,
                "setUserId(String id, java.lang.Runnable)",
                "setDeviceId(String device_id, java.lang.Runnable)",
                "setUserProperty(String key, Object value, java.lang.Runnable)",
                "updateUserProperties(io.hackle.sdk.common.PropertyOperations properties, java.lang.Runnable)",
                "setPhoneNumber(String phone, java.lang.Runnable)",
                "setPushToken(String token)",
            ],
            track: [
                "track(String name)",
                `track(${EVENT} event)`,
                "track(String name, String user_id)",
                `track(${EVENT} event, ${USER} user)`,
            ],
            consent: ["setOptOutTracking(boolean opted_out)"],
        }),
    ],
});
