/** TLS as it stands on the wire: what a record is, and what a ClientHello says in the clear. RFC 8446, 4.1.2 and 5.1. */

const HANDSHAKE = 22;
const CLIENT_HELLO = 1;
const SERVER_NAME = 0;
const HEADER_BYTES = 5;
const RANDOM_AT = 11;

export interface Hello {
    random: string;
    name: string;
}

/** A record begins with its type (20 to 23) and the version's first byte, 3. */
export function isRecord(b: Uint8Array): boolean {
    return b.length >= HEADER_BYTES && b[0]! >= 20 && b[0]! <= 23 && b[1] === 3 && b[2]! <= 4;
}

/** Size of the record that begins here, header included. */
export function recordSize(b: Uint8Array): number {
    return HEADER_BYTES + b[3]! * 256 + b[4]!;
}

/** The ClientHello these bytes begin with; null where they are none. */
export function helloOf(b: Uint8Array): Hello | null {
    if (!isRecord(b) || b[0] !== HANDSHAKE || b[HEADER_BYTES] !== CLIENT_HELLO || b.length < RANDOM_AT + 33) return null;
    return { random: randomOf(b.subarray(RANDOM_AT, RANDOM_AT + 32)), name: nameOf(b) };
}

/** As text; "" for one that is not set yet. */
export function randomOf(b: Uint8Array): string {
    return b.every((v) => v === 0) ? "" : Array.from(b, (v) => v.toString(16).padStart(2, "0")).join("");
}

function nameOf(b: Uint8Array): string {
    const two = (at: number): number => (b[at] ?? 0) * 256 + (b[at + 1] ?? 0);
    let at = RANDOM_AT + 32;
    at += 1 + (b[at] ?? 0); // session id
    at += 2 + two(at); // cipher suites
    at += 1 + (b[at] ?? 0); // compression
    at += 2;
    while (at + 4 <= b.length) {
        const size = two(at + 2);
        if (two(at) === SERVER_NAME) {
            const name = b.subarray(at + 9, at + 9 + two(at + 7));
            return String.fromCharCode(...name);
        }
        at += 4 + size;
    }
    return "";
}
