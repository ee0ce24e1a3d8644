/** The one way a row leaves the agent: sequence, time, thread and the bound are the outbox's. */
import { Outbox } from "./outbox.js";

export const outbox = new Outbox();

let state: "watching" | "quiet" = "watching";
let notes = 0;
const NOTES_LIMIT = 200;
const again: (() => void)[] = [];
const wakers: (() => void)[] = [];

export function row(kind: string, fields: Record<string, unknown>, payload: ArrayBuffer | null = null): void {
    outbox.push(kind, Process.getCurrentThreadId(), withOrigin(fields), payload);
}

let origin: (() => string[]) | null = null;

/** Who knows the stacks of those that handed over what the calling thread runs, nearest first. */
export function carriedBy(find: () => string[]): void {
    origin = find;
}

/** Beside the stack of what was done stands where the work came from: `from`, ids of stacks told before. */
export function withOrigin(fields: Record<string, unknown>): Record<string, unknown> {
    if (origin === null || fields.stack === undefined || fields.from !== undefined) return fields;
    const from = origin();
    return from.length === 0 ? fields : { ...fields, from };
}

/** A fault of the agent's own. The first 200 are told; a fault in a hot hook must not fill the session. */
export function fault(where: string, error: unknown): void {
    if (++notes > NOTES_LIMIT) return;
    row("note", { text: `${where}: ${String(error).slice(0, 500)}` });
}

export function isQuiet(): boolean {
    return state === "quiet";
}

export function watchState(): "watching" | "quiet" {
    return state;
}

/** Whoever was told something before the agent was quiet, and must know that it missed the rest. */
export function onWake(tell: () => void): void {
    wakers.push(tell);
}

export function setWatchState(to: "watching" | "quiet"): void {
    const woken = state === "quiet" && to === "watching";
    state = to;
    if (woken) for (const tell of wakers) tell();
}

/** Rows a fresh session file needs are said again by those who know them, in the order they registered; `first` before all. */
export function onFreshSession(tell: () => void, first = false): void {
    if (first) again.unshift(tell);
    else again.push(tell);
}

export function freshSession(): void {
    outbox.discard();
    notes = 0;
    for (const tell of again) tell();
}
