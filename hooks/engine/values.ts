/** Java values to what JSON can say, bounded in depth, width and size; nothing of the app's own code is called for it. */
import { textField } from "./fields.js";
import {
    Method,
    Ref,
    arrayLength,
    bytesOf,
    classNameOf,
    env,
    inFrame,
    isA,
    stringOf,
    toStringOf,
    type JavaValue,
} from "./jni.js";

const DEPTH = 6;
const WIDTH = 200;
const TEXT = 16 << 10;
const JSON_TEXT = 256 << 10;
const BYTES = 4 << 10;

const M = {
    entrySet: new Method("java/util/Map", "entrySet", "()Ljava/util/Set;"),
    toArray: new Method("java/util/Collection", "toArray", "()[Ljava/lang/Object;"),
    key: new Method("java/util/Map$Entry", "getKey", "()Ljava/lang/Object;"),
    value: new Method("java/util/Map$Entry", "getValue", "()Ljava/lang/Object;"),
    bundleKeys: new Method("android/os/BaseBundle", "keySet", "()Ljava/util/Set;"),
    bundleGet: new Method("android/os/BaseBundle", "get", "(Ljava/lang/String;)Ljava/lang/Object;"),
    practiceBundleKeys: new Method("android/os/Bundle", "keySet", "()Ljava/util/Set;"),
    practiceBundleGet: new Method("android/os/Bundle", "get", "(Ljava/lang/String;)Ljava/lang/Object;"),
    enumName: new Method("java/lang/Enum", "name", "()Ljava/lang/String;"),
    latitude: new Method("android/location/Location", "getLatitude", "()D"),
    longitude: new Method("android/location/Location", "getLongitude", "()D"),
};

/** Classes whose toString() is the platform's and says the value. */
const SAYS_ITSELF = [
    "java/lang/CharSequence",
    "java/util/UUID",
    "java/net/URL",
    "java/net/URI",
    "java/util/Locale",
    "java/util/Currency",
    "java/util/Date",
    "java/io/File",
    "android/net/Uri",
    "android/accounts/Account",
];
/** Classes whose toString() is JSON: the platform's, kotlinx.serialization's, Gson's. */
const JSONS = [
    "org/json/JSONObject",
    "org/json/JSONArray",
    "kotlinx/serialization/json/JsonElement",
    "com/google/gson/JsonElement",
];
const NUMBERS = ["java/lang/Number"];

/** Looks up every class and method named here, on the agent's thread, where the app's classes are found. */
export function resolveValues(): void {
    for (const m of Object.values(M)) m.resolve();
    for (const c of [
        ...SAYS_ITSELF,
        ...NUMBERS,
        "java/lang/Boolean",
        "java/lang/Character",
        "java/lang/Enum",
        "java/util/Map",
        "java/util/Collection",
        ...JSONS,
        "android/os/BaseBundle",
        "android/os/Bundle",
        "[B",
        "[Ljava/lang/Object;",
        "java/lang/Throwable",
        "android/location/Location",
    ])
        isA(NULL, c);
}

/** A string, or what the value's own toString() says where that is the platform's; "" for null. */
export function text(value: JavaValue): string {
    const v = toValue(value);
    return v === null ? "" : typeof v === "string" ? v : JSON.stringify(v);
}

/** The value as JSON has it. An object that JSON has no form for is named by its class: "<com.foo.Bar>". */
export function toValue(value: JavaValue): unknown {
    if (value === undefined || value === null) return null;
    if (!(value instanceof Ref)) return value instanceof Int64 ? Number(value) : value;
    return inFrame(() => convert(value.$h, DEPTH));
}

function convert(h: NativePointer, depth: number): unknown {
    if (h.isNull()) return null;
    if (isA(h, "java/lang/String")) return stringOf(h, TEXT);
    if (isA(h, "java/lang/Number")) return number(h);
    if (isA(h, "java/lang/Boolean")) return toStringOf(h) === "true";
    if (JSONS.some((c) => isA(h, c))) return json(toStringOf(h, JSON_TEXT));
    if (isA(h, "java/lang/Enum")) return stringOf(M.enumName.on(h));
    if (isA(h, "[B")) return hexBytes(h);
    if (depth === 0) return "…";
    if (isA(h, "java/util/Map")) return map(h, depth);
    if (isA(h, "java/util/Collection")) return list(M.toArray.on(h), depth);
    if (isA(h, "[Ljava/lang/Object;")) return list(h, depth);
    if (isA(h, "android/os/BaseBundle")) return bundle(h, M.bundleKeys, M.bundleGet, depth);
    if (isA(h, "android/os/Bundle")) return bundle(h, M.practiceBundleKeys, M.practiceBundleGet, depth);
    if (isA(h, "java/lang/Character") || SAYS_ITSELF.some((c) => isA(h, c))) return toStringOf(h, TEXT);
    if (isA(h, "java/lang/Throwable")) return `${classNameOf(h)}: ${textField(h, ["detailMessage"])}`;
    if (isA(h, "android/location/Location")) return { latitude: M.latitude.on(h), longitude: M.longitude.on(h) };
    return `<${classNameOf(h)}>`;
}

function number(h: NativePointer): unknown {
    const said = toStringOf(h);
    const n = Number(said);
    // A long beyond 2^53 keeps its digits as text: an id must not change its last ones.
    return Number.isFinite(n) && (!Number.isInteger(n) || Number.isSafeInteger(n)) ? n : said;
}

function json(said: string): unknown {
    try {
        return JSON.parse(said);
    } catch {
        return said;
    }
}

function hexBytes(h: NativePointer): unknown {
    const bytes = new Uint8Array(bytesOf(new Ref(h, false), 0, BYTES));
    return { bytes: arrayLength(env(), h), hex: Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("") };
}

function list(array: NativePointer, depth: number): unknown[] {
    const e = env();
    const length = arrayLength(e, array);
    const out: unknown[] = [];
    for (let i = 0; i < Math.min(length, WIDTH); i++)
        out.push(inFrame(() => convert(e.getObjectArrayElement(array, i), depth - 1)));
    if (length > WIDTH) out.push(`… ${length - WIDTH} more`);
    return out;
}

function map(h: NativePointer, depth: number): Record<string, unknown> {
    const e = env();
    const entries = M.toArray.on(M.entrySet.on(h)) as NativePointer;
    const length = arrayLength(e, entries);
    const out: Record<string, unknown> = {};
    for (let i = 0; i < Math.min(length, WIDTH); i++) {
        inFrame(() => {
            const entry = e.getObjectArrayElement(entries, i);
            const key = convert(M.key.on(entry), 1);
            out[typeof key === "string" ? key : JSON.stringify(key)] = convert(M.value.on(entry), depth - 1);
        });
    }
    if (length > WIDTH) out["…"] = `${length - WIDTH} more`;
    return out;
}

function bundle(h: NativePointer, keys: Method, get: Method, depth: number): Record<string, unknown> {
    const e = env();
    const names = M.toArray.on(keys.on(h)) as NativePointer;
    const out: Record<string, unknown> = {};
    for (let i = 0; i < Math.min(arrayLength(e, names), WIDTH); i++) {
        inFrame(() => {
            const name = e.getObjectArrayElement(names, i);
            out[stringOf(name, TEXT)] = convert(get.on(h, name), depth - 1);
        });
    }
    return out;
}
