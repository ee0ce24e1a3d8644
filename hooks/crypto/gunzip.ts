/** java.util.zip.GZIPInputStream: what came out of something packed that was received or decrypted. */
import { IdentityMap } from "../engine/identity.js";
import { Ref, bytesOf } from "../engine/jni.js";
import { row } from "../engine/report.js";
import { stackId } from "../engine/stacks.js";
import { defineCrypto, type Call } from "../engine/vocabulary.js";
import { isPlatform } from "./callers.js";
import { Pieces } from "./kept.js";

const CLS = "java.util.zip.GZIPInputStream";
const SOURCE = "Java SE 17 and AOSP libcore, java.util.zip";
const KEPT_BYTES = 64 << 10;

const packs = new IdentityMap<Pieces>();

function read({ self, args: [into, from], result, threw, thread }: Call): void {
    if (self === null || threw || thread.tls > 0 || typeof result !== "number") return;
    if (result < 0) return tell(self, thread);
    if (!(into instanceof Ref) || typeof from !== "number") return;
    const pack = packs.getOrPut(self.$h, () => new Pieces(KEPT_BYTES));
    pack.add(bytesOf(into, from, Math.min(result, Math.max(1, KEPT_BYTES - pack.kept))), result);
}

function tell(self: Ref, thread: Call["thread"]): void {
    const pack = packs.get(self.$h);
    if (pack === undefined || pack.kept === 0 || isPlatform(thread)) return;
    const { bytes, lost } = pack.take();
    row(
        "crypto",
        { op: "gunzip", alg: "gzip", mode: "", in: 0, ...(lost ? { lost } : {}), stack: stackId() },
        bytes,
    );
}

export const gunzip = defineCrypto({
    id: "gunzip",
    hooks: [
        { cls: CLS, method: "read", overload: ["[B", "int", "int"], source: SOURCE, once: "unpack", after: read },
        {
            cls: CLS,
            method: "close",
            source: SOURCE,
            once: "unpack",
            before: ({ self, thread }) => self && tell(self, thread),
        },
    ],
});
