/** kotlinx.coroutines where its names are kept: who launched a coroutine, on whichever dispatcher it runs and after every wait. */
import { begin, end, goesOnIn, handOver } from "../engine/handover.js";
import { Ref } from "../engine/jni.js";
import { defineAsync, type Call, type Hook } from "../engine/vocabulary.js";

const SOURCE = "github Kotlin/kotlinx.coroutines 1.7.3 and 1.9.0";

/** `at`: which of the arguments is the Runnable. Executors and Handlers as dispatchers have hooks of their own. */
const dispatch = (cls: string, at: number): Hook => ({
    cls,
    method: "dispatch",
    source: SOURCE,
    before: ({ args }) => {
        const task = args[at];
        if (task instanceof Ref) handOver(task.$h);
    },
});

export const coroutines = defineAsync({
    id: "coroutines",
    hooks: [
        dispatch("kotlinx.coroutines.scheduling.CoroutineScheduler", 0),
        dispatch("kotlinx.coroutines.internal.LimitedDispatcher", 1),
        {
            cls: "kotlinx.coroutines.DispatchedTask",
            method: "run",
            source: SOURCE,
            before: (call: Call) => {
                // A coroutine's own task runs once for each time it is dispatched.
                if (call.self !== null) call.note = { stood: begin(call.self.$h, { keeps: true, again: true }) };
            },
            after: ({ note }) => void (note !== undefined && end((note as { stood: never }).stood)),
        },
        {
            cls: "kotlinx.coroutines.CancellableContinuationImpl",
            method: "$init",
            source: SOURCE,
            after: ({ self }) => void (self !== null && goesOnIn(self.$h)),
        },
    ],
});
