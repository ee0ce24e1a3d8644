/** Puts hooks in, one status each, and guards every call: the app gets its result, the original runs exactly once. */
import Java from "frida-java-bridge";
import { followsItsClass } from "./collector.js";
import { Ref, inFrame, loadClass, type JavaValue } from "./jni.js";
import { nameOf, nowCalled, type MethodName } from "./names.js";
import { raw, type BridgeType } from "./passing.js";
import { assertFieldsReadable, assertMethodReadable, isAbstract } from "./readable.js";
import { hasJava } from "./ready.js";
import { fault, isQuiet, onFreshSession, row } from "./report.js";
import { enter, leave, type ThreadState } from "./threads.js";
import type { Call, Hook, Module } from "./vocabulary.js";

export type Status = "installed" | "absent" | "failed" | "off";

export interface HookState {
    id: string;
    group: string;
    cls: string;
    method: string;
    status: Status;
    reason?: string;
    /** Where the names are not the SDK's own in this build: what was hooked, and by which anchor it is known. */
    resolved?: Resolved;
    hits: number;
    toldHits: number;
    hook: Hook;
}

export interface Resolved {
    cls: string;
    methods: string[];
    anchor: string;
    one_of: string[];
}

// The bridge's own shape of a method, as far as it is used here (frida-java-bridge 7.0.13, class-factory.js).
interface BridgeMethod {
    _p: [string, unknown, number, NativePointer, BridgeType, BridgeType[], unknown, unknown];
    argumentTypes: BridgeType[];
    implementation: ((...args: JavaValue[]) => JavaValue) | null;
    apply(self: unknown, args: JavaValue[]): JavaValue;
}
interface Factory {
    loader: { $h: NativePointer } | null;
    use(name: string): Record<string, unknown>;
    _classHandles: { capacity: number };
}

const ABSTRACT = "abstract: hooked in the class of the object that is given";

const states = new Map<string, HookState>();
const present = new Map<string, string>();
const modules: Module[] = [];
const replaced = new Set<string>();
const natives = new Set<HookState>();

onFreshSession(() => {
    for (const s of states.values()) {
        tell(s);
        s.toldHits = 0;
    }
    for (const [id, marker] of present) {
        const { product } = modules.find((m) => m.id === id)!;
        row("present", { sdk: product ?? id, marker });
    }
});

let off: Record<string, string> = {};

/** Hooks (by id) or groups that are not to be put in, each with why. Before anything is installed. */
export function switchOff(wanted: Record<string, string>): void {
    off = wanted;
}

/** Installs every hook of `module`, by the app's own loader. Only on the agent's thread. */
export function install(module: Module): void {
    modules.push(module);
    const absent = new Set<string>();
    for (const hook of module.hooks) {
        const id = hookId(module, hook);
        const s = untried(id, module.group, hook, 0);
        states.set(id, s);
        if (hasJava) attempt(s, defaultFactory(), absent);
        else s.reason = "no Java in this process";
        tell(s);
    }
    if (hasJava) seekMarkers(module, defaultFactory(), absent);
}

/** Keeps and tells the state of a hook that is on no Java method: it is counted and told again like the others'. */
export function nativeState(
    moduleId: string,
    cls: string,
    method: string,
    status: Status,
    reason?: string,
    group: Module["group"] = "network",
): HookState {
    const id = `${moduleId}:${cls}.${method}`;
    const hook = { cls, method, source: "native" };
    const hits = states.get(id)?.hits ?? 0;
    const why = off[id] ?? off[group];
    const is = status === "installed" && why !== undefined ? { status: "off" as const, reason: why } : { status, reason };
    const s: HookState = { id, group, cls, method, ...is, hits, toldHits: 0, hook };
    states.set(id, s);
    natives.add(s);
    tell(s);
    return s;
}

/** Tries what is still absent with another class loader. Returns how many hooks that put in. */
export function retry(factory: Factory): number {
    let found = 0;
    const absent = new Set<string>();
    for (const s of states.values()) {
        if (s.status !== "absent" || natives.has(s)) continue;
        attempt(s, factory, absent);
        if ((s.status as Status) === "absent") continue;
        found++;
        tell(s);
    }
    for (const m of modules) seekMarkers(m, factory, absent);
    return found;
}

/** Adds a hook found at run time (a stream class, a connection class) to a module. True if it is in, now or before. */
export function installLate(group: Module["group"], moduleId: string, hook: Hook, factory: Factory): boolean {
    const id = `${moduleId}:${hook.cls}.${hook.method}`;
    const old = states.get(id);
    if (old?.status === "installed") return true;
    const s = untried(id, group, hook, old?.hits ?? 0);
    states.set(id, s);
    attempt(s, factory, new Set());
    tell(s);
    return s.status === "installed";
}

