/** ByteDance's TT-Encrypt, whose native method keeps its name in every app: its input is the packed body in clear. */
import { Ref, bytesOf } from "../engine/jni.js";
import { row } from "../engine/report.js";
import { stackId } from "../engine/stacks.js";
import { defineCrypto, type Call } from "../engine/vocabulary.js";
import { joined } from "./kept.js";

const CLS = "com.bytedance.applog.encryptor.EncryptorUtil";

function encrypted({ args, result, threw }: Call): void {
    const input = args.find((a) => a instanceof Ref);
    if (threw || !(result instanceof Ref) || input === undefined) return;
    const plain = bytesOf(input);
    row(
        "crypto",
        { op: "cipher", alg: "TT-Encrypt", mode: "encrypt", in: plain.byteLength, stack: stackId() },
        joined([plain, bytesOf(result)]),
    );
}

export const ttencrypt = defineCrypto({
    id: "ttencrypt",
    hooks: ["ttEncrypt", "encrypt"].map((method) => ({
        cls: CLS,
        method,
        source: "libEncryptorP.so registers it by this name; decompiled Kimi 3.0.6",
        once: "EncryptorUtil",
        after: encrypted,
    })),
});
