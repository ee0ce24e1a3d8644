/** Reads and writes of a socket's streams, whatever class they are of: every byte once, in order, in both directions. */
import { Ref, bytesOf, type JavaValue } from "../engine/jni.js";
import { row } from "../engine/report.js";
import { stackId, stackText } from "../engine/stacks.js";
import type { ThreadState } from "../engine/threads.js";
import type { Call, Hook } from "../engine/vocabulary.js";
import { breakOff, connectionOf, tellOnce, type Connection, type Layer } from "./connections.js";

const SOURCE = "java.io.OutputStream and InputStream; found at run time";

/** Hooks on an output stream class. Bytes are told before the original runs: the lock the writer holds orders both. */
export function outputHooks(layer: Layer, cls: string): Hook[] {
    return [
        {
            cls,
            method: "write",
            source: SOURCE,
            optional: true,
            always: inside(layer),
            before: (call) => watch(call, layer, cls, "up", written),
        },
    ];
}

/** Hooks on an input stream class. Bytes are told once the original has given them. */
export function inputHooks(layer: Layer, cls: string): Hook[] {
    return [
        {
            cls,
            method: "read",
            source: SOURCE,
            optional: true,
            always: inside(layer),
            after: (call) => watch(call, layer, cls, "down", received),
        },
    ];
}

/** While a thread is in here, what it sends on a clear socket is ciphertext, and its ciphers and digests are TLS's own. */
export const insideTls = inside("tls");
/** While a thread is in here, what passes a clear socket's streams is not the app's. */
export const insideSocket = inside("tcp");

function inside(layer: Layer): NonNullable<Hook["always"]> {
    const key = layer === "tls" ? "tls" : "socket";
    return { enter: (t: ThreadState) => void t[key]++, leave: (t: ThreadState) => void t[key]-- };
}

function watch(
    call: Call,
    layer: Layer,
    cls: string,
    dir: "up" | "down",
    take: (call: Call) => ArrayBuffer | null,
): void {
    const { thread, self } = call;
    // write(int) comes to write(byte[], int, int) inside: the outermost call has all the bytes.
    if (self === null || thread[layer === "tls" ? "tls" : "socket"] > 1 || (layer === "tcp" && thread.tls > 0)) return;
    const bytes = take(call);
    if (bytes === null || bytes.byteLength === 0) return;
    const c = connectionOf(self.$h, layer, cls);
    if (c === null || c.state === "cipher") return;
    try {
        if (layer === "tcp" && looksLikeTls(bytes) && !judge(c, dir)) return;
        tellOnce(c, self.$h);
        tellData(c, dir, bytes, thread);
    } catch (e) {
        breakOff(c, true); // these bytes are missing: nobody must take what follows for what comes next
        throw e;
    }
}

export function tellData(c: Connection, dir: "up" | "down", bytes: ArrayBuffer, thread: ThreadState): void {
    const call = callOf(c, thread);
    const fields: Record<string, unknown> = { conn: c.conn, dir, size: bytes.byteLength };
    if (call !== undefined) fields.call = call;
    if (dir === "up") fields.stack = stackId();
    row("data", fields, bytes);
}

/** The call the thread is running; else the connection's last one if this thread ran it: its body is written after the method is left. */
function callOf(c: Connection, thread: ThreadState): number | undefined {
    const running = thread.calls.at(-1);
    if (running !== undefined) c.last = { call: running, tid: thread.tid };
    return c.last?.tid === thread.tid ? c.last.call : running;
}

/** A TLS record begins with its type (20 to 23) and the version's first byte, 3. */
export function looksLikeTls(bytes: ArrayBuffer): boolean {
    const b = new Uint8Array(bytes);
    return b.length > 2 && b[0]! >= 20 && b[0]! <= 23 && b[1] === 3;
}

/** TLS on a clear socket: false where a TLS socket that is watched itself wrote it; else it is told, as what cannot be read. */
function judge(c: Connection, dir: "up" | "down"): boolean {
    if (c.unreadable) return true;
    if (/\b(sun\.security\.ssl|[\w.]*conscrypt)\./.test(stackText())) {
        if (c.state === "new") c.state = "cipher";
        return false;
    }
    if (c.state === "new" && dir === "up") c.unreadable = true;
    return true;
}

function written(call: Call): ArrayBuffer | null {
    const [what, from, size] = call.args;
    if (what instanceof Ref)
        return typeof from === "number" && typeof size === "number" ? within(what, from, size) : bytesOf(what);
    return typeof what === "number" ? Uint8Array.of(what & 0xff).buffer : null;
}

function received(call: Call): ArrayBuffer | null {
    const n = call.result;
    if (call.threw || typeof n !== "number" || n < 0) return null;
    const [into, from] = call.args;
    if (into instanceof Ref) return within(into, offset(from), n);
    return into === undefined ? Uint8Array.of(n & 0xff).buffer : null;
}

function within(array: Ref, from: number, size: number): ArrayBuffer | null {
    return from < 0 || size < 0 ? null : bytesOf(array, from, size);
}

function offset(v: JavaValue): number {
    return typeof v === "number" ? v : 0;
}
