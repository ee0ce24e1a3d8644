/** OpenSSL's interface wherever it is found (OpenSSL, BoringSSL): clear text at SSL_write and SSL_read, each byte once.
 *
 *  The lowest layer that shows the bytes in the clear tells them, with one exception: where a Java stream or engine that is
 *  watched itself calls into the stack on the same thread, that layer stands and this one is silent for the whole life of
 *  the SSL object. It is the only choice that counts each byte once: Conscrypt's engine unwraps a whole record and keeps what
 *  the app did not ask for yet, so bytes of one SSL_read may reach the app in several later reads that never come here. */
import { hookNative, type NativeCall } from "../engine/native.js";
import { learnNames, nativeStackId } from "../engine/native_stacks.js";
import { row } from "../engine/report.js";
import { peek } from "../engine/threads.js";
import { peerOf } from "./addresses.js";
import { breakOff, closeNow, newConnection, openNow, type Connection } from "./connections.js";
import { randomOf } from "./hello.js";
import { claimByThread, claimFd, claimRandom, textWritten, type Carrier, type Claim } from "./joins.js";

/** Addresses by OpenSSL's names; SSL_write and SSL_read at least. */
export type Functions = ReadonlyMap<string, NativePointer>;

/** What of the interface is used, where a library has it. */
export const NAMES = [
    "SSL_write",
    "SSL_read",
    "SSL_write_ex",
    "SSL_read_ex",
    "SSL_new",
    "SSL_free",
    "SSL_connect",
    "SSL_do_handshake",
    "SSL_get_fd",
    "SSL_get_servername",
    "SSL_get0_alpn_selected",
    "SSL_get_client_random",
    "SSL_is_server",
] as const;

type Direction = "up" | "down";

interface Tls {
    c: Connection;
    /** Who tells its bytes: this layer, a Java layer above it, or nobody since the app is the server here. */
    owner: "here" | "java" | "server";
    claim: Claim;
    /** Its socket is known, or will be when its ClientHello passes. */
    claimed: boolean;
    stack: string;
    stacked_ms: number;
}

/** A stack of calls is taken again when the last one of a connection is this old. */
const STACK_EVERY_MS = 50;
const OBJECTS_KEPT = 5000;
const RANDOM_BYTES = 32;

const objects = new Map<string, Tls>();

/** Watches one library's TLS. `found` says by what its functions were found. */
export function watchTls(layer: string, module: Module, found: string, functions: Functions): void {
    learnNames(module);
    const stack = new Stack(module.name, functions);
    const on = putter(layer, module, found, functions);
    const extended = (c: NativeCall): number => (c.result.toInt32() === 1 ? c.args[2]!.readUInt() : 0);
    const claims = { leave: (call: NativeCall): void => stack.claims(call.args[0]!) };
    on("SSL_new", [], { leave: ({ result }) => stack.made(result) });
    on("SSL_connect", [0], claims);
    on("SSL_do_handshake", [0], claims);
    on("SSL_write", [0, 1], stack.moves("up", plain));
    on("SSL_read", [0, 1], stack.moves("down", plain));
    on("SSL_write_ex", [0, 1, 3], stack.moves("up", extended));
    on("SSL_read_ex", [0, 1, 3], stack.moves("down", extended));
    on("SSL_free", [0], { enter: ({ args: [ssl] }) => forget(ssl!) });
}

/** Native methods of Conscrypt's by their names in Java. */
export interface Methods {
    ENGINE_SSL_write_direct: NativePointer;
    ENGINE_SSL_read_direct: NativePointer;
    SSL_new: NativePointer;
    SSL_free: NativePointer;
}

/** Watches a Conscrypt of which only its native methods are known: (env, class, ssl, its Java object, address, size …). */
export function watchMethods(module: Module, found: string, methods: Functions): void {
    const stack = new Stack(module.name, methods);
    const on = putter("bundled", module, found, methods);
    on("SSL_new", [], { leave: ({ result }) => stack.made(result) });
    on("ENGINE_SSL_write_direct", [2, 4], stack.moves("up", plain));
    on("ENGINE_SSL_read_direct", [2, 4], stack.moves("down", plain));
    on("SSL_free", [2], { enter: ({ args: [ssl] }) => forget(ssl!) });
}

interface Look {
    enter?(call: NativeCall): void;
    leave?(call: NativeCall): void;
}

const plain = (c: NativeCall): number => c.result.toInt32();

function putter(layer: string, module: Module, found: string, functions: Functions) {
    return (name: string, args: number[], look: Look): void => {
        const address = functions.get(name);
        if (address !== undefined) hookNative({ layer, library: module.name, name, args, found, ...look }, address);
    };
}

/** True if this library's functions are OpenSSL's; a few names of it alone could be anything. */
export function isWhole(functions: Functions): boolean {
    return functions.has("SSL_write") && functions.has("SSL_read");
}

type Ask = (...args: unknown[]) => unknown;

class Stack {
    private readonly ask = new Map<string, Ask>();

    constructor(
        private readonly library: string,
        private readonly functions: Functions,
    ) {
        this.can("SSL_get_fd", "int", ["pointer"]);
        this.can("SSL_is_server", "int", ["pointer"]);
        this.can("SSL_get_servername", "pointer", ["pointer", "int"]);
        this.can("SSL_get0_alpn_selected", "void", ["pointer", "pointer", "pointer"]);
        this.can("SSL_get_client_random", "size_t", ["pointer", "pointer", "size_t"]);
    }

    private can(name: string, ret: NativeFunctionReturnType, args: NativeFunctionArgumentType[]): void {
        const address = this.functions.get(name);
        if (address !== undefined) this.ask.set(name, new NativeFunction(address, ret, args) as unknown as Ask);
    }

