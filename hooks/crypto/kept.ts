/** What is kept of bytes that go through a cipher or digest piece by piece: so much and no more, the rest counted. */
import { Method, Ref, arrayLength, bytesOf, env, isA, newByteArray, type JavaValue } from "../engine/jni.js";

const POSITION = new Method("java/nio/Buffer", "position", "()I");
const LIMIT = new Method("java/nio/Buffer", "limit", "()I");
const MOVE = new Method("java/nio/Buffer", "position", "(I)Ljava/nio/Buffer;");
const LIMIT_TO = new Method("java/nio/Buffer", "limit", "(I)Ljava/nio/Buffer;");
const CAPACITY = new Method("java/nio/Buffer", "capacity", "()I");
const DUPLICATE = new Method("java/nio/ByteBuffer", "duplicate", "()Ljava/nio/ByteBuffer;");
const GET_ARRAY = new Method("java/nio/ByteBuffer", "get", "([BII)Ljava/nio/ByteBuffer;");

export function resolveKept(): void {
    for (const m of [POSITION, LIMIT, MOVE, LIMIT_TO, CAPACITY, DUPLICATE, GET_ARRAY]) m.resolve();
    for (const c of ["[B", "java/nio/ByteBuffer"]) isA(NULL, c);
}

export class Pieces {
    parts: ArrayBuffer[] = [];
    kept = 0;
    lost = 0;

    constructor(readonly limit: number) {}

    /** `whole`: how many bytes there were, where fewer were taken. */
    add(bytes: ArrayBuffer | undefined | null, whole = bytes?.byteLength ?? 0): void {
        if (bytes == null || whole === 0) return;
        const room = this.limit - this.kept;
        const part = bytes.byteLength <= room ? bytes : bytes.slice(0, Math.max(0, room));
        this.kept += part.byteLength;
        this.lost += whole - part.byteLength;
        if (part.byteLength > 0) this.parts.push(part);
    }

    /** Everything kept, in one piece; empty after. */
    take(): { bytes: ArrayBuffer; lost: number } {
        const taken = { bytes: joined(this.parts), lost: this.lost };
        this.parts = [];
        this.kept = this.lost = 0;
        return taken;
    }

    copy(): Pieces {
        const other = new Pieces(this.limit);
        Object.assign(other, { parts: [...this.parts], kept: this.kept, lost: this.lost });
        return other;
    }
}

export function joined(parts: ArrayBuffer[]): ArrayBuffer {
    if (parts.length === 1) return parts[0]!;
    const all = new Uint8Array(parts.reduce((n, p) => n + p.byteLength, 0));
    let at = 0;
    for (const p of parts) {
        all.set(new Uint8Array(p), at);
        at += p.byteLength;
    }
    return all.buffer;
}

export function hex(bytes: ArrayBuffer): string {
    return Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, "0")).join("");
}

/** The bytes of a byte[] that was given as a handle; empty for null. */
export function arrayBytes(array: NativePointer): ArrayBuffer {
    return array.isNull() ? new ArrayBuffer(0) : bytesOf(new Ref(array, false));
}

export function isBytes(value: JavaValue): value is Ref {
    return value instanceof Ref && isA(value.$h, "[B");
}

export function isBuffer(value: JavaValue): value is Ref {
    return value instanceof Ref && isA(value.$h, "java/nio/ByteBuffer");
}

/** The input of a call like update(bytes), update(bytes, from, size), update(byte), update(buffer), taken before it runs. */
export function inputOf(args: JavaValue[], limit: number): ArrayBuffer | undefined {
    const [a, b, c] = args;
    if (isBytes(a)) {
        if (typeof b === "number" && typeof c === "number") return bytesOf(a, b, Math.min(c, limit));
        return args.length === 1 ? bytesOf(a, 0, limit) : undefined;
    }
    if (isBuffer(a)) return bufferBytes(a, positionOf(a), limitOf(a), limit);
    if (typeof a === "number" && args.length === 1) return new Uint8Array([a & 0xff]).buffer;
    return undefined;
}

/** How many bytes that input has, taken or not. */
export function inputSize(args: JavaValue[]): number {
    const [a, , c] = args;
    if (isBytes(a)) return typeof c === "number" ? c : arrayLength(env(), a.$h);
    return isBuffer(a) ? limitOf(a) - positionOf(a) : args.length;
}

export function positionOf(buffer: Ref): number {
    return POSITION.on(buffer.$h) as number;
}

export function limitOf(buffer: Ref): number {
    return LIMIT.on(buffer.$h) as number;
}

/** Bytes `from` … `to` of a buffer of any kind, at most `limit`, by a duplicate: the app's own position is left as it is. */
export function bufferBytes(buffer: Ref, from: number, to: number, limit: number): ArrayBuffer {
    const size = Math.max(0, Math.min(to - from, limit));
    if (size === 0) return new ArrayBuffer(0);
    const own = DUPLICATE.on(buffer.$h) as NativePointer;
    LIMIT_TO.on(own, CAPACITY.on(own));
    MOVE.on(own, from);
    const room = newByteArray(env(), size);
    GET_ARRAY.on(own, room, 0, size);
    return bytesOf(new Ref(room, false));
}
