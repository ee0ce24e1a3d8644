/** OneSignal, by OneSignal. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const ONESIGNAL = "com.onesignal.OneSignal";
const USER = "com.onesignal.user.IUserManager";
const SOURCE = "com.onesignal:core 5.1.20, class files";

export const onesignal = defineSdk({
    id: "onesignal",
    product: "onesignal",
    markers: { classes: [ONESIGNAL, "com.onesignal.core.activities.PermissionsActivity"], strings: ["api.onesignal.com"] },
    instances: [{ cls: ONESIGNAL, method: "getUser", of: USER }],
    hooks: [
        ...calls(ONESIGNAL, SOURCE, {
            init: ["static initWithContext(Context, String app_id)", "static initWithContext(Context): boolean"],
            identify: ["static login(String external_id)", "static login(String external_id, String jwt)"],
            consent: ["static setConsentRequired(boolean required)", "static setConsentGiven(boolean given)"],
        }),
        ...calls(`interface ${USER}`, SOURCE, {
            identify: [
                "addAlias(String key, String id)",
                "addAliases(Map aliases)",
                "addEmail(String email)",
                "addSms(String phone)",
                "addTag(String key, String value)",
                "addTags(Map tags)",
                "setLanguage(String language)",
            ],
        }),
    ],
});
