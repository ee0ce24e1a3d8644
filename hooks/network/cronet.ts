/** Cronet and Android's HttpEngine: which URL was asked for, by whom. Their bytes pass inside a library of their own. */
import { discover } from "../engine/discover.js";
import { IdentityMap } from "../engine/identity.js";
import { Ref, classNameOf, isA, stringOf } from "../engine/jni.js";
import { defineNetwork, type Call, type Hook } from "../engine/vocabulary.js";
import { numbers, tellCall } from "./calls.js";

/** Where an engine comes from, and where the signatures were read. */
const BUILDERS: [string, string][] = [
    ["org.chromium.net.CronetEngine$Builder", "chromium components/cronet/android/api, CronetEngine.java and UrlRequest.java"],
    ["org.chromium.net.ExperimentalCronetEngine$Builder", "chromium components/cronet/android/api"],
    ["android.net.http.HttpEngine$Builder", "android-all 14, android.net.http.HttpEngine"],
];
const FOUND = "found at run time behind the public API";

/** What a request is being made of. */
const asked = new IdentityMap<{ url: string; method: string; body: boolean }>();

/** An engine's class is an implementation's, often renamed: found when the public builder gives one. */
function engineHooks(cls: string): Hook[] {
    const made = ({ args: [url], result }: Call): void => {
        if (!(url instanceof Ref) || !isA(url.$h, "java/lang/String") || !(result instanceof Ref)) return;
        asked.set(result.$h, { url: stringOf(url.$h), method: "", body: false });
        discover(result.$h, (c) => ({ group: "network", module: "cronet", hooks: requestHooks(c) }));
    };
    return ["newUrlRequestBuilder", "newBidirectionalStreamBuilder"].map((method) => ({
        cls,
        method,
        source: FOUND,
        optional: true,
        once: "CronetEngine.newBuilder",
        after: made,
    }));
}

function requestHooks(cls: string): Hook[] {
    const setting = (method: string, note: (known: { method: string; body: boolean }, call: Call) => void): Hook => ({
        cls,
        method,
        source: FOUND,
        optional: true,
        before: (call) => {
            const known = call.self === null ? undefined : asked.get(call.self.$h);
            if (known !== undefined) note(known, call);
        },
    });
    return [
        setting("setHttpMethod", (known, { args: [name] }) => {
            if (name instanceof Ref) known.method = stringOf(name.$h);
        }),
        setting("setUploadDataProvider", (known) => (known.body = true)),
        {
            cls,
            method: "build",
            source: FOUND,
            optional: true,
            once: "UrlRequest.build",
            after: ({ self, result }) => {
                const known = self === null ? undefined : asked.get(self.$h);
                if (known === undefined || !(result instanceof Ref)) return;
                const method = known.method || (known.body ? "POST" : "GET");
                numbers.set(result.$h, tellCall("cronet", known.url, method));
            },
        },
    ];
}

export const cronet = defineNetwork({
    id: "cronet",
    hooks: BUILDERS.map(([cls, source]) => ({
        cls,
        method: "build",
        source,
        optional: true,
        once: "CronetEngine.build",
        after: ({ result }) => {
            if (result instanceof Ref && classNameOf(result.$h) !== "")
                discover(result.$h, (c) => ({ group: "network", module: "cronet", hooks: engineHooks(c) }));
        },
    })),
});
