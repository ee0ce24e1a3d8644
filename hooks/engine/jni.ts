/** Java objects by their JNI handles, without the bridge's conversions: nothing here makes a new Java object of the app's. */
import Java from "frida-java-bridge";
import { hasJava } from "./ready.js";

// The bridge types neither its Env nor its factory's inside; these are the parts the engine stands on (7.0.13).
export interface Env {
    handle: NativePointer;
    findClass(name: string): NativePointer;
    throwIfExceptionPending(): void;
    vaMethod(ret: string, args: string[]): (...a: unknown[]) => any;
    staticVaMethod(ret: string, args: string[]): (...a: unknown[]) => any;
    getField(type: string): (env: NativePointer, obj: NativePointer, id: NativePointer) => any;
    isInstanceOf(obj: NativePointer, cls: NativePointer): boolean;
    isAssignableFrom(a: NativePointer, b: NativePointer): boolean;
    newStringUtf(text: string): NativePointer;
    getStringLength(s: NativePointer): number;
    getStringChars(s: NativePointer): NativePointer;
    releaseStringChars(s: NativePointer, chars: NativePointer): void;
    getObjectArrayElement(a: NativePointer, i: number): NativePointer;
    fromReflectedField(f: NativePointer): NativePointer;
    newGlobalRef(h: NativePointer): NativePointer;
    deleteGlobalRef(h: NativePointer): void;
    deleteLocalRef(h: NativePointer): void;
    getObjectClass(h: NativePointer): NativePointer;
    getSuperclass(h: NativePointer): NativePointer;
    getMethodId(cls: NativePointer, name: string, sig: string): NativePointer;
    getStaticMethodId(cls: NativePointer, name: string, sig: string): NativePointer;
    getObjectClassName(h: NativePointer): string;
    toReflectedMethod(cls: NativePointer, method: NativePointer, isStatic: number): NativePointer;
    pushLocalFrame(n: number): number;
    popLocalFrame(h: NativePointer): NativePointer;
}

/** The calling thread's environment. Throws where the thread is not attached to the VM. */
export function env(): Env {
    return (Java.vm as unknown as { getEnv(): Env }).getEnv();
}

/** Whether the calling thread is one of the VM's. A native library's own may not be, and a process without Java has none. */
export function isAttached(): boolean {
    return hasJava && (Java.vm as unknown as { tryGetEnv(): Env | null }).tryGetEnv() !== null;
}

/** A Java object as the app holds it. Passing it on passes the very same object. */
export class Ref {
    constructor(
        public $h: NativePointer,
        private owned: boolean,
    ) {}

    $dispose(): void {
        if (!this.owned) return;
        this.owned = false;
        env().deleteGlobalRef(this.$h);
    }
}

/** What a hooked method takes and gives: an object, null, or what JavaScript has for a primitive. */
export type JavaValue = Ref | null | number | boolean | string | Int64 | undefined;

type Native = (...a: unknown[]) => any;

const natives = new Map<number, Native>();

/** A function of the JNI table by its index in the specification. */
function jni(e: Env, index: number, ret: NativeFunctionReturnType, args: NativeFunctionArgumentType[]): Native {
    let f = natives.get(index);
    if (f === undefined) {
        const address = e.handle
            .readPointer()
            .add(index * Process.pointerSize)
            .readPointer();
        f = new NativeFunction(address, ret, args, { exceptions: "propagate" }) as unknown as Native;
        natives.set(index, f);
    }
    return f;
}

export function arrayLength(e: Env, array: NativePointer): number {
    return jni(e, 171, "int32", ["pointer", "pointer"])(e.handle, array) as number;
}

/** Bytes `from` … `from + size` of a byte[], cut to what is there. */
export function bytesOf(array: Ref, from = 0, size = Number.MAX_SAFE_INTEGER): ArrayBuffer {
    const e = env();
    const length = arrayLength(e, array.$h);
    const start = Math.max(0, Math.min(from, length));
    const count = Math.max(0, Math.min(size, length - start));
    if (count === 0) return new ArrayBuffer(0);
    const room = Memory.alloc(count);
    jni(e, 200, "void", ["pointer", "pointer", "int32", "int32", "pointer"])(e.handle, array.$h, start, count, room);
    e.throwIfExceptionPending();
    return room.readByteArray(count)!;
}

