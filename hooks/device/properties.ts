/** System properties and files the app's own native libraries read: libc's functions, of which the app's libraries are callers. */
import { tellNative } from "../engine/modules.js";
import { fault, isQuiet, onFreshSession, row } from "../engine/report.js";

/** Names of system properties to the type of data they hold. */
export const PROPERTIES: Record<string, string> = {
    "ro.product.model": "device_model",
    "ro.product.brand": "device_brand",
    "ro.product.manufacturer": "manufacturer",
    "ro.product.device": "device_model",
    "ro.build.version.release": "os_version",
    "ro.build.version.sdk": "os_version",
    "ro.build.version.incremental": "rom_build",
    "ro.build.display.id": "rom_build",
    "ro.build.fingerprint": "rom_build",
    "ro.build.tags": "rooted",
    "ro.debuggable": "rooted",
    "ro.secure": "rooted",
    "ro.kernel.qemu": "rooted",
    "ro.boot.verifiedbootstate": "rooted",
    "ro.serialno": "serial",
    "ro.boot.serialno": "serial",
    "ro.product.cpu.abi": "cpu",
    "ro.board.platform": "cpu",
    "ro.hardware": "cpu",
    "persist.sys.timezone": "timezone",
    "persist.sys.locale": "language",
    "ro.product.locale": "language",
    "gsm.operator.alpha": "network_operator",
    "gsm.sim.operator.alpha": "network_operator",
    "gsm.sim.operator.numeric": "network_operator",
    "gsm.operator.numeric": "network_operator",
    "gsm.operator.iso-country": "country",
    "gsm.sim.operator.iso-country": "country",
    "gsm.version.baseband": "rom_build",
};

const FILES: [RegExp, string][] = [
    [/^\/sys\/class\/net\/[^/]+\/address$/, "mac"],
    [/^\/proc\/cpuinfo$|^\/sys\/devices\/system\/cpu\/.*(cpuinfo_max_freq|possible|present)$/, "cpu"],
    [/^\/proc\/meminfo$/, "memory"],
    [/^\/proc\/net\/(arp|tcp6?|udp6?|if_inet6|route)$/, "ip_address"],
    [/^\/proc\/sys\/kernel\/random\/boot_id$/, "device_id"],
    [/^(\/system|\/sbin|\/vendor|\/data\/local).*\/(su|busybox|magisk)$/, "rooted"],
];

export function typeOfFile(path: string): string | null {
    return FILES.find(([one]) => one.test(path))?.[1] ?? null;
}

/** Where the platform's own libraries lie: what they read, they read for Android, or for Java, where the Java hook tells it. */
const PLATFORM = /^\/(system|apex|vendor|product|odm|system_ext)\//;
const OWN = /frida|inspector-agent/;
const LIBC = "libc.so";
const GROUP = { id: "", group: "device", cls: LIBC };

type Look = (args: InvocationArguments) => ((ret: InvocationReturnValue) => Told | null) | null;
interface Told {
    type: string;
    value: unknown;
}

const WATCHED: Record<string, Look> = {
    __system_property_get: (args) => {
        const type = PROPERTIES[args[0].readUtf8String() ?? ""];
        const into = args[1];
        return type === undefined ? null : () => ({ type, value: into.readUtf8String() });
    },
    open: (args) => opened(args[0]),
    __open_2: (args) => opened(args[0]),
    openat: (args) => opened(args[1]),
    fopen: (args) => opened(args[0]),
    getifaddrs: () => () => ({ type: "ip_address", value: null }),
};

function opened(name: NativePointer): ((ret: InvocationReturnValue) => Told | null) | null {
    if (name.isNull()) return null;
    // A look at three bytes spares the rest of nearly all files.
    const head = name.readU8() === 0x2f ? name.add(1).readU8() : 0;
    if (head !== 0x70 && head !== 0x73 && head !== 0x76 && head !== 0x64) return null;
    const path = name.readUtf8String() ?? "";
    const type = typeOfFile(path);
    return type === null ? null : () => ({ type, value: path });
}

const states = new Map<string, Record<string, unknown>>();
const told = new Set<string>();

/** Watches libc once it is there: at the start on a phone. */
export function watchProperties(): void {
    onFreshSession(() => {
        told.clear();
        states.forEach((s) => row("hook", s));
    });
    Process.attachModuleObserver({
        onAdded(module) {
            stale = true;
            if (module.name === LIBC && states.size === 0) attach(module);
        },
    });
}

function attach(libc: Module): void {
    for (const [name, look] of Object.entries(WATCHED)) {
        const state = { ...GROUP, id: hookId(name), method: name, status: "absent" };
        const address = libc.findExportByName(name);
        if (address !== null) {
            try {
                watch(name, address, look);
                state.status = "installed";
            } catch (e) {
                state.status = "failed";
                Object.assign(state, { reason: String(e).slice(0, 200) });
            }
        }
        states.set(state.id, state);
        row("hook", state);
    }
}

/** Hits are at least so many; how often each was called the reads' own counts say. */
function hit(name: string): void {
    if (told.has(name)) return;
    told.add(name);
    row("hits", { [hookId(name)]: 1 });
}

function hookId(name: string): string {
    return `properties:${LIBC}.${name}`;
}

function watch(name: string, address: NativePointer, look: Look): void {
    Interceptor.attach(address, {
        onEnter(args) {
            this.told = null;
            if (isQuiet()) return;
            try {
                const caller = appLibrary(this.returnAddress);
                if (caller === null) return;
                this.told = look(args);
                this.caller = caller;
            } catch (e) {
                fault(name, e);
            }
        },
        onLeave(ret) {
            if (this.told === null) return;
            try {
                const seen = (this.told as (ret: InvocationReturnValue) => Told | null)(ret);
                if (seen === null) return;
                hit(name);
                tellNative(`${LIBC}.${name}`, seen.type, seen.value, [this.caller as string]);
            } catch (e) {
                fault(name, e);
            }
        },
    });
}

const modules = new ModuleMap((m) => !PLATFORM.test(m.path) && !OWN.test(m.path) && m.name !== LIBC);
let stale = false;

/** "libfoo.so!0x1234" for code of a library of the app's; null for the platform's and the agent's own. */
function appLibrary(at: NativePointer): string | null {
    if (stale) {
        stale = false;
        modules.update();
    }
    const module = modules.find(at);
    return module === null ? null : `${module.name}!${at.sub(module.base)}`;
}
