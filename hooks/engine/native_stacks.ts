/** Native call stacks: "libfoo.so!function+0x12", innermost first, with the thread's Java frames below where it has any. */
import { inFrame, isAttached } from "./jni.js";
import { fault } from "./report.js";
import { framesOf, stackOf, stackText } from "./stacks.js";
import { onAgentThread } from "./discover.js";

const FRAMES_LIMIT = 30;
/** The agent's own code. */
const OWN = /frida-agent|^memfd:/;
/** A backtrace by the stack's own order is believed from this many frames on; else the stack is searched for return addresses. */
const BELIEVED = 3;
/** The Java runtime's own libraries. */
const VM = /^lib(jvm|jli|art|artd)\.so!/;

interface Names {
    at: number[]; // offsets in the module, ascending
    sizes: number[];
    names: string[];
}

const names = new Map<string, Names | null>();
const frames = new Map<string, string>();
const libraries = new ModuleMap((m) => !OWN.test(m.name));
let stale = false;
Process.attachModuleObserver({ onAdded: () => (stale = true), onRemoved: () => (stale = true) });
const FRAMES_KNOWN = 5000;

/** How much of a stack is searched for return addresses. */
const SEARCHED_BYTES = 16 << 10;

/** The id of the calling thread's stack, from a hooked call's entry on, or else from a place on the stack inside that call. */
export function nativeStackId(from: CpuContext | NativePointer): string {
    let addresses: NativePointer[] = [];
    try {
        addresses = from instanceof NativePointer ? search(from) : backtrace(from);
    } catch (e) {
        fault("native stack", e); // what was sent is worth more than who sent it
    }
    const native = addresses
        .map(frameOf)
        .filter((f) => f !== "")
        .slice(0, FRAMES_LIMIT);
    const java = javaText();
    if (java === "") return stackOf(native);
    // Below the first frame of the VM's the Java frames say better who called.
    const vm = native.findIndex((f) => VM.test(f));
    return stackOf([...(vm < 0 ? native : native.slice(0, vm)), ...framesOf(java)]);
}

/** Reads the names of a library's functions, on the agent's thread, so that frames in it can be named. */
export function learnNames(module: Module): void {
    if (names.has(module.path)) return;
    names.set(module.path, null);
    onAgentThread(() => {
        const found = module
            .enumerateSymbols()
            .filter((s) => s.type === "function" && !s.address.isNull() && (s.size ?? 0) > 0)
            .map((s) => ({ at: s.address.sub(module.base).toUInt32(), size: s.size!, name: s.name }))
            .sort((a, b) => a.at - b.at);
        const all = { at: found.map((f) => f.at), sizes: found.map((f) => f.size), names: found.map((f) => f.name) };
        names.set(module.path, all);
        frames.clear();
    });
}

function backtrace(context: CpuContext): NativePointer[] {
    const exact = Thread.backtrace(context, Backtracer.ACCURATE);
    return exact.length >= BELIEVED ? exact : [...exact.slice(0, 1), ...search(context.sp)];
}

/** What stands on the stack and points behind a call in some library: the callers, and now and then what a call left behind. */
function search(from: NativePointer): NativePointer[] {
    if (stale) libraries.update();
    stale = false;
    const at = from.and(ptr(Process.pointerSize - 1).not());
    const range = Process.findRangeByAddress(at);
    if (range === null) return [];
    const size = Math.min(SEARCHED_BYTES, range.base.add(range.size).sub(at).toUInt32());
    const words = new DataView(at.readByteArray(size)!);
    const found: NativePointer[] = [];
    for (let i = 0; i + Process.pointerSize <= size && found.length < 2 * FRAMES_LIMIT; i += Process.pointerSize) {
        // No library is mapped below this, and no address of a process is above.
        const high = Process.pointerSize === 8 ? words.getUint32(i + 4, true) : 1;
        if (high === 0 || high > 0xffff) continue;
        const address = at.add(i).readPointer();
        if (isBehindCall(address)) found.push(address);
    }
    return found;
}

const behindCall = new Map<string, boolean>();

function isBehindCall(address: NativePointer): boolean {
    const key = address.toString();
    let is = behindCall.get(key);
    if (is === undefined) {
        if (behindCall.size > 4 * FRAMES_KNOWN) behindCall.clear();
        is = looksBehindCall(address);
        behindCall.set(key, is);
    }
    return is;
}

function looksBehindCall(address: NativePointer): boolean {
    if (libraries.find(address) === null) return false;
    const range = Process.findRangeByAddress(address);
    if (range === null || !range.protection.includes("x") || address.sub(range.base).compare(ptr(8)) < 0) return false;
    if (Process.arch === "arm64") {
        const before = address.sub(4).readU32(); // BL, BLR
        return before >>> 26 === 0x25 || (before & 0xfffffc1f) >>> 0 === 0xd63f0000;
    }
    if (Process.arch !== "x64" && Process.arch !== "ia32") return true;
    const b = new Uint8Array(address.sub(7).readByteArray(7)!);
    // CALL rel32, or CALL r/m in its sizes of 2 to 7 bytes.
    return b[2] === 0xe8 || [0, 1, 3, 4, 5].some((i) => b[i] === 0xff && ((b[i + 1]! >> 3) & 7) === 2);
}

/** "" for an address in no library: the agent's own, or made at run time. */
function frameOf(address: NativePointer): string {
    const key = address.toString();
    let text = frames.get(key);
    if (text === undefined) {
        if (frames.size > FRAMES_KNOWN) frames.clear();
        text = describe(address);
        frames.set(key, text);
    }
    return text;
}

function describe(address: NativePointer): string {
    const module = Process.findModuleByAddress(address);
    if (module === null || OWN.test(module.name)) return "";
    learnNames(module);
    const offset = address.sub(module.base).toUInt32();
    const known = names.get(module.path);
    const i = known == null ? -1 : lastBefore(known.at, offset);
    if (known == null || i < 0 || offset - known.at[i]! > known.sizes[i]!) return `${module.name}!0x${offset.toString(16)}`;
    return `${module.name}!${known.names[i]}+0x${(offset - known.at[i]!).toString(16)}`;
}

/** The index of the last number that is not above `wanted`; -1 where there is none. */
function lastBefore(sorted: number[], wanted: number): number {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (sorted[middle]! <= wanted) low = middle + 1;
        else high = middle;
    }
    return low - 1;
}

/** The Java frames of a thread of the VM's; "" for any other. */
function javaText(): string {
    if (!isAttached()) return "";
    try {
        return inFrame(stackText);
    } catch {
        return "";
    }
}
