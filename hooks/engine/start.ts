/** Starting: once a process, the hooks first, then the socket; all that is told comes from here or from a hook. */
import Java from "frida-java-bridge";
import { carriers, crypto, devices, networks, resolveAll, sdks, texts } from "../catalog.js";
import { onAgentThread, takeJobs } from "./discover.js";
import { customModule, type CustomHook } from "./custom.js";
import { tellUntaken } from "./handover.js";
import { defaultFactory, hookStates, install, retry, switchOff, tellHits } from "./install.js";
import { Method, newString, textOrNull } from "./jni.js";
import { listen, PROTOCOL } from "./link.js";
import { sayLastWords } from "./last_words.js";
import { watchLoaders } from "./loaders.js";
import { ownPackageIs } from "../device/packages.js";
import { watchProperties } from "../device/properties.js";
import { flushAgain } from "../crypto/once_more.js";
import { watchLibraries } from "../network/bundled.js";
import { watchNames } from "../network/dns.js";
import { watchSockets } from "../network/native_sockets.js";
import { setNames, type ClassName } from "./names.js";
import { deviceModule, flushReads, plainModule, sdkModule } from "./modules.js";
import { hasJava } from "./ready.js";
import { ignoreThisThread } from "./threads.js";
import { fault, onFreshSession, outbox, row } from "./report.js";

export const VERSION = "0.1.0";
const MARK = "INSPECTOR_AGENT";
const HITS_EVERY_MS = 2000;
const BOOTED = 4;
const BOOT_STEP_MS = 5;
const BOOT_LIMIT_MS = 10000;

export interface Options {
    package: string;
    process: string;
    /** The outbox's bound; 64 MiB where absent. */
    outbox_bytes?: number;
    /** Methods the tester named. */
    custom?: CustomHook[];
    /** Hooks, or whole groups, that are not to be put in, by id, each with why. */
    off?: Record<string, string>;
    /** Whether each hook's first call is also said in the phone's log, which outlives the process. */
    last_words?: boolean;
    /** What a shrinker renamed, as the host found it in the app's package. */
    names?: ClassName[];
}

type Started =
    | { resident: true }
    | { instance: string; token: string; socket: string; pid: number; protocol: number; agent: string };

/** Starts the agent in this process, or says that one is here. */
export async function start(options: Options): Promise<Started> {
    if (mark() === `${Process.id}`) return { resident: true };
    setMark(`${Process.id}`);
    try {
        return await begin(options);
    } catch (e) {
        setMark("");
        throw e;
    }
}

async function begin(options: Options): Promise<Started> {
    ignoreThisThread();
    await booted();
    if (options.outbox_bytes !== undefined) outbox.limitBytes = options.outbox_bytes;
    setNames(options.names ?? []);
    switchOff(options.off ?? {});
    if (options.last_words === true) sayLastWords();
    const me = {
        instance: random(8),
        token: random(32),
        package: options.package,
        process: options.process,
        agent: VERSION,
        runtime: "",
        started_ms: Date.now(),
    };
    if (hasJava) Java.performNow(() => (me.runtime = runtimeName()));
    else me.runtime = "native";
    const facts = { name: options.process, package: options.package, pid: Process.id, runtime: me.runtime };
    row("process", facts);
    onFreshSession(() => row("process", facts), true);
    takeJobs();
    ownPackageIs(options.package);
    if (hasJava) Java.perform(() => installAll(options.custom ?? []));
    else installHooks(options.custom ?? []);
    await pause(0);
    await pause(0);
    const socket = `inspector-${Process.id}-${random(4)}`;
    await listen(socket, me, { describe, beforeBatch });
    return { instance: me.instance, token: me.token, socket, pid: Process.id, protocol: PROTOCOL, agent: VERSION };
}

/** Resolves when the runtime has its system class loader; before that the app's classes are nobody's. */
async function booted(): Promise<void> {
    if (!hasJava) return;
    const level = new Method("jdk/internal/misc/VM", "initLevel", "()I", true);
    const isBooted = (): boolean => {
        let booted = true;
        // A runtime without this class is Android's, which is forked with all its classes.
        Java.performNow(() => (booted = !level.resolve() || (level.on(null) as number) >= BOOTED));
        return booted;
    };
    for (const since = Date.now(); !isBooted() && Date.now() - since < BOOT_LIMIT_MS;) await pause(BOOT_STEP_MS);
}

function installAll(custom: CustomHook[]): void {
    // WORKAROUND: the bridge keeps ten class handles and looks others up again inside a hook, with the hooked class's loader;
    // from a class of the platform's that ends in NoClassDefFoundError. So it keeps them all.
    defaultFactory()._classHandles.capacity = 100000;
    resolveAll();
    installHooks(custom);
    watchLoaders((factory) => onAgentThread(() => retry(factory)));
}

/** All hooks there are. Where no Java is, those of Java methods are said to be absent, and the native ones are put in. */
function installHooks(custom: CustomHook[]): void {
    for (const n of networks) install(plainModule("network", n));
    for (const s of sdks) install(sdkModule(s));
    for (const d of devices) install(deviceModule(d));
    for (const c of crypto) install(plainModule("crypto", c));
    for (const t of texts) install(plainModule("text", t));
    for (const c of carriers) install(plainModule("async", c));
    install(customModule(custom));
    watchSockets();
    watchNames();
    watchLibraries();
    watchProperties();
}

let lastHits_ms = 0;

function beforeBatch(): void {
    if (Date.now() - lastHits_ms < HITS_EVERY_MS) return;
    lastHits_ms = Date.now();
    tellHits();
    tellUntaken();
    try {
        flushReads();
        flushAgain();
    } catch (e) {
        fault("reads", e);
    }
}

function describe(): Record<string, unknown> {
    return {
        hooks: hookStates().map(({ id, group, cls, method, status, reason, resolved, hits, hook }) => ({
            id,
            group,
            cls,
            method,
            status,
            reason,
            resolved,
            hits,
            source: hook.source,
        })),
    };
}

function runtimeName(): string {
    const property = new Method("java/lang/System", "getProperty", "(Ljava/lang/String;)Ljava/lang/String;", true);
    const asked = (name: string): string => textOrNull(property.on(null, newString(name))) ?? "";
    const name = asked("java.vm.name");
    if (name === "Dalvik") return `Android ${Java.androidVersion}, ART ${asked("java.vm.version")}`;
    return name.startsWith("OpenJDK") ? `HotSpot ${asked("java.version")}` : `${name} ${asked("java.vm.version")}`;
}

/** Hexadecimal digits of `bytes` random bytes of the kernel's. */
function random(bytes: number): string {
    const file = new File("/dev/urandom", "rb");
    try {
        return Array.from(new Uint8Array(file.readBytes(bytes)), (b) => b.toString(16).padStart(2, "0")).join("");
    } finally {
        file.close();
    }
}

// The mark is an environment variable of the process, since a second script shares nothing else with the first.
// It holds the process id: a child inherits the variable, not the agent.
function mark(): string | null {
    const getenv = new NativeFunction(Module.getGlobalExportByName("getenv"), "pointer", ["pointer"]);
    const value = getenv(Memory.allocUtf8String(MARK));
    return value.isNull() ? null : value.readUtf8String();
}

function setMark(value: string): void {
    const setenv = new NativeFunction(Module.getGlobalExportByName("setenv"), "int", ["pointer", "pointer", "int"]);
    setenv(Memory.allocUtf8String(MARK), Memory.allocUtf8String(value), 1);
}

function pause(ms: number): Promise<void> {
    return new Promise((done) => setTimeout(done, ms));
}
