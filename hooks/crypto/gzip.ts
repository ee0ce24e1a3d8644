/** java.util.zip: what an app packs before it encrypts or sends it, by a stream or by Deflater itself. */
import { IdentityMap } from "../engine/identity.js";
import { Ref, isA } from "../engine/jni.js";
import { row } from "../engine/report.js";
import { stackId } from "../engine/stacks.js";
import { defineCrypto, type Call, type Hook } from "../engine/vocabulary.js";
import { isPlatform } from "./callers.js";
import { Pieces, inputOf, inputSize } from "./kept.js";

const SOURCE = "Java SE 17 and AOSP libcore, java.util.zip";
const KEPT_BYTES = 256 << 10;
/** Inside a stream's own methods its Deflater is not looked at, nor the stream it is built on. */
const ONCE = "pack";

export function resolveGzip(): void {
    isA(NULL, "java/util/zip/GZIPOutputStream");
}

const packs = new IdentityMap<Pieces>();

function written({ self, args, thread }: Call): void {
    if (self === null || thread.tls > 0) return;
    packs.getOrPut(self.$h, () => new Pieces(KEPT_BYTES)).add(inputOf(args, KEPT_BYTES), inputSize(args));
}

function finished({ self, thread }: Call): void {
    const pack = self === null ? undefined : packs.get(self.$h);
    if (self === null || pack === undefined || pack.kept + pack.lost === 0) return;
    const { bytes, lost } = pack.take();
    if (isPlatform(thread)) return;
    const op = self instanceof Ref && isA(self.$h, "java/util/zip/GZIPOutputStream") ? "gzip" : "deflate";
    row(
        "crypto",
        { op, alg: op, mode: "", in: bytes.byteLength, ...(lost ? { lost } : {}), stack: stackId() },
        bytes,
    );
}

const hook = (cls: string, method: string, rest: Partial<Hook>): Hook => ({
    cls: `java.util.zip.${cls}`,
    method,
    source: SOURCE,
    once: ONCE,
    ...rest,
});

export const gzip = defineCrypto({
    id: "gzip",
    hooks: [
        hook("GZIPOutputStream", "write", { overload: ["[B", "int", "int"], before: written }),
        hook("GZIPOutputStream", "finish", { after: finished }),
        hook("DeflaterOutputStream", "write", { before: written }),
        hook("DeflaterOutputStream", "finish", { after: finished }),
        hook("Deflater", "setInput", { before: written }),
        hook("Deflater", "finish", { after: finished }),
    ],
});
