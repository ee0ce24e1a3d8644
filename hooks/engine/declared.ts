/** An SDK's calls as its classes declare them: a line is a signature read in a source, with names that explain the values. */
import { Ref, arrayLength, classNameOf, env, inFrame, isA, type JavaValue } from "./jni.js";
import { fieldsOf } from "./objects.js";
import { text, toValue } from "./values.js";
import type { SdkHook, Shape, Signature, Verb } from "./vocabulary.js";

const PACKAGES: Record<string, string[]> = {
    "java.lang": ["String", "Object", "CharSequence", "Throwable", "Exception", "Number", "Class", "Thread"].concat([
        "Boolean",
        "Integer",
        "Long",
        "Float",
        "Double",
    ]),
    "java.util": ["Map", "HashMap", "List", "ArrayList", "Set", "Collection", "Date", "Calendar", "Currency"],
    "org.json": ["JSONObject", "JSONArray"],
    "android.os": ["Bundle"],
    "android.content": ["Context", "Intent"],
    "android.app": ["Application", "Activity"],
    "android.location": ["Location"],
    "android.net": ["Uri"],
    "java.math": ["BigDecimal"],
    "java.net": ["URL"],
    "kotlin.jvm.functions": ["Function0", "Function1", "Function2"],
};
const LONG = new Map(Object.entries(PACKAGES).flatMap(([home, names]) => names.map((n) => [n, `${home}.${n}`])));
const LINE = /^(static )?(\w+)\((.*)\)(?:: (.+))?$/;
/** Parameters with these names tell what was called rather than what was given: they stand in the title. */
const TITLES = /^(name|key)$/;

/**
 * The hooks of one class, a method once, all its overloads. `of` is the class, with "interface" or "abstract" before it
 * where it is one. A line: `static onEvent(Context, String name, Map params): String`; a constructor is `new(…)`; a type
 * is short where it is the platform's, `.Foo` in the class's own package, `$Foo` inside the class. `name` and `key` go to
 * the title, the value of a `key` is told under that key. `reads` looks at a method in another way.
 */
export function calls(
    of: string,
    source: string,
    lines: Partial<Record<Verb, string[]>>,
    reads: Record<string, SdkHook["read"]> = {},
): SdkHook[] {
    const [cls, shape] = shapeOf(of);
    const hooks = new Map<string, SdkHook & { declared: Signature[] }>();
    for (const [kind, declared] of Object.entries(lines) as [Verb, string[]][]) {
        for (const line of declared) {
            const [method, signature] = parse(line, cls);
            let hook = hooks.get(method);
            if (hook === undefined) {
                const known: Signature[] = [];
                const read = reads[method] ?? (kind === "read" ? given(method) : handed(cls, method, known));
                hook = { cls, method, kind, source, read, late: kind === "read", shape, declared: known };
                hooks.set(method, hook);
            }
            hook.declared.push(signature);
        }
    }
    return [...hooks.values()];
}

/** What the call's own object holds: an event that was filled before it is sent. */
export function itself(title: string): SdkHook["read"] {
    return ({ self }) => ({ title, value: fieldsOf(self) });
}

function shapeOf(of: string): [string, Shape] {
    const [shape, cls] = of.includes(" ") ? of.split(" ") : ["class", of];
    return [cls!, shape as Shape];
}

function parse(line: string, cls: string): [string, Signature] {
    const [, isStatic, name, inside, returns] = LINE.exec(line) ?? [];
    if (name === undefined) throw new Error(`not a signature: ${line}`);
    const parameters = (inside ?? "").split(", ").filter((p) => p !== "");
    const types = parameters.map((p) => longName(p.split(" ")[0]!, cls));
    const names = parameters.map((p) => p.split(" ")[1] ?? "");
    const result = returns === undefined ? "void" : longName(returns, cls);
    return [name === "new" ? "$init" : name, { types, names, returns: result, isStatic: isStatic !== undefined }];
}

