/** HTTP calls as numbers: who asked for one, and which thread is running it now. */
import { IdentityMap } from "../engine/identity.js";
import { row } from "../engine/report.js";
import { stackId } from "../engine/stacks.js";
import type { Call } from "../engine/vocabulary.js";

let made = 0;

/** The app's call, web socket or connection object to its number. */
export const numbers = new IdentityMap<number>();

/** Tells a call with the stack of the thread that hands it over. */
export function newCall(object: NativePointer, layer: "okhttp" | "urlconnection", url: string, method: string): number {
    const call = ++made;
    numbers.set(object, call);
    row("call", { call, layer, url, method, stack: stackId() });
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
