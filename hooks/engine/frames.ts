/** Frames of the wire, version 1: u32 length, u8 type, body. */
import type { Entry } from "./outbox.js";

export const J = 0x4a;
export const B = 0x42;

/** JSON with every character beyond ASCII escaped: its length is its size in bytes, and a lone surrogate stays one. */
function asciiJson(value: unknown): ArrayBuffer {
    const text = JSON.stringify(value).replace(
        /[\u007f-\uffff]/g,
        (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"),
    );
    return Memory.allocUtf8String(text).readByteArray(text.length)!;
}

export function jsonFrame(value: unknown): ArrayBuffer {
    const body = asciiJson(value);
    const frame = new Uint8Array(5 + body.byteLength);
    new DataView(frame.buffer).setUint32(0, 1 + body.byteLength);
    frame[4] = J;
    frame.set(new Uint8Array(body), 5);
    return frame.buffer;
}

export function batchFrame(head: Record<string, unknown>, entries: Entry[]): ArrayBuffer {
    const rows = entries.map((r) => [r.seq, r.kind, r.at_ms, r.tid, r.fields, r.payload?.byteLength ?? 0]);
    const json = asciiJson({ ...head, rows });
    const size = entries.reduce((n, r) => n + (r.payload?.byteLength ?? 0), 9 + json.byteLength);
    const frame = new Uint8Array(size);
    const view = new DataView(frame.buffer);
    view.setUint32(0, size - 4);
    frame[4] = B;
    view.setUint32(5, json.byteLength);
    frame.set(new Uint8Array(json), 9);
    let at = 9 + json.byteLength;
    for (const { payload } of entries) {
        if (payload === null) continue;
        frame.set(new Uint8Array(payload), at);
        at += payload.byteLength;
    }
    return frame.buffer;
}

/** One JSON frame from the host. Throws when the stream ends, the frame is over `limit` bytes, or is none. */
export async function readJson(input: InputStream, limit: number): Promise<Record<string, unknown>> {
    const size = new DataView(await input.readAll(4)).getUint32(0);
    if (size < 1 || size > limit) throw new Error("frame size " + size);
    const body = new Uint8Array(await input.readAll(size));
    if (body[0] !== J) throw new Error("frame type " + body[0]);
    const room = Memory.alloc(body.length);
    room.writeByteArray(body.slice(1).buffer);
    const value: unknown = JSON.parse(room.readUtf8String(body.length - 1) ?? "");
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("not an object");
    return value as Record<string, unknown>;
}