function longName(type: string, cls: string): string {
    const bare = type.replace(/(\[\])+$/, "");
    const dimensions = type.slice(bare.length);
    if (bare.startsWith(".")) return cls.slice(0, cls.lastIndexOf(".")) + bare + dimensions;
    if (bare.startsWith("$")) return cls + bare + dimensions;
    return (LONG.get(bare) ?? bare) + dimensions;
}

// ------------------------------------------------------------------------------------------------- what a call says

function given(method: string): SdkHook["read"] {
    return ({ result }) => ({ title: method === "$init" ? "new" : method, value: shown(result, "") ?? null });
}

/** What was handed over and can be said, under the parameters' names; a single value stands for itself. A parameter without a
 *  name beside others that have one (a number of the call, a flag) is not told. */
function handed(cls: string, method: string, declared: Signature[]): SdkHook["read"] {
    const called = method === "$init" ? `new ${cls.slice(cls.lastIndexOf(".") + 1)}` : method;
    const home = homeOf(cls);
    return ({ args }) => {
        const names = declared.find((s) => s.types.length === args.length && fits(s.types, args))?.names ?? [];
        const titled = args.findIndex((a, i) => TITLES.test(names[i] ?? "") && a !== null);
        const title = titled < 0 ? called : `${called}: ${text(args[titled])}`;
        const someNamed = names.some((n) => n !== "" && !TITLES.test(n));
        const said: [string, unknown][] = [];
        args.forEach((arg, i) => {
            const isTold = i !== titled && (names[i] !== "" || !someNamed);
            const value = isTold ? shown(arg, home) : undefined;
            if (value !== undefined) said.push([names[i] || `${i + 1}`, value]);
        });
        return { title, value: put(said, names[titled] === "key" ? text(args[titled]) : "") };
    };
}

function put(said: [string, unknown][], key: string): unknown {
    if (said.length === 0) return null;
    const [[, only]] = said as [[string, unknown]];
    const value = said.length === 1 ? only : Object.fromEntries(said);
    return key === "" ? value : { [key]: value };
}

/** Whether the arguments can be those of a signature, as far as texts and primitives tell. */
function fits(types: string[], args: JavaValue[]): boolean {
    return args.every((arg, i) => {
        if (arg === null || arg === undefined) return true;
        const isText = arg instanceof Ref && isA(arg.$h, "java/lang/String");
        if (types[i] === "java.lang.String") return isText;
        return types[i]!.includes(".") ? arg instanceof Ref && (!isText || SAYS_TEXT.test(types[i]!)) : true;
    });
}

const ELEMENTS = 200;
const SAYS_TEXT = /^java\.lang\.(Object|CharSequence)$/;

/** The value, undefined where it says nothing: null, the platform's and the app's own objects, callbacks. */
function shown(arg: JavaValue, home: string): unknown {
    if (arg === null || arg === undefined) return undefined;
    if (arg instanceof Ref && isA(arg.$h, "[Ljava/lang/Object;")) return elements(arg.$h, home);
    const value = toValue(arg);
    if (!(arg instanceof Ref) || value !== `<${classNameOf(arg.$h)}>`) return value;
    if (home === "" || homeOf(classNameOf(arg.$h)) !== home) return undefined;
    const fields = fieldsOf(arg);
    return Object.keys(fields).length > 0 ? fields : undefined;
}

function elements(array: NativePointer, home: string): unknown {
    const e = env();
    const out: unknown[] = [];
    for (let i = 0; i < Math.min(arrayLength(e, array), ELEMENTS); i++) {
        inFrame(() => {
            const h = e.getObjectArrayElement(array, i);
            const value = h.isNull() ? undefined : shown(new Ref(h, false), home);
            if (value !== undefined) out.push(value);
        });
    }
    return out.length > 0 ? out : undefined;
}

/** The first two names of a class's package, the vendor's; a class that was renamed into no package is at home there. */
function homeOf(cls: string): string {
    const names = cls.split(".").slice(0, -1);
    return names.length === 0 ? "(renamed)" : names.slice(0, 2).join(".");
}
