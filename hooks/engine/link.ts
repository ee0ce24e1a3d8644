/** The agent's own socket: one reader at a time, who shows the token, gets what its store has not, and acknowledges it. */
import { batchFrame, jsonFrame, readJson } from "./frames.js";
import { freshSession, outbox, setWatchState, watchState } from "./report.js";

export const PROTOCOL = 1;
const BATCH_BYTES = 4 << 20;
const BATCH_ROWS = 2000;
const INTERVAL_MS = 50;
const HELLO_MS = 5000;
const HELLO_LIMIT = 64 << 10;
const FRAME_LIMIT = 1 << 20;
const WAITING_LIMIT = 8;

export interface Identity {
    instance: string;
    token: string;
    package: string;
    process: string;
    agent: string;
    runtime: string;
    started_ms: number;
}

/** What the link asks of the rest of the agent. */
export interface Asked {
    describe(): Record<string, unknown>;
    /** Called before each batch, on the agent's thread. */
    beforeBatch(): void;
}

interface Reader {
    connection: SocketConnection;
    sentSeq: number;
    ackedSeq: number;
    inFlight: { seq: number; bytes: number }[];
    replies: { afterSeq: number; body: Record<string, unknown> }[];
    open: boolean;
}

let current: Reader | null = null;
let session: string | null = null;
let waiting = 0;

/** Listens on the abstract socket `name`. Resolves once it can be connected to; then serves for ever. */
export async function listen(name: string, me: Identity, asked: Asked): Promise<void> {
    const listener = await Socket.listen({ family: "unix", type: "abstract", path: name } as SocketListenOptions);
    void accept(listener, me, asked);
}

async function accept(listener: SocketListener, me: Identity, asked: Asked): Promise<void> {
    for (;;) {
        let connection: SocketConnection;
        try {
            connection = await listener.accept();
        } catch {
            await pause(1000);
            continue;
        }
        void serve(connection, me, asked);
    }
}

async function serve(connection: SocketConnection, me: Identity, asked: Asked): Promise<void> {
    const reader = await admit(connection, me);
    if (reader === null) return;
    void write(reader, asked);
    try {
        for (;;) obey(reader, asked, await readJson(connection.input, FRAME_LIMIT));
    } catch {
        drop(reader);
    }
}

/** The handshake. Whoever does not know the token gets not one byte. */
async function admit(connection: SocketConnection, me: Identity): Promise<Reader | null> {
    if (waiting >= WAITING_LIMIT) {
        shut(connection);
        return null;
    }
    waiting++;
    const late = setTimeout(() => shut(connection), HELLO_MS);
    try {
        const hello = await readJson(connection.input, HELLO_LIMIT);
        if (hello.op !== "hello" || hello.protocol !== PROTOCOL || !sameText(String(hello.token), me.token))
            throw new Error("refused");
        return takeOver(connection, me, String(hello.session), Number(hello.stored) || 0);
    } catch {
        shut(connection);
        return null;
    } finally {
        clearTimeout(late);
        waiting--;
    }
}

function takeOver(connection: SocketConnection, me: Identity, asking: string, stored: number): Reader {
    if (current !== null) drop(current);
    if (session !== null && session !== asking) freshSession();
    else outbox.release(stored);
    session = asking;
    const reader: Reader = { connection, sentSeq: stored, ackedSeq: stored, inFlight: [], replies: [], open: true };
    const { token: _secret, ...open } = me;
    const hello = {
        op: "hello",
        protocol: PROTOCOL,
        ...open,
        pid: Process.id,
        now_ms: Date.now(),
        oldest: outbox.oldest,
        next: outbox.next,
        state: watchState(),
    };
    reader.replies.push({ afterSeq: 0, body: hello });
    current = reader;
    return reader;
}

function obey(reader: Reader, asked: Asked, frame: Record<string, unknown>): void {
    if (!reader.open) return;
    const op = frame.op;
    if (op === "ack") {
        const seq = Math.min(Number(frame.seq) || 0, reader.sentSeq);
        reader.ackedSeq = Math.max(reader.ackedSeq, seq);
        reader.inFlight = reader.inFlight.filter((f) => f.seq > seq);
        outbox.release(seq);
    } else if (op === "quiet" || op === "wake") {
        setWatchState(op === "quiet" ? "quiet" : "watching");
        asked.beforeBatch();
        reader.replies.push({ afterSeq: outbox.next - 1, body: { op: "state", state: watchState() } });
    } else if (op === "describe") {
        const { count, bytes, droppedRows, droppedBytes } = outbox;
        reader.replies.push({
            afterSeq: 0,
            body: {
                op: "description",
                ...asked.describe(),
                outbox_rows: count,
                outbox_bytes: bytes,
                dropped_rows: droppedRows,
                dropped_bytes: droppedBytes,
            },
        });
    }
}

/** The only writer of a connection, so that frames stay whole: answers that are due, then batches, then a pause. */
async function write(reader: Reader, asked: Asked): Promise<void> {
    try {
        while (reader.open) {
            await answer(reader);
            asked.beforeBatch();
            while (reader.open && (await batch(reader))) await answer(reader);
            await answer(reader);
            await pause(INTERVAL_MS);
        }
    } catch {
        drop(reader);
    }
}

async function answer(reader: Reader): Promise<void> {
    const due = reader.replies.filter(
        (r) => r.afterSeq <= reader.sentSeq || outbox.after(reader.sentSeq, 1, 1).length === 0,
    );
    reader.replies = reader.replies.filter((r) => !due.includes(r));
    for (const { body } of due) await reader.connection.output.writeAll(jsonFrame(body));
}

/** Sends one batch; false when there is nothing, or too much is not yet acknowledged. */
async function batch(reader: Reader): Promise<boolean> {
    const unacknowledged = Math.min(16 << 20, outbox.limitBytes / 4);
    const room = unacknowledged - reader.inFlight.reduce((n, f) => n + f.bytes, 0);
    if (room <= 0) return false;
    const entries = outbox.after(reader.sentSeq, Math.min(BATCH_BYTES, room), BATCH_ROWS);
    const last = entries.at(-1);
    if (last === undefined) return false;
    reader.sentSeq = last.seq;
    if (reader === current) outbox.sent(last.seq);
    const frame = batchFrame(
        { now_ms: Date.now(), dropped_rows: outbox.droppedRows, dropped_bytes: outbox.droppedBytes },
        entries,
    );
    reader.inFlight.push({ seq: last.seq, bytes: frame.byteLength });
    await reader.connection.output.writeAll(frame);
    return true;
}

function drop(reader: Reader): void {
    reader.open = false;
    if (reader === current) {
        current = null;
        outbox.sent(0);
    }
    shut(reader.connection);
}

function shut(connection: SocketConnection): void {
    connection.close().catch(() => {});
}

function sameText(a: string, b: string): boolean {
    let differs = a.length ^ b.length;
    for (let i = 0; i < b.length; i++) differs |= a.charCodeAt(i) ^ b.charCodeAt(i);
    return differs === 0;
}

function pause(ms: number): Promise<void> {
    return new Promise((done) => setTimeout(done, ms));
}