export function anyAbsent(): boolean {
    return [...states.values()].some((s) => s.status === "absent" && !natives.has(s));
}

export function hookStates(): HookState[] {
    return [...states.values()];
}

/** A `hits` row of what changed since the last one. */
export function tellHits(): void {
    const changed: Record<string, number> = {};
    for (const s of states.values()) {
        if (s.hits === s.toldHits) continue;
        changed[s.id] = s.toldHits = s.hits;
    }
    if (Object.keys(changed).length > 0) row("hits", changed);
}

export function defaultFactory(): Factory {
    return Java.classFactory as unknown as Factory;
}

/** The factory of one class loader, with its class handles kept (the bridge keeps ten and looks others up in the wrong loader). */
export function factoryOf(loader: unknown): Factory {
    const factory = (Java as unknown as { ClassFactory: { get(l: unknown): Factory } }).ClassFactory.get(loader);
    factory._classHandles.capacity = 100000;
    return factory;
}

function untried(id: string, group: string, hook: Hook, hits: number): HookState {
    return { id, group, cls: hook.cls, method: hook.method, status: "absent", hits, toldHits: 0, hook };
}

function hookId(module: Module, hook: Hook): string {
    const overload = hook.overload === undefined ? "" : `(${hook.overload.join(",")})`;
    return `${module.id}:${hook.cls}.${hook.method}${overload}`;
}

function tell(s: HookState): void {
    if (s.hook.optional === true && s.status === "absent") return;
    const { id, group, cls, method, status, reason, resolved } = s;
    const known = { ...(reason === undefined ? {} : { reason }), ...(resolved === undefined ? {} : { resolved }) };
    row("hook", { id, group, cls, method, status, ...known });
}

function seekMarkers(module: Module, factory: Factory, absent: Set<string>): void {
    if (present.has(module.id)) return;
    for (const marker of module.markers) {
        if (!hasClass(nowCalled(marker), factory, absent)) continue;
        present.set(module.id, marker);
        row("present", { sdk: module.product ?? module.id, marker });
        return;
    }
}

/** Whether the loader has the class, which is not initialised for that. `absent` keeps those it has not: an app has few SDKs,
 *  and a loader is slow to say no. */
function hasClass(cls: string, factory: Factory, absent: Set<string>): boolean {
    if (absent.has(cls)) return false;
    try {
        inFrame(() => loadClass(cls, factory.loader?.$h ?? null, false));
        return true;
    } catch {
        absent.add(cls);
        return false;
    }
}

function attempt(s: HookState, factory: Factory, absent: Set<string>): void {
    delete s.reason;
    const why = off[s.id] ?? off[s.group];
    if (why !== undefined) {
        s.status = "off";
        s.reason = why;
        return;
    }
    if (s.hook.unless !== undefined && states.get(s.hook.unless)?.status === "installed") return;
    const { method, overload } = s.hook;
    if (choose(s, factory, absent, s.cls, method, overload) === 0 && s.status === "absent")
        resolve(s, factory, absent);
}

/** Hooks what a class has of that name; how many methods that were. Leaves in the state what came of it. */
function choose(
    s: HookState,
    factory: Factory,
    absent: Set<string>,
    name: string,
    method: string,
    overload: readonly string[] | undefined,
    oneOf: string[] = [],
): number {
    if (!hasClass(name, factory, absent)) {
        s.status = "absent";
        s.reason = "class absent";
        return 0;
    }
    try {
        const cls = classOf(factory, name);
        const all = overloadsOf(cls, method, overload);
        // An abstract method has no code to replace: what is called is the method of a class that has one.
        const chosen = all.filter((m) => !isAbstract((cls.class as { $h: NativePointer }).$h, m._p[3], m._p[2]));
        s.status = chosen.length > 0 ? "installed" : "absent";
        if (chosen.length === 0) s.reason = all.length > 0 ? ABSTRACT : "method or overload absent";
        else if (s.group === "custom" && chosen.every((m) => replaced.has(m._p[3].toString()))) {
            s.status = "off";
            s.reason = "a hook of this tool's own watches it already";
        }
        for (const m of chosen) replace(s, m, oneOf);
        return chosen.length;
    } catch (e) {
        s.status = "failed";
        s.reason = String(e).slice(0, 200);
        return 0;
    }
}

