/** javax.crypto.Cipher: what went in and what came out, with the key where it can be read, so that a body can be opened. */
import { IdentityMap } from "../engine/identity.js";
import { Method, Ref, bytesOf, isA, stringOf } from "../engine/jni.js";
import { row } from "../engine/report.js";
import { stackId } from "../engine/stacks.js";
import { defineCrypto, type Call } from "../engine/vocabulary.js";
import { isPlatform } from "./callers.js";

const M = {
    algorithm: new Method("javax/crypto/Cipher", "getAlgorithm", "()Ljava/lang/String;"),
    iv: new Method("javax/crypto/Cipher", "getIV", "()[B"),
    encoded: new Method("java/security/Key", "getEncoded", "()[B"),
};

export function resolveCipher(): void {
    for (const m of Object.values(M)) m.resolve();
    isA(NULL, "javax/crypto/SecretKey");
    isA(NULL, "[B");
}

const MODES: Record<number, string> = { 1: "encrypt", 2: "decrypt" };
const KEPT_BYTES = 1 << 20;
const CLS = "javax.crypto.Cipher";
const SOURCE = "Java SE and Android, javax.crypto.Cipher";

interface Run {
    mode: string;
    key: string;
    iv: string;
    input: ArrayBuffer[];
    output: ArrayBuffer[];
    kept: number;
    lost: number;
    platform: boolean;
}

const runs = new IdentityMap<Run>();

function begun({ self, args: [mode, key], threw, thread }: Call): void {
    if (self === null || threw || thread.tls > 0) return;
    const run: Run = {
        mode: MODES[Number(mode)] ?? "",
        key: "",
        iv: "",
        input: [],
        output: [],
        kept: 0,
        lost: 0,
        platform: isPlatform(thread),
    };
    runs.set(self.$h, run);
    if (run.platform) return;
    if (key instanceof Ref && isA(key.$h, "javax/crypto/SecretKey")) run.key = hexOf(M.encoded.on(key.$h));
    run.iv = hexOf(M.iv.on(self.$h));
}

/** The input, taken before the call: the output may be written over it. */
function taken(call: Call): void {
    const [a, b, c] = call.args;
    if (call.thread.tls > 0 || call.self === null || !(a instanceof Ref) || !isA(a.$h, "[B")) return;
    // doFinal(byte[] output, int offset) has no input of its own.
    if (call.args.length === 2) return;
    call.note = typeof b === "number" && typeof c === "number" ? bytesOf(a, b, c) : bytesOf(a);
}

function given(call: Call, last: boolean): void {
    const { self, threw, thread } = call;
    if (self === null || threw || thread.tls > 0) return;
    const run = runs.get(self.$h);
    if (run === undefined || run.platform) return;
    keep(run, run.input, call.note as ArrayBuffer | undefined);
    keep(run, run.output, outputOf(call));
    if (last) tell(run, self);
}

function keep(run: Run, list: ArrayBuffer[], bytes: ArrayBuffer | undefined | null): void {
    if (bytes == null || bytes.byteLength === 0) return;
    if (run.kept + bytes.byteLength > KEPT_BYTES) {
        run.lost += bytes.byteLength;
        return;
    }
    run.kept += bytes.byteLength;
    list.push(bytes);
}

function outputOf({ args, result }: Call): ArrayBuffer | null {
    if (result instanceof Ref) return bytesOf(result);
    if (typeof result !== "number" || result === 0) return null;
    const [a, b, , into, at] = args;
    if (args.length === 2 && a instanceof Ref && typeof b === "number") return bytesOf(a, b, result);
    return into instanceof Ref ? bytesOf(into, typeof at === "number" ? at : 0, result) : null;
}

function tell(run: Run, cipher: Ref): void {
    const input = joined(run.input);
    const payload = joined([input, ...run.output]);
    const { mode, key, iv, lost } = run;
    row(
        "crypto",
        {
            op: "cipher",
            alg: stringOf(M.algorithm.on(cipher.$h)),
            mode,
            ...(key ? { key } : {}),
            ...(iv ? { iv } : {}),
            in: input.byteLength,
            ...(lost ? { lost } : {}),
            stack: stackId(),
        },
        payload,
    );
    Object.assign(run, { input: [], output: [], kept: 0, lost: 0 });
}

export function joined(parts: ArrayBuffer[]): ArrayBuffer {
    const all = new Uint8Array(parts.reduce((n, p) => n + p.byteLength, 0));
    let at = 0;
    for (const p of parts) {
        all.set(new Uint8Array(p), at);
        at += p.byteLength;
    }
    return all.buffer;
}

function hexOf(array: NativePointer): string {
    if (array.isNull()) return "";
    return Array.from(new Uint8Array(bytesOf(new Ref(array, false))), (b) => b.toString(16).padStart(2, "0")).join("");
}

export const cipher = defineCrypto({
    id: "cipher",
    hooks: [
        { cls: CLS, method: "init", source: SOURCE, once: "Cipher.init", after: begun },
        {
            cls: CLS,
            method: "update",
            source: SOURCE,
            once: "Cipher.run",
            before: taken,
            after: (call) => given(call, false),
        },
        {
            cls: CLS,
            method: "doFinal",
            source: SOURCE,
            once: "Cipher.run",
            before: taken,
            after: (call) => given(call, true),
        },
    ],
});
