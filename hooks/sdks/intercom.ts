/** Intercom's messenger, by Intercom. */
import { fieldsOf } from "../engine/objects.js";
import { text, toValue } from "../engine/values.js";
import { defineSdk, type SdkHook, type Verb } from "../engine/vocabulary.js";

const CLS = "io.intercom.android.sdk.Intercom";
const SOURCE = "github intercom/intercom-android, docs of 18.5.0, 2026-07";

const hook = (method: string, kind: Verb, read: SdkHook["read"]): SdkHook => ({
    cls: CLS,
    method,
    kind,
    read,
    source: SOURCE,
});
const person =
    (method: string): SdkHook["read"] =>
    ({ args: [who] }) => ({ title: method, value: fieldsOf(who) });

export const intercom = defineSdk({
    id: "intercom",
    product: "intercom",
    markers: { classes: [CLS] },
    // Intercom itself is abstract in the real SDK: client() gives the class that is really called.
    instances: [{ cls: CLS, method: "client" }],
    hooks: [
        hook("initialize", "init", ({ args: [, , app] }) => ({ title: "initialize", value: { appId: toValue(app) } })),
        hook("loginIdentifiedUser", "identify", person("loginIdentifiedUser")),
        hook("loginUnidentifiedUser", "identify", () => ({ title: "loginUnidentifiedUser", value: null })),
        hook("updateUser", "identify", person("updateUser")),
        hook("setUserHash", "identify", ({ args: [hash] }) => ({ title: "setUserHash", value: toValue(hash) })),
        hook("logEvent", "track", ({ args: [name, data] }) => ({
            title: `logEvent: ${text(name)}`,
            value: toValue(data),
        })),
        hook("displayMessageComposer", "track", ({ args: [draft] }) => ({
            title: "displayMessageComposer",
            value: toValue(draft),
        })),
    ],
});
