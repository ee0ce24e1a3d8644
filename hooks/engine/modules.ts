/** SDKs and device sources as the engine runs them: what their `read` saw becomes a row. */
import { discover } from "./discover.js";
import { Ref, classNameOf } from "./jni.js";
import { nowCalled } from "./names.js";
import { onFreshSession, row, withOrigin } from "./report.js";
import { stackId } from "./stacks.js";
import type { Call, Device, DeviceHook, Group, Hook, Module, Network, Reading, Sdk, SdkHook } from "./vocabulary.js";

export function sdkModule(sdk: Sdk): Module {
    const hooks = sdk.hooks.map((h) => sdkHook(sdk, h));
    return {
        id: sdk.id,
        product: sdk.product,
        group: "sdk",
        markers: sdk.markers.classes,
        hooks: [...(sdk.instances ?? []).map((i) => instanceHook(sdk, i)), ...hooks],
    };
}

function instanceHook(sdk: Sdk, { cls, method, of = cls, declared }: NonNullable<Sdk["instances"]>[number]): Hook {
    const after = ({ result }: Call): void => {
        if (!(result instanceof Ref) || classNameOf(result.$h) === nowCalled(of)) return;
        const own = sdk.hooks.filter((h) => h.cls === of);
        discover(result.$h, (found) => ({
            group: "sdk",
            module: sdk.id,
            hooks: own.map((h) => ({ ...sdkHook(sdk, { ...h, cls: found }), inherits: of, optional: true })),
        }));
    };
    return { cls, method, declared, source: "gives the instance", after };
}

function sdkHook(sdk: Sdk, hook: SdkHook): Hook {
    const { cls, method, overload, declared, shape, source } = hook;
    const look = (call: Call): void => {
        const { title, value } = hook.read(call);
        const unsure = call.oneOf === undefined ? {} : { one_of: call.oneOf };
        row("sdk", {
            sdk: sdk.product,
            hook: `${cls}.${method}`,
            verb: hook.kind,
            title,
            value,
            ...unsure,
            stack: stackId(),
        });
    };
    // A method that calls another overload of itself, or another method of the same SDK, is one call of the app's.
    return {
        cls,
        method,
        overload,
        declared,
        shape,
        source,
        once: `sdk:${sdk.id}`,
        ...(hook.late ? { after: look } : { before: look }),
    };
}

/** How often the same value read from the same place is told: the first times, then with a count, at most once in this time. */
const TELL_FIRST = 3;
const TELL_EVERY_MS = 5000;
const REMEMBERED = 500;

interface Told {
    count: number;
    told_ms: number;
    untold: number;
    fields: Record<string, unknown>;
}

const told = new Map<string, Told>();
onFreshSession(() => told.clear());

export function deviceModule(device: Device): Module {
    return { id: device.id, group: "device", markers: [], hooks: device.hooks.map(deviceHook) };
}

/** Hooks of one more class, met at run time, as the device's own are. */
export function deviceHook(hook: DeviceHook): Hook {
    const { cls, method, overload, source, before, optional } = hook;
    const api = `${cls}.${method}`;
    const after = (call: Call): void => {
        const seen = hook.read(call);
        for (const one of Array.isArray(seen) ? seen : seen === null ? [] : [seen]) tell(api, one, call.threw);
    };
    return { cls, method, overload, source, once: hook.open === true ? cls : "device", before, after, optional };
}

/** A hot read is sampled and counted, never silently: `count` is how many reads the row stands for. */
function tell(api: string, { type, value, late, asked }: Reading, refused: boolean): void {
    const key = `${api}|${type}|${refused}|${late === undefined ? JSON.stringify(value) : ""}`;
    const t = counted(key);
    if (t.count > TELL_FIRST && Date.now() - t.told_ms < TELL_EVERY_MS) return;
    const given = refused || asked === true ? { ...(refused ? { refused } : { asked }) } : {};
    const shown = late !== undefined && !refused ? late() : value;
    t.fields = withOrigin({ api, type, value: shown, stack: stackId(), ...given });
    say(t);
}

/** Tells a read seen outside of Java. `stack` gives its stack's id, where a row is told. */
export function tellNative(api: string, type: string, value: unknown, stack: () => string): void {
    const t = counted(`${api}|${type}|${JSON.stringify(value)}`);
    if (t.count > TELL_FIRST && Date.now() - t.told_ms < TELL_EVERY_MS) return;
    t.fields = { api, type, value, stack: stack() };
    say(t);
}

function counted(key: string): Told {
    let t = told.get(key);
    if (t === undefined) {
        if (told.size >= REMEMBERED) flushReads(true);
        t = { count: 0, told_ms: 0, untold: 0, fields: {} };
        told.set(key, t);
    }
    t.count++;
    t.untold++;
    return t;
}

function say(t: Told): void {
    row("read", { ...t.fields, count: t.untold });
    t.untold = 0;
    t.told_ms = Date.now();
}

/** Tells reads that were counted and not yet told. Called by the link, and before the memory of them is emptied. */
export function flushReads(forget = false): void {
    for (const t of told.values()) if (t.untold > 0 && (forget || Date.now() - t.told_ms >= TELL_EVERY_MS)) say(t);
    if (forget) told.clear();
}

export function plainModule(group: Group, { id, hooks }: Network): Module {
    return { id, group, markers: [], hooks };
}
