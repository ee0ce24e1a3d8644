/** Airship's messages to users, by Airship. */
import { calls, itself } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const SOURCE = "github urbanairship/android-library, UAirship.kt, Contact.kt, Analytics.kt, CustomEvent.kt";
const EVENT = "com.urbanairship.analytics.CustomEvent";

export const airship = defineSdk({
    id: "airship",
    product: "airship",
    markers: {
        classes: ["com.urbanairship.UAirship", "com.urbanairship.Airship", "com.urbanairship.UrbanAirshipProvider"],
    },
    hooks: [
        ...calls("com.urbanairship.UAirship", SOURCE, {
            init: ["static takeOff(Application)", "static takeOff(Application, .AirshipConfigOptions options)"],
        }),
        ...calls("com.urbanairship.contacts.Contact", SOURCE, {
            identify: [
                "identify(String id)",
                "registerEmail(String email, .EmailRegistrationOptions options)",
                "registerSms(String phone, .SmsRegistrationOptions options)",
            ],
        }),
        ...calls("com.urbanairship.analytics.Analytics", SOURCE, {
            track: [`recordCustomEvent(${EVENT} event)`, "trackScreen(String screen)"],
        }),
        ...calls(EVENT, SOURCE, { track: [`track(): ${EVENT}`] }, { track: itself("CustomEvent.track") }),
    ],
});
