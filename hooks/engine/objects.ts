/** An object's own fields, one level deep: what a settings or attributes object of an SDK holds, without calling its getters. */
import { Method, Ref, arrayLength, classNameOf, env, inFrame, stringOf, type JavaValue } from "./jni.js";
import { toValue } from "./values.js";

const FIELDS = new Method("java/lang/Class", "getDeclaredFields", "()[Ljava/lang/reflect/Field;");
const NAME = new Method("java/lang/reflect/Field", "getName", "()Ljava/lang/String;");
const MODIFIERS = new Method("java/lang/reflect/Field", "getModifiers", "()I");
const TYPE = new Method("java/lang/reflect/Field", "getType", "()Ljava/lang/Class;");
const TYPE_NAME = new Method("java/lang/Class", "getName", "()Ljava/lang/String;");

const PRIMITIVES: Record<string, string> = {
    boolean: "uint8",
    byte: "int8",
    char: "uint16",
    short: "int16",
    int: "int32",
    long: "int64",
    float: "float",
    double: "double",
};
const SKIPPED = 0x8; // static
const CLASSES = 4;
/** A Context or another object of the platform's is not what was handed over. */
const PLATFORM = /^(android|androidx|java|javax|kotlin)\./;

/** The instance fields that hold something; {} for null. Objects without a JSON form are left out, but for those of the same
 *  package: an SDK's settings often lie in its builder, one level down. */
export function fieldsOf(value: JavaValue, depth = 1): Record<string, unknown> {
    if (!(value instanceof Ref) || PLATFORM.test(classNameOf(value.$h))) return {};
    const out: Record<string, unknown> = {};
    inFrame((e) => {
        let c = e.getObjectClass(value.$h);
        for (
            let up = 0;
            up < CLASSES && !c.isNull() && !PLATFORM.test(stringOf(TYPE_NAME.on(c)));
            up++, c = e.getSuperclass(c)
        )
            addFields(value.$h, c, out, depth);
    });
    return out;
}

function addFields(object: NativePointer, cls: NativePointer, out: Record<string, unknown>, depth: number): void {
    const fields = FIELDS.on(cls) as NativePointer;
    const home = packageOf(classNameOf(object));
    for (let i = 0; i < arrayLength(env(), fields); i++) {
        inFrame((e) => {
            const field = e.getObjectArrayElement(fields, i);
            if (((MODIFIERS.on(field) as number) & SKIPPED) !== 0) return;
            const held = read(object, field, home, depth);
            if (held !== null) out[stringOf(NAME.on(field))] ??= held;
        });
    }
}

function packageOf(cls: string): string {
    return cls.slice(0, cls.lastIndexOf(".") + 1);
}

function read(object: NativePointer, field: NativePointer, home: string, depth: number): unknown {
    const e = env();
    const id = e.fromReflectedField(field);
    const type = stringOf(TYPE_NAME.on(TYPE.on(field)));
    const primitive = PRIMITIVES[type];
    if (primitive === undefined) {
        const held = e.getField("pointer")(e.handle, object, id) as NativePointer;
        return held.isNull() ? null : heldValue(new Ref(held, false), home, depth);
    }
    const raw: unknown = e.getField(primitive)(e.handle, object, id);
    if (type === "boolean") return raw !== 0;
    return type === "long" ? Number(raw) : raw;
}

function heldValue(held: Ref, home: string, depth: number): unknown {
    const value = toValue(held);
    if (typeof value !== "string" || !value.startsWith("<")) return value;
    if (depth === 0 || packageOf(classNameOf(held.$h)) !== home) return null;
    const inner = fieldsOf(held, depth - 1);
    return Object.keys(inner).length > 0 ? inner : null;
}
