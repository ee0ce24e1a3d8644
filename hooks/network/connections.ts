/** Connections as numbers: which socket a stream belongs to, to whom it leads, and what has been told of it. */
import { fieldOfType, textField } from "../engine/fields.js";
import { IdentityMap } from "../engine/identity.js";
import { Method, arrayLength, classNameOf, env, isA, stringOf, textOrNull } from "../engine/jni.js";
import { onFreshSession, onWake, row } from "../engine/report.js";

type Describe = (c: Connection) => void;

export type Layer = "tls" | "tcp";
/** Beside those whose bytes are told: datagrams, which are only counted. */
export type Told = Layer | "udp" | "quic" | "dns";

export interface Connection {
    conn: number;
    layer: Told;
    host: string;
    port: number;
    ip: string;
    alpn: string;
    stream: string;
    /** new: nothing seen; open: told; cipher: carries the TLS of a connection told elsewhere; closed. */
    state: "new" | "open" | "cipher" | "closed";
    /** Carries TLS of a kind nobody here can read. */
    unreadable: boolean;
    /** Bytes passed that were not told: before the agent came, while it was quiet, or to another session. */
    partial: boolean;
    /** Bytes told of a write that the channel has not taken yet: it is asked to write them again. */
    ahead: number;
    /** The connection of a TLS engine whose ciphertext this one carries. */
    owner?: Connection;
    /** The call whose bytes passed last, and on which thread. */
    last?: { call: number; tid: number };
}

const M = {
    port: new Method("java/net/Socket", "getPort", "()I"),
    inet: new Method("java/net/Socket", "getInetAddress", "()Ljava/net/InetAddress;"),
    remote: new Method("java/net/Socket", "getRemoteSocketAddress", "()Ljava/net/SocketAddress;"),
    address: new Method("java/net/InetAddress", "getHostAddress", "()Ljava/lang/String;"),
    hostString: new Method("java/net/InetSocketAddress", "getHostString", "()Ljava/lang/String;"),
    inetOf: new Method("java/net/InetSocketAddress", "getAddress", "()Ljava/net/InetAddress;"),
    socketPort: new Method("java/net/InetSocketAddress", "getPort", "()I"),
    alpn: new Method("javax/net/ssl/SSLSocket", "getApplicationProtocol", "()Ljava/lang/String;"),
    parameters: new Method("javax/net/ssl/SSLSocket", "getSSLParameters", "()Ljavax/net/ssl/SSLParameters;"),
    names: new Method("javax/net/ssl/SSLParameters", "getServerNames", "()Ljava/util/List;"),
    toArray: new Method("java/util/Collection", "toArray", "()[Ljava/lang/Object;"),
    sni: new Method("javax/net/ssl/SNIHostName", "getAsciiName", "()Ljava/lang/String;"),
};

export function resolveConnections(): void {
    for (const m of Object.values(M)) m.resolve();
    for (const c of [
        "java/net/Socket",
        CHANNEL,
        "java/net/InetSocketAddress",
        "javax/net/ssl/SSLSocket",
        "javax/net/ssl/SNIHostName",
    ])
        isA(NULL, c);
}

const bySocket: Record<Layer, IdentityMap<Connection>> = { tls: new IdentityMap(), tcp: new IdentityMap() };
const byStream = new IdentityMap<Connection>();
const dialled = new IdentityMap<{ host: string; port: number }>();
const live = new Map<number, Connection>();
let made = 0;
const CHANNEL = "java/nio/channels/SocketChannel";
/** How many sockets may be laid over one another. */
const LAYERS = 3;

/** What is parsed from the middle is parsed wrongly: the rest of a connection is one of its own, and said to be a rest. */
export function breakOff(c: Connection, tellClose: boolean): void {
    if (tellClose && c.state === "open") row("close", { conn: c.conn });
    live.delete(c.conn);
    Object.assign(c, { conn: ++made, state: "new", partial: true, ahead: 0 });
}

function breakAll(tellClose: boolean): void {
    for (const c of [...live.values()]) breakOff(c, tellClose);
}

onFreshSession(() => breakAll(false));
onWake(() => breakAll(true));

/** Remembers where a socket was told to connect to: under a proxy the socket itself does not know the name. */
export function remember(socket: NativePointer, endpoint: NativePointer): void {
    if (!isA(endpoint, "java/net/InetSocketAddress")) return;
    dialled.set(socket, { host: stringOf(M.hostString.on(endpoint)), port: M.socketPort.on(endpoint) as number });
}

/** The connection a stream object belongs to, made if new; null where no socket can be found behind it. */
export function connectionOf(stream: NativePointer, layer: Layer, streamClass: string): Connection | null {
    const known = byStream.get(stream);
    if (known !== undefined) return known;
    const socket = fieldOfType(stream, "java/net/Socket");
    if (socket === null) return null;
    return bind(stream, socket, layer, streamClass);
}

/** The connection of a channel or an engine, made if new: it is its own stream. */
export function connectionOfObject(object: NativePointer, layer: Layer, partial: boolean): Connection {
    return bySocket[layer].getOrPut(object, () => newConnection(layer, classNameOf(object), partial));
}

