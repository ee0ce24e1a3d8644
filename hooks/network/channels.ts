/** java.nio's socket channels: what is sent in clear on them, and the ciphertext of engines, which is only counted as theirs. */
import { buffersIn, passedThrough, remaining, type Buffers } from "../engine/buffers.js";
import { Method, Ref } from "../engine/jni.js";
import { defineNetwork, type Call, type Hook } from "../engine/vocabulary.js";
import { makerOf } from "./ciphertext.js";
import {
    breakOff,
    closed,
    connectionOfObject,
    peerAt,
    remember,
    tellOnceBy,
    wasDialled,
    type Connection,
} from "./connections.js";
import { looksLikeTls, tellData } from "./streams.js";

const CLS = "sun.nio.ch.SocketChannelImpl";
const SOURCE = "OpenJDK 17 and AOSP libcore, sun.nio.ch.SocketChannelImpl";
const APPLICATION_DATA = 23;
/** Bytes of a TLS handshake that wait until it is known who leads it. */
const HELD_BYTES = 64 << 10;

const M = {
    remote: new Method("java/nio/channels/SocketChannel", "getRemoteAddress", "()Ljava/net/SocketAddress;"),
};

export function resolveChannels(): void {
    for (const m of Object.values(M)) m.resolve();
}

interface Held {
    dir: "up" | "down";
    bytes: ArrayBuffer;
}

/** TLS records of connections of which nobody has said yet that it makes them. */
const held = new Map<Connection, Held[]>();

function channelOf(call: Call): Connection | null {
    if (call.self === null) return null;
    const c = connectionOfObject(call.self.$h, "tcp", !wasDialled(call.self.$h));
    return c.state === "cipher" ? null : c;
}

/** Bytes are told before they are written: an answer must not be told first. What is not taken is written again. */
function writing(call: Call): void {
    const c = channelOf(call);
    const group = c === null ? undefined : buffersIn(call.args)[0];
    if (c === null || group === undefined) return;
    const bytes = remaining(group, c.ahead);
    call.note = { c, group };
    c.ahead += bytes.byteLength;
    tell(c, "up", bytes, call);
}

function written(call: Call): void {
    const note = call.note as { c: Connection; group: Buffers } | undefined;
    if (note === undefined) return;
    note.c.ahead = Math.max(0, note.c.ahead - counted(call));
}

function reading(call: Call): void {
    if (channelOf(call) !== null) call.note = buffersIn(call.args)[0];
}

function read(call: Call): void {
    const c = call.note === undefined || counted(call) === 0 ? null : channelOf(call);
    if (c !== null) tell(c, "down", passedThrough(call.note as Buffers, counted(call)), call);
}

/** What the method says passed: an int or a long, -1 at the end. */
function counted(call: Call): number {
    return call.threw ? 0 : Math.max(0, Number(call.result));
}

function tell(c: Connection, dir: "up" | "down", bytes: ArrayBuffer, call: Call): void {
    if (bytes.byteLength === 0 || call.self === null) return;
    const channel = call.self.$h;
    try {
        if (!judge(c, dir, bytes, channel)) return;
        tellOnceBy(c, (it) => Object.assign(it, peerAt(M.remote.on(channel) as NativePointer)));
        for (const early of held.get(c) ?? []) tellData(c, early.dir, early.bytes, call.thread);
        held.delete(c);
        tellData(c, dir, bytes, call.thread);
    } catch (e) {
        breakOff(c, true);
        throw e;
    }
}

/** Whether to tell bytes as the channel's own. TLS that an engine made is told there; TLS of nobody's is told unread. */
function judge(c: Connection, dir: "up" | "down", bytes: ArrayBuffer, channel: NativePointer): boolean {
    const isWaiting = held.has(c);
    if (c.state !== "new" || (!isWaiting && !looksLikeTls(bytes))) return true;
    const maker = dir === "up" ? makerOf(bytes) : undefined;
    if (maker !== undefined) {
        c.state = "cipher";
        c.owner = maker;
        held.delete(c);
        const { host, ip, port } = peerAt(M.remote.on(channel) as NativePointer);
        Object.assign(maker, { ip, host: maker.host || host, port: maker.port || port });
        return false;
    }
    const early = held.get(c) ?? [];
    const size = early.reduce((n, e) => n + e.bytes.byteLength, bytes.byteLength);
    const first = new Uint8Array(bytes)[0]!;
    if (size > HELD_BYTES || (dir === "up" && first === APPLICATION_DATA)) {
        c.unreadable = true;
        return true;
    }
    early.push({ dir, bytes });
    held.set(c, early);
    return false;
}

function hook(method: string, more: Partial<Hook>): Hook {
    return { cls: CLS, method, source: SOURCE, ...more };
}

export const channels = defineNetwork({
    id: "channels",
    hooks: [
        hook("connect", {
            once: "SocketChannel.connect",
            before: ({ self, args: [endpoint] }) => {
                if (self !== null && endpoint instanceof Ref) remember(self.$h, endpoint.$h);
            },
        }),
        hook("write", { once: "SocketChannel.write", before: writing, after: written }),
        hook("read", { once: "SocketChannel.read", before: reading, after: read }),
        hook("implCloseSelectableChannel", {
            after: ({ self }) => {
                if (self === null) return;
                held.delete(connectionOfObject(self.$h, "tcp", true));
                closed(self.$h);
            },
        }),
    ],
});
