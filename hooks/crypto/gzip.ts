/** java.util.zip.GZIPOutputStream: what an app packs before it encrypts or sends it. */
import { IdentityMap } from "../engine/identity.js";
import { Ref, bytesOf } from "../engine/jni.js";
import { row } from "../engine/report.js";
import { stackId } from "../engine/stacks.js";
import { defineCrypto, type Call } from "../engine/vocabulary.js";
import { joined } from "./cipher.js";

const CLS = "java.util.zip.GZIPOutputStream";
const SOURCE = "Java SE and Android, java.util.zip";
const KEPT_BYTES = 256 << 10;

const packs = new IdentityMap<{ parts: ArrayBuffer[]; kept: number; lost: number }>();

function written({ self, args: [bytes, from, size] }: Call): void {
    if (self === null || !(bytes instanceof Ref) || typeof from !== "number" || typeof size !== "number") return;
    let pack = packs.get(self.$h);
    if (pack === undefined) packs.set(self.$h, (pack = { parts: [], kept: 0, lost: 0 }));
    if (pack.kept + size > KEPT_BYTES) {
        pack.lost += size;
        return;
    }
    pack.kept += size;
    pack.parts.push(bytesOf(bytes, from, size));
}

function finished({ self }: Call): void {
    const pack = self === null ? undefined : packs.get(self.$h);
    if (pack === undefined || pack.kept + pack.lost === 0) return;
    const { kept, lost, parts } = pack;
    row(
        "crypto",
        { op: "gzip", alg: "gzip", mode: "", in: kept, ...(lost ? { lost } : {}), stack: stackId() },
        joined(parts),
    );
    Object.assign(pack, { parts: [], kept: 0, lost: 0 });
}

export const gzip = defineCrypto({
    id: "gzip",
    hooks: [
        { cls: CLS, method: "write", overload: ["[B", "int", "int"], source: SOURCE, before: written },
        { cls: CLS, method: "finish", source: SOURCE, after: finished },
    ],
});
