/** ForkJoinPool, on which CompletableFuture and parallel streams run: who handed a task over. */
import { begin, carried, end, handOver } from "../engine/handover.js";
import { Ref, classNameOf } from "../engine/jni.js";
import { defineAsync, type Call, type Hook } from "../engine/vocabulary.js";

const SOURCE = "OpenJDK 17 and AOSP libcore (android-10 to 14), java.util.concurrent";
/** The pool's own tasks round a Runnable or a Callable of the app's. */
const ROUND = /^java\.util\.concurrent\.ForkJoinTask\$(RunnableExecuteAction|Adapted)/;

const handed = (method: string): Hook => ({
    cls: "java.util.concurrent.ForkJoinPool",
    method,
    source: SOURCE,
    // submit(Runnable) of some versions comes to another of these with its own task inside: the app's is the outermost.
    once: "ForkJoinPool",
    before: ({ args: [task] }) => void (task instanceof Ref && handOver(task.$h)),
});

function task(h: NativePointer): NativePointer {
    const cls = classNameOf(h);
    if (!ROUND.test(cls)) return h;
    return carried(h, cls.endsWith("Callable") ? "java/util/concurrent/Callable" : "java/lang/Runnable");
}

export const forkJoin = defineAsync({
    id: "fork_join",
    hooks: [
        handed("execute"),
        handed("submit"),
        {
            cls: "java.util.concurrent.ForkJoinTask",
            method: "doExec",
            source: SOURCE,
            before: (call: Call) => {
                if (call.self !== null) call.note = { stood: begin(task(call.self.$h), { keeps: true }) };
            },
            after: ({ note }) => void (note !== undefined && end((note as { stood: never }).stood)),
        },
    ],
});
