/** OkHttp 3 to 5: who handed a call over, and which thread runs it. The bytes are the sockets' to tell. */
import { fieldOfType } from "../engine/fields.js";
import { Ref, isA, toStringOf } from "../engine/jni.js";
import { nowCalled } from "../engine/names.js";
import { defineNetwork, type Call, type Hook } from "../engine/vocabulary.js";
import { newCall, numbers, ran, running } from "./calls.js";

const CALLS = ["okhttp3.internal.connection.RealCall", "okhttp3.RealCall"];
const WEB_SOCKET = "okhttp3.internal.ws.RealWebSocket";
const OKHTTP_4 = "github square/okhttp 4.12.0";
/** Its toString() is of all versions and, being Object's, has its name in every build. */
const REQUEST = /^Request\{method=([^,]*), url=(.*?)(?:, (?:headers|tags?)=|\}$)/s;

const jniName = (cls: string): string => nowCalled(cls).replace(/\./g, "/");

export function resolveOkHttp(): void {
    for (const cls of ["okhttp3.Request", ...CALLS]) isA(NULL, jniName(cls));
}

/** The request of a call or web socket: a field of it, or of the call it keeps. */
function requestOf(object: NativePointer): { method: string; url: string } {
    let request = fieldOfType(object, jniName("okhttp3.Request"));
    for (const cls of CALLS) {
        if (request !== null) break;
        const call = fieldOfType(object, jniName(cls));
        request = call === null ? null : fieldOfType(call, jniName("okhttp3.Request"));
    }
    const [, method = "", url = ""] = request === null ? [] : (REQUEST.exec(toStringOf(request)) ?? []);
    return { method, url };
}

function called(object: NativePointer): number {
    const known = numbers.get(object);
    if (known !== undefined) return known;
    const { method, url } = requestOf(object);
    return newCall(object, "okhttp", url, method);
}

const handOver = ({ self }: Call): void => void (self !== null && called(self.$h));
const run = (call: Call): void => running(call, call.self === null ? undefined : called(call.self.$h));

function callHooks(cls: string, chain: string, source: string): Hook[] {
    return [
        { cls, method: "enqueue", source, optional: true, before: handOver },
        { cls, method: "execute", source, optional: true, before: handOver },
        {
            // A shrinker moves enqueue() into a sole caller; what it makes for the pool is made on the same thread.
            // With both hooked HotSpot crashes: the bridge's copy of enqueue() calls a constructor that was replaced.
            cls: `${cls}$AsyncCall`,
            method: "$init",
            unless: `okhttp:${cls}.enqueue`,
            source,
            optional: true,
            before: ({ args: [call] }) => void (call instanceof Ref && called(call.$h)),
        },
        { cls, method: chain, source, optional: true, before: run, after: ran },
    ];
}

export const okhttp = defineNetwork({
    id: "okhttp",
    hooks: [
        ...callHooks(CALLS[0]!, "getResponseWithInterceptorChain$okhttp", OKHTTP_4),
        ...callHooks(CALLS[1]!, "getResponseWithInterceptorChain", "github square/okhttp 3.14.9"),
        {
            cls: WEB_SOCKET,
            method: "send",
            once: "RealWebSocket.send",
            source: OKHTTP_4,
            // Each message is a call of its own: the thread that writes it later is OkHttp's.
            before: ({ self }) =>
                void (self !== null && newCall(self.$h, "okhttp", requestOf(self.$h).url, "WEBSOCKET")),
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
