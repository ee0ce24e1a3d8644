/** Branch's links and attribution, by Branch. */
import { calls, itself } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "io.branch.referral.Branch";
const EVENT = "io.branch.referral.util.BranchEvent";
const SOURCE = "Maven Central io.branch.sdk.android:library 5.0.0 and 5.2.0";

export const branch = defineSdk({
    id: "branch",
    product: "branch",
    markers: { classes: [CLS, EVENT], strings: ["api2.branch.io", "io.branch.sdk.BranchKey"] },
    hooks: [
        ...calls(CLS, SOURCE, {
            init: [
                "static getAutoInstance(Context): io.branch.referral.Branch",
                "static getAutoInstance(Context, String key_of_app): io.branch.referral.Branch",
            ],
            identify: [
                "setIdentity(String id)",
                "setIdentity(String id, $BranchReferralInitListener)",
                "setRequestMetadata(String key, String value)",
                "addFacebookPartnerParameterWithName(String key, String value)",
            ],
            track: ["userCompletedAction(String name)", "userCompletedAction(String name, JSONObject properties)"],
            consent: ["disableTracking(boolean disabled)"],
        }),
        ...calls(
            EVENT,
            SOURCE,
            { track: ["logEvent(Context): boolean"] },
            { logEvent: itself("BranchEvent.logEvent") },
        ),
    ],
});