    /** What to do round a function that moves bytes: its arguments are the object, the buffer, and what `size` reads. */
    moves(dir: Direction, size: (c: NativeCall) => number): Look {
        const leave = (call: NativeCall): void => this.passed(call, dir, size(call));
        return dir === "up" ? { enter: (call) => this.enters(call), leave } : { leave };
    }

    /** An SSL object is made: nothing of it can have been missed. */
    made(ssl: NativePointer): void {
        if (!ssl.isNull()) objects.set(ssl.toString(), this.object(false));
    }

    /** Ties the object to its socket as soon as it knows its ClientHello. */
    claims(ssl: NativePointer): void {
        const tls = this.of(ssl);
        if (javaTells()) letJavaTell(tls);
        if (tls.claimed) return;
        const fd = (this.ask.get("SSL_get_fd")?.(ssl) as number | undefined) ?? -1;
        if (fd >= 0) {
            tls.claimed = true;
            claimFd(fd, tls.claim);
            const peer = peerOf(fd);
            if (peer !== null) Object.assign(tls.c, peer);
        }
        const random = this.ask.get("SSL_get_client_random");
        if (random === undefined) {
            if (claimByThread(Process.getCurrentThreadId(), tls.claim)) tls.claimed = true;
            return;
        }
        const room = Memory.alloc(RANDOM_BYTES);
        random(ssl, room, RANDOM_BYTES);
        const text = randomOf(new Uint8Array(room.readByteArray(RANDOM_BYTES)!));
        if (text === "") return;
        tls.claimed = true;
        claimRandom(text, tls.claim);
    }

    /** Before a write: the stack is the writer's own only here. */
    enters(call: NativeCall): void {
        const tls = this.of(call.args[0]!);
        if (tls.owner !== "here" || javaTells() || Date.now() - tls.stacked_ms < STACK_EVERY_MS) return;
        tls.stack = nativeStackId(call.context);
        tls.stacked_ms = Date.now();
    }

    /** `size` bytes have passed; none or an error below 1. */
    passed(call: NativeCall, dir: Direction, size: number): void {
        if (size <= 0) return;
        const ssl = call.args[0]!;
        const tls = this.of(ssl);
        if (javaTells()) letJavaTell(tls);
        this.claims(ssl);
        if (tls.owner !== "here" || tls.c.state === "closed") return;
        try {
            if (tls.c.state === "new" && !this.open(ssl, tls)) return;
            tell(tls, dir, call.args[1]!.readByteArray(size)!);
        } catch (e) {
            breakOff(tls.c, true); // these bytes are missing: nobody must take what follows for what comes next
            throw e;
        }
        if (dir === "up") textWritten(Process.getCurrentThreadId(), tls.claim, size);
    }

    /** Tells the connection; false where the app is the server. */
    private open(ssl: NativePointer, tls: Tls): boolean {
        if (this.ask.get("SSL_is_server")?.(ssl) === 1) {
            tls.owner = "server";
            return false;
        }
        const { c } = tls;
        const name = this.ask.get("SSL_get_servername")?.(ssl, 0) as NativePointer | undefined;
        if (name !== undefined && !name.isNull()) c.host = name.readUtf8String() ?? "";
        c.alpn = this.alpn(ssl);
        openNow(c);
        return true;
    }

    private alpn(ssl: NativePointer): string {
        const ask = this.ask.get("SSL_get0_alpn_selected");
        if (ask === undefined) return "";
        const room = Memory.alloc(2 * Process.pointerSize);
        ask(ssl, room, room.add(Process.pointerSize));
        const at = room.readPointer();
        return at.isNull() ? "" : (at.readUtf8String(room.add(Process.pointerSize).readU32()) ?? "");
    }

    private of(ssl: NativePointer): Tls {
        const key = ssl.toString();
        let tls = objects.get(key);
        if (tls === undefined) {
            if (objects.size >= OBJECTS_KEPT) objects.delete(objects.keys().next().value!);
            // Whether bytes passed before the agent came is known only where the making of such objects is watched.
            tls = this.object(this.functions.has("SSL_new"));
            objects.set(key, tls);
        }
        return tls;
    }

    private object(partial: boolean): Tls {
        const c = newConnection("tls", this.library, partial);
        const claim: Claim = {
            joined: (carrier) => joined(tls, carrier),
            over: () => closeNow(tls.c),
        };
        const tls: Tls = { c, owner: "here", claim, claimed: false, stack: "", stacked_ms: 0 };
        return tls;
    }
}

function joined(tls: Tls, { peer, name }: Carrier): void {
    tls.claimed = true;
    Object.assign(tls.c, peer);
    tls.c.host ||= name;
}

function tell(tls: Tls, dir: Direction, bytes: ArrayBuffer): void {
    const { c } = tls;
    const fields: Record<string, unknown> = { conn: c.conn, dir, size: bytes.byteLength };
    const thread = peek();
    const call = thread?.calls.at(-1);
    if (call !== undefined) fields.call = call;
    if (dir === "up") fields.stack = tls.stack;
    row("data", fields, bytes);
}

/** Whether this thread is inside a Java layer that tells the bytes itself. */
function javaTells(): boolean {
    return (peek()?.tls ?? 0) > 0;
}

function letJavaTell(tls: Tls): void {
    if (tls.owner !== "here") return;
    tls.owner = "java";
    closeNow(tls.c);
}

function forget(ssl: NativePointer): void {
    const key = ssl.toString();
    const tls = objects.get(key);
    if (tls === undefined) return;
    objects.delete(key);
    closeNow(tls.c);
}
