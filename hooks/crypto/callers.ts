/** Whose cryptography a call is: the app's, or the platform's own for TLS, certificates, key stores and loading classes. */
import { stackText } from "../engine/stacks.js";
import type { ThreadState } from "../engine/threads.js";

/** TLS, the key stores, signed files and the loading of classes as callers, among the frames nearest to the call. */
// Reflection and the runtime's own frames (jdk.internal.reflect, dalvik.system.VMStack) say nothing of who called.
const PLATFORM = new RegExp(
    "^(java\\.base/)?(" +
        [
            "sun.security.(ssl|pkcs12|x509|util|tools|validator|rsa|provider.(certpath|SecureRandom|DRBG|HashDrbg))",
            "com.sun.crypto.provider|javax.crypto.JceSecurity|java.security.SecureRandom",
            "java.util.jar|java.util.zip.Zip|java.net.URLClassLoader|jdk.internal.loader",
            "(com.android.|com.google.android.gms.)?org.conscrypt|com.android.org.bouncycastle",
            "android.util.apk|android.security|android.graphics|android.content.(pm|res)",
        ]
            .join("|")
            .replace(/\./g, "\\.") +
        ")\\.",
);
const NEAREST = 8;

/** A cheap look first: inside a TLS stream everything is TLS's. Then the nearest frames. */
export function isPlatform(thread: ThreadState): boolean {
    return thread.tls > 0 || isPlatformStack(stackText());
}

/** Whether one of the nearest frames is the platform's. `text` is the stack as Java prints it. */
export function isPlatformStack(text: string): boolean {
    return text
        .slice(1)
        .split(", ", NEAREST)
        .some((frame) => PLATFORM.test(frame));
}
