/** java.util.concurrent's thread pools: who handed a task over, while one of the pool's threads runs it. */
import { begin, end, handOver } from "../engine/handover.js";
import { Ref, classNameOf, type JavaValue } from "../engine/jni.js";
import { defineAsync } from "../engine/vocabulary.js";

const POOL = "java.util.concurrent.ThreadPoolExecutor";
const SCHEDULED = "java.util.concurrent.ScheduledThreadPoolExecutor";
const SOURCE = "OpenJDK 17 and AOSP libcore (android-10 to 14), java.util.concurrent";

const taken = (task: JavaValue): void => void (task instanceof Ref && handOver(task.$h));

/** Submit, invokeAll, CompletableFuture, AsyncTask, WorkManager, RxJava's and OkHttp's threads all come to these. */
export const executors = defineAsync({
    id: "executors",
    hooks: [
        { cls: POOL, method: "execute", source: SOURCE, before: ({ args: [task] }) => taken(task) },
        { cls: SCHEDULED, method: "delayedExecute", source: SOURCE, before: ({ args: [task] }) => taken(task) },
        {
            cls: POOL,
            method: "beforeExecute",
            source: SOURCE,
            // A scheduled task may run again and again, handed over once.
            before: ({ args: [, task] }) =>
                void (task instanceof Ref && begin(task.$h, { again: classNameOf(task.$h).includes("Scheduled") })),
        },
        // Between two tasks a thread of the pool makes nothing that would be told: no hook after each of them.
        { cls: POOL, method: "processWorkerExit", source: SOURCE, before: () => end(null) },
    ],
});
