/** HttpURLConnection, Android's and OpenJDK's: who asked for a connection, and which thread is sending it. */
import { Method, stringOf, toStringOf } from "../engine/jni.js";
import { defineNetwork, type Hook } from "../engine/vocabulary.js";
import { newCall, numbers, ran, running } from "./calls.js";

const M = {
    url: new Method("java/net/URLConnection", "getURL", "()Ljava/net/URL;"),
    method: new Method("java/net/HttpURLConnection", "getRequestMethod", "()Ljava/lang/String;"),
};

export function resolveUrlConnection(): void {
    for (const m of Object.values(M)) m.resolve();
}

const CLASSES = [
    "sun.net.www.protocol.http.HttpURLConnection",
    "sun.net.www.protocol.https.HttpsURLConnectionImpl",
    "com.android.okhttp.internal.huc.HttpURLConnectionImpl",
    "com.android.okhttp.internal.huc.HttpsURLConnectionImpl",
];
const METHODS = ["connect", "getOutputStream", "getInputStream", "getErrorStream", "getResponseCode", "getHeaderField"];

function hook(cls: string, method: string): Hook {
    return {
        cls,
        method,
        source: "OpenJDK 17 sun.net.www.protocol; AOSP external/okhttp internal.huc",
        optional: true,
        // The https class hands each call to an http one inside it: the outermost is the app's.
        once: "HttpURLConnection",
        before: (call) => running(call, call.self === null ? undefined : called(call.self.$h, method)),
        after: ran,
    };
}

function called(object: NativePointer, by: string): number {
    const known = numbers.get(object);
    if (known !== undefined) return known;
    const method = stringOf(M.method.on(object));
    // Asking for the output stream makes a POST of a GET.
    return newCall(
        object,
        "urlconnection",
        toStringOf(M.url.on(object)),
        by === "getOutputStream" && method === "GET" ? "POST" : method,
    );
}

export const urlconnection = defineNetwork({
    id: "urlconnection",
    hooks: CLASSES.flatMap((cls) => METHODS.map((method) => hook(cls, method))),
});
