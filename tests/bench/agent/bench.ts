/** The product's agent with a feeder: rows go into its outbox as fast as it takes them, or over Frida's bus instead. */
import { batchFrame } from "./engine/frames.js";
import type { Entry } from "./engine/outbox.js";
import { outbox, row } from "./engine/report.js";
import { start } from "./engine/start.js";

const LOT = 256;
const HELD_BYTES = 40 << 20;
const BATCH_BYTES = 4 << 20;
const BATCH_ROWS = 2000;

/** What a data row says, as hooks/network/streams.ts makes it. */
function fieldsOf(size: number): Record<string, unknown> {
    return { conn: 1, dir: "up", size, stack: "s1" };
}

function turn(): Promise<void> {
    return new Promise((done) => setTimeout(done, 0));
}

function bytes(size: number): Uint8Array {
    return new Uint8Array(size).map((_, i) => i & 0xff);
}

/** Through the outbox, held back only where it would come near its bound and drop. */
async function feedOutbox(count: number, size: number): Promise<void> {
    const model = bytes(size);
    for (let i = 1; i <= count; i++) {
        row("data", fieldsOf(size), model.slice().buffer);
        if (i % LOT === 0) await turn();
        while (outbox.bytes > HELD_BYTES) await turn();
    }
}

function entry(seq: number, model: Uint8Array): Entry {
    return { seq, kind: "data", at_ms: Date.now(), tid: Process.getCurrentThreadId(), fields: fieldsOf(model.length), payload: model.slice().buffer, size: 0 };
}

/** One message a row. */
async function feedSingly(count: number, size: number): Promise<void> {
    const model = bytes(size);
    for (let i = 1; i <= count; i++) {
        const { seq, kind, at_ms, tid, fields, payload } = entry(i, model);
        send([seq, kind, at_ms, tid, fields, size], payload);
        if (i % LOT === 0) await turn();
    }
}

/** The frames the link would write, as messages. */
async function feedBatches(count: number, size: number): Promise<void> {
    const model = bytes(size);
    const rows = Math.max(1, Math.min(BATCH_ROWS, Math.floor(BATCH_BYTES / size)));
    for (let i = 1; i <= count; i += rows) {
        const entries = Array.from({ length: Math.min(rows, count - i + 1) }, (_, n) => entry(i + n, model));
        send(null, batchFrame({ now_ms: Date.now(), dropped_rows: 0, dropped_bytes: 0 }, entries));
        await turn();
    }
}

/** A socket that gives `total` bytes to whoever connects, nothing else: the limit of the way. */
async function pour(name: string, total: number): Promise<void> {
    const listener = await Socket.listen({ family: "unix", type: "abstract", path: name } as SocketListenOptions);
    void (async () => {
        const connection = await listener.accept();
        const part = new ArrayBuffer(1 << 20);
        for (let sent = 0; sent < total; sent += part.byteLength) await connection.output.writeAll(part);
        await connection.close();
        await listener.close();
    })();
}

rpc.exports = { start, feedOutbox, feedSingly, feedBatches, pour };
