/** Ktor's CIO engine, which has a TLS of its own in Kotlin: the records it encrypts and decrypts, where its names are kept. */
import { Method, Ref, bytesOf, isA, toStringOf } from "../engine/jni.js";
import { defineNetwork, type Call, type Hook } from "../engine/vocabulary.js";
import { madeFragment } from "./ciphertext.js";
import { breakOff, connectionOfObject, tellOnceBy } from "./connections.js";
import { insideTls, tellData } from "./streams.js";

const RECORD = "io/ktor/network/tls/TLSRecord";
const PACKET = "io/ktor/utils/io/core/ByteReadPacket";
const M = {
    type: new Method(RECORD, "getType", "()Lio/ktor/network/tls/TLSRecordType;"),
    packet: new Method(RECORD, "getPacket", `()L${PACKET};`),
    copy: new Method(PACKET, "copy", `()L${PACKET};`),
    left: new Method("io/ktor/utils/io/core/Input", "getRemaining", "()J"),
    bytes: new Method("io/ktor/utils/io/core/StringsKt", "readBytes", `(L${PACKET};I)[B`, true),
    // Ktor 3
    source: new Method(RECORD, "getPacket", "()Lkotlinx/io/Source;"),
    peek: new Method("kotlinx/io/Source", "peek", "()Lkotlinx/io/Source;"),
    sourceBytes: new Method("kotlinx/io/SourcesKt", "readByteArray", "(Lkotlinx/io/Source;)[B", true),
};

export function resolveKtor(): void {
    for (const m of Object.values(M)) m.resolve();
    isA(NULL, RECORD);
}

/** A record's bytes from a copy that shares them: the packet itself stays unread. */
function contentOf(record: Ref): ArrayBuffer {
    if (M.copy.resolve()) {
        const copy = M.copy.on(M.packet.on(record.$h)) as NativePointer;
        return bytesOf(new Ref(M.bytes.on(null, copy, Number(M.left.on(copy))), false));
    }
    const copy = M.peek.on(M.source.on(record.$h)) as NativePointer;
    return bytesOf(new Ref(M.sourceBytes.on(null, copy), false));
}

function isData(record: Ref): boolean {
    return toStringOf(M.type.on(record.$h)) === "ApplicationData";
}

function tell(call: Call, dir: "up" | "down", record: Ref): void {
    const c = connectionOfObject(call.self!.$h, "tls", false);
    try {
        const bytes = contentOf(record);
        if (bytes.byteLength === 0) return;
        tellOnceBy(c, () => {}); // its peer is told by the channel that carried its first record
        if (c.state === "open") tellData(c, dir, bytes, call.thread);
    } catch (e) {
        breakOff(c, true);
        throw e;
    }
}

function hooks(cls: string): Hook[] {
    const source = "Maven Central io.ktor:ktor-network-tls-jvm 2.3.11 and 3.0.3";
    return [
        {
            cls,
            method: "encrypt",
            source,
            optional: true,
            always: insideTls,
            before: (call) => {
                const [record] = call.args;
                if (call.self !== null && record instanceof Ref && isData(record)) tell(call, "up", record);
            },
            after: ({ self, result }) => {
                if (self === null || !(result instanceof Ref)) return;
                const c = connectionOfObject(self.$h, "tls", false);
                if (c.ip === "") madeFragment(c, contentOf(result));
            },
        },
        {
            cls,
            method: "decrypt",
            source,
            optional: true,
            always: insideTls,
            after: (call) => {
                if (call.self !== null && call.result instanceof Ref && isData(call.result))
                    tell(call, "down", call.result);
            },
        },
    ];
}

export const ktor = defineNetwork({
    id: "ktor",
    hooks: ["GCMCipher", "CBCCipher"].flatMap((name) => hooks(`io.ktor.network.tls.cipher.${name}`)),
});
