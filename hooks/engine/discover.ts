/** Classes met at run time: hooked on the agent's own thread, while the thread that met one waits a moment, once a class. */
import Java from "frida-java-bridge";
import { defaultFactory, factoryOf, installLate } from "./install.js";
import { Method, Ref, classNameOf, env } from "./jni.js";
import { hasJava } from "./ready.js";
import { fault } from "./report.js";
import type { Group, Hook } from "./vocabulary.js";

export interface Found {
    group: Group;
    module: string;
    hooks: Hook[];
}

const LOADER = new Method("java/lang/Class", "getClassLoader", "()Ljava/lang/ClassLoader;");
const WAIT_STEP_US = 2000;
const WAIT_STEPS = 150;

const usleep = new NativeFunction(Module.getGlobalExportByName("usleep"), "int", ["uint"]);
const met = new Map<string, { done: boolean }>();

/** Hooks the class of `object` if it is new. Returns when the hooks are in, or after 0.3 s at the latest. */
export function discover(object: NativePointer, hooksOf: (cls: string) => Found): void {
    const cls = classNameOf(object);
    let state = met.get(cls);
    if (state === undefined) {
        state = { done: false };
        met.set(cls, state);
        hookClass(object, cls, hooksOf, state);
    }
    // A native call, since it lets go of the JavaScript lock while it waits; Thread.sleep() keeps it.
    for (let i = 0; i < WAIT_STEPS && !state.done; i++) usleep(WAIT_STEP_US);
}

function hookClass(
    object: NativePointer,
    cls: string,
    hooksOf: (cls: string) => Found,
    state: { done: boolean },
): void {
    const e = env();
    const local = LOADER.on(e.getObjectClass(object)) as NativePointer;
    const loader = local.isNull() ? null : new Ref(e.newGlobalRef(local), true);
    onAgentThread(() => {
        const factory = loader === null ? defaultFactory() : factoryThrough(loader);
        const { group, module, hooks } = hooksOf(cls);
        for (const hook of hooks) installLate(group, module, hook, factory);
        // On HotSpot the bridge puts replacements in at the end of this turn.
        setTimeout(() => (state.done = true), 0);
    });
}

const jobs: (() => void)[] = [];
const call = (name: string, ret: NativeFunctionReturnType, args: NativeFunctionArgumentType[]) =>
    new NativeFunction(Module.getGlobalExportByName(name), ret, args as never) as unknown as (
        ...a: unknown[]
    ) => number;
const pipe = Memory.alloc(8);
const write = call("write", "int", ["int", "pointer", "int"]);

/** Runs `job` on the agent's own thread, attached to the VM; a fault of it is told, not thrown. */
export function onAgentThread(job: () => void, delay_ms = 0): void {
    jobs.push(
        delay_ms === 0
            ? () => attached(job)
            : () => void setTimeout(() => attempt(() => attached(job)), delay_ms),
    );
    // A timer set on a thread of the app's starts only when that thread leaves its hook: a byte in a pipe starts the job now.
    write(pipe.add(4).readInt(), pipe, 1);
}

/** Begins to take jobs. Called once, when the agent starts. */
export function takeJobs(): void {
    if (call("pipe", "int", ["pointer"])(pipe) !== 0) throw new Error("no pipe");
    const input = new UnixInputStream(pipe.readInt());
    void (async () => {
        while ((await input.read(64)).byteLength > 0)
            for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) attempt(job);
    })();
}

function attached(job: () => void): void {
    if (hasJava) Java.performNow(job);
    else job();
}

function attempt(job: () => void): void {
    try {
        job();
    } catch (e) {
        fault("agent thread", e);
    }
}

export function factoryThrough(loader: Ref): ReturnType<typeof defaultFactory> {
    return factoryOf(Java.cast(loader.$h, Java.use("java.lang.ClassLoader")));
}
