/** Methods the tester named for this session: each call told with its arguments and what it gave. */
import { row } from "./report.js";
import { stackId } from "./stacks.js";
import { toValue } from "./values.js";
import type { Call, Hook, Module } from "./vocabulary.js";

/** As the host checked it: a class's and a method's whole names, in the runtime's spelling. */
export interface CustomHook {
    cls: string;
    /** "$init" for constructors. */
    method: string;
    /** The parameters' types, as Class.getName() spells them; all overloads where absent. */
    overload?: string[];
    title: string;
}

/** Calls of one hook told a second; more are counted. */
const TOLD_A_SECOND = 50;

export function customModule(wanted: CustomHook[]): Module {
    return { id: "custom", group: "custom", markers: [], hooks: wanted.map(customHook) };
}

function customHook({ cls, method, overload, title }: CustomHook): Hook {
    let second = 0;
    let told = 0;
    let untold = 0;
    const before = (call: Call): void => {
        const now = Date.now();
        if (now - second >= 1000) {
            second = now;
            told = 0;
        }
        if (++told > TOLD_A_SECOND) return void untold++;
        // What the method does to its arguments is not what it was given.
        call.note = { given: call.args.map(toValue) };
    };
    const after = (call: Call): void => {
        if (call.note === undefined) return;
        const { given } = call.note as { given: unknown[] };
        const value: Record<string, unknown> = { arguments: given };
        if (call.threw) value.threw = true;
        else if (call.result !== undefined) value.result = toValue(call.result);
        if (untold > 0) value.calls_not_told = untold;
        untold = 0;
        row("sdk", { sdk: "custom", hook: `${cls}.${method}`, verb: "call", title, value, stack: stackId() });
    };
    return { cls, method, overload, source: "the tester's file", before, after };
}
