/** Intercom's messenger, by Intercom. */
import { calls } from "../engine/declared.js";
import { fieldsOf } from "../engine/objects.js";
import { toValue } from "../engine/values.js";
import { defineSdk, type SdkHook } from "../engine/vocabulary.js";

const CLS = "io.intercom.android.sdk.Intercom";
const SOURCE =
    "github intercom/intercom-android, docs of 18.5.0, 2026-07; github intercom/intercom-react-native, IntercomModule.java";
const CALLBACK = "io.intercom.android.sdk.IntercomStatusCallback";

const person =
    (method: string): SdkHook["read"] =>
    ({ args: [who] }) => ({ title: method, value: fieldsOf(who) });

export const intercom = defineSdk({
    id: "intercom",
    product: "intercom",
    markers: { classes: [CLS, "io.intercom.android.nexus.NexusClient"], strings: ["mobile-messenger.intercom.com"] },
    // Intercom itself is abstract in the real SDK: client() gives the class that is really called.
    instances: [{ cls: CLS, method: "client" }],
    hooks: calls(
        `abstract ${CLS}`,
        SOURCE,
        {
            init: ["static initialize(Application, String, String app)"],
            identify: [
                `loginIdentifiedUser(io.intercom.android.sdk.identity.Registration who, ${CALLBACK})`,
                "registerIdentifiedUser(io.intercom.android.sdk.identity.Registration who)",
                `loginUnidentifiedUser(${CALLBACK})`,
                `updateUser(io.intercom.android.sdk.UserAttributes who, ${CALLBACK})`,
                "setUserHash(String hash)",
                "setUserJwt(String jwt)",
            ],
            track: ["logEvent(String name)", "logEvent(String name, Map data)", "displayMessageComposer(String draft)"],
        },
        {
            initialize: ({ args: [, , app] }) => ({ title: "initialize", value: { appId: toValue(app) } }),
            loginIdentifiedUser: person("loginIdentifiedUser"),
            registerIdentifiedUser: person("registerIdentifiedUser"),
            updateUser: person("updateUser"),
        },
    ),
});