/** Ties a stream to its socket's connection (a stream that does not know its socket is tied when the socket hands it out). */
export function bind(stream: NativePointer, socket: NativePointer, layer: Layer, streamClass: string): Connection {
    const partial = dialledTo(socket) === undefined;
    const c = bySocket[layer].getOrPut(socket, () => newConnection(layer, streamClass, partial));
    byStream.set(stream, c);
    return c;
}

/** A connection of a number of its own, of which nothing has been told. */
export function newConnection(layer: Told, stream: string, partial: boolean): Connection {
    const unknown = { host: "", port: 0, ip: "", alpn: "" };
    return { conn: ++made, layer, ...unknown, stream, state: "new", unreadable: false, partial, ahead: 0 };
}

/** Tells the connection once, when its first byte passes: by then the socket knows its peer. */
export function tellOnce(c: Connection, stream: NativePointer): void {
    tellOnceBy(c, () => {
        const socket = fieldOfType(stream, "java/net/Socket");
        if (socket !== null) describe(c, socket);
    });
}

/** As tellOnce, for what knows its peer in another way. */
export function tellOnceBy(c: Connection, learn: Describe): void {
    if (c.state !== "new") return;
    learn(c);
    // The other direction's thread may have told it meanwhile. From here to the row no other thread runs.
    openNow(c);
}

/** Tells a connection that is described, once. */
export function openNow(c: Connection): void {
    if (c.state !== "new") return;
    c.state = "open";
    live.set(c.conn, c);
    tellOpen(c);
}

/** Tells that a connection is over, if it was told. */
export function closeNow(c: Connection): void {
    if (c.state === "open") row("close", { conn: c.conn });
    c.state = "closed";
    live.delete(c.conn);
}

export function closed(socket: NativePointer): void {
    for (const layer of ["tls", "tcp"] as const) {
        const c = bySocket[layer].get(socket);
        for (const over of [c?.owner, c]) if (over?.state === "open") closeNow(over);
    }
}

function tellOpen(c: Connection): void {
    const { conn, layer, host, port, ip, alpn, stream, unreadable, partial } = c;
    const known = {
        ...(ip && { ip }),
        ...(alpn && { alpn }),
        ...(unreadable && { unreadable }),
        ...(partial && { partial }),
    };
    row("open", { conn, layer, host, port, ...known, stream });
}

function describe(c: Connection, socket: NativePointer): void {
    const dial = dialledTo(socket);
    c.port = (M.port.on(socket) as number) || dial?.port || 0;
    c.ip = ipOf(socket);
    if (c.layer === "tls") {
        c.alpn = quietly(() => textOrNull(M.alpn.on(socket)));
        c.host = peerOf(socket, LAYERS);
    }
    c.host ||= dial?.host ?? quietly(() => remoteHost(socket));
}

/** The name a TLS socket was made for. JSSE keeps peerHost, Conscrypt peerHostname; asking the session would start a handshake. */
function peerOf(socket: NativePointer, layers: number): string {
    const own = textField(socket, ["peerHost", "peerHostname"]) || quietly(() => serverName(socket));
    if (own !== "" || layers === 0) return own;
    const below = fieldOfType(socket, "javax/net/ssl/SSLSocket");
    return below === null ? "" : peerOf(below, layers - 1);
}

/** Whether this very socket or channel was seen connecting. */
export function wasDialled(object: NativePointer): boolean {
    return dialled.get(object) !== undefined;
}

/** Where the socket was told to connect, or the one it is laid over: that one is in a field of it. */
function dialledTo(socket: NativePointer, layers = LAYERS): { host: string; port: number } | undefined {
    const own = dialled.get(socket);
    if (own !== undefined || layers === 0) return own;
    const below = fieldOfType(socket, "java/net/Socket") ?? fieldOfType(socket, CHANNEL);
    return below === null ? undefined : dialledTo(below, layers - 1);
}

function ipOf(socket: NativePointer): string {
    return quietly(() => {
        const inet = M.inet.on(socket) as NativePointer;
        return inet.isNull() ? "" : textOrNull(M.address.on(inet));
    });
}

function remoteHost(socket: NativePointer): string {
    const address = M.remote.on(socket) as NativePointer;
    if (address.isNull() || !isA(address, "java/net/InetSocketAddress")) return "";
    const host = stringOf(M.hostString.on(address));
    return host === "0.0.0.0" || host === "::" ? "" : host;
}

/** Host, address and port of a java.net.SocketAddress; empty where it is none of the Internet's. */
export function peerAt(address: NativePointer): { host: string; ip: string; port: number } {
    if (address.isNull() || !isA(address, "java/net/InetSocketAddress")) return { host: "", ip: "", port: 0 };
    const inet = M.inetOf.on(address) as NativePointer;
    return {
        host: stringOf(M.hostString.on(address)),
        ip: inet.isNull() ? "" : quietly(() => textOrNull(M.address.on(inet))),
        port: M.socketPort.on(address) as number,
    };
}

function serverName(socket: NativePointer): string {
    const names = M.names.on(M.parameters.on(socket)) as NativePointer;
    if (names.isNull()) return "";
    const array = M.toArray.on(names) as NativePointer;
    for (let i = 0; i < arrayLength(env(), array); i++) {
        const name = env().getObjectArrayElement(array, i);
        if (isA(name, "javax/net/ssl/SNIHostName")) return stringOf(M.sni.on(name));
    }
    return "";
}

export function quietly(ask: () => string | null): string {
    try {
        return ask() ?? "";
    } catch {
        return "";
    }
}
