/** HTTP calls as numbers: who asked for one, and which thread is running it now. */
import { IdentityMap } from "../engine/identity.js";
import { row } from "../engine/report.js";
import { stackId } from "../engine/stacks.js";
import type { Call } from "../engine/vocabulary.js";

let made = 0;

/** The app's call, web socket or connection object to its number. */
export const numbers = new IdentityMap<number>();

export type Client = "okhttp" | "urlconnection" | "jdk" | "apache" | "cronet" | "webview";

/** Tells a call with the stack of the thread that hands it over. */
export function newCall(object: NativePointer, layer: Client, url: string, method: string): number {
    const call = tellCall(layer, url, method);
    numbers.set(object, call);
    return call;
}

/** As newCall, for a call that no object stands for. `content` is what is handed over with it. */
export function tellCall(layer: Client, url: string, method: string, content: string | ArrayBuffer = ""): number {
    const call = ++made;
    const text = typeof content === "string" && content !== "" ? { text: content } : {};
    const fields = { call, layer, url, method, ...text, stack: stackId() };
    row("call", fields, typeof content === "string" ? null : content);
    return call;
}

/** From here the thread runs this call: what it writes is written on its behalf. Undone by `ran` of the same hook. */
export function running(hooked: Call, number: number | undefined): void {
    if (number === undefined) return;
    hooked.thread.calls.push(number);
    hooked.note = number;
}

export function ran(hooked: Call): void {
    if (hooked.note !== undefined) hooked.thread.calls.pop();
}
