/** The accounts kept in the phone: their kinds and names, of which many are e-mail addresses. */
import { textField } from "../engine/fields.js";
import { Ref, arrayLength, env, inFrame } from "../engine/jni.js";
import { defineDevice, type Call, type Reading } from "../engine/vocabulary.js";
import { argument, asked, reads, requests } from "./reading.js";

const SOURCE = "AOSP AccountManager.java, android-all 28, 33, 34";
const NAMES = 20;

function held({ result }: Call): Reading[] {
    if (!(result instanceof Ref)) return [{ type: "accounts", value: null }];
    const count = arrayLength(env(), result.$h);
    const found: { kind: string; name: string }[] = [];
    for (let i = 0; i < Math.min(count, NAMES); i++)
        inFrame((e) => {
            const account = e.getObjectArrayElement(result.$h, i);
            found.push({ kind: textField(account, ["type"]), name: textField(account, ["name"]) });
        });
    const addresses = [...new Set(found.map((a) => a.name).filter((name) => /^[^@\s]+@[^@\s]+\.\w+$/.test(name)))];
    return [
        { type: "accounts", value: { count, first: found.map((a) => `${a.kind}: ${a.name}`) } },
        ...addresses.map((value) => ({ type: "email", value })),
    ];
}

export const accounts = defineDevice({
    id: "accounts",
    hooks: [
        ...reads("android.accounts.AccountManager", SOURCE, { getAccounts: held, getAccountsByType: held }),
        ...requests("android.accounts.AccountManager", SOURCE, {
            getAuthToken: asked("accounts", (call) => argument(call, 1)),
            getAccountsByTypeAndFeatures: asked("accounts", (call) => argument(call, 0)),
        }),
    ],
});
