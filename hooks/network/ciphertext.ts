/** Ciphertext that an engine or a cipher made, until it is seen on a channel: so the two are known to be one connection. */
import type { Connection } from "./connections.js";

/** The part of a TLS record that tells it from all others: behind its header, which is alike in many. */
const HEADER = 5;
const HEAD = 19;
const KEPT = 512;

const made = new Map<string, Connection>();

/** Notes a record's bytes, header included; one too short to tell is not. */
export function madeRecord(c: Connection, record: ArrayBuffer): void {
    if (record.byteLength >= HEADER + HEAD) note(c, record.slice(HEADER, HEADER + HEAD));
}

/** Notes what stands behind a record's header. */
export function madeFragment(c: Connection, fragment: ArrayBuffer): void {
    if (fragment.byteLength >= HEAD) note(c, fragment.slice(0, HEAD));
}

function note(c: Connection, head: ArrayBuffer): void {
    made.set(hex(head), c);
    if (made.size > KEPT) made.delete(made.keys().next().value as string);
}

/** The connection whose ciphertext this is; undefined where nobody here made it. */
export function makerOf(record: ArrayBuffer): Connection | undefined {
    if (record.byteLength < HEADER + HEAD) return undefined;
    const key = hex(record.slice(HEADER, HEADER + HEAD));
    const c = made.get(key);
    made.delete(key);
    return c;
}

function hex(bytes: ArrayBuffer): string {
    return Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, "0")).join("");
}
