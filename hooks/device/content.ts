/** What other apps' providers keep: contacts, messages, calls, calendar, pictures; told apart by the address asked. */
import { Method, Ref, isA } from "../engine/jni.js";
import { text, toValue } from "../engine/values.js";
import { defineDevice, type Call, type Reading } from "../engine/vocabulary.js";
import { SETTINGS } from "./android_id.js";
import { requests } from "./reading.js";

const SOURCE = "AOSP ContentResolver.java, android-all 28, 33, 34";
const COUNT = new Method("android/database/Cursor", "getCount", "()I");
const COLUMNS = new Method("android/database/Cursor", "getColumnNames", "()[Ljava/lang/String;");

/** The authority of a content address, or its first words, to what is kept there. */
const KEPT: [RegExp, string][] = [
    [/^(com\.android\.)?contacts$|^icc$/, "contacts"],
    [/^(sms|mms|mms-sms)$/, "messages"],
    [/^call_log(_shadow)?$/, "call_log"],
    [/^com\.android\.calendar$/, "calendar"],
    [/^media$|^com\.android\.providers\.media\.(documents|photopicker)$|^com\.android\.externalstorage\.documents$/, "media"],
    [/^com\.android\.providers\.downloads(\.documents)?$|^downloads$/, "media"],
    [/^telephony$|^carrier_information$/, "network_operator"],
    [/^com\.vivo\.vms\.IdProvider$|^com\.meizu\.flyme\.openidsdk$|openid|oaid/i, "oaid"],
    [/^com\.google\.android\.gsf\.gservices$/, "device_id"],
    [/^com\.android\.browser$|^browser$/, "browsing"],
];

export function resolveContent(): void {
    for (const m of [COUNT, COLUMNS]) m.resolve();
    for (const c of ["android/database/Cursor", "android/net/Uri", "java/lang/String"]) isA(NULL, c);
}

function kept(address: string): string | null {
    const [, authority = "", path = ""] = /^content:\/\/(?:\d+@)?([^/?#]*)\/?(.*)$/.exec(address) ?? ["", address];
    if (authority === "settings") return SETTINGS[path.split(/[/?]/).pop() ?? ""] ?? null;
    return KEPT.find(([one]) => one.test(authority))?.[1] ?? null;
}

/** The address asked for, and how many rows of which columns the answer has; what stands in them only the app reads. */
function queried(call: Call): Reading | null {
    const uri = text(call.args[0]);
    const type = kept(uri) ?? setting(uri, call);
    if (type === null) return null;
    const { result } = call;
    const asked = uri.slice(0, 300);
    if (!(result instanceof Ref)) return { type, value: { asked } };
    return { type, late: () => ({ asked, rows: COUNT.on(result.$h) as number, columns: columns(result) }) };
}

/** content://settings/secure with the name in the selection's arguments. */
function setting(uri: string, { args }: Call): string | null {
    if (!uri.startsWith("content://settings/")) return null;
    const said = JSON.stringify(toValue(args[3]) ?? "") + text(args[2]);
    return Object.entries(SETTINGS).find(([name]) => said.includes(name))?.[1] ?? null;
}

function columns(cursor: Ref): unknown {
    const all = COLUMNS.on(cursor.$h) as NativePointer;
    const list = toValue(new Ref(all, false));
    return Array.isArray(list) ? list.slice(0, 20) : [];
}

function opened({ args: [uri], result }: Call): Reading | null {
    const address = text(uri);
    const type = kept(address);
    return type === null ? null : { type, value: { asked: address.slice(0, 300), opened: result instanceof Ref } };
}

function watched({ args: [uri] }: Call): Reading | null {
    const address = text(uri);
    const type = kept(address);
    return type === null ? null : { type, asked: true, value: address.slice(0, 300) };
}

/** call(uri or authority, "GET_secure", "android_id", …) is how the settings' own class asks. */
function called({ args, result }: Call): Reading | null {
    const [where, method, name] = args.map((a) => (a instanceof Ref ? text(a) : ""));
    const address = where ?? "";
    const type = address.includes("settings") ? SETTINGS[name ?? ""] : kept(address);
    if (type === undefined || type === null) return null;
    if (!(method ?? "").startsWith("GET_")) return { type, value: { asked: `${address} ${method} ${name}` } };
    return { type, value: result instanceof Ref ? valueOf(result) : null };
}

function valueOf(bundle: Ref): string | null {
    const held = toValue(bundle) as Record<string, unknown> | string | null;
    return held !== null && typeof held === "object" && typeof held.value === "string" ? held.value : null;
}

export const content = defineDevice({
    id: "content",
    hooks: requests("android.content.ContentResolver", SOURCE, {
        query: queried,
        openInputStream: opened,
        openFileDescriptor: opened,
        openAssetFileDescriptor: opened,
        openTypedAssetFileDescriptor: opened,
        registerContentObserver: watched,
        call: called,
    }),
});
