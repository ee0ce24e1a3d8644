/** javax.crypto.Mac: what was signed with which key, so that a keyed hash in a body can be named. */
import { IdentityMap } from "../engine/identity.js";
import { Method, Ref, bytesOf, stringOf } from "../engine/jni.js";
import { defineCrypto, type Call, type Hook } from "../engine/vocabulary.js";
import { isPlatform } from "./callers.js";
import { HASH } from "./digest.js";
import { Pieces, hex, inputOf, inputSize, isBytes, joined } from "./kept.js";
import { keySaid, type KeySaid } from "./keys.js";
import { mayLook, tellOnce } from "./once_more.js";

const ALGORITHM = new Method("javax/crypto/Mac", "getAlgorithm", "()Ljava/lang/String;");
const LENGTH = new Method("javax/crypto/Mac", "getMacLength", "()I");
const CLS = "javax.crypto.Mac";
const SOURCE = "Java SE 17 and AOSP libcore, javax.crypto.Mac";
const KEPT_BYTES = 64 << 10;

export function resolveMac(): void {
    ALGORITHM.resolve();
    LENGTH.resolve();
}

interface Run {
    key: KeySaid;
    input: Pieces;
    platform: boolean;
}

const runs = new IdentityMap<Run>();

function begun({ self, args: [key], threw, thread }: Call): void {
    if (self === null || threw || thread.tls > 0) return;
    const platform = isPlatform(thread);
    runs.set(self.$h, {
        key: !platform && key instanceof Ref ? keySaid(key.$h) : {},
        input: new Pieces(KEPT_BYTES),
        platform,
    });
}

function runOf({ self, thread }: Call): Run | null {
    if (self === null || thread.tls > 0) return null;
    const run = runs.get(self.$h);
    return run === undefined || run.platform ? null : run;
}

function taken(call: Call): void {
    runOf(call)?.input.add(inputOf(call.args, KEPT_BYTES), inputSize(call.args));
}

/** doFinal(), doFinal(input), doFinal(output, offset). */
function finished(call: Call): void {
    const run = runOf(call);
    const { self, args, result } = call;
    if (run === null || self === null || call.threw) return;
    if (!mayLook("mac")) return void run.input.take();
    const [into, at] = args;
    const output =
        result instanceof Ref
            ? bytesOf(result)
            : isBytes(into) && typeof at === "number"
              ? bytesOf(into, at, LENGTH.on(self.$h) as number)
              : null;
    const input = run.input.take();
    if (output === null) return;
    const { key } = run;
    tellOnce("mac", `mac ${hex(output)}`, joined([input.bytes, output]), () => ({
        alg: stringOf(ALGORITHM.on(self.$h) as NativePointer),
        mode: "",
        ...key,
        in: input.bytes.byteLength,
        ...(input.lost > 0 ? { lost: input.lost } : {}),
    }));
}

const hook = (method: string, rest: Partial<Hook>): Hook => ({ cls: CLS, method, source: SOURCE, ...rest });

export const mac = defineCrypto({
    id: "mac",
    hooks: [
        hook("init", { once: "Mac.init", after: begun }),
        hook("update", { once: HASH, before: taken }),
        // doFinal(output, offset) has no input of its own.
        hook("doFinal", { once: HASH, before: (call) => call.args.length < 2 && taken(call), after: finished }),
        hook("reset", { once: HASH, after: (call) => void runOf(call)?.input.take() }),
    ],
});
