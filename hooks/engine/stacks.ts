/** Call stacks, each told once a session and named by a short id after. */
import { Method, env, stringOf } from "./jni.js";
import { onFreshSession, outbox, row } from "./report.js";

const CURRENT = new Method("java/lang/Thread", "currentThread", "()Ljava/lang/Thread;", true);
const STACK = new Method("java/lang/Thread", "getStackTrace", "()[Ljava/lang/StackTraceElement;");
const JOIN = new Method("java/util/Arrays", "toString", "([Ljava/lang/Object;)Ljava/lang/String;", true);

const KNOWN_LIMIT = 2000;
const FRAMES_LIMIT = 80;

const known = new Map<string, string>();
let made = 0;

onFreshSession(() => known.clear());
outbox.onDropped = (entry) => {
    // A dropped stack is told again before the next row that names it.
    if (entry.kind !== "stack") return;
    for (const [text, id] of known) if (id === entry.fields.id) known.delete(text);
};

/** The calling thread's stack as Java prints it: one string, because one long string costs less than eighty short ones. */
export function stackText(): string {
    const e = env();
    const thread = CURRENT.on(null) as NativePointer;
    const frames = STACK.on(thread) as NativePointer;
    const text = textOfFrames(frames);
    for (const h of [thread, frames]) e.deleteLocalRef(h);
    return text;
}

/** A StackTraceElement[] as `stackText` gives it. */
export function textOfFrames(frames: NativePointer): string {
    const joined = JOIN.on(null, frames) as NativePointer;
    const text = stringOf(joined, 64 << 10);
    env().deleteLocalRef(joined);
    return text;
}

/** The id of the calling thread's stack; its `stack` row is pushed first if this session has not had it. */
export function stackId(): string {
    return idOfText(stackText());
}

/** As `stackId`, of a stack that was kept as text. */
export function idOfText(text: string): string {
    return known.get(text) ?? tell(text, framesOf(text));
}

/** The id of a stack whose frames are known already (native ones). */
export function stackOf(frames: string[]): string {
    const text = frames.join("\n");
    return known.get(text) ?? tell(text, frames);
}

function tell(text: string, frames: string[]): string {
    if (known.size >= KNOWN_LIMIT) known.clear();
    const id = "s" + (++made).toString(36);
    known.set(text, id);
    row("stack", { id, frames });
    return id;
}

/** "[java.base/java.lang.Thread.getStackTrace(Thread.java:1610), app//a.B.c(B.java:3)]" to frames without loader and module. */
export function framesOf(text: string): string[] {
    const frames = text.slice(1, -1).split(", ").map(plainFrame);
    const own = frames.findIndex((f) => f.startsWith("java.lang.Thread.getStackTrace("));
    return frames.slice(own + 1, own + 1 + FRAMES_LIMIT);
}

function plainFrame(frame: string): string {
    const lambda = frame.indexOf("$$Lambda");
    const end = lambda >= 0 ? lambda : frame.indexOf("(");
    return frame.slice(frame.lastIndexOf("/", end) + 1);
}
