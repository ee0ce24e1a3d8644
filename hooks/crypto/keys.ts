/** Keys: what can be said of one, and its bytes where the platform gives them. */
import { Method, classNameOf, isA } from "../engine/jni.js";
import { arrayBytes, hex } from "./kept.js";

const ENCODED = new Method("java/security/Key", "getEncoded", "()[B");
/** Classes whose getEncoded() is the platform's: one of the app's own is not called. */
const PLATFORM = /^(javax\.crypto|java|sun|com\.sun|com\.android|android|org\.conscrypt|com\.android\.org)\./;
const STORE = /^android\.security\.keystore2?\.|^sun\.security\.pkcs11\./;

export function resolveKeys(): void {
    ENCODED.resolve();
    for (const c of ["java/security/Key", "java/security/PublicKey", "java/security/PrivateKey"]) isA(NULL, c);
}

export interface KeySaid {
    /** Hexadecimal; only of a key that is secret and lies in memory. */
    key?: string;
    /** secret, private, public, certificate, or store: it stays in the phone's key store; hidden: its class is the app's own. */
    key_kind?: string;
}

export function keySaid(h: NativePointer): KeySaid {
    if (h.isNull()) return {};
    if (!isA(h, "java/security/Key")) return { key_kind: "certificate" };
    if (isA(h, "java/security/PublicKey")) return { key_kind: "public" };
    const cls = classNameOf(h);
    if (STORE.test(cls)) return { key_kind: "store" };
    if (!PLATFORM.test(cls)) return { key_kind: "hidden" };
    const key = hex(arrayBytes(ENCODED.on(h) as NativePointer));
    if (key === "") return { key_kind: "store" };
    return { key, key_kind: isA(h, "java/security/PrivateKey") ? "private" : "secret" };
}

/** A key's bytes, as wrap() puts them in and unwrap() gives them out; empty where they cannot be had. */
export function keyBytes(h: NativePointer): ArrayBuffer {
    if (h.isNull() || !PLATFORM.test(classNameOf(h)) || STORE.test(classNameOf(h))) return new ArrayBuffer(0);
    return arrayBytes(ENCODED.on(h) as NativePointer);
}
