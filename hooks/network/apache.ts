/** Apache HttpClient, Android's old one, 4 and 5: who asked for a request, and which thread sends it. */
import { Method, Ref, isA, stringOf, toStringOf, type JavaValue } from "../engine/jni.js";
import { defineNetwork, type Hook } from "../engine/vocabulary.js";
import { ran, running, tellCall } from "./calls.js";

const OLD = "org/apache/http";
const NEW = "org/apache/hc/core5/http";
const M = {
    uri: new Method(`${OLD}/client/methods/HttpUriRequest`, "getURI", "()Ljava/net/URI;"),
    line: new Method(`${OLD}/HttpRequest`, "getRequestLine", `()L${OLD}/RequestLine;`),
    lineMethod: new Method(`${OLD}/RequestLine`, "getMethod", "()Ljava/lang/String;"),
    lineUri: new Method(`${OLD}/RequestLine`, "getUri", "()Ljava/lang/String;"),
    host: new Method(`${OLD}/HttpHost`, "toURI", "()Ljava/lang/String;"),
    newUri: new Method(`${NEW}/HttpRequest`, "getUri", "()Ljava/net/URI;"),
    newMethod: new Method(`${NEW}/HttpRequest`, "getMethod", "()Ljava/lang/String;"),
};

export function resolveApache(): void {
    for (const m of Object.values(M)) m.resolve();
    for (const c of [`${OLD}/HttpRequest`, `${OLD}/HttpHost`, `${OLD}/client/methods/HttpUriRequest`, `${NEW}/HttpRequest`])
        isA(NULL, c);
}

const CLASSES: [string, string][] = [
    ["org.apache.http.impl.client.CloseableHttpClient", "Maven Central org.apache.httpcomponents:httpclient:4.5.14"],
    ["org.apache.http.impl.client.AbstractHttpClient", "AOSP external/apache-http; httpclient before 4.3"],
    ["org.apache.hc.client5.http.impl.classic.CloseableHttpClient", "Maven Central httpclient5:5.3.1"],
];

/** The URL and method of a request, whichever of the many `execute` was given it. */
function askedFor(args: JavaValue[]): { url: string; method: string } | null {
    const refs = args.filter((a): a is Ref => a instanceof Ref);
    const host = refs.find((r) => isA(r.$h, `${OLD}/HttpHost`));
    for (const { $h } of refs) {
        if (isA($h, `${NEW}/HttpRequest`))
            return { url: toStringOf(M.newUri.on($h)), method: stringOf(M.newMethod.on($h)) };
        if (!isA($h, `${OLD}/HttpRequest`)) continue;
        const line = M.line.on($h) as NativePointer;
        const method = stringOf(M.lineMethod.on(line));
        const uri = isA($h, `${OLD}/client/methods/HttpUriRequest`)
            ? toStringOf(M.uri.on($h))
            : stringOf(M.lineUri.on(line));
        return { url: host === undefined || /^\w+:/.test(uri) ? uri : stringOf(M.host.on(host.$h)) + uri, method };
    }
    return null;
}

export const apache = defineNetwork({
    id: "apache",
    hooks: CLASSES.map(
        ([cls, source]): Hook => ({
            cls,
            method: "execute",
            source,
            optional: true,
            once: "HttpClient.execute",
            before: (call) => {
                const asked = askedFor(call.args);
                if (asked !== null) running(call, tellCall("apache", asked.url, asked.method));
            },
            after: ran,
        }),
    ),
});
