/** Who handed work over: kept by the task from its hand-over on, and by the thread while the task runs there. */
import { fieldOfType } from "./fields.js";
import { Method, deleteWeakRef, env, identityHash, isAttached, sameObject, weakRef, type Env } from "./jni.js";
import { carriedBy, onWake, row } from "./report.js";
import { idOfText, textOfFrames } from "./stacks.js";

/** How many hand-overs one row names. */
const DEPTH = 4;
/** How many are remembered; the one unused longest goes first. */
const REMEMBERED = 2048;
/** How many a second are taken: a program that hands over more is not made slower by us. */
const TAKEN_A_SECOND = 500;
/** Who started a thread is said for so long; a thread that lives longer mostly waits for work of others. */
const STARTED_MS = 30000;

const FRAMES = new Method("java/lang/Throwable", "getStackTrace", "()[Ljava/lang/StackTraceElement;");
const NEW_THROWABLE = new Method("java/lang/Throwable", "<init>", "()V");
const CURRENT = new Method("java/lang/Thread", "currentThread", "()Ljava/lang/Thread;", true);

/** A reference of JNI's that is not given back while anybody uses it. */
class Kept {
    private users = 0;
    private over = false;

    constructor(
        private readonly h: NativePointer,
        private readonly giveBack: (h: NativePointer) => void,
    ) {}

    /** What `use` makes of it; undefined where it is gone. Each call of JNI lets other threads run. */
    use<T>(use: (h: NativePointer) => T): T | undefined {
        if (this.over) return undefined;
        this.users++;
        try {
            return use(this.h);
        } finally {
            if (--this.users === 0 && this.over) this.giveBack(this.h);
        }
    }

    end(): void {
        if (this.over) return;
        this.over = true;
        if (this.users === 0) this.giveBack(this.h);
    }
}

/** One hand-over. Its stack is a Throwable, which costs a fifth of a text, until a row wants to name it. */
interface Handover {
    thrown: Kept;
    text: string | null;
    before: Handover[];
    at_ms: number;
}

interface Entry {
    id: number;
    key: number;
    task: Kept;
    handover: Handover;
}

const byHash = new Map<number, Entry[]>();
const byAge = new Map<number, Entry>(); // in the order of use: the first is the oldest
const captured: Handover[] = []; // a ring: those whose Throwable is held
const running = new Map<number, Handover[]>(); // by thread
const started = new Map<number, Handover[]>(); // by thread: what `whoStarted` found
let made = 0;
let captures = 0;
let second = 0;
let taken = 0;
let untaken = 0;
let toldUntaken = 0;

carriedBy(() => (isAttached() ? chain().map(named).filter((id) => id !== "") : []));
onWake(forget);

export function resolveHandover(): void {
    for (const m of [FRAMES, NEW_THROWABLE, CURRENT]) m.resolve();
}

/** The calling thread hands `task` over. */
export function handOver(task: NativePointer): void {
    const now = Date.now();
    if (now - second >= 1000) {
        second = now;
        taken = 0;
    }
    if (++taken > TAKEN_A_SECOND) return void untaken++;
    const e = env();
    const key = identityHash(task);
    let before = running.get(Process.getCurrentThreadId()) ?? [];
    // Work that goes on after a wait is handed over by a thread that stands for nobody: it goes on for whom it began.
    if (before.length === 0) before = chainOf(find(e, key, task));
    if (before.length === 0) before = chain();
    keep(key, weakRef(e, task), capture(e, before.slice(0, DEPTH - 1), now));
}

/** Says how many hand-overs came too fast to be remembered, each time there are twice as many. Called by the link. */
export function tellUntaken(): void {
    if (untaken < 2 * toldUntaken || untaken === toldUntaken) return;
    toldUntaken = untaken;
    const text = `async: ${untaken} hand-overs came too fast to be remembered; what they led to is known by its own stack alone`;
    row("note", { text });
}

/** The calling thread hands a thread over to be started. */
export function startThread(thread: NativePointer): void {
    started.clear();
    handOver(thread);
}

/** A new thread may have got the number of an old one. */
export function threadStarted(): void {
    started.clear();
}

/** From here the calling thread runs `task`; what it gives is for `end`. `keeps`: where nothing is known of the task, what stood
 *  stands; `again`: the task may run more than once. */
