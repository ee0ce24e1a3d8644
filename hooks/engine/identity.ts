/** A table from Java objects to values of ours that neither keeps the objects alive nor mistakes one for another. */
import { deleteWeakRef, env, identityHash, sameObject, weakRef, type Env } from "./jni.js";

interface Entry<T> {
    weak: NativePointer;
    value: T;
}

const SWEEP_EVERY = 256;
/** Of one table. ART ends an app that holds more than 51,200 weak references, its own among them. */
const MOST = 2048;

/** Keeps no more than the newest 2,048 objects. Any attached thread may use it. Each call of JNI lets other threads run, so nothing is kept across one: see getOrPut. */
export class IdentityMap<T> {
    private readonly entries = new Map<number, Entry<T>[]>();
    private changes = 0;
    private size = 0;
    /** References of entries that are gone: another thread may be asking one of them still, so they go a sweep later. */
    private gone: NativePointer[] = [];

    get(h: NativePointer): T | undefined {
        return this.find(env(), identityHash(h), h)?.value;
    }

    set(h: NativePointer, value: T): void {
        const e = env();
        const entry = this.put(e, h, () => value);
        entry.value = value;
    }

    /** The object's value; where it has none, what `make` gives becomes it. Two threads that ask at once get the same. */
    getOrPut(h: NativePointer, make: () => T): T {
        return this.put(env(), h, make).value;
    }

    private put(e: Env, h: NativePointer, make: () => T): Entry<T> {
        const key = identityHash(h);
        for (;;) {
            const before = this.changes;
            const known = this.find(e, key, h);
            if (known !== undefined) return known;
            const weak = weakRef(e, h);
            if (before === this.changes) return this.add(e, key, { weak, value: make() });
            deleteWeakRef(e, weak); // another thread added something meanwhile: look again
        }
    }

    private add(e: Env, key: number, entry: Entry<T>): Entry<T> {
        const list = this.entries.get(key);
        if (list === undefined) this.entries.set(key, [entry]);
        else list.push(entry);
        this.size++;
        if (this.size > MOST) this.forgetOldest();
        if (++this.changes % SWEEP_EVERY === 0) this.sweep(e);
        return entry;
    }

    private find(e: Env, key: number, h: NativePointer): Entry<T> | undefined {
        return this.entries.get(key)?.find((x) => sameObject(e, x.weak, h));
    }

    private forgetOldest(): void {
        const [key, list] = this.entries.entries().next().value as [number, Entry<T>[]];
        this.remove(key, list, list[0] as Entry<T>);
    }

    private sweep(e: Env): void {
        for (const weak of this.gone.splice(0)) deleteWeakRef(e, weak);
        for (const [key, list] of [...this.entries])
            for (const x of [...list]) if (sameObject(e, x.weak, NULL)) this.remove(key, list, x);
    }

    private remove(key: number, list: Entry<T>[], entry: Entry<T>): void {
        const at = list.indexOf(entry);
        if (at < 0) return; // removed by another thread
        list.splice(at, 1);
        if (list.length === 0 && this.entries.get(key) === list) this.entries.delete(key);
        this.size--;
        this.gone.push(entry.weak);
    }
}
