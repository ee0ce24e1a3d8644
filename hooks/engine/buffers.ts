/** Bytes that passed through java.nio.ByteBuffer, whatever kind it is of: what lies between where its position was and is. */
import { Method, Ref, arrayLength, bytesOf, directAddress, env, isA, newByteArray, type JavaValue } from "./jni.js";

const ARRAY = "[Ljava/nio/ByteBuffer;";
const M = {
    position: new Method("java/nio/Buffer", "position", "()I"),
    limit: new Method("java/nio/Buffer", "limit", "()I"),
    capacity: new Method("java/nio/Buffer", "capacity", "()I"),
    moveTo: new Method("java/nio/Buffer", "position", "(I)Ljava/nio/Buffer;"),
    limitTo: new Method("java/nio/Buffer", "limit", "(I)Ljava/nio/Buffer;"),
    hasArray: new Method("java/nio/ByteBuffer", "hasArray", "()Z"),
    array: new Method("java/nio/ByteBuffer", "array", "()[B"),
    arrayOffset: new Method("java/nio/ByteBuffer", "arrayOffset", "()I"),
    duplicate: new Method("java/nio/ByteBuffer", "duplicate", "()Ljava/nio/ByteBuffer;"),
    get: new Method("java/nio/ByteBuffer", "get", "([B)Ljava/nio/ByteBuffer;"),
};

export function resolveBuffers(): void {
    for (const m of Object.values(M)) m.resolve();
    for (const c of ["java/nio/ByteBuffer", ARRAY]) isA(NULL, c);
}

/** One buffer, or a stretch of an array of them, as a method was given them, with where their positions were. */
export interface Buffers {
    ref: Ref;
    /** Of the first buffer in the array; -1 where it is one buffer. */
    from: number;
    positions: number[];
}

/** The groups of buffers among a method's arguments: each is a buffer, or an array with or without offset and length. */
export function buffersIn(args: JavaValue[]): Buffers[] {
    const groups: Buffers[] = [];
    args.forEach((arg, i) => {
        if (!(arg instanceof Ref)) return;
        if (isA(arg.$h, "java/nio/ByteBuffer")) {
            groups.push({ ref: arg, from: -1, positions: [M.position.on(arg.$h) as number] });
        } else if (isA(arg.$h, ARRAY)) {
            const [from, count] = [args[i + 1], args[i + 2]];
            groups.push(
                typeof from === "number" && typeof count === "number"
                    ? stretch(arg, from, count)
                    : stretch(arg, 0, arrayLength(env(), arg.$h)),
            );
        }
    });
    return groups;
}

function stretch(ref: Ref, from: number, count: number): Buffers {
    const end = Math.min(arrayLength(env(), ref.$h), from + count);
    const group: Buffers = { ref, from: Math.max(0, from), positions: [] };
    for (let i = group.from; i < end; i++)
        group.positions.push(element(ref, i, (b) => (b.isNull() ? 0 : (M.position.on(b) as number))));
    return group;
}

/** What was put in or taken out since: the bytes from the positions of then to those of now, at most `size`. */
export function passedThrough(group: Buffers, size = Number.MAX_SAFE_INTEGER): ArrayBuffer {
    return collect(group, size, 0, (b) => M.position.on(b) as number);
}

/** What can be taken out from the positions of then on, without its first `skip` bytes. */
export function remaining(group: Buffers, skip: number): ArrayBuffer {
    return collect(group, Number.MAX_SAFE_INTEGER, skip, (b) => M.limit.on(b) as number);
}

function collect(group: Buffers, size: number, skip: number, endOf: (b: NativePointer) => number): ArrayBuffer {
    const parts: ArrayBuffer[] = [];
    let left = size;
    group.positions.forEach((position, i) => {
        const read = (b: NativePointer): void => {
            if (b.isNull() || left <= 0) return;
            const there = Math.max(0, endOf(b) - position);
            const start = Math.min(skip, there);
            skip -= start;
            const count = Math.min(left, there - start);
            left -= count;
            if (count > 0) parts.push(bytesAt(b, position + start, count));
        };
        if (group.from < 0) read(group.ref.$h);
        else element(group.ref, group.from + i, read);
    });
    return joined(parts);
}

function element<T>(array: Ref, i: number, look: (b: NativePointer) => T): T {
    const e = env();
    const b = e.getObjectArrayElement(array.$h, i);
    try {
        return look(b);
    } finally {
        e.deleteLocalRef(b);
    }
}

function bytesAt(b: NativePointer, start: number, count: number): ArrayBuffer {
    const e = env();
    const direct = directAddress(e, b);
    if (!direct.isNull()) return direct.add(start).readByteArray(count)!;
    if (M.hasArray.on(b)) {
        const array = M.array.on(b) as NativePointer;
        const bytes = bytesOf(new Ref(array, false), (M.arrayOffset.on(b) as number) + start, count);
        e.deleteLocalRef(array);
        return bytes;
    }
    // A read-only buffer on the heap shows its bytes to a reader of its own only.
    const own = M.duplicate.on(b) as NativePointer;
    M.limitTo.on(own, M.capacity.on(own));
    M.moveTo.on(own, start);
    const room = newByteArray(e, count);
    M.get.on(own, room);
    return bytesOf(new Ref(room, false));
}

function joined(parts: ArrayBuffer[]): ArrayBuffer {
    if (parts.length === 1) return parts[0]!;
    const all = new Uint8Array(parts.reduce((n, p) => n + p.byteLength, 0));
    let at = 0;
    for (const part of parts) {
        all.set(new Uint8Array(part), at);
        at += part.byteLength;
    }
    return all.buffer;
}
