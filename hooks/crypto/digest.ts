/** java.security.MessageDigest: what was hashed to what, so that a hash in a body can be named by what it is of. */
import { IdentityMap } from "../engine/identity.js";
import { Method, Ref, bytesOf, stringOf } from "../engine/jni.js";
import { stackText } from "../engine/stacks.js";
import { defineCrypto, type Call, type Hook } from "../engine/vocabulary.js";
import { isPlatformStack } from "./callers.js";
import { Pieces, hex, inputOf, inputSize, isBytes, joined } from "./kept.js";
import { mayLook, tellOnce } from "./once_more.js";

const ALGORITHM = new Method("java/security/MessageDigest", "getAlgorithm", "()Ljava/lang/String;");
const CLS = "java.security.MessageDigest";
const SOURCE = "Java SE 17 and AOSP libcore, java.security.MessageDigest";
/** A value that is told apart by its hash is short; of a file the first bytes say which it is. */
const KEPT_BYTES = 4 << 10;
export const HASH = "hash"; // within a keyed hash or a cipher a digest is that one's own

export function resolveDigest(): void {
    ALGORITHM.resolve();
}

/** Whose an object is, is asked once: key derivation calls the same one ten thousand times. */
interface Run {
    input: Pieces;
    platform: boolean | null;
}

const runs = new IdentityMap<Run>();

function newRun(): Run {
    return { input: new Pieces(KEPT_BYTES), platform: null };
}

function taken({ self, args, thread }: Call): void {
    if (self === null || thread.tls > 0) return;
    const { input: run, platform } = runs.getOrPut(self.$h, newRun);
    if (platform === true) return;
    // Of a large piece only what is kept is copied, and the rest counted.
    run.add(inputOf(args, Math.max(1, KEPT_BYTES - run.kept)), inputSize(args));
}

/** digest(), digest(input), digest(output, offset, length). */
function finished(call: Call): void {
    const { self, args, result, threw, thread } = call;
    if (self === null || threw || thread.tls > 0) return;
    const run = runs.get(self.$h);
    if (run === undefined || run.platform === true) return;
    const input = run.input.take();
    if (input.bytes.byteLength === 0 || (run.platform === false && !mayLook("digest"))) return;
    const [into, at] = args;
    const output =
        result instanceof Ref
            ? bytesOf(result)
            : typeof result === "number" && isBytes(into) && typeof at === "number"
              ? bytesOf(into, at, result)
              : null;
    if (output === null) return;
    run.platform ??= isPlatformStack(stackText());
    if (run.platform) return;
    tellOnce("digest", `digest ${hex(output)}`, joined([input.bytes, output]), () => ({
        alg: stringOf(ALGORITHM.on(self.$h) as NativePointer),
        mode: "",
        in: input.bytes.byteLength,
        ...(input.lost > 0 ? { lost: input.lost } : {}),
    }));
}

function copied({ self, result }: Call): void {
    if (self === null || !(result instanceof Ref)) return;
    const run = runs.get(self.$h);
    if (run !== undefined) runs.set(result.$h, { input: run.input.copy(), platform: run.platform });
}

const hook = (method: string, rest: Partial<Hook>): Hook => ({ cls: CLS, method, source: SOURCE, ...rest });

export const digest = defineCrypto({
    id: "digest",
    hooks: [
        hook("update", { once: HASH, before: taken }),
        hook("digest", {
            once: HASH,
            before: (call) => call.args.length === 1 && taken(call),
            after: finished,
        }),
        hook("reset", { once: HASH, after: ({ self }) => void (self && runs.get(self.$h)?.input.take()) }),
        ...["java.security.MessageDigest$Delegate", "java.security.MessageDigest$Delegate$CloneableDelegate"].map(
            (cls): Hook => ({ cls, method: "clone", source: SOURCE, once: "Digest.clone", after: copied, optional: true }),
        ),
    ],
});
