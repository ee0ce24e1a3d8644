/** javax.net.ssl.SSLEngine, whoever made it: TLS without a socket, as Netty, java.net.http and asynchronous clients use it. */
import { buffersIn, passedThrough, type Buffers } from "../engine/buffers.js";
import { discover } from "../engine/discover.js";
import { Method, classNameOf, textOrNull } from "../engine/jni.js";
import { defineNetwork, type Call, type Hook } from "../engine/vocabulary.js";
import { madeRecord } from "./ciphertext.js";
import { breakOff, closed, connectionOfObject, quietly, tellOnceBy, type Connection } from "./connections.js";
import { insideTls, tellData } from "./streams.js";

const ENGINE = "javax/net/ssl/SSLEngine";
const M = {
    host: new Method(ENGINE, "getPeerHost", "()Ljava/lang/String;"),
    port: new Method(ENGINE, "getPeerPort", "()I"),
    alpn: new Method(ENGINE, "getApplicationProtocol", "()Ljava/lang/String;"),
    inDone: new Method(ENGINE, "isInboundDone", "()Z"),
    outDone: new Method(ENGINE, "isOutboundDone", "()Z"),
};

export function resolveEngine(): void {
    for (const m of Object.values(M)) m.resolve();
}

/** Known before one is made, so that nobody waits for the first. */
const KNOWN = ["sun.security.ssl.SSLEngineImpl"];
const SOURCE = "Java SE and Android, javax.net.ssl.SSLEngine; AOSP external/conscrypt ConscryptEngine";
/** Clear bytes go from the first group of buffers in wrap, and into the second in unwrap. */
const CLEAR = { wrap: 0, unwrap: 1 };

function engineHooks(cls: string): Hook[] {
    const passing = (method: "wrap" | "unwrap"): Hook => ({
        cls,
        method,
        source: SOURCE,
        optional: true,
        // An engine that hands on to another inside it, or one overload to another, is one call of the client's.
        once: "SSLEngine",
        always: insideTls,
        before: begun,
        after: (call) => ended(call, method),
    });
    const closing = (method: string): Hook => ({
        cls,
        method,
        source: SOURCE,
        optional: true,
        after: ({ self }) => {
            if (self !== null && M.inDone.on(self.$h) && M.outDone.on(self.$h)) closed(self.$h);
        },
    });
    return [passing("wrap"), passing("unwrap"), closing("closeInbound"), closing("closeOutbound")];
}

/** Where the buffers stood. An engine inside a TLS socket's stream is silent: the stream tells. */
function begun(call: Call): void {
    if (call.self !== null && call.thread.tls === 1) call.note = buffersIn(call.args);
}

function ended(call: Call, method: "wrap" | "unwrap"): void {
    const groups = call.note as Buffers[] | undefined;
    if (groups === undefined || call.self === null || call.threw || groups.length < 2) return;
    const engine = call.self.$h;
    const bytes = passedThrough(groups[CLEAR[method]]!);
    const c = connectionOfObject(engine, "tls", bytes.byteLength > 0);
    try {
        if (method === "wrap" && c.ip === "") madeRecord(c, passedThrough(groups[1]!, 32));
        if (bytes.byteLength === 0) return;
        tellOnceBy(c, (it) => describe(it, engine));
        if (c.state === "open") tellData(c, method === "wrap" ? "up" : "down", bytes, call.thread);
    } catch (e) {
        breakOff(c, true);
        throw e;
    }
}

function describe(c: Connection, engine: NativePointer): void {
    c.host = quietly(() => textOrNull(M.host.on(engine))) || c.host;
    c.port = Math.max(0, M.port.on(engine) as number) || c.port;
    c.alpn = quietly(() => textOrNull(M.alpn.on(engine)));
}

export const engine = defineNetwork({
    id: "engine",
    hooks: [
        {
            cls: "javax.net.ssl.SSLEngine",
            method: "$init",
            source: "every engine is one; its class is found here",
            once: "SSLEngine.$init",
            after: ({ self }) => {
                if (self !== null && !KNOWN.includes(classNameOf(self.$h)))
                    discover(self.$h, (c) => ({ group: "network", module: "engine", hooks: engineHooks(c) }));
            },
        },
        ...KNOWN.flatMap(engineHooks),
    ],
});
