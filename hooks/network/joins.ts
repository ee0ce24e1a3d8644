/** Which socket carries which TLS. Both know the client's random number: it stands in the clear in the ClientHello, and in the stack's state. */
import { type Peer } from "./addresses.js";

/** A socket that TLS passes over. */
export interface Carrier {
    fd: number;
    peer: Peer;
    /** The server's name as the ClientHello has it. */
    name: string;
    /** The thread that wrote the ClientHello; 0 where it was written before the agent came. */
    tid: number;
    /** Its clear text is seen elsewhere. */
    covered: boolean;
}

/** TLS whose clear text is seen, and what it wants to hear. */
export interface Claim {
    joined(carrier: Carrier): void;
    over(): void;
}

const KEPT = 1000;
/** What a TLS record is longer than the text in it: header, nonce, tag, content type; and padding at most. */
const ADDED_BYTES = { least: 21, most: 90 };

const hellos = new Map<string, Carrier>();
const claims = new Map<string, Claim>();
const byFd = new Map<number, Claim>();
const written = new Map<number, { claim: Claim; size: number }>();

function keep<K, V>(map: Map<K, V>, key: K, value: V): void {
    if (map.size >= KEPT) map.delete(map.keys().next().value as K);
    map.set(key, value);
}

/** A ClientHello passed on a socket. */
export function helloSeen(random: string, carrier: Carrier): void {
    const claim = claims.get(random);
    if (claim !== undefined) marry(carrier, claim);
    else keep(hellos, random, carrier);
}

/** A stack's clear text is seen; its ClientHello has this random number. */
export function claimRandom(random: string, claim: Claim): void {
    const carrier = hellos.get(random);
    if (carrier !== undefined) {
        hellos.delete(random);
        marry(carrier, claim);
    } else keep(claims, random, claim);
}

/** A stack's clear text is seen, and it writes to this very socket. */
export function claimFd(fd: number, claim: Claim): void {
    keep(byFd, fd, claim);
}

export function isClaimed(fd: number): boolean {
    return byFd.has(fd);
}

/** A stack that tells no random number begins to send: the newest socket on which this thread said hello and nobody has claimed. */
export function claimByThread(tid: number, claim: Claim): boolean {
    const mine = [...hellos].filter(([, c]) => c.tid === tid && !c.covered).at(-1);
    if (mine === undefined) return false;
    hellos.delete(mine[0]);
    marry(mine[1], claim);
    return true;
}

/** A thread has given a stack `size` bytes of text; what it writes to a socket next may be their record. */
export function textWritten(tid: number, claim: Claim, size: number): void {
    keep(written, tid, { claim, size });
}

/** A record of `size` bytes passes on a socket whose ClientHello was not seen. True if a known stack's text is in it. */
export function recordWritten(tid: number, size: number, carrier: Carrier): boolean {
    const last = written.get(tid);
    if (last === undefined) return false;
    const added = size - last.size;
    if (added < ADDED_BYTES.least || added > ADDED_BYTES.most) return false;
    marry(carrier, last.claim);
    return true;
}

/** A socket is closed: whose text was in it, if that is known. */
export function socketGone(fd: number): Claim | undefined {
    const claim = byFd.get(fd);
    byFd.delete(fd);
    return claim;
}

function marry(carrier: Carrier, claim: Claim): void {
    carrier.covered = true;
    keep(byFd, carrier.fd, claim);
    claim.joined(carrier);
}
