/** Whose cryptography a call is: the app's, or the platform's own for TLS, certificates and key stores. */
import { stackText } from "../engine/stacks.js";
import type { ThreadState } from "../engine/threads.js";

/** TLS and the key stores as callers, among the frames nearest to the call. */
const PLATFORM =
    /^(java\.base\/)?(sun\.security\.(ssl|pkcs12|x509|util|tools|validator)|com\.sun\.crypto\.provider\.KeyProtector|javax\.crypto\.JceSecurity|(com\.android\.|com\.google\.android\.gms\.)?org\.conscrypt)\./;
const NEAREST = 8;

/** A cheap look first: inside a TLS stream everything is TLS's. Then the nearest frames. */
export function isPlatform(thread: ThreadState): boolean {
    if (thread.tls > 0) return true;
    return stackText()
        .slice(1)
        .split(", ", NEAREST)
        .some((frame) => PLATFORM.test(frame));
}
