/** WebView at its API: the pages and parts it was asked for and the scripts handed to them. Its bytes pass inside Chromium. */
import { discover } from "../engine/discover.js";
import { IdentityMap } from "../engine/identity.js";
import { Method, Ref, bytesOf, stringOf, toStringOf } from "../engine/jni.js";
import { defineNetwork, type Call, type Hook } from "../engine/vocabulary.js";
import { tellCall } from "./calls.js";

const VIEW = "android.webkit.WebView";
const CLIENT = "android.webkit.WebViewClient";
const SOURCE = "android-all 9 to 14, android.webkit.WebView and WebViewClient";
const SCRIPT = "javascript:";
const REQUEST = "android/webkit/WebResourceRequest";

const M = {
    url: new Method(REQUEST, "getUrl", "()Landroid/net/Uri;"),
    method: new Method(REQUEST, "getMethod", "()Ljava/lang/String;"),
};

export function resolveWebview(): void {
    for (const m of Object.values(M)) m.resolve();
}

/** The page each view was last asked for. */
const pages = new IdentityMap<string>();

function pageOf(call: Call): string {
    return (call.self === null ? undefined : pages.get(call.self.$h)) ?? "";
}

function textAt(call: Call, i: number): string {
    const arg = call.args[i];
    return arg instanceof Ref ? stringOf(arg.$h) : "";
}

function open(call: Call, method: "GET" | "POST"): void {
    const url = textAt(call, 0);
    if (url.slice(0, SCRIPT.length).toLowerCase() === SCRIPT) {
        tellCall("webview", pageOf(call), "SCRIPT", url.slice(SCRIPT.length));
        return;
    }
    if (call.self !== null) pages.set(call.self.$h, url);
    const body = method === "POST" ? call.args[1] : undefined;
    tellCall("webview", url, method, body instanceof Ref ? bytesOf(body) : "");
}

/** A part of a page: asked of the app's own client before it is fetched. */
function partHook(cls: string): Hook {
    return {
        cls,
        method: "shouldInterceptRequest",
        overload: [VIEW, "android.webkit.WebResourceRequest"],
        source: SOURCE,
        optional: cls !== CLIENT,
        once: "WebViewClient.shouldInterceptRequest",
        before: ({ args: [, asked] }) => {
            if (asked instanceof Ref)
                tellCall("webview", toStringOf(M.url.on(asked.$h)), stringOf(M.method.on(asked.$h)));
        },
    };
}

function view(method: string, before: (call: Call) => void): Hook {
    return { cls: VIEW, method, source: SOURCE, once: `WebView.${method}`, before };
}

export const webview = defineNetwork({
    id: "webview",
    hooks: [
        view("loadUrl", (call) => open(call, "GET")),
        view("postUrl", (call) => open(call, "POST")),
        view("loadDataWithBaseURL", (call) => {
            if (call.self !== null) pages.set(call.self.$h, textAt(call, 0));
        }),
        view("evaluateJavascript", (call) => void tellCall("webview", pageOf(call), "SCRIPT", textAt(call, 0))),
        // Nothing passes here: its count says that pages can call the app.
        view("addJavascriptInterface", () => {}),
        view("setWebViewClient", ({ args: [client] }) => {
            if (client instanceof Ref)
                discover(client.$h, (c) => ({ group: "network", module: "webview", hooks: c === CLIENT ? [] : [partHook(c)] }));
        }),
        partHook(CLIENT),
    ],
});
