/** java.net.http.HttpClient: who asked for a request. Its threads send later; the request is joined by its URL. */
import { Method, Ref, stringOf, toStringOf } from "../engine/jni.js";
import { defineNetwork } from "../engine/vocabulary.js";
import { tellCall } from "./calls.js";

const M = {
    uri: new Method("java/net/http/HttpRequest", "uri", "()Ljava/net/URI;"),
    method: new Method("java/net/http/HttpRequest", "method", "()Ljava/lang/String;"),
};

export function resolveJdk(): void {
    for (const m of Object.values(M)) m.resolve();
}

export const jdk = defineNetwork({
    id: "jdk",
    hooks: ["send", "sendAsync"].map((method) => ({
        cls: "jdk.internal.net.http.HttpClientImpl",
        method,
        source: "OpenJDK 17 jdk.internal.net.http; Android has none",
        optional: true,
        once: "HttpClient.send",
        before: ({ args: [asked] }) => {
            if (asked instanceof Ref)
                tellCall("jdk", toStringOf(M.uri.on(asked.$h)), stringOf(M.method.on(asked.$h)));
        },
    })),
});