/** The same under the names of this build. */
function resolve(s: HookState, factory: Factory, absent: Set<string>): void {
    const known = nameOf(s.hook.inherits ?? s.cls);
    if (known === undefined) return;
    const { anchor } = known;
    const cls = s.hook.inherits === undefined ? known.renamed : s.cls;
    const methods = known.methods.filter((m) => m.name === s.method && isWanted(m, s.hook.overload));
    if (methods.length === 0) s.reason = `method not found in ${cls}, which is known by ${anchor}`;
    const found = methods.filter((m) => choose(s, factory, absent, cls, m.renamed, m.types, m.one_of) > 0);
    if (found.length === 0) return;
    s.status = "installed";
    delete s.reason;
    const unique = (texts: string[]): string[] => [...new Set(texts)];
    s.resolved = { cls, methods: unique(found.map((m) => m.renamed)), anchor, one_of: unique(found.flatMap((m) => m.one_of)) };
}

function isWanted(m: MethodName, overload: string[] | undefined): boolean {
    return overload === undefined || overload.map(nowCalled).join(":") === m.types.join(":");
}

/** A class, initialised. Throws where the loader has none of that name. A class that is only loaded must not be hooked: on ART a
 *  static method's hook would fire twice, on HotSpot the bridge reads the methods of a class that has none yet and frees garbage. */
function classOf(factory: Factory, name: string): Record<string, unknown> {
    inFrame(() => assertFieldsReadable(loadClass(name, factory.loader?.$h ?? null)));
    return factory.use(name);
}

function overloadsOf(
    cls: Record<string, unknown>,
    name: string,
    overload: readonly string[] | undefined,
): BridgeMethod[] {
    assertMethodReadable((cls.class as { $h: NativePointer }).$h, name);
    const dispatcher = cls[name] as { overloads?: BridgeMethod[] } | undefined;
    const all = dispatcher?.overloads ?? [];
    if (overload === undefined) return all;
    const wanted = overload.join(":");
    return all.filter((m) => m.argumentTypes.map((t) => t.className).join(":") === wanted);
}

// ------------------------------------------------------------------------------------------------- one call

function replace(s: HookState, method: BridgeMethod, oneOf: string[] = []): void {
    // A method inherited by two hooked classes is one method: a second replacement would wrap the first.
    const handle = method._p[3].toString();
    if (replaced.has(handle)) return;
    replaced.add(handle);
    method._p[4] = raw(method._p[4]);
    method._p[5] = method._p[5].map(raw);
    const { hook } = s;
    // A call that nobody looks at and that counts for no nesting costs what the bridge alone does.
    const counts = hook.always !== undefined || hook.once !== undefined;
    method.implementation = function (this: unknown, ...args: JavaValue[]): JavaValue {
        if (isQuiet() && !counts) return method.apply(this, args);
        const thread = enter();
        hook.always?.enter(thread);
        const outermost = nest(thread, hook, 1) === 1;
        try {
            if (thread.looking || !outermost || isQuiet()) return method.apply(this, args);
            hit(s);
            return watched(s, method, this, args, thread, oneOf);
        } finally {
            nest(thread, hook, -1);
            hook.always?.leave(thread);
            leave(thread);
        }
    };
    followsItsClass(method.implementation);
}

let onFirstCall: ((hook: string) => void) | null = null;

/** Whoever is to know of each hook's first call, before the original runs. */
export function tellFirstCalls(tell: (hook: string) => void): void {
    onFirstCall = tell;
}

/** Counts a call of a hook. */
export function hit(s: HookState, times = 1): void {
    if (s.hits === 0) firstCall(s);
    s.hits += times;
}

function firstCall(s: HookState): void {
    try {
        onFirstCall?.(s.id);
    } catch (e) {
        fault(s.id, e);
    }
}

/** How deep the thread is inside hooks of this one's name, after adding `step`; 1 for a hook without a name. */
function nest(thread: ThreadState, hook: Hook, step: 1 | -1): number {
    if (hook.once === undefined) return 1;
    const depth = (thread.inside.get(hook.once) ?? 0) + step;
    thread.inside.set(hook.once, depth);
    return depth;
}

function watched(
    s: HookState,
    method: BridgeMethod,
    self: unknown,
    args: JavaValue[],
    thread: ThreadState,
    oneOf: string[],
): JavaValue {
    const handle = (self as { $h: NativePointer | null }).$h;
    const call: Call = {
        self: handle === null ? null : new Ref(handle, false),
        args,
        result: undefined,
        threw: true,
        thread,
        ...(oneOf.length > 0 ? { oneOf } : {}),
    };
    if (s.hook.before !== undefined) look(s, s.hook.before, call);
    try {
        call.result = method.apply(self, args);
        call.threw = false;
    } finally {
        // An exception of the original's goes on its way unchanged after this.
        if (s.hook.after !== undefined) look(s, s.hook.after, call);
    }
    return call.result;
}

function look(s: HookState, at: (call: Call) => void, call: Call): void {
    call.thread.looking = true;
    try {
        inFrame(() => at.call(s.hook, call));
    } catch (e) {
        fault(s.id, e);
    } finally {
        call.thread.looking = false;
    }
}
