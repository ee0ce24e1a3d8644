/** javax.crypto.Cipher: what went in and what came out, with the key where it can be read, so that a body can be opened. */
import { IdentityMap } from "../engine/identity.js";
import { Method, Ref, arrayLength, bytesOf, env, stringOf } from "../engine/jni.js";
import { row } from "../engine/report.js";
import { stackId } from "../engine/stacks.js";
import { defineCrypto, type Call, type Hook } from "../engine/vocabulary.js";

import { isPlatform } from "./callers.js";
import { HASH } from "./digest.js";
import { Pieces, arrayBytes, bufferBytes, hex, inputOf, inputSize, isBuffer, isBytes, joined, positionOf } from "./kept.js";
import { keyBytes, keySaid, resolveKeys, type KeySaid } from "./keys.js";

const M = {
    algorithm: new Method("javax/crypto/Cipher", "getAlgorithm", "()Ljava/lang/String;"),
    iv: new Method("javax/crypto/Cipher", "getIV", "()[B"),
};

export function resolveCipher(): void {
    resolveKeys();
    for (const m of Object.values(M)) m.resolve();
}

const MODES: Record<number, string> = { 1: "encrypt", 2: "decrypt", 3: "wrap", 4: "unwrap" };
const KEPT_BYTES = 512 << 10; // of what goes in, and of what comes out
const AAD_BYTES = 4 << 10;
const CLS = "javax.crypto.Cipher";
const SOURCE = "Java SE 17 and AOSP libcore, javax.crypto.Cipher";

interface Run {
    mode: string;
    key: KeySaid;
    iv: string;
    input: Pieces;
    output: Pieces;
    aad: Pieces;
    platform: boolean;
}

/** What a call's `before` saw: the input, and where the output buffer stood. */
interface Before {
    input: ArrayBuffer | undefined;
    size: number;
    at: number;
}

const runs = new IdentityMap<Run>();

function newRun(mode: string, platform: boolean): Run {
    return {
        mode,
        key: {},
        iv: "",
        input: new Pieces(KEPT_BYTES),
        output: new Pieces(KEPT_BYTES),
        aad: new Pieces(AAD_BYTES),
        platform,
    };
}

function begun({ self, args: [mode, key], threw, thread }: Call): void {
    if (self === null || threw || thread.tls > 0) return;
    const run = newRun(MODES[Number(mode)] ?? "", isPlatform(thread));
    runs.set(self.$h, run);
    if (run.platform) return;
    if (key instanceof Ref) run.key = keySaid(key.$h);
    run.iv = hex(arrayBytes(M.iv.on(self.$h) as NativePointer));
}

/** The cipher's run; one that was begun before the agent came has no mode and no key. */
function runOf({ self, thread }: Call): Run | null {
    if (self === null || thread.tls > 0) return null;
    const known = runs.get(self.$h);
    if (known !== undefined) return known.platform ? null : known;
    const run = newRun("", isPlatform(thread));
    runs.set(self.$h, run);
    return run.platform ? null : run;
}

/** The input, taken before the call: the output may be written over it. */
function taken(call: Call): void {
    if (call.thread.tls > 0 || call.self === null) return;
    const { args } = call;
    const into = args[1];
    const before: Before = { input: undefined, size: 0, at: isBuffer(into) ? positionOf(into) : 0 };
    // doFinal(byte[] output, int offset) has no input of its own.
    if (args.length > 0 && !(args.length === 2 && isBytes(args[0]))) {
        const input = args.slice(0, inputs(args));
        before.input = inputOf(input, KEPT_BYTES);
        before.size = inputSize(input);
    }
    call.note = before;
}

/** How many of the arguments say the input: a buffer, an array, or an array with its offset and length. */
function inputs(args: Call["args"]): number {
    return isBuffer(args[0]) || args.length === 1 ? 1 : 3;
}

function given(call: Call, last: boolean): void {
    const run = call.threw ? null : runOf(call);
    if (run === null || call.self === null) return;
    const before = call.note as Before | undefined;
    run.input.add(before?.input, before?.size);
    const { result } = call;
    const whole = result instanceof Ref ? arrayLength(env(), result.$h) : Number(result ?? 0);
    run.output.add(outputOf(call, before?.at ?? 0), whole);
    if (last) tell(run, call.self);
}

function outputOf({ args, result }: Call, from: number): ArrayBuffer | null {
    if (result instanceof Ref) return bytesOf(result, 0, KEPT_BYTES);
    if (typeof result !== "number" || result === 0) return null;
    const [a, b, , into, at] = args;
    if (isBuffer(a) && isBuffer(b)) return bufferBytes(b, from, from + result, KEPT_BYTES);
    if (args.length === 2 && isBytes(a) && typeof b === "number") return bytesOf(a, b, result);
    return into instanceof Ref ? bytesOf(into, typeof at === "number" ? at : 0, Math.min(result, KEPT_BYTES)) : null;
}

/** Data that is only authenticated: neither part of the plaintext nor of the ciphertext. */
function authenticated(call: Call): void {
    const run = runOf(call);
    if (run !== null) run.aad.add(inputOf(call.args, AAD_BYTES));
}

/** wrap(Key) gives bytes, unwrap(bytes, …) gives a key: each is one operation. */
function wrapped(call: Call): void {
    const run = call.threw ? null : runOf(call);
    const { self, args, result } = call;
    if (run === null || self === null || !(args[0] instanceof Ref) || !(result instanceof Ref)) return;
    const wraps = !isBytes(args[0]);
    run.mode ||= wraps ? "wrap" : "unwrap";
    run.input.add(wraps ? keyBytes(args[0].$h) : bytesOf(args[0]));
    run.output.add(wraps ? bytesOf(result) : keyBytes(result.$h));
    tell(run, self);
}

function tell(run: Run, cipher: Ref): void {
    const input = run.input.take();
    const output = run.output.take();
    const aad = run.aad.take().bytes;
    const lost = input.lost + output.lost;
    const { mode, key, iv } = run;
    row(
        "crypto",
        {
            op: "cipher",
            alg: stringOf(M.algorithm.on(cipher.$h) as NativePointer),
            mode,
            ...key,
            ...(iv ? { iv } : {}),
            ...(aad.byteLength > 0 ? { aad: hex(aad) } : {}),
            in: input.bytes.byteLength,
            ...(lost > 0 ? { lost } : {}),
            stack: stackId(),
        },
        joined([input.bytes, output.bytes]),
    );
}

const hook = (method: string, rest: Partial<Hook>): Hook => ({ cls: CLS, method, source: SOURCE, ...rest });

export const cipher = defineCrypto({
    id: "cipher",
    hooks: [
        hook("init", { once: "Cipher.init", after: begun }),
        hook("update", { once: HASH, before: taken, after: (call) => given(call, false) }),
        hook("updateAAD", { once: HASH, before: authenticated }),
        hook("doFinal", { once: HASH, before: taken, after: (call) => given(call, true) }),
        hook("wrap", { once: HASH, after: wrapped }),
        hook("unwrap", { once: HASH, after: wrapped }),
    ],
});
