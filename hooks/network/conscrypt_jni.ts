/** Conscrypt inside an app (or Google Play services), stripped of every name: found by the table its native methods are registered with. */
import { watchMethods, type Methods } from "./tls_native.js";

/** Bigger libraries are searched only where their name says what they are. */
const SEARCHED_BYTES = 8 << 20;
const LIKELY = /conscrypt|gmscore/;
/** Native methods of NativeCrypto, as its JNINativeMethod table names them: conscrypt 2.5.2, native_crypto.cc. */
const NAMES: (keyof Methods)[] = ["ENGINE_SSL_write_direct", "ENGINE_SSL_read_direct", "SSL_new", "SSL_free"];
const [WRITE, READ] = NAMES;

/** Watches it if it is one; false where it is none. On the agent's thread, never where searching memory is dangerous. */
export function watchConscrypt(module: Module): boolean {
    // A jlong is one argument only where it is as wide as a register.
    if (Process.pointerSize !== 8 || module.findExportByName("JNI_OnLoad") === null) return false;
    if (module.size > SEARCHED_BYTES && !LIKELY.test(module.name)) return false;
    const found = new Map<string, NativePointer>();
    for (const name of NAMES) {
        const method = registered(module, name);
        if (method !== null) found.set(name, method);
        else if (name === WRITE || name === READ) return false;
    }
    watchMethods(module, "by the table of its native methods", found);
    return true;
}

/** The function registered under a name: JNINativeMethod is { name, signature, function }. */
function registered(module: Module, name: string): NativePointer | null {
    // A linker may keep a name as the end of a longer one.
    const text = [...Array.from(name, (c) => c.charCodeAt(0)), 0];
    const ranges = module.enumerateRanges("r--");
    const code = module.enumerateRanges("--x");
    for (const at of occurrences(ranges, text)) {
        const pointer = new Uint8Array(8);
        new DataView(pointer.buffer).setBigUint64(0, BigInt(at.toString()), true);
        for (const entry of occurrences(ranges, [...pointer])) {
            const method = entry.add(16).readPointer();
            if (code.some((r) => method.compare(r.base) >= 0 && method.compare(r.base.add(r.size)) < 0)) return method;
        }
    }
    return null;
}

function occurrences(ranges: RangeDetails[], bytes: number[]): NativePointer[] {
    const pattern = bytes.map((b) => b.toString(16).padStart(2, "0")).join(" ");
    return ranges.flatMap((r) => Memory.scanSync(r.base, r.size, pattern).map((m) => m.address));
}
