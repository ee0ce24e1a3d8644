/** How the files of this folder say a read: the result as it is, a request whose answer comes later, a list by its first names. */
import { textField } from "../engine/fields.js";
import { Method, Ref, arrayLength, classNameOf, env, inFrame, isA, toStringOf, type JavaValue } from "../engine/jni.js";
import { toValue } from "../engine/values.js";
import type { Call, DeviceHook, Reading } from "../engine/vocabulary.js";

const TO_ARRAY = new Method("java/util/Collection", "toArray", "()[Ljava/lang/Object;");
const NAMES = 20;
const TEXT = 2000;
/** Classes whose toString() is the platform's own. */
const PLATFORM = /^(android|com\.android|java)\./;

/** Looks up, on the agent's thread, what is asked for on the app's. */
export function resolveReadings(): void {
    TO_ARRAY.resolve();
    isA(NULL, "java/util/Collection");
    isA(NULL, "[Ljava/lang/Object;");
}

export type Read = (call: Call) => Reading | Reading[] | null;

/** Hooks on several methods of one class, each with the type of data it reads, or with what looks at the call. */
export function reads(cls: string, source: string, methods: Record<string, string | Read>): DeviceHook[] {
    return Object.entries(methods).map(([method, what]) => ({
        cls,
        method,
        source,
        read: typeof what === "string" ? result(what) : what,
    }));
}

/** The same for methods that only begin something; code of the app's may run inside them. */
export function requests(cls: string, source: string, methods: Record<string, string | Read>): DeviceHook[] {
    return reads(cls, source, methods).map((hook) => {
        const type = methods[hook.method]!;
        return { ...hook, open: true, read: typeof type === "string" ? asked(type) : type };
    });
}

/** What the method gave. A null or empty answer is told too: the app asked. */
export const result =
    (type: string): Read =>
    ({ result }) => ({ type, value: toValue(result) });

/** A request: `value` is what was asked for, where one of the arguments says so. */
export const asked =
    (type: string, value?: (call: Call) => unknown): Read =>
    (call) => ({ type, asked: true, value: value?.(call) ?? null });

/** A list of the platform's objects: how many, and the first ones by `name`. */
export const listed =
    (type: string, name: (item: NativePointer) => string): Read =>
    ({ result }) =>
        result === null || result === undefined
            ? { type, value: null }
            : { type, late: () => names(result as Ref, name) };

/** What the platform's own toString() says of the result; several facts at once, so it is no value to look for. */
export const described =
    (type: string): Read =>
    ({ result }) =>
        result instanceof Ref ? { type, late: () => ({ text: platformText(result) }) } : { type, value: toValue(result) };

/** An item by the first of these fields that has a value. */
export const byField =
    (...fields: string[]) =>
    (item: NativePointer): string =>
        textField(item, fields);

export function platformText(value: JavaValue): string {
    if (!(value instanceof Ref)) return value === null || value === undefined ? "" : String(value);
    return saysItself(value.$h);
}

/** An object of the platform's as it describes itself; another by its class alone, whose code is not called. */
export function saysItself(h: NativePointer): string {
    if (h.isNull()) return "";
    const cls = classNameOf(h);
    return PLATFORM.test(cls) ? toStringOf(h, TEXT) : `<${cls}>`;
}

/** "137: com.a, com.b, … 117 more" as a value: the count, and the first names. */
export function names(list: Ref, name: (item: NativePointer) => string): { count: number; first: string[] } {
    const all = itemsOf(list.$h);
    if (all === null) return { count: 0, first: [] };
    const count = arrayLength(env(), all);
    const first: string[] = [];
    for (let i = 0; i < Math.min(count, NAMES); i++)
        first.push(inFrame((e) => name(e.getObjectArrayElement(all, i)) || "?"));
    return { count, first };
}

function itemsOf(h: NativePointer): NativePointer | null {
    if (isA(h, "[Ljava/lang/Object;")) return h;
    return isA(h, "java/util/Collection") ? (TO_ARRAY.on(h) as NativePointer) : null;
}

/** The n-th argument as text, "" where it has none. */
export function argument(call: Call, at: number): string {
    const value = toValue(call.args[at]);
    return value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
}