export function begin(task: NativePointer, { keeps = false, again = false } = {}): Handover[] | null {
    const tid = Process.getCurrentThreadId();
    const e = env();
    const entry = find(e, identityHash(task), task);
    const stood = running.get(tid) ?? null;
    if (entry === undefined) {
        if (!keeps || stood === null) running.set(tid, []);
        return stood;
    }
    if (again) refresh(entry);
    else drop(entry);
    running.set(tid, chainOf(entry));
    return stood;
}

/** The calling thread is done with a task: what `begin` gave stands again. */
export function end(stood: Handover[] | null): void {
    const tid = Process.getCurrentThreadId();
    if (stood === null) running.delete(tid);
    else running.set(tid, stood);
}

/** What the calling thread runs goes on later in `task`, which someone else hands over then. */
export function goesOnIn(task: NativePointer): void {
    const [nearest] = running.get(Process.getCurrentThreadId()) ?? [];
    if (nearest === undefined) return;
    const e = env();
    keep(identityHash(task), weakRef(e, task), nearest);
}

/** A task of the platform's own that carries another's: the one inside, else itself. */
export function carried(task: NativePointer, type: string): NativePointer {
    return fieldOfType(task, type) ?? task;
}

function forget(): void {
    running.clear();
    started.clear();
    for (const entry of [...byAge.values()]) drop(entry);
}

// ------------------------------------------------------------------------------------------------ the calling thread

function chain(): Handover[] {
    return running.get(Process.getCurrentThreadId()) ?? whoStarted();
}

/** For a thread that runs nobody's task: who started it, if that was lately. */
function whoStarted(): Handover[] {
    const tid = Process.getCurrentThreadId();
    let found = started.get(tid);
    if (found === undefined) {
        const e = env();
        const thread = CURRENT.on(null) as NativePointer;
        found = chainOf(find(e, identityHash(thread), thread));
        e.deleteLocalRef(thread);
        started.set(tid, found);
    }
    return found.length > 0 && Date.now() - found[0]!.at_ms < STARTED_MS ? found : [];
}

function chainOf(entry: Entry | undefined): Handover[] {
    return entry === undefined ? [] : [entry.handover, ...entry.handover.before];
}

function capture(e: Env, before: Handover[], at_ms: number): Handover {
    const local = NEW_THROWABLE.create();
    const thrown = new Kept(e.newGlobalRef(local), (h) => env().deleteGlobalRef(h));
    e.deleteLocalRef(local);
    const handover = { thrown, text: null, before, at_ms };
    const place = captures++ % REMEMBERED;
    captured[place]?.thrown.end();
    captured[place] = handover;
    return handover;
}

/** The id of the hand-over's stack, told if it was not; "" where the stack is no longer known. */
function named(handover: Handover): string {
    handover.text ??=
        handover.thrown.use((h) => {
            const frames = FRAMES.on(h) as NativePointer;
            const text = textOfFrames(frames);
            env().deleteLocalRef(frames);
            return text;
        }) ?? null;
    handover.thrown.end();
    return handover.text === null ? "" : idOfText(handover.text);
}

// ------------------------------------------------------------------------------------------------ what is remembered

function keep(key: number, weak: NativePointer, handover: Handover): void {
    const entry: Entry = { id: ++made, key, task: new Kept(weak, (h) => deleteWeakRef(env(), h)), handover };
    const list = byHash.get(key);
    if (list === undefined) byHash.set(key, [entry]);
    else list.unshift(entry); // the newest is found first: an object that is used again is handed over again
    byAge.set(entry.id, entry);
    if (byAge.size > REMEMBERED) for (const oldest of byAge.values()) return drop(oldest);
}

function find(e: Env, key: number, task: NativePointer): Entry | undefined {
    return byHash.get(key)?.slice().find((x) => x.task.use((weak) => sameObject(e, weak, task)) === true);
}

function refresh(entry: Entry): void {
    if (byAge.delete(entry.id)) byAge.set(entry.id, entry);
}

function drop(entry: Entry): void {
    if (!byAge.delete(entry.id)) return; // by another thread
    const list = byHash.get(entry.key)?.filter((x) => x !== entry) ?? [];
    if (list.length === 0) byHash.delete(entry.key);
    else byHash.set(entry.key, list);
    entry.task.end();
}
