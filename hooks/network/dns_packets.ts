/** Answers of a name server as they come in a datagram, for processes that ask by themselves. RFC 1035, 4.1. */
import { text4, text6 } from "./addresses.js";

const A = 1;
const AAAA = 28;
const RECORDS_LIMIT = 64;

/** The question's name and the addresses in the answer; null where it is none. */
export function answerOf(at: NativePointer, size: number): { host: string; addresses: string[] } | null {
    const b = new Uint8Array(at.readByteArray(Math.min(size, 4096))!);
    const two = (i: number): number => (b[i] ?? 0) * 256 + (b[i + 1] ?? 0);
    // An answer, without an error, to one question.
    if (b.length < 12 || (b[2]! & 0x80) === 0 || (b[3]! & 15) !== 0 || two(4) !== 1) return null;
    const labels: string[] = [];
    let i = 12;
    for (; b[i] !== 0; i += b[i]! + 1) {
        if (i >= b.length || b[i]! > 63) return null;
        labels.push(String.fromCharCode(...b.subarray(i + 1, i + 1 + b[i]!)));
    }
    i += 5;
    const addresses: string[] = [];
    for (let n = Math.min(two(6), RECORDS_LIMIT); n > 0 && i + 12 <= b.length; n--) {
        i = afterName(b, i);
        const type = two(i);
        const length = two(i + 8);
        i += 10;
        if (i + length > b.length) break;
        if (type === A && length === 4) addresses.push(text4(at.add(i)));
        if (type === AAAA && length === 16) addresses.push(text6(at.add(i)));
        i += length;
    }
    return { host: labels.join("."), addresses };
}

function afterName(b: Uint8Array, from: number): number {
    let i = from;
    while (i < b.length && b[i] !== 0) {
        if (b[i]! >= 192) return i + 2;
        i += b[i]! + 1;
    }
    return i + 1;
}
