/** How values pass between a hooked method and its hook: as handles, with nothing made of them on the way. */
import { Ref, newString, type Env, type JavaValue } from "./jni.js";

// The bridge's own shape of a type, as far as it is used here (frida-java-bridge 7.0.13, types.js).
export interface BridgeType {
    type: string;
    className: string;
}

/** A type that hands the object's handle through: the bridge's own would make another String of a String, and look classes up. */
export function raw(type: BridgeType): BridgeType {
    if (type.type !== "pointer") return { ...type, isCompatible: () => true } as BridgeType;
    const passing = {
        isCompatible: () => true,
        fromJni: (h: NativePointer, e: Env, owned: boolean) =>
            h.isNull() ? null : owned ? new Ref(e.newGlobalRef(h), true) : new Ref(h, false),
        toJni: (v: JavaValue) =>
            v instanceof Ref
                ? v.$h
                : typeof v === "string"
                  ? newString(v)
                  : ((v as { $h?: NativePointer } | null)?.$h ?? NULL),
    };
    return { ...type, ...passing } as BridgeType;
}