/** Where a direct buffer's bytes are; NULL for one on the heap. */
export function directAddress(e: Env, buffer: NativePointer): NativePointer {
    return jni(e, 230, "pointer", ["pointer", "pointer"])(e.handle, buffer) as NativePointer;
}

/** A new byte[], as a local reference. */
export function newByteArray(e: Env, size: number): NativePointer {
    return jni(e, 176, "pointer", ["pointer", "int32"])(e.handle, size) as NativePointer;
}

/** A java.lang.String's characters, at most `limit`, unpaired surrogates and NULs as they are. */
export function stringOf(h: NativePointer, limit = 1 << 20): string {
    const e = env();
    const length = Math.min(e.getStringLength(h), limit);
    if (length === 0) return "";
    const chars = e.getStringChars(h);
    if (chars.isNull()) return "";
    try {
        return wellFormed(chars, length) ?? unitByUnit(chars, length);
    } finally {
        e.releaseStringChars(h, chars);
    }
}

/** A tenth of the time of reading unit by unit, where Frida can: it stops at a NUL and refuses an unpaired surrogate. */
function wellFormed(chars: NativePointer, length: number): string | null {
    try {
        const text = chars.readUtf16String(length);
        return text?.length === length ? text : null;
    } catch {
        return null;
    }
}

function unitByUnit(chars: NativePointer, length: number): string {
    const units = new Uint16Array(chars.readByteArray(length * 2)!);
    let out = "";
    for (let i = 0; i < length; i += 8192)
        out += String.fromCharCode(...units.subarray(i, Math.min(length, i + 8192)));
    return out;
}

export function sameObject(e: Env, a: NativePointer, b: NativePointer): boolean {
    return jni(e, 24, "uint8", ["pointer", "pointer", "pointer"])(e.handle, a, b) !== 0;
}

export function weakRef(e: Env, h: NativePointer): NativePointer {
    return jni(e, 226, "pointer", ["pointer", "pointer"])(e.handle, h) as NativePointer;
}

export function deleteWeakRef(e: Env, h: NativePointer): void {
    jni(e, 227, "void", ["pointer", "pointer"])(e.handle, h);
}

/** Runs `fn` with room for local references and drops them after. A Java exception left pending is cleared, as an Error. */
export function inFrame<T>(fn: (e: Env) => T): T {
    const e = env();
    e.pushLocalFrame(64);
    try {
        return fn(e);
    } finally {
        e.popLocalFrame(NULL);
    }
}

// --------------------------------------------------------------------------------------------------- classes by name

const classes = new Map<string, NativePointer | null>();

