/** The catalog as data: what is watched, for those who check it against real artifacts or make stand-ins of it. */
import { carriers, crypto, devices, networks, sdks, texts } from "../catalog.js";
import { deviceModule, plainModule, sdkModule } from "./modules.js";
import type { Module } from "./vocabulary.js";

/** Every module with its hooks, their declared overloads and sources. Asks nothing of a Java runtime. */
export function catalog(): unknown[] {
    const listed = [
        ...sdks.map((sdk) => ({ ...listing(sdkModule(sdk)), product: sdk.product, ...extras(sdk) })),
        ...networks.map((n) => listing(plainModule("network", n))),
        ...devices.map((d) => listing(deviceModule(d))),
        ...crypto.map((c) => listing(plainModule("crypto", c))),
        ...texts.map((t) => listing(plainModule("text", t))),
        ...carriers.map((c) => listing(plainModule("async", c))),
    ];
    return listed;
}

function extras(sdk: (typeof sdks)[number]): Record<string, unknown> {
    const verbs = Object.fromEntries(sdk.hooks.map((h) => [`${h.cls}.${h.method}`, h.kind]));
    const { libraries = [], strings = [] } = sdk.markers;
    return { libraries, strings, instances: sdk.instances ?? [], verbs };
}

function listing(module: Module): Record<string, unknown> {
    const hooks = module.hooks.map(({ cls, method, overload, declared, shape, source, optional }) => ({
        cls,
        method,
        overload: overload ?? null,
        declared: declared ?? [],
        shape: shape ?? "class",
        source,
        optional: optional ?? false,
    }));
    return { id: module.id, group: module.group, classes: module.markers, hooks };
}
