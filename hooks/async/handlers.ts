/** android.os.Handler: who posted a Runnable or sent a Message, while the Looper's thread handles it. */
import { begin, end, handOver } from "../engine/handover.js";
import { Ref } from "../engine/jni.js";
import { defineAsync, type Call } from "../engine/vocabulary.js";

const SOURCE = "AOSP frameworks/base core/java/android/os, android-10 to 14";

export const handlers = defineAsync({
    id: "handlers",
    hooks: [
        {
            cls: "android.os.MessageQueue",
            method: "enqueueMessage",
            source: SOURCE,
            before: ({ args: [message] }) => void (message instanceof Ref && handOver(message.$h)),
        },
        {
            cls: "android.os.Handler",
            method: "dispatchMessage",
            source: SOURCE,
            before: (call: Call) => {
                const [message] = call.args;
                if (message instanceof Ref) call.note = { stood: begin(message.$h) };
            },
            after: ({ note }) => void (note !== undefined && end((note as { stood: never }).stood)),
        },
    ],
});
