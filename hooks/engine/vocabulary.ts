/** The words the hooks are written in: an SDK, a network layer, a source of personal data, an API of cryptography, a text field. */
import type { JavaValue, Ref } from "./jni.js";
import type { ThreadState } from "./threads.js";

export type Group = "network" | "sdk" | "device" | "crypto" | "text" | "async" | "custom";

/** One call of a hooked method, as its hook may look at it. */
export interface Call {
    readonly self: Ref | null;
    readonly args: JavaValue[];
    /** What the original gave; undefined before it ran. */
    result: JavaValue;
    /** True where the original threw; the app gets that very exception. */
    threw: boolean;
    readonly thread: ThreadState;
    /** Whatever `before` wants `after` to know. */
    note?: unknown;
    /** Where the method was found by its types only: all the methods it may be. */
    readonly oneOf?: string[];
}

/** A method as a source declares it; types with their packages, arrays as in Java ("byte[]"). */
export interface Signature {
    types: string[];
    names: string[];
    returns: string;
    isStatic: boolean;
}

/** What a declared type is; the abstract methods of the latter two are hooked in the class that an `instances` method gives. */
export type Shape = "class" | "interface" | "abstract";

/** A method to watch. All its overloads, unless one is named. */
export interface Hook {
    cls: string;
    method: string;
    overload?: string[];
    /** Overloads read in the source: what is checked against real artifacts, and what stand-ins are made of. */
    declared?: Signature[];
    shape?: Shape;
    /** Where the name was read: documentation, source or decompiled app. */
    source: string;
    /** Runs before the original. */
    before?(call: Call): void;
    /** Runs after it, also when it threw. */
    after?(call: Call): void;
    /** Calls of hooks with the same name inside one another are one call: only the outermost is looked at. */
    once?: string;
    /** The id of a hook that makes this one needless where it is in. */
    unless?: string;
    /** The class whose renamed methods these are, where `cls` is one below it that was met at run time. */
    inherits?: string;
    /** One of several classes of which a runtime has some: its absence is not worth a row. */
    optional?: boolean;
    /** Bookkeeping that must also happen while the agent looks elsewhere or is quiet (nesting counters). */
    always?: { enter(thread: ThreadState): void; leave(thread: ThreadState): void };
}

export interface Module {
    id: string;
    /** What rows of an SDK name it by: its product in resources/recipients. */
    product?: string;
    group: Group;
    hooks: Hook[];
    /** Classes that tell an SDK is in the app. */
    markers: string[];
}

export type Verb = "init" | "identify" | "track" | "read" | "consent";

export interface SdkHook {
    cls: string;
    method: string;
    overload?: string[];
    declared?: Signature[];
    shape?: Shape;
    kind: Verb;
    /** Looks at the call: a title and what was handed over. It may look, not touch. Runs after the original where `late`. */
    read(call: Call): { title: string; value: unknown };
    late?: boolean;
    source: string;
}

export interface Sdk {
    id: string;
    product: string;
    markers: { classes: string[]; libraries?: string[]; strings?: string[] };
    /** Methods that give the object whose class is really called, where the hooks' class (`of`; `cls` if absent) is abstract. */
    instances?: { cls: string; method: string; of?: string; declared?: Signature[] }[];
    hooks: SdkHook[];
}

/** What a call read. `asked`: only the request, the value comes later or to another process. */
export interface Reading {
    type: string;
    value?: unknown;
    /** The value where it costs: worked out only when a row is told, so calls are counted by type alone. */
    late?(): unknown;
    asked?: boolean;
}

export interface DeviceHook {
    cls: string;
    method: string;
    overload?: string[];
    source: string;
    /** What was read, after the original ran; null where this call read nothing personal. Where the original threw there is no
     *  result, and the row says that it was refused. */
    read(call: Call): Reading | Reading[] | null;
    /** Runs before the original, for what it might change. */
    before?(call: Call): void;
    /** A read within a read is the platform's own doing and not told. Where code of the app's may run inside this one (`open`),
     *  only reads of the same class are not. */
    open?: boolean;
    optional?: boolean;
}

export interface Device {
    id: string;
    hooks: DeviceHook[];
}

export interface Network {
    id: string;
    hooks: Hook[];
}

export const defineSdk = (sdk: Sdk): Sdk => sdk;
export const defineDevice = (device: Device): Device => device;
export const defineNetwork = (network: Network): Network => network;
export const defineCrypto = (crypto: Network): Network => crypto;
export const defineAsync = (carrier: Network): Network => carrier;
export const defineText = (text: Network): Network => text;
