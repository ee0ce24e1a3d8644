/** Base64, Android's and Java's: what an app wrote in letters before it sent or hid it. Only short inputs, each once. */
import { Ref, arrayLength, bytesOf, env, isA, stringOf } from "../engine/jni.js";
import { defineCrypto, type Call, type Hook } from "../engine/vocabulary.js";
import { joined } from "./kept.js";
import { mayLook, tellOnce } from "./once_more.js";

/** A longer input is a picture or a packed body, which its sending shows; a shorter one is hardly data. */
const MOST_BYTES = 4 << 10;
const LEAST_BYTES = 6;

export function resolveBase64(): void {
    isA(NULL, "[B");
    isA(NULL, "java/lang/String");
}

function written({ args, result, threw, thread }: Call): void {
    const [input, from, size] = args;
    if (threw || thread.tls > 0 || !(input instanceof Ref) || !isA(input.$h, "[B") || !(result instanceof Ref)) return;
    // encode(bytes, offset, length, flags); with fewer numbers there is no offset.
    const part = args.length === 4 && typeof from === "number" && typeof size === "number";
    const length = part ? size : arrayLength(env(), input.$h);
    if (length < LEAST_BYTES || length > MOST_BYTES) return;
    if (!mayLook("base64")) return;
    const plain = part ? bytesOf(input, from, size) : bytesOf(input);
    const text = letters(result);
    tellOnce("base64", `base64 ${text}`, joined([plain, bytesOfText(text)]), () => ({
        alg: "Base64",
        mode: "encode",
        in: plain.byteLength,
    }));
}

function letters(result: Ref): string {
    if (isA(result.$h, "java/lang/String")) return stringOf(result.$h);
    return isA(result.$h, "[B") ? String.fromCharCode(...new Uint8Array(bytesOf(result))) : "";
}

function bytesOfText(text: string): ArrayBuffer {
    return Uint8Array.from(text, (c) => c.charCodeAt(0) & 0xff).buffer;
}

const hook = (cls: string, method: string, source: string): Hook => ({
    cls,
    method,
    source,
    once: "Base64",
    after: written,
});

export const base64 = defineCrypto({
    id: "base64",
    hooks: [
        ...["encode", "encodeToString"].map((m) =>
            hook("android.util.Base64", m, "AOSP Base64.java, android-all 28, 33, 34"),
        ),
        ...["encode", "encodeToString"].map((m) =>
            hook("java.util.Base64$Encoder", m, "Java SE 17 and AOSP libcore, java.util.Base64"),
        ),
    ],
});
