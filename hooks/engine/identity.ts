/** A table from Java objects to values of ours that neither keeps the objects alive nor mistakes one for another. */
import { deleteWeakRef, env, identityHash, sameObject, weakRef, type Env } from "./jni.js";

interface Entry<T> {
    weak: NativePointer;
    value: T;
}

const SWEEP_EVERY = 256;

/** Any attached thread may use it; the JavaScript lock makes each call whole. */
export class IdentityMap<T> {
    private readonly entries = new Map<number, Entry<T>[]>();
    private sets = 0;

    get(h: NativePointer): T | undefined {
        const e = env();
        return this.entries.get(identityHash(h))?.find((x) => sameObject(e, x.weak, h))?.value;
    }

    set(h: NativePointer, value: T): void {
        const e = env();
        const key = identityHash(h);
        if (++this.sets % SWEEP_EVERY === 0) this.sweep(e);
        const list = this.entries.get(key) ?? [];
        const known = list.find((x) => sameObject(e, x.weak, h));
        if (known !== undefined) known.value = value;
        else list.push({ weak: weakRef(e, h), value });
        this.entries.set(key, list);
    }

    private sweep(e: Env): void {
        for (const [key, list] of this.entries) {
            const live = list.filter((x) => {
                const dead = sameObject(e, x.weak, NULL);
                if (dead) deleteWeakRef(e, x.weak);
                return !dead;
            });
            if (live.length === 0) this.entries.delete(key);
            else this.entries.set(key, live);
        }
    }
}
