/** mParticle's customer data platform, by mParticle: it passes on to others. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.mparticle.MParticle";
const IDENTITY = "com.mparticle.identity.IdentityApi";
const USER = "com.mparticle.identity.MParticleUser";
const SOURCE = "Maven Central com.mparticle:android-core 5.11.2";
const TASK = "com.mparticle.MParticleTask";

export const mparticle = defineSdk({
    id: "mparticle",
    product: "mparticle",
    markers: { classes: [CLS], strings: ["nativesdks.mparticle.com", "identity.mparticle.com"] },
    instances: [{ cls: IDENTITY, method: "getCurrentUser", of: USER }],
    hooks: [
        ...calls(CLS, SOURCE, {
            init: ["static start(.MParticleOptions options)"],
            identify: ["setLocation(Location location)", "logPushRegistration(String token, String sender)"],
            track: [
                "logEvent(.BaseEvent event)",
                "logScreen(String name)",
                "logScreen(String name, Map data)",
                "leaveBreadcrumb(String message)",
                "logError(String message)",
                "logError(String message, Map data)",
                "logException(Exception error, Map data, String message)",
            ],
            consent: ["setOptOut(Boolean opted_out)"],
        }),
        ...calls(IDENTITY, SOURCE, {
            identify: [
                `login(.IdentityApiRequest request): ${TASK}`,
                `logout(.IdentityApiRequest request): ${TASK}`,
                `identify(.IdentityApiRequest request): ${TASK}`,
                "modify(.IdentityApiRequest request): com.mparticle.identity.BaseIdentityTask",
            ],
        }),
        ...calls(`interface ${USER}`, SOURCE, {
            identify: [
                "setUserAttribute(String key, Object value): boolean",
                "setUserAttributes(Map attributes): boolean",
                "setUserAttributeList(String key, Object values): boolean",
                "incrementUserAttribute(String key, int value): boolean",
                "setUserTag(String tag): boolean",
            ],
        }),
    ],
});
