/** System properties and files the app's own native libraries read: libc's functions, of which the app's libraries are callers. */
import { nativeState } from "../engine/install.js";
import { tellNative } from "../engine/modules.js";
import { hookNative } from "../engine/native.js";
import { nativeStackId } from "../engine/native_stacks.js";

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
const ABSENT = "function absent";

interface Told {
    type: string;
    value: unknown;
}

/** What a call is about, told after it; null where it is about nothing personal. */
type Look = (args: NativePointer[]) => (() => Told) | null;

const WATCHED: Record<string, Look> = {
    __system_property_get: ([name, into]) => {
        const type = PROPERTIES[name!.readUtf8String() ?? ""];
        return type === undefined ? null : () => ({ type, value: into!.readUtf8String() });
    },
    open: ([path]) => opened(path!),
    __open_2: ([path]) => opened(path!),
    openat: ([, path]) => opened(path!),
    fopen: ([path]) => opened(path!),
    getifaddrs: () => () => ({ type: "ip_address", value: null }),
};

/** The first letters that paths worth a look have: /proc, /sys or /system, /vendor, /data. */
const HEADS = new Set("psvd".split("").map((c) => c.charCodeAt(0)));

function opened(name: NativePointer): (() => Told) | null {
    if (name.isNull() || name.readU8() !== 0x2f || !HEADS.has(name.add(1).readU8())) return null;
    const path = name.readUtf8String() ?? "";
    const type = typeOfFile(path);
    return type === null ? null : () => ({ type, value: path });
}

let found = false;

/** Watches libc once it is there: at the start on a phone. */
export function watchProperties(): void {
    Process.attachModuleObserver({
        onAdded(module) {
            stale = true;
            if (module.name !== LIBC || found) return;
            found = true;
            for (const [name, look] of Object.entries(WATCHED)) attach(module, name, look);
        },
    });
}

function attach(libc: Module, name: string, look: Look): void {
    const address = libc.findExportByName(name);
    if (address === null) {
        nativeState("properties", LIBC, name, "absent", ABSENT, "device");
        return;
    }
    hookNative(
        {
            layer: "properties",
            group: "device",
            library: LIBC,
            name,
            args: [0, 1],
            callers: true,
            enter: (call) => (call.note = isApps(call.from) ? look(call.args) : null),
            leave: ({ note, context }) => {
                const seen = (note as ReturnType<Look>)?.();
                if (seen !== undefined) tellNative(`${LIBC}.${name}`, seen.type, seen.value, () => nativeStackId(context));
            },
        },
        address,
    );
}

const modules = new ModuleMap((m) => !PLATFORM.test(m.path) && !OWN.test(m.path) && m.name !== LIBC);
let stale = false;

/** Whether code of a library of the app's is there: not the platform's, nor the agent's own. */
function isApps(at: NativePointer): boolean {
    if (stale) {
        stale = false;
        modules.update();
    }
    return modules.has(at);
}
