/** Hooks on native functions: one status each, counted, quiet when the agent is, and harmless when a look fails. */
import { hit, nativeState } from "./install.js";
import { fault, isQuiet } from "./report.js";
import { peek } from "./threads.js";
import type { Group } from "./vocabulary.js";

/** One call of a native function, as its hook may look at it. */
export interface NativeCall {
    readonly args: NativePointer[];
    result: NativePointer;
    readonly context: CpuContext;
    /** Where the call came from, for a hook that asks by `callers`. */
    readonly from: NativePointer;
    /** Whatever `enter` wants `leave` to know; a call without a note is not looked at again. */
    note?: unknown;
}

export interface NativeHook {
    /** Which of the agent's layers it is of. */
    layer: string;
    /** The library, for showing. */
    library: string;
    name: string;
    /** Which arguments `enter` and `leave` look at, in the order they want them. */
    args: number[];
    /** network where it is not said. */
    group?: Group;
    /** Whether the call's place of origin is looked up. */
    callers?: boolean;
    /** Said with the status: by what the function was found. */
    found?: string;
    enter?(call: NativeCall): void;
    leave?(call: NativeCall): void;
}

const taken = new Set<string>();

/** Puts a hook on the function at `address`. A function already hooked (one library's two names for it) is left as it is. */
export function hookNative(hook: NativeHook, address: NativePointer): void {
    const { layer, library, name } = hook;
    if (taken.has(address.toString())) return;
    taken.add(address.toString());
    try {
        attach(hook, address);
    } catch (e) {
        nativeState(layer, library, name, "failed", String(e).slice(0, 200), hook.group);
    }
}

function attach(hook: NativeHook, address: NativePointer): void {
    const state = nativeState(hook.layer, hook.library, hook.name, "installed", hook.found, hook.group);
    if (state.status === "off") return;
    const look = (at: (call: NativeCall) => void, call: NativeCall): void => {
        try {
            at(call);
        } catch (e) {
            fault(state.id, e);
        }
    };
    const { enter, leave, callers } = hook;
    Interceptor.attach(address, {
        onEnter(args) {
            if (isQuiet() || peek()?.looking === true) return;
            hit(state);
            const from = callers === true ? this.returnAddress : NULL;
            const call: NativeCall = { args: [], result: NULL, context: this.context, from };
            for (const i of hook.args) call.args.push(args[i]!);
            if (enter !== undefined) look(enter, call);
            if (leave !== undefined) this.call = call;
        },
        ...(leave !== undefined && {
            onLeave(result: InvocationReturnValue) {
                const call = (this as { call?: NativeCall }).call;
                if (call === undefined || isQuiet()) return;
                call.result = result;
                look(leave, call);
            },
        }),
    });
}
