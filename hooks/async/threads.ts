/** java.lang.Thread: who started a thread, for what it does at once. */
import { startThread, threadStarted } from "../engine/handover.js";
import { fieldOfType } from "../engine/fields.js";
import { classNameOf } from "../engine/jni.js";
import { defineAsync } from "../engine/vocabulary.js";

/** A pool's thread works for whoever hands the pool a task, not for who happened to need the first thread. */
const OF_A_POOL = /^(java\.util\.concurrent\.(ForkJoinWorkerThread|ThreadPoolExecutor)|java\.util\.TimerThread|kotlinx\.coroutines\.|android\.os\.HandlerThread)/;

function ofPool(thread: NativePointer): boolean {
    const cls = classNameOf(thread);
    return cls === "java.lang.Thread"
        ? fieldOfPoolWorker(thread)
        : OF_A_POOL.test(cls) || fieldOfType(thread, "java/util/concurrent/Executor") !== null;
}

function fieldOfPoolWorker(thread: NativePointer): boolean {
    const target = fieldOfType(thread, "java/lang/Runnable");
    return target !== null && OF_A_POOL.test(classNameOf(target));
}

export const threads = defineAsync({
    id: "threads",
    hooks: [
        {
            cls: "java.lang.Thread",
            method: "start",
            overload: [],
            source: "OpenJDK 17 and AOSP libcore (android-10 to 14), java.lang.Thread",
            before: ({ self }) => void (self !== null && !ofPool(self.$h) && startThread(self.$h)),
            after: threadStarted,
        },
    ],
});