/** A class by name ("java/util/Map") as a global reference, or null where there is none. First asked for on the agent's thread. */
export function classNamed(name: string): NativePointer | null {
    let c = classes.get(name);
    if (c === undefined) {
        const e = env();
        try {
            // The agent's thread has the boot loader on Android; the app's classes are known to the app's, which the bridge has.
            const { loader } = Java.classFactory as unknown as { loader: { $h: NativePointer } | null };
            const local = loadClass(name.replace(/\//g, "."), loader?.$h ?? null);
            c = e.newGlobalRef(local);
            e.deleteLocalRef(local);
        } catch {
            c = null;
        }
        classes.set(name, c);
    }
    return c;
}

/** A class ("java.util.Map"), initialised unless only looked for, as a local reference. Throws where the loader (null: the
 *  VM's) has none of that name. */
export function loadClass(name: string, loader: NativePointer | null, initialise = true): NativePointer {
    if (loader === null || name.startsWith("java.")) return env().findClass(name.replace(/\./g, "/"));
    return FOR_NAME.on(null, newString(name), initialise ? 1 : 0, loader) as NativePointer;
}

/** A java.lang.String of this text (of the basic plane, without NUL), as a local reference. */
export function newString(text: string): NativePointer {
    return env().newStringUtf(text);
}

export function isA(h: NativePointer, name: string): boolean {
    const c = classNamed(name);
    return c !== null && env().isInstanceOf(h, c);
}

export function classNameOf(h: NativePointer): string {
    return env().getObjectClassName(h);
}

const RETURNS: Record<string, string> = {
    V: "void",
    Z: "uint8",
    B: "int8",
    C: "uint16",
    S: "int16",
    I: "int32",
    J: "int64",
    F: "float",
    D: "double",
};

function signatureTypes(sig: string): { args: string[]; ret: string } {
    const args = (sig.slice(1, sig.indexOf(")")).match(/\[*(?:L[^;]+;|[ZBCSIJFD])/g) ?? []).map(
        (t) => RETURNS[t] ?? "pointer",
    );
    return { args, ret: RETURNS[sig.slice(sig.indexOf(")") + 1)] ?? "pointer" };
}

interface Found {
    cls: NativePointer;
    id: NativePointer;
    call: (...a: unknown[]) => any;
}

/** A method of a class by its JNI signature; called with handles, gives handles. Made once, looked up at first use. */
export class Method {
    private found: Found | null | undefined;

    constructor(
        readonly cls: string,
        readonly name: string,
        readonly sig: string,
        readonly isStatic = false,
    ) {}

    /** Looks the method up now: at the start, on the agent's thread. Any thread may; what it finds is set in one step at the end,
     *  since every call of JNI lets other threads run. */
    resolve(): boolean {
        if (this.found !== undefined) return this.found !== null;
        const found = this.look();
        this.found = found;
        return found !== null;
    }

    private look(): Found | null {
        const cls = classNamed(this.cls);
        if (cls === null) return null;
        const e = env();
        const { args, ret } = signatureTypes(this.sig);
        try {
            const id = this.isStatic
                ? e.getStaticMethodId(cls, this.name, this.sig)
                : e.getMethodId(cls, this.name, this.sig);
            e.throwIfExceptionPending();
            return { cls, id, call: this.isStatic ? e.staticVaMethod(ret, args) : e.vaMethod(ret, args) };
        } catch {
            return null;
        }
    }

    /** Calls it on `self` (ignored for a static one). A Java exception becomes a JavaScript one. */
    on(self: NativePointer | null, ...args: unknown[]): any {
        const found = this.resolve() ? this.found : null;
        if (found == null) throw new Error(`${this.cls}.${this.name}${this.sig} is absent`);
        const e = env();
        const result = found.call(e.handle, this.isStatic ? found.cls : self, found.id, ...args);
        e.throwIfExceptionPending();
        return result;
    }

    /** A new object by this constructor without parameters, as a local reference. */
    create(): NativePointer {
        const found = this.resolve() ? this.found : null;
        if (found == null) throw new Error(`${this.cls}.${this.name}${this.sig} is absent`);
        const e = env();
        const made = jni(e, 30, "pointer", ["pointer", "pointer", "pointer", "pointer"]);
        const object = made(e.handle, found.cls, found.id, NULL) as NativePointer;
        e.throwIfExceptionPending();
        return object;
    }
}

const FOR_NAME = new Method(
    "java/lang/Class",
    "forName",
    "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;",
    true,
);
const IDENTITY = new Method("java/lang/System", "identityHashCode", "(Ljava/lang/Object;)I", true);
const TO_STRING = new Method("java/lang/Object", "toString", "()Ljava/lang/String;");

export function identityHash(h: NativePointer): number {
    return IDENTITY.on(null, h) as number;
}

/** What the object's own toString() says, at most `limit` characters; "" for null. */
export function toStringOf(h: NativePointer, limit?: number): string {
    const s = TO_STRING.on(h) as NativePointer;
    return s.isNull() ? "" : stringOf(s, limit);
}

/** A Java String result as text, null for null. */
export function textOrNull(h: NativePointer): string | null {
    return h.isNull() ? null : stringOf(h);
}
