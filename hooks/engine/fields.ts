/** Fields of objects whose classes differ between runtimes, found by their type or name and read without calling anything. */
import { Method, arrayLength, classNameOf, classNamed, env, inFrame, stringOf } from "./jni.js";

const FIELDS = new Method("java/lang/Class", "getDeclaredFields", "()[Ljava/lang/reflect/Field;");
const TYPE = new Method("java/lang/reflect/Field", "getType", "()Ljava/lang/Class;");
const NAME = new Method("java/lang/reflect/Field", "getName", "()Ljava/lang/String;");
const MODIFIERS = new Method("java/lang/reflect/Field", "getModifiers", "()I");
const STATIC = 0x8;

const found = new Map<string, NativePointer | null>();

/** The first instance field of the object's class, or of one above, whose type is a `type` ("java/net/Socket"); a local reference or null. */
export function fieldOfType(h: NativePointer, type: string): NativePointer | null {
    const wanted = classNamed(type);
    if (wanted === null) return null;
    const e = env();
    return read(h, `type ${type}`, (field) => e.isAssignableFrom(TYPE.on(field), wanted));
}

/** A String field by one of its names, the first that has a value; "" where there is none. */
export function textField(h: NativePointer, names: string[]): string {
    const string = classNamed("java/lang/String")!;
    const e = env();
    for (const name of names) {
        const value = read(
            h,
            `name ${name}`,
            (field) => stringOf(NAME.on(field)) === name && e.isAssignableFrom(TYPE.on(field), string),
        );
        if (value !== null) return stringOf(value);
    }
    return "";
}

function read(h: NativePointer, what: string, matches: (field: NativePointer) => boolean): NativePointer | null {
    const e = env();
    const key = `${classNameOf(h)} ${what}`;
    let id = found.get(key);
    if (id === undefined) {
        id = seek(h, matches);
        found.set(key, id);
    }
    if (id === null) return null;
    const value = e.getField("pointer")(e.handle, h, id) as NativePointer;
    return value.isNull() ? null : value;
}

function seek(h: NativePointer, matches: (field: NativePointer) => boolean): NativePointer | null {
    return inFrame((e) => {
        for (let c = e.getObjectClass(h); !c.isNull(); c = e.getSuperclass(c)) {
            const fields = FIELDS.on(c) as NativePointer;
            for (let i = 0; i < arrayLength(e, fields); i++) {
                const field = e.getObjectArrayElement(fields, i);
                if (((MODIFIERS.on(field) as number) & STATIC) === 0 && matches(field))
                    return e.fromReflectedField(field);
            }
        }
        return null;
    });
}
