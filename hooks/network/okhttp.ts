/** OkHttp 3 to 5 where its names are kept: who handed a call over, and which thread runs it. The bytes are the sockets' to tell. */
import { Method, stringOf, toStringOf } from "../engine/jni.js";
import { defineNetwork, type Call, type Hook } from "../engine/vocabulary.js";
import { newCall, numbers, ran, running } from "./calls.js";

const M = {
    request: new Method("okhttp3/Call", "request", "()Lokhttp3/Request;"),
    url: new Method("okhttp3/Request", "url", "()Lokhttp3/HttpUrl;"),
    method: new Method("okhttp3/Request", "method", "()Ljava/lang/String;"),
    socketRequest: new Method("okhttp3/WebSocket", "request", "()Lokhttp3/Request;"),
};

export function resolveOkHttp(): void {
    for (const m of Object.values(M)) m.resolve();
}

function called(object: NativePointer, request: Method): number {
    const known = numbers.get(object);
    if (known !== undefined) return known;
    const asked = request.on(object) as NativePointer;
    return newCall(object, "okhttp", toStringOf(M.url.on(asked)), stringOf(M.method.on(asked)));
}

const handOver = ({ self }: Call): void => void (self !== null && called(self.$h, M.request));
const run = (call: Call): void => running(call, call.self === null ? undefined : called(call.self.$h, M.request));

function callHooks(cls: string, chain: string, source: string): Hook[] {
    return [
        { cls, method: "enqueue", source, optional: true, before: handOver },
        { cls, method: "execute", source, optional: true, before: handOver },
        { cls, method: chain, source, optional: true, before: run, after: ran },
    ];
}

const WEB_SOCKET = "okhttp3.internal.ws.RealWebSocket";
const OKHTTP_4 = "github square/okhttp 4.12.0";

export const okhttp = defineNetwork({
    id: "okhttp",
    hooks: [
        ...callHooks("okhttp3.internal.connection.RealCall", "getResponseWithInterceptorChain$okhttp", OKHTTP_4),
        ...callHooks("okhttp3.RealCall", "getResponseWithInterceptorChain", "github square/okhttp 3.14.9"),
        {
            cls: WEB_SOCKET,
            method: "send",
            once: "RealWebSocket.send",
            source: OKHTTP_4,
            // Each message is a call of its own: the thread that writes it later is OkHttp's.
            before: ({ self }) =>
                void (
                    self !== null &&
                    newCall(self.$h, "okhttp", toStringOf(M.url.on(M.socketRequest.on(self.$h))), "WEBSOCKET")
                ),
        },
        {
            cls: WEB_SOCKET,
            method: "writeOneFrame$okhttp",
            source: OKHTTP_4,
            before: (call) => running(call, call.self === null ? undefined : numbers.get(call.self.$h)),
            after: ran,
        },
    ],
});
