/** Each hook's first call, said in the phone's log: if the app crashes right then, the log still knows after what. */
import { tellFirstCalls } from "./install.js";

const TAG = "inspector-agent";
const INFO = 4;
const LINE_BYTES = 1000;
const STANDARD_ERROR = 2;

/** From now on, for every hook that has not been called yet. */
export function sayLastWords(): void {
    const write = writer();
    tellFirstCalls((hook) => write(`first call of ${hook}`.slice(0, LINE_BYTES)));
}

/** Android's log; elsewhere standard error, which the practice phone's log takes lines from. Neither waits for a reader. */
function writer(): (line: string) => void {
    const log = Process.findModuleByName("liblog.so")?.findExportByName("__android_log_write") ?? null;
    if (log !== null) {
        const say = new NativeFunction(log, "int", ["int", "pointer", "pointer"]);
        const tag = Memory.allocUtf8String(TAG);
        return (line) => void say(INFO, tag, Memory.allocUtf8String(line));
    }
    const write = new NativeFunction(Module.getGlobalExportByName("write"), "long", ["int", "pointer", "long"]);
    return (line) => {
        const text = `${TAG}: ${line}\n`;
        write(STANDARD_ERROR, Memory.allocUtf8String(text), text.length);
    };
}
