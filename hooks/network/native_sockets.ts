/** Native sockets: clear bytes are told, TLS is joined with the stack that made it, and TLS nobody here can read is counted. */
import { nativeState } from "../engine/install.js";
import { nativeStackId } from "../engine/native_stacks.js";
import { fault, isQuiet, row } from "../engine/report.js";
import { peek } from "../engine/threads.js";
import { peerOf, type Peer } from "./addresses.js";
import { breakOff, closeNow, newConnection, openNow, type Connection } from "./connections.js";
import { Counted } from "./counted.js";
import { packetCame } from "./dns.js";
import { FD, LAYER, LIBC, bytesOn, countCalls, ignoreCallersIn, putFilterIn, sawItConnect, setState } from "./filter.js";
import { helloOf, isRecord, recordSize, type Hello } from "./hello.js";
import { helloSeen, isClaimed, recordWritten, socketGone, type Carrier } from "./joins.js";
import { sweep } from "./sweep.js";
import { tellDatagrams } from "./udp.js";

/** Java's own input and output: what passes there is told by the Java layers. */
const OF_JAVA = /^lib(net|nio|extnet|java|jvm|openjdk|javacore|art|openjdkjvm)\.so$|^frida-agent/;
/** How long a stack may take to show that the TLS on a socket is its own. */
const PATIENCE_MS = 3000;
const TICK_MS = 500;
const STACK_EVERY_MS = 50;

interface Clear {
    kind: "clear";
    c: Connection;
    stack: string;
    stacked_ms: number;
}

interface Ciphered {
    kind: "tls";
    carrier: Carrier;
    since_ms: number;
    counted: Counted | null;
    partial: boolean;
}

const sockets = new Map<number, Clear | Ciphered>();
/** Passed unseen while the agent was quiet. */
const skipped = new Set<number>();

/** Begins to watch the functions that move bytes, and to tell every now and then what was counted. */
export function watchSockets(): void {
    Process.attachModuleObserver({ onAdded: (m) => m.name !== undefined && OF_JAVA.test(m.name) && ignoreCallersIn(m) });
    try {
        putFilterIn({
            bytes: (fd, up, at, size, stack) => {
                if (isQuiet()) skipped.add(fd);
                else safely(() => bytes(fd, up, at, size, stack));
            },
            gone,
            answer: (at, size) => safely(() => packetCame(at, size)),
        });
    } catch (e) {
        nativeState(LAYER, LIBC, "send", "failed", String(e).slice(0, 200));
        return;
    }
    safely(sweep);
    setInterval(() => safely(tick), TICK_MS);
}

function safely(look: () => void): void {
    if (isQuiet()) return;
    try {
        look();
    } catch (e) {
        fault("native_sockets", e);
    }
}

// ------------------------------------------------------------------------------------------------ streams

function bytes(fd: number, up: boolean, at: NativePointer, size: number, stack: NativePointer): void {
    const thread = peek();
    if (thread?.looking === true) return;
    if ((thread?.tls ?? 0) > 0 || (thread?.socket ?? 0) > 0) return ignore(fd); // Java's, written through a library of its own
    const data = at.readByteArray(size)!;
    const begin = new Uint8Array(data, 0, Math.min(size, 4096));
    const known = sockets.get(fd);
    const hello = up ? helloOf(begin) : null;
    if (hello !== null) return begins(fd, hello);
    if (known === undefined && isRecord(begin)) return goesOn(fd, up, begin);
    const clear = known?.kind === "clear" ? known : newClear(fd);
    if (clear !== null) tell(clear, up, data, stack);
}

function ignore(fd: number): void {
    setState(fd, FD.ignored);
}

/** TLS begins on a socket, at its start or after clear words (a proxy's CONNECT, STARTTLS). */
function begins(fd: number, hello: Hello): void {
    const known = sockets.get(fd);
    if (known?.kind === "clear") closeNow(known.c);
    const peer = peerOf(fd);
    if (peer === null) return ignore(fd);
    const carrier = newCarrier(fd, peer, hello.name, Process.getCurrentThreadId());
    setState(fd, FD.tls);
    sockets.set(fd, { kind: "tls", carrier, since_ms: Date.now(), counted: null, partial: skipped.has(fd) });
    if (isClaimed(fd)) carrier.covered = true;
    helloSeen(hello.random, carrier);
}

/** TLS that began before the agent came. */
function goesOn(fd: number, up: boolean, record: Uint8Array): void {
    const peer = peerOf(fd);
    if (peer === null) return ignore(fd);
    const carrier = newCarrier(fd, peer, "", 0);
    if (isClaimed(fd)) carrier.covered = true;
    else if (up) recordWritten(Process.getCurrentThreadId(), recordSize(record), carrier);
    setState(fd, FD.tls);
    sockets.set(fd, { kind: "tls", carrier, since_ms: Date.now(), counted: null, partial: true });
}

function newCarrier(fd: number, peer: Peer, name: string, tid: number): Carrier {
    return { fd, peer, name, tid, covered: false };
}

function newClear(fd: number): Clear | null {
    const peer = peerOf(fd);
    if (peer === null || isClaimed(fd)) {
        ignore(fd);
        return null;
    }
    const c = newConnection("tcp", LIBC, !sawItConnect(fd) || skipped.has(fd));
    Object.assign(c, peer);
    const clear: Clear = { kind: "clear", c, stack: "", stacked_ms: 0 };
    sockets.set(fd, clear);
    setState(fd, FD.clear);
    return clear;
}

function tell(clear: Clear, up: boolean, data: ArrayBuffer, stack: NativePointer): void {
    const { c } = clear;
    try {
        if (up && Date.now() - clear.stacked_ms >= STACK_EVERY_MS) {
            clear.stack = nativeStackId(stack);
            clear.stacked_ms = Date.now();
        }
        openNow(c);
        const fields: Record<string, unknown> = { conn: c.conn, dir: up ? "up" : "down", size: data.byteLength };
        const call = peek()?.calls.at(-1);
        if (call !== undefined) fields.call = call;
        if (up) fields.stack = clear.stack;
        row("data", fields, data);
    } catch (e) {
        breakOff(c, true); // these bytes are missing: nobody must take what follows for what comes next
        throw e;
    }
}

function gone(fd: number): void {
    const known = sockets.get(fd);
    const claim = socketGone(fd);
    skipped.delete(fd);
    sockets.delete(fd);
    safely(() => {
        claim?.over();
        if (known !== undefined) tellGone(fd, known, claim !== undefined);
    });
}

function tellGone(fd: number, known: Clear | Ciphered, claimed: boolean): void {
    if (known.kind === "clear") return closeNow(known.c);
    if (!known.carrier.covered && !claimed) known.counted ??= unread(fd, known);
    known.counted?.close();
}

// ------------------------------------------------------------------------------------------------ what is only counted

function tick(): void {
    countCalls();
    tellDatagrams();
    sweep();
    for (const [fd, s] of sockets) {
        if (s.kind !== "tls") continue;
        if (s.carrier.covered || isClaimed(fd)) s.counted?.close();
        else if (Date.now() - s.since_ms > PATIENCE_MS) (s.counted ??= unread(fd, s)).tell();
    }
}

function unread(fd: number, { carrier, partial }: Ciphered): Counted {
    return new Counted("tls", carrier.peer, carrier.name, "a library nobody here can read", () => bytesOn(fd), partial);
}
